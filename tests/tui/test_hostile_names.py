"""Whatever stands at a name that the program writes, nothing is written through it, and nobody waits for it.

The names are not listed here: what the doors are asked to write is noted in one run, and each name of it then has
something else in its place in another.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.output import new_output
from annotations.exchange.shared.jsonl import write_lines
from annotations.schema_io.file import SchemaFile
from annotations.storage.journal import set_aside
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.progress import Progress, ReadingLog
from annotations.storage.store import Store
from annotations.suggest.cache import ResultCache
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.workers.process import _open_log
from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.sources.corpus import Corpus
from seeds.system.folders import Folder
from tests.annotations.marked import added, open_in, span
from tests.irregular import KINDS, limited, put, state_of
from tui.cli.main import dispatch
from tui.core.config import save_settings

TEXT = "外賣搶人大戰\n淘寶閃購表示,這是餓了麼多年沈澱的能力。12月5日,淘寶閃購正式發文。"
SCHEMA = '[[label]]\nname = "ORG"\n\n[[label]]\nname = "PROD"\n'
NEW_ARTICLE = {"id": "new", "text": "一篇新的文章,說到了美團。", "label": [[7, 8, "ORG"]]}


def article_of(project: Path) -> Article:
    corpus = Corpus.open(project)
    return corpus.read(
        next(info for info in corpus.scan() if isinstance(info, ArticleInfo) and info.origin.document == "a.txt")
    )


def opened(project: Path) -> OpenArticle:
    return open_in(project / "annotations", article_of(project))


def mark(project: Path) -> None:
    program = opened(project)
    if not program.read_only:
        program.make(added(span("s9", 7, 9)))
        program.flush()
    program.close()


def damage(project: Path) -> None:
    """Let a file have doubles and a journal that is none: repairing them needs a backup and sets the journal aside."""
    path = opened_path(project)
    content = path.read_text("utf-8")
    double = content[content.index("[[span]]") :].replace('"s1"', '"s2"')
    path.write_text(f"{content}\n{double}", "utf-8")
    companion(path, "journal").write_bytes(b"no journal\n")


def repair(project: Path) -> None:
    dispatch(["check", str(project), "--repair"])


def opened_path(project: Path) -> Path:
    return Store(project / "annotations", "a1").path(article_of(project).info)


def export(project: Path) -> None:
    dispatch(
        [
            "export",
            str(project),
            "--format",
            "doccano",
            "--output",
            str(project / "out.jsonl"),
            "--annotator",
            "a1",
            "--force",
        ]
    )


def bring_in(project: Path) -> None:
    write_lines(project.parent / "import.jsonl", [NEW_ARTICLE])
    dispatch(["import", str(project), str(project.parent / "import.jsonl"), "--format", "doccano", "--annotator", "a1"])


def keep(project: Path) -> None:
    SavedSuggestions(project / "annotations").write(article_of(project), [Suggestion(7, 9, "ORG", 0.5, "x")])


def recolour(project: Path) -> None:
    file = SchemaFile(project / "zhupi.toml")
    file.change("ORG", replace(file.load().label("ORG"), colour="#112233"))


def begin(project: Path) -> None:
    dispatch(["init", str(project), "--force"])


def settle(project: Path) -> None:
    save_settings(project / "config.toml", {"measure": 30})


def log(project: Path) -> None:
    ReadingLog(project / "reading.sqlite3", "p").save(("a", "b"), Progress(1))


def put_aside(project: Path) -> None:
    set_aside(project / ".x.journal", b"set aside")


def remember(project: Path) -> None:
    cache = ResultCache(project / "cache.sqlite3")
    cache.save({b"key": []})
    cache.close()


ACTIONS: list[Callable[[Path], None]] = [
    mark,
    repair,
    export,
    bring_in,
    keep,
    recolour,
    begin,
    settle,
    log,
    remember,
    put_aside,
]

OWN = {"config.toml", "reading.sqlite3", "cache.sqlite3", "out.jsonl"}
"""What is the user's own, or was named by the user: links there lead to where the user wants."""


