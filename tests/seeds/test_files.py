"""Test that only regular files of a bounded size are read, where no link leads astray, and that nobody waits."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.detection import detect
from annotations.exchange.registry import all_formats
from annotations.exchange.report import Report
from annotations.maintenance.check import Check
from annotations.schema_io.file import load_schema
from annotations.storage.journal import parse_journal
from annotations.storage.paths import companion
from annotations.storage.progress import Progress, ReadingLog, ReadingLogError
from annotations.storage.store import Store
from annotations.suggest.cache import ResultCache
from annotations.suggest.decision_reader import DecisionReader
from annotations.suggest.gazetteer.entries import read_entries
from annotations.suggest.learned.model import Model
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.settings import load_suggest_settings
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.packs.installed import installed, packs_folder
from seeds.packs.opencc import OPENCC
from seeds.packs.store import add
from seeds.sources.corpus import Corpus
from seeds.sources.readers.registry import SUFFIXES
from seeds.system import files
from seeds.system.descriptors import UnusableFileError
from seeds.system.files import bounded_lines, open_stream, read_regular
from tests.annotations.marked import added, article, open_in, span
from tests.irregular import KINDS, limited, put
from tui.core.config import load_settings

STRANGE = [kind for kind in KINDS if kind not in ("link", "dangling")]
"""What is never read, whoever has put it there: a circle, a device, a pipe, a folder, a socket."""


@given(content=st.binary(max_size=200), limit=st.integers(0, 200))
def test_as_much_is_read_as_the_limit_allows(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, limit: int
) -> None:
    path = tmp_path_factory.mktemp("files") / "a"
    path.write_bytes(content)
    for root in (None, path.parent):
        if len(content) <= limit:
            assert read_regular(path, limit, root=root) == content
        else:
            with pytest.raises(UnusableFileError, match=f"is larger than {limit} bytes, the most"):
                read_regular(path, limit, root=root)


def test_a_file_that_grows_is_read_no_further_than_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    read = os.read

    def growing(descriptor: int, size: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"more" * 100)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    with pytest.raises(UnusableFileError, match="is larger than 1 kB"):
        read_regular(path, 1 << 10)


def test_a_line_has_a_limit_too(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12\n3456789\n")
    with open_stream(path) as file:
        lines = bounded_lines(file, path, 5)
        assert next(lines) == b"12\n"
        with pytest.raises(UnusableFileError, match="has a line of more than 5 bytes"):
            next(lines)
    with pytest.raises(UnusableFileError, match="is larger than 3 bytes"):
        open_stream(path, 3)


@pytest.mark.parametrize("kind", STRANGE)
def test_only_regular_files_are_read(tmp_path: Path, kind: str) -> None:
    put(tmp_path / "a", kind, tmp_path / "victim")
    for root in (None, tmp_path):
        with limited(), pytest.raises(OSError):  # noqa: PT011 - some the system refuses by itself
            read_regular(tmp_path / "a", 100, root=root)


def large(path: Path, size: int) -> None:
    """Make a file that takes no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, size)


def problems_of(corpus: Corpus) -> list[str]:
    articles = []
    for item in corpus.scan():
        articles.append(str(item) if isinstance(item, Problem) else "")
        if isinstance(item, ArticleInfo):
            corpus.read(item)
    return articles


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_sources(tmp_path: Path, suffix: str, kind: str) -> None:
    (tmp_path / "a.txt").write_text("標題\n正文。", "utf-8")
    put(tmp_path / f"b{suffix}", kind, tmp_path / "victim")
    with limited():
        problems = problems_of(Corpus.open(tmp_path))
    assert problems[0] == ""
    if kind != "folder":
        assert f"b{suffix}" in problems[1]


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_large_sources(tmp_path: Path, suffix: str) -> None:
    large(tmp_path / f"b{suffix}", files.STREAM + 1)
    with limited():
        (problem,) = problems_of(Corpus.open(tmp_path))[:1]
    assert f"b{suffix}: cannot be read: is larger than" in problem


def test_a_line_without_end_in_a_source_that_is_read_by_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seeds.sources.readers.jsonl.bounded_lines", lambda file, path: bounded_lines(file, path, 60))
    (tmp_path / "a.jsonl").write_text('{"text": "這是一篇文章。"}\n{"text": "' + "很長的" * 50 + '"}\n', "utf-8")
    problems = problems_of(Corpus.open(tmp_path))
    assert "" in problems
    assert any("a.jsonl: cannot be read: has a line of more than 60 bytes" in each for each in problems)


def annotation(folder: Path) -> Path:
    program = open_in(folder)
    program.make(added(span("s1", 7, 11)))
    program.close()
    return program.path


def read_annotations(folder: Path) -> list[str]:
    """Read the annotations of a folder in all ways that there are, and give what is told of them."""
    messages = []
    store = Store(folder, "a1")
    messages += [str(item) for item in store.summaries() if isinstance(item, Problem)]
    try:
        store.look(article())
    except SourceError as error:
        messages.append(str(error))
    opened = store.open(article())
    messages += [str(problem) for problem in opened.problems]
    opened.close()
    list(DecisionReader(folder, "a1", None).changed())
    (folder.parent / article().info.origin.document).write_text(article().text, "utf-8")
    messages += [str(each.problem) for each in Check(folder, Corpus.open(folder.parent)).run()]
    return messages


