"""Test ``zhupi check``: what is wrong with the annotations of a project, and what of it can be repaired."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.span import Rejection, Relation
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.store import Store
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.errors import SourceError
from seeds.sources.corpus import Corpus
from tests.annotations.marked import BODY, added, killed, span
from tui.cli.main import dispatch

ONE, TWO = span("s1", 0, 4), span("s2", 35, 39, "PROD")
SENTENCE = "這是多年沈澱的服務和履約能力,產品技術與使用者信任的全面檢驗。"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of one article with two spans."""
    write(tmp_path, BODY)
    program = opened(tmp_path)
    program.make(added(ONE, TWO))
    assert program.close()
    return tmp_path


def write(project: Path, body: str) -> None:
    (project / "淘寶.txt").write_text(f"{body}\n{SENTENCE}\n", "utf-8")


def the_article(project: Path) -> Article:
    corpus = Corpus.open(project)
    return corpus.read(next(item for item in corpus.scan() if isinstance(item, ArticleInfo)))


def opened(project: Path) -> OpenArticle:
    return Store(project / "annotations", "a1").open(the_article(project))


def file_of(project: Path) -> Path:
    return next((project / "annotations").rglob("*.toml"))


def change(project: Path, old: str, new: str) -> None:
    path = file_of(project)
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")


