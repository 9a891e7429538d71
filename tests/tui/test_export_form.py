"""Test what is chosen for an export, what it comes to, and how it will look."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.format import Format, OutputKind
from annotations.exchange.record import Record
from annotations.model.layer import Status
from annotations.model.schema import Label, Schema
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.lines_format import LinesFormat
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING
from tui.cli.commands import export as export_command
from tui.cli.main import dispatch
from tui.core.exporting.export_form import NO_SPLIT, SEVERAL, ExportForm, Line
from tui.core.exporting.export_preview import FILES, LINES, LONGEST, preview
from tui.core.session import Session


def nothing(*_told: object) -> None:
    """No one has to know."""


def formats() -> list[Format | Problem]:
    """A format of one file, and one of a folder."""
    folder = LinesFormat(OutputKind.FOLDER)
    folder.about = replace(folder.about, name="folder", extra="more")
    return [LinesFormat(), folder, Problem("stars", "cannot be loaded")]


@pytest.fixture
def annotated(tmp_path: Path) -> Annotated:
    """Five articles by two annotators, four of them marked by the first."""
    texts = {name: f"標題{name}\n{BEIJING}" for name in "abcde"}
    found = project(tmp_path / "news", texts)
    start = texts["a"].index("淘寶閃購")
    for name in "abcd":
        found.mark(name, [Span("s1", start, start + 4, "ORG"), Span("s2", start - 3, start - 1, "PROD")])
    found.mark("e", [Span("s1", start, start + 4, "ORG")], annotator="a2", status=Status.IN_PROGRESS)
    return found


@pytest.fixture
def form(annotated: Annotated) -> ExportForm:
    """The form over them."""
    return ExportForm(Session(str(annotated.root), annotator="a1"), formats())


def shown(form: ExportForm) -> list[str]:
    order = form.order()
    return [line.text for line in preview(order.project, order.request, nothing).lines]


# What is usual


def test_it_begins_with_what_is_usual(form: ExportForm, annotated: Annotated) -> None:
    assert form.said(Line.FORMAT) == ("lines", "a record a line\noverlap · offsets in code points")
    assert form.said(Line.SCRIPT)[0] == "original"
    assert form.said(Line.ANNOTATORS)[0] == "a1"
    assert form.said(Line.LABELS)[0] == "all"
    assert form.said(Line.SPLIT)[0] == "none"
    assert form.said(Line.OUTPUT) == (str(annotated.root.parent / "news-lines.jsonl"), "a new file")
    order = form.order()
    assert (order.request.convert, order.request.split, order.project.annotators) == (None, None, ("a1",))


def test_problems_with_formats_are_kept_and_needs_told(form: ExportForm) -> None:
    assert form.problems == [Problem("stars", "cannot be loaded")]
    assert list(form.choices(Line.FORMAT)) == ["lines", "folder"]
    assert "needs zhupi[more]" in form.choices(Line.FORMAT)["folder"]


# Choosing


@given(st.data())
def test_what_is_chosen_of_several_is_what_is_exported(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    session = Session(str(project(tmp_path_factory.mktemp("p"), {}).root), annotator="a1")
    form = ExportForm(session, formats())
    expected: dict[Line, set[str]] = {line: set() for line in SEVERAL}
    for _turn in range(data.draw(st.integers(0, 6))):
        line = data.draw(st.sampled_from(sorted(SEVERAL)))
        name = data.draw(st.sampled_from(list(form.choices(line))))
        form.toggle(line, name)
        expected[line] ^= {name}
    for line in SEVERAL:
        assert form.chosen(line) == tuple(name for name in form.choices(line) if name in expected[line])
    order = form.order()
    assert order.request.selection.labels == expected[Line.LABELS]
    assert order.request.selection.statuses == expected[Line.STATUS]
    assert set(order.project.annotators) == (expected[Line.ANNOTATORS] or {"a1"})


def test_other_annotators_can_be_chosen(form: ExportForm) -> None:
    assert list(form.choices(Line.ANNOTATORS)) == ["a1", "a2"]
    form.choose(Line.ANNOTATORS, ["a2"])
    (line,) = shown(form)
    assert json.loads(line)["annotator"] == "a2"


def test_a_split_is_a_folder_whose_name_has_no_suffix(form: ExportForm, tmp_path: Path) -> None:
    form.choose(Line.SPLIT, ["70/30"])
    assert form.said(Line.SPLIT) == ("70/30", "train, test")
    assert form.said(Line.OUTPUT) == (str(tmp_path / "news-lines"), "a new folder")
    form.choose(Line.OUTPUT, [str(tmp_path / "out.jsonl")])
    with pytest.raises(SourceError, match=r"without \.jsonl"):
        form.order()
    form.choose(Line.SPLIT, [NO_SPLIT])
    assert form.order().output == tmp_path / "out.jsonl"


def test_what_is_no_split_changes_nothing(form: ExportForm) -> None:
    form.choose(Line.SPLIT, ["80/20"])
    with pytest.raises(SourceError, match="80 percent"):
        form.choose(Line.SPLIT, ["80 percent"])
    assert form.chosen(Line.SPLIT) == ("80/20",)


# Where it goes


def test_the_output_follows_what_is_chosen_until_it_is_typed(form: ExportForm, tmp_path: Path, home: Path) -> None:
    form.choose(Line.FORMAT, ["folder"])
    form.choose(Line.SCRIPT, ["simplified"])
    assert form.output == tmp_path / "news-folder-simplified"
    form.choose(Line.OUTPUT, ["~/out "])
    form.choose(Line.FORMAT, ["lines"])
    assert form.output == home / "out"
    form.choose(Line.OUTPUT, [" "])
    assert form.output == tmp_path / "news-lines-simplified.jsonl"


def test_the_bundled_articles_are_exported_into_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ExportForm(Session(None), formats()).output == tmp_path / "zhupi-lines.jsonl"


def test_a_file_is_exported_beside_it(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n文。", "utf-8")
    assert ExportForm(Session(str(tmp_path / "news.txt")), formats()).output == tmp_path / "news-lines.jsonl"


def test_it_says_what_stands_there_and_what_would_be_an_article(form: ExportForm, annotated: Annotated) -> None:
    form.choose(Line.OUTPUT, [str(annotated.root / "x.jsonl")])
    assert "may be taken for one" in form.said(Line.OUTPUT)[1]
    form.choose(Line.OUTPUT, [str(annotated.root / "articles.jsonl")])
    assert form.exists
    assert form.said(Line.OUTPUT)[1] == "exists already"


def test_nothing_is_exported_by_a_schema_that_is_wrong(annotated: Annotated) -> None:
    (annotated.root / "zhupi.toml").write_text("[[label]]\n", "utf-8")
    with pytest.raises(SourceError, match=r"zhupi\.toml"):
        ExportForm(Session(str(annotated.root), annotator="a1"), formats()).order()


# How it will look


@pytest.mark.parametrize("script", ["original", "simplified", "other", "tw-phrases"])
def test_the_preview_is_the_first_marked_sentence_as_the_format_writes_it(form: ExportForm, script: str) -> None:
    form.choose(Line.SCRIPT, [script])
    order = form.order()
    (line,) = preview(order.project, order.request, nothing).lines
    record = json.loads(line.text)
    words = ["美团", "淘宝闪购"] if script in ("simplified", "other") else ["美團", "淘寶閃購"]
    assert [span[3] for span in record["spans"]] == words
    assert record["text"].startswith("北京")
    assert record["text"].endswith("人。")
    assert "標題" not in record["text"]
    lit = [(line.text[mark.start : mark.end], mark.label) for mark in line.marks]
    assert lit.count((words[0], "PROD")) == lit.count((words[1], "ORG")) == 2  # in the text, and beside the offsets
    assert ("ORG", "ORG") in lit
    assert ("PROD", "PROD") in lit


def test_the_preview_passes_over_articles_without_marks(tmp_path: Path) -> None:
    annotated = project(tmp_path / "news", {name: f"標題{name}\n{BEIJING}" for name in "ab"})
    annotated.mark("a")
    annotated.mark("b", [Span("s1", 0, 2, "ORG")])
    form = ExportForm(Session(str(annotated.root), annotator="a1"), formats())
    order = form.order()
    result = preview(order.project, order.request, nothing)
    assert '"text": "標題b"' in result.lines[0].text
    assert "標題b" in result.about
    form.choose(Line.LABELS, ["PER"])
    order = form.order()
    result = preview(order.project, order.request, nothing)
    assert "標題a" in result.about
    assert "nothing is marked" in result.about
    assert not result.lines[0].marks


def test_the_preview_of_a_folder_names_its_files(form: ExportForm) -> None:
    form.choose(Line.FORMAT, ["folder"])
    first, *lines = shown(form)
    assert first == "── all.jsonl"
    assert len([line for line in lines if line]) == 1


def test_there_may_be_nothing_to_show(form: ExportForm) -> None:
    form.choose(Line.STATUS, ["skipped"])
    assert shown(form) == ["there are annotations of a2"]


def test_what_the_preview_is_told_ends_it(form: ExportForm) -> None:
    def stop() -> None:
        raise InterruptedError

    order = form.order()
    with pytest.raises(InterruptedError):
        preview(order.project, order.request, stop)


class FilesFormat(LinesFormat):
    """Writes what it is given into the folder."""

    def __init__(self, fill: Callable[[Path], object]) -> None:
        super().__init__(OutputKind.FOLDER)
        self.fill = fill

    def write(self, _records: object, path: Path, *_rest: object) -> None:
        self.fill(path)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"\xef\xbb\xbfa\nb\n", ["a", "b"]),
        (b"\xff\x00", ["2 bytes, which are not text"]),
        (b"a\0b", ["3 bytes, which are not text"]),
        (b"", [""]),
        (b"x\n" * (LINES + 1), [*["x"] * LINES, "…"]),
        (b"a" * LONGEST + b"b" * LONGEST, ["a" * (LONGEST // 2) + "…" + "b" * (LONGEST // 2)]),
    ],
)
def test_files_of_every_kind_can_be_shown(annotated: Annotated, content: bytes, lines: list[str]) -> None:
    written = FilesFormat(lambda path: (path / "f").write_bytes(content))
    form = ExportForm(Session(str(annotated.root), annotator="a1"), [written])
    assert shown(form) == ["── f", *lines, ""]


def test_files_beyond_the_first_are_counted(annotated: Annotated) -> None:
    def fill(path: Path) -> None:
        for number in range(FILES + 2):
            (path / f"{number:02}").write_text("x\n" * LINES)

    form = ExportForm(Session(str(annotated.root), annotator="a1"), [FilesFormat(fill)])
    lines = shown(form)
    assert lines[-1] == "… and 2 more files"
    assert len(lines) < LINES + 4 * FILES
    assert lines.count("…") == FILES


def test_what_a_format_refuses_is_not_hidden(annotated: Annotated) -> None:
    def refuse(record: Record) -> None:
        raise SourceError(Problem(record.id, "no"))

    form = ExportForm(Session(str(annotated.root), annotator="a1"), [LinesFormat(before=refuse)])
    with pytest.raises(SourceError, match="a: no"):
        shown(form)


def test_the_form_says_what_the_command_says(
    form: ExportForm, annotated: Annotated, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(export_command, "find_format", lambda _name: LinesFormat())
    output = str(annotated.root.parent / "out.jsonl")
    form.choose(Line.SPLIT, ["80/20"])
    form.choose(Line.OUTPUT, [output])
    assert dispatch(["export", str(annotated.root), "--format", "lines", "--output", output, "--split", "80/20"]) == 2
    (problem,) = form.obstacles()
    assert capsys.readouterr().err == f"zhupi export: {problem}\n"


def test_what_is_wrong_with_the_schema_is_an_obstacle(annotated: Annotated) -> None:
    session = Session(str(annotated.root), annotator="a1")
    form = ExportForm(session, formats())
    form.choose(Line.LABELS, ["ORG"])
    assert form.obstacles() == []
    session.annotations.schema = Schema((Label("PER"),))
    assert [problem.message for problem in form.obstacles()] == ["there is no label “ORG”"]
    assert form.said(Line.LABELS) == ("ORG", "")
    session.annotations.schema_problem = Problem("zhupi.toml", "is broken")
    assert form.obstacles() == [Problem("zhupi.toml", "is broken")]
    with pytest.raises(SourceError, match="is broken"):
        form.order()