TYPED_PIPE = ("out.jsonl", "pipe")
"""An export into a named pipe waits for its reader, as it should."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an article that is annotated."""
    project = tmp_path_factory.mktemp("template") / "project"
    project.mkdir()
    (project / "a.txt").write_text(TEXT, "utf-8")
    (project / "zhupi.toml").write_text(SCHEMA, "utf-8")
    program = open_in(project / "annotations", article_of(project))
    program.make(added(span("s1", 7, 11)))
    program.close()
    return project


@dataclass(frozen=True, slots=True)
class Written:
    """The names below a project that were written, and the folders that were opened for it."""

    names: set[str]
    folders: set[str]


def prepare(action: Callable[[Path], None], project: Path) -> None:
    if action is repair:
        damage(project)


def written_by(action: Callable[[Path], None], project: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Return what an action writes, as the doors are asked for it."""
    found = Written(set(), set())

    def note(folder: Folder, name: str) -> None:
        place = folder.path / name
        if place.is_relative_to(project) and not name.endswith(".new"):
            found.names.add(place.relative_to(project).as_posix())
            found.folders.update(str(each) for each in place.relative_to(project).parents if str(each) != ".")

    open_file, replace_by, rename, move_in = Folder.open_file, Folder.replace_by, Folder.rename, Folder.move_in

    def opening(folder: Folder, name: str, flags: int = os.O_RDONLY) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            note(folder, name)
        return open_file(folder, name, flags)

    def replacing(folder: Folder, name: str, write: Callable[[int], None], **options: Any) -> None:
        note(folder, name)
        replace_by(folder, name, write, **options)

    def renaming(folder: Folder, name: str, other: str) -> None:
        note(folder, name)
        note(folder, other)
        rename(folder, name, other)

    def moving(folder: Folder, path: Path) -> None:
        note(folder, path.name)
        move_in(folder, path)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "open_file", opening)
        patch.setattr(Folder, "replace_by", replacing)
        patch.setattr(Folder, "rename", renaming)
        patch.setattr(Folder, "move_in", moving)
        prepare(action, project)
        found.names.clear()
        found.folders.clear()
        action(project)
    return found


def copied(template: Path, folder: Path) -> Path:
    return Path(shutil.copytree(template, folder / "project"))


def attempt(action: Callable[[Path], None], project: Path) -> None:
    """Do it, however it ends, but that it ends."""
    with limited(), suppress(ZhupiError, OSError, ValueError):
        action(project)


@pytest.mark.parametrize("action", ACTIONS)
def test_no_name_is_written_through(
    action: Callable[[Path], None], template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = written_by(action, copied(template, tmp_path / "once"), monkeypatch)
    if action in (log, remember):  # which SQLite writes
        written.names.update({"reading.sqlite3", "cache.sqlite3"})
    assert written.names
    for number, name in enumerate(sorted(written.names)):
        for kind in KINDS:
            folder = tmp_path / f"{number}-{kind}"
            project = copied(template, folder)
            victim = folder / "outside" / "victim"
            victim.parent.mkdir()
            victim.write_text("precious", "utf-8")
            if (name in OWN and kind in ("link", "dangling")) or (name, kind) == TYPED_PIPE:
                continue
            prepare(action, project)
            before = state_of(victim.parent)
            put(project / name, kind, victim)
            mode = (project / name).lstat().st_mode
            attempt(action, project)
            assert state_of(victim.parent) == before, f"{name}: {kind}"
            assert (project / name).lstat().st_mode == mode, f"{name}: {kind} was replaced"


@pytest.mark.parametrize("action", ACTIONS)
def test_no_folder_is_written_through(
    action: Callable[[Path], None], template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = written_by(action, copied(template, tmp_path / "once"), monkeypatch)
    for number, name in enumerate(sorted(written.folders)):
        folder = tmp_path / str(number)
        project = copied(template, folder)
        outside = folder / "outside"
        prepare(action, project)
        if (project / name).exists():
            (project / name).rename(outside)
        else:
            outside.mkdir()
        before = state_of(outside)
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).symlink_to(outside)
        attempt(action, project)
        assert state_of(outside) == before, name


def test_a_link_at_the_former_names_of_temporary_files_is_let_be(template: Path, tmp_path: Path) -> None:
    project = copied(template, tmp_path)
    victim = tmp_path / "bashrc"
    victim.write_text("precious", "utf-8")
    path = opened_path(project)
    names = [
        ".zhupi.toml.new",
        *(f"annotations/a1/a.txt/{name}" for name in (f".{path.name}.new", f".{companion(path, 'journal').name}.new")),
    ]
    for name in names:
        (project / name).symlink_to(victim)
    with limited():
        mark(project)
        recolour(project)
    assert victim.read_text("utf-8") == "precious"
    assert len(open_in(project / "annotations", article_of(project)).layer.spans) == 2
    assert SchemaFile(project / "zhupi.toml").load().label("ORG").colour == "#112233"


def test_an_error_names_what_is_there(template: Path, tmp_path: Path) -> None:
    project = copied(template, tmp_path)
    path = opened_path(project)
    put(companion(path, "lock"), "pipe", tmp_path)
    program = opened(project)
    assert f"“{companion(path, 'lock').name}” is a named pipe, not a regular file" in program.read_only
    companion(path, "lock").unlink()
    put(path, "link", tmp_path / "x")
    assert f"“{path.name}” is a link" in opened(project).read_only


@pytest.mark.parametrize("swapped", ["before", "between"])
def test_a_folder_that_is_swapped_for_a_link_meanwhile(tmp_path: Path, swapped: str) -> None:
    folder, outside = tmp_path / "annotations", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    held = Folder.open(folder)
    folder.rename(tmp_path / "moved")
    folder.symlink_to(outside)
    if swapped == "before":
        with pytest.raises(OSError, match="is a link"):
            Folder.open(folder)
    else:
        held.replace("a", b"content")
        held.remove("a")
        held.replace("b", b"content")
        assert (tmp_path / "moved" / "b").read_bytes() == b"content"
    held.close()
    assert list(outside.iterdir()) == []


def test_a_typed_path_may_be_a_link_a_pipe_or_a_device(template: Path, tmp_path: Path) -> None:
    project = copied(template, tmp_path / "real")
    link = tmp_path / "link"
    link.symlink_to(project)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept = tmp_path / "kept"
    kept.symlink_to(elsewhere)
    mark(link)
    assert dispatch(["check", str(link)]) == 0
    assert dispatch(["init", str(link), "--force"]) == 0
    out = tmp_path / "out.jsonl"
    out.symlink_to(elsewhere / "real.jsonl")
    options = ["export", str(link), "--format", "doccano", "--annotator", "a1"]
    assert dispatch([*options, "--output", str(out), "--force"]) == 0
    assert out.is_symlink()
    assert (elsewhere / "real.jsonl").read_bytes().startswith(b"{")
    assert (elsewhere / "export-report.json").exists()
    assert dispatch([*options, "--output", "/dev/null"]) == 0
    bring_in_to = [
        "import",
        str(project),
        str(out),
        "--format",
        "doccano",
        "--annotator",
        "b",
        "--annotations",
        str(kept),
    ]
    assert dispatch(bring_in_to) == 0
    assert (elsewhere / "b").is_dir()


def test_an_export_into_a_pipe(template: Path, tmp_path: Path) -> None:
    project = copied(template, tmp_path / "real")
    reading, writing = os.pipe()
    try:
        output = f"/dev/fd/{writing}"
        with limited():
            assert (
                dispatch(["export", str(project), "--format", "doccano", "--annotator", "a1", "--output", output]) == 0
            )
            os.close(writing)
            assert b'"text"' in os.read(reading, 1 << 16)
    finally:
        os.close(reading)


def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with new_output(tmp_path / "out", folder=False, force=False) as path:
            path.write_text("half", "utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(ZhupiError, match="cannot be written"):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_log_of_the_suggesters(tmp_path: Path, home: Path, kind: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", "utf-8")
    put(home / ".local/state/zhupi/suggestions.log", kind, victim)
    with limited(), _open_log() as log_file:
        log_file.write(b"told")
    assert victim.read_text("utf-8") == "precious"