@pytest.mark.parametrize("kind", [*STRANGE, "link", "large"])
@pytest.mark.parametrize("which", ["toml", "journal", "history", "lock"])
def test_annotations(tmp_path: Path, kind: str, which: str) -> None:
    folder = tmp_path / "project" / "annotations"
    path = annotation(folder)
    victim = tmp_path / "victim.toml"
    victim.write_bytes(path.read_bytes())
    place = path if which == "toml" else companion(path, which)
    if kind == "large":
        large(place, files.ANNOTATIONS + 1)
    else:
        put(place, kind, victim)
    with limited():
        messages = read_annotations(folder)
    if not (which == "lock" and kind == "large"):
        assert any(place.name in each for each in messages) or messages


@pytest.mark.parametrize("kind", [*STRANGE, "link", "large"])
def test_settings_of_a_project(tmp_path: Path, kind: str) -> None:
    project = tmp_path / "project"
    project.mkdir()
    victim = tmp_path / "victim"
    victim.write_text("", "utf-8")
    if kind == "large":
        large(project / "zhupi.toml", files.SETTINGS + 1)
    else:
        put(project / "zhupi.toml", kind, victim)
    readers: list[Callable[[Path], object]] = [Corpus.open, load_schema, lambda path: load_suggest_settings(path, [])]
    for reader in readers:
        with limited(), pytest.raises(SourceError, match=r"zhupi\.toml: cannot be read: .*(zhupi\.toml|4 MB)"):
            reader(project)


@pytest.mark.parametrize("kind", [*STRANGE, "large"])
def test_what_is_the_users_own(tmp_path: Path, kind: str) -> None:
    def place(path: Path) -> Path:
        if kind == "large":
            large(path, files.WHOLE + 1)
        else:
            put(path, kind, tmp_path / "victim")
        return path

    with limited():
        assert load_settings(place(tmp_path / "config.toml"))[1]
        with pytest.raises(SourceError):
            Model.load(place(tmp_path / "a.model"))
        assert read_entries(place(tmp_path / "names.tsv"))[1]
        with pytest.raises(SourceError):
            SavedSuggestions(tmp_path).read(_kept(place, tmp_path))
        place(packs_folder() / "a.toml")
        with pytest.raises(SourceError):
            installed()
        cache = ResultCache(place(tmp_path / "cache.sqlite3"))
        assert cache.load([b"key"]) == {}
        cache.close()
        if kind != "large":
            with pytest.raises(ReadingLogError):
                ReadingLog(place(tmp_path / "reading.sqlite3"), "p").save(("a", "b"), Progress())


def _kept(place: Callable[[Path], Path], folder: Path) -> Article:
    about = article()
    place(SavedSuggestions(folder).path(about.info))
    return about


@pytest.mark.parametrize("kind", ["zero", "pipe", "socket"])
def test_imports(tmp_path: Path, kind: str) -> None:
    """Give each format a file, and a folder with such files of all its endings."""
    put(tmp_path / "a", kind, tmp_path / "victim")
    for item in all_formats():
        assert not isinstance(item, Problem)
        about = item.about
        if not about.reads:
            continue
        folder = tmp_path / about.name
        for name in (
            "a.txt",
            "articles.jsonl",
            "TypeSystem.xml",
            "README.md",
            "export-report.json",
            "annotation.conf",
            "visual.conf",
        ):
            put(folder / name, kind, tmp_path / "victim")
        put(folder / f"a{about.suffix or '.json'}", kind, tmp_path / "victim")
        for path in (tmp_path / "a", folder):
            with limited():
                try:
                    list(item.read(path, Report()))
                except (SourceError, OSError):
                    continue
        with limited(), suppress(SourceError):
            detect(folder, print)
    with limited(), pytest.raises(SourceError):
        detect(tmp_path / "a", print)
    with limited(), pytest.raises(SourceError):
        add(OPENCC, from_file=tmp_path / "a")


@pytest.mark.parametrize("opening", ["[" * 100_000, "{" * 100_000, '{"a":' * 100_000])
def test_deep_json(tmp_path: Path, opening: str) -> None:
    for name in ("a.json", "a.jsonl"):
        (tmp_path / name).write_text(opening, "utf-8")
    assert all(problems_of(Corpus.open(tmp_path)))
    assert parse_journal(opening.encode() + b"\n") is None
    for item in all_formats():
        assert not isinstance(item, Problem)
        if item.about.reads:
            for path in (tmp_path / "a.json", tmp_path / "a.jsonl"):
                item.detect(path, opening[: 1 << 16])
                try:
                    list(item.read(path, Report()))
                except SourceError:
                    continue


@pytest.mark.parametrize("suffix", [".md", ".html", ".csv", ".txt"])
@pytest.mark.parametrize(
    "opening", ["> " * 50_000, "<div>" * 50_000, "[" * 50_000, "- " * 50_000, '"' * 50_001, "*" * 50_000]
)
def test_deep_texts(tmp_path: Path, suffix: str, opening: str) -> None:
    (tmp_path / f"a{suffix}").write_text(f"{opening}標題\n正文在這裏。", "utf-8")
    with limited():
        problems_of(Corpus.open(tmp_path))