def check(project: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    """Run the command; its status, and its lines without the folder."""
    status = dispatch(["check", str(project), *options])
    return status, capsys.readouterr().out.replace(str(project), "").splitlines()


def repaired(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Repair, which must leave nothing to be repaired; the lines that it wrote."""
    before = file_of(project).read_bytes()
    status, lines = check(project, capsys, "--repair")
    assert status == 0
    assert all("repaired" in line for line in lines)
    assert [path.read_bytes() for path in file_of(project).parent.glob("*.bak")] == [before]
    assert check(project, capsys) == (0, [])
    return lines


def test_a_project_in_order(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file_of(project).read_bytes()
    assert check(project, capsys) == (0, [])
    assert check(project, capsys, "--repair") == (0, [])
    assert file_of(project).read_bytes() == before
    assert not list(project.rglob("*.bak"))


def test_a_project_without_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, BODY)
    assert check(tmp_path, capsys) == (0, [])
    assert dispatch(["check"]) == 0


def test_a_project_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        dispatch(["check", str(tmp_path / "nowhere")])


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ('id = "s1"', 'id = "s1', 'id = "s1', "not valid TOML"),
        ("end = 4", "end = 5", 'text = "', "has “淘寶閃購表” there"),
        ("start = 35\nend = 39", "start = 935\nend = 939", "end = 939", "behind the end of the text"),
        ('label = "ORG"', 'label = "OGR"', 'label = "OGR"', "no label “OGR” (did you mean “ORG”?)"),
        ('label = "ORG"', "label = 1", "label = 1", "has to be a text"),
        ("format = 1", "format = 2", "format = 2", "newer zhupi"),
    ],
)
def test_what_cannot_be_mended_is_told_with_its_line(
    project: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, key: str, message: str
) -> None:
    change(project, old, new)
    before = file_of(project).read_bytes()
    for options in ([], ["--repair"]):
        status, lines = check(project, capsys, *options)
        assert status == 1
        assert any(message in line for line in lines)
        if key:
            number = next(n for n, line in enumerate(before.decode().splitlines(), 1) if line.startswith(key))
            assert f".toml:{number}: " in "".join(lines)
        assert file_of(project).read_bytes() == before


def test_json_has_file_line_and_problem(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, 'label = "ORG"', 'label = "OGR"')
    status, lines = check(project, capsys, "--json")
    row = json.loads(lines[0])
    assert status == 1
    assert row["file"].endswith(".toml")
    assert row["mended"] == row["repaired"]
    assert (row["line"], row["problem"], row["mended"]) == (20, "there is no label “OGR”", "")


def test_a_byte_order_mark_is_mended(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "format = 1", "\ufeffformat = 1")
    assert "byte order mark" in "".join(repaired(project, capsys))
    assert opened(project).layer == Layer.of([ONE, TWO])


def test_an_edited_text_is_mended(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, f"新聞。{BODY}")
    assert check(project, capsys)[0] == 1
    assert "moved with the edited text" in "".join(repaired(project, capsys))
    assert "start = 3\n" in file_of(project).read_text("utf-8")


def test_an_orphan_is_told_until_it_is_settled(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, BODY.replace("淘寶閃購表示", "淘寶的閃購表示"))
    for options in ([], ["--repair"], []):
        status, lines = check(project, capsys, *options)
        assert status == 1
        assert any("“淘寶閃購” is not in the text any more" in line for line in lines)
    assert "[[orphan]]" in file_of(project).read_text("utf-8")


def test_doubles_become_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = opened(project)
    double = replace(ONE, id="s9", origin="imported:brat")
    program.make(Change("x", added=(double,), tied=frozenset([Relation("owns", "s9", "s2")])))
    program.close()
    assert "“s9” has the range and the label of “s1”" in "".join(repaired(project, capsys))
    program = opened(project)
    assert program.layer == Layer.of([ONE, TWO], [Relation("owns", "s1", "s2")])


def test_what_is_rejected_and_marked_is_marked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = opened(project)
    rejections = [Rejection(0, 4, "ORG", "tagger"), Rejection(0, 4, "PER", "tagger")]
    program.make(Change("x", rejected=frozenset(rejections)))
    program.close()
    before = file_of(project).read_text("utf-8").splitlines()
    (line,) = repaired(project, capsys)
    assert f".toml:{before.index('[[rejected]]') + 4}: ORG is rejected here, and marked as well" in line
    assert opened(project).layer.rejected == [Rejection(0, 4, "PER", "tagger")]


def test_suggestions_that_are_kept_are_no_annotators(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suggestions = SavedSuggestions(project / "annotations")
    suggestions.write(the_article(project), [Suggestion(0, 4, "no label of the schema", 0.9, "tagger")])
    assert check(project, capsys) == (0, [])
    assert check(project, capsys, "--repair") == (0, [])
    assert list(Store(project / "annotations", ".suggested").summaries()) == []


def test_a_journal_that_is_ahead_is_applied(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = opened(project)
    program.make(Change("delete", removed=(TWO,)))
    killed(program)
    assert "journal has changes" in "".join(check(project, capsys)[1])
    repaired(project, capsys)
    assert 'label = "PROD"' not in file_of(project).read_text("utf-8")
    program = opened(project)
    program.undo()
    assert program.layer == Layer.of([ONE, TWO])


def test_a_journal_whose_file_was_never_written_is_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, BODY)
    program = opened(tmp_path)
    program.make(added(ONE))
    killed(program)
    (journal,) = (tmp_path / "annotations").rglob(".*.journal")
    there = f"/{journal.relative_to(tmp_path)}"
    changed = f"{there}: has changes, and the file of annotations that it belongs to is not there"
    assert check(tmp_path, capsys) == (1, [changed])
    text = tmp_path / "淘寶.txt"
    before = text.read_bytes()
    text.write_text("別的\n一篇完全不同的文章。", "utf-8")
    status, lines = check(tmp_path, capsys)
    assert status == 1
    assert all(line.startswith(f"{there}:") for line in lines)
    text.rename(tmp_path / "別的.txt")
    status, lines = check(tmp_path, capsys)
    assert status == 1
    assert [line.partition(": ")[0] for line in lines] == [there]
    (tmp_path / "別的.txt").unlink()
    text.write_bytes(before)
    assert check(tmp_path, capsys, "--repair")[0] == 0
    assert check(tmp_path, capsys) == (0, [])
    assert opened(tmp_path).layer == Layer.of([ONE])


def test_a_foreign_journal_is_set_aside(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = companion(file_of(project), "journal")
    journal.write_text("not one of ours\n", "utf-8")
    assert "does not go with it" in "".join(check(project, capsys)[1])
    check(project, capsys, "--repair")
    status, lines = check(project, capsys)
    assert status == 1
    assert len(lines) == 1
    assert "set aside" in lines[0]


def test_what_is_open_is_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = opened(project)
    status, lines = check(project, capsys, "--repair")
    assert status == 1
    assert "another program has it open" in lines[0]
    program.close()
    assert check(project, capsys) == (0, [])


def test_a_folder_where_a_file_should_be(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(project)
    path.unlink()
    path.mkdir()
    status, lines = check(project, capsys)
    assert status == 1
    assert "cannot be read" in lines[0]


def test_two_files_of_one_article(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(project)
    path.with_name(f"another{path.name}").write_bytes(path.read_bytes())
    status, lines = check(project, capsys)
    assert status == 1
    assert "is about the same article as" in lines[0]


def test_overlaps_that_the_schema_forbids(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = opened(project)
    program.make(added(span("s3", 2, 6, "PER")))
    program.close()
    assert check(project, capsys) == (0, [])
    (project / "zhupi.toml").write_text('[schema]\noverlap = "forbid"\n', "utf-8")
    status, lines = check(project, capsys)
    assert status == 1
    assert ["overlaps “s1”" in line for line in lines] == [True]


def test_annotations_elsewhere(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, 'label = "ORG"', 'label = "OGR"')
    (project / "annotations").rename(project / "elsewhere")
    assert check(project, capsys) == (0, [])
    assert check(project, capsys, "--annotations", str(project / "elsewhere"))[0] == 1


def test_annotations_that_are_not_looked_at_are_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "annotations.storage.paths.os.access", lambda path, _mode, **_more: not Path(path).is_relative_to(project)
    )
    status, lines = check(project, capsys)
    assert status == 1
    assert any("has annotations, which are not looked at" in line and "--annotations" in line for line in lines)
    output = tmp_path / "out.jsonl"
    export = ["export", str(project), "--format", "doccano", "--output", str(output)]
    with pytest.raises(SourceError, match="not looked at"):
        dispatch([*export, "--strict"])
    assert dispatch(["check", str(project), "--annotations", str(project / "annotations")]) == 0


def test_what_git_would_delete_is_told_and_what_zhupi_wrote_is_replaced(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ignore = project / "annotations" / ".gitignore"
    of_before = ".*.journal\n.*.lock\n.*.new\n*.journal-*\n*.bak\n"
    ignore.write_text(of_before, "utf-8")
    assert check(project, capsys, "--repair") == (0, [])
    assert ignore.read_text("utf-8") != of_before
    ignore.write_text("# mine\n*.toml\n*.bak\n", "utf-8")
    status, lines = check(project, capsys, "--repair")
    assert status == 1
    assert any("only copy of a mark: a.toml, a.toml.bak" in line for line in lines)
    assert ignore.read_text("utf-8") == "# mine\n*.toml\n*.bak\n"


def test_what_a_killed_program_left_behind_is_removed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(project)
    top = project / "annotations"
    left = [path.with_name(f".{name}.0123abcd.new") for name in (path.name, companion(path, "journal").name)]
    old = [top / "..gitignore.0123abcd.new", top / ".suggested" / ".a.toml.0123abcd.new"]
    fresh = [top / "..label-change.json.0123abcd.new", top / ".suggested" / ".b.toml.0123abcd.new"]
    others = [path.with_name(name) for name in (".mine.new", "a.0123abcd.new", ".a.toml.0123abcg.new")]
    (top / ".suggested").mkdir()
    for each in (*left, *old, *fresh, *others):
        each.write_text("format", "utf-8")
    for each in old:
        os.utime(each, (0, 0))
    pipe = path.with_name(".pipe.toml.0123abcd.new")
    os.mkfifo(pipe)
    program = opened(project)
    program.make(added(span("s9", 5, 6)))
    status, lines = check(project, capsys)
    assert status == 1
    told = [line.removesuffix(" (--repair removes it)") for line in lines if "left behind" in line]
    said = "was left behind by a program that ended while it wrote; the file that it was for is whole"
    assert told == [f"/{each.relative_to(project)}: {said}" for each in old]
    assert program.close()
    assert sum("left behind" in line for line in check(project, capsys)[1]) == 4
    status, lines = check(project, capsys, "--repair")
    assert sum(line.endswith("is whole: removed") for line in lines) == 4
    assert status == 0
    assert not any(each.exists() for each in (*left, *old))
    assert all(each.exists() for each in (*fresh, *others, pipe))
    assert check(project, capsys) == (0, [])
