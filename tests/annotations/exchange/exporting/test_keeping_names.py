"""Test exports that keep the surnames of what is marked as a person."""

from pathlib import Path

from annotations.exchange.exporting.export import selected_records
from annotations.exchange.exporting.scripts import keeping_names, scripted
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.names import is_person, kept_surnames
from annotations.model.span import Span
from seeds.script.choice import ScriptChoice
from tests.annotations.exchange.projects import project
from tui.cli.main import dispatch

TEXT = "余先生\n钟楚红说，软件是余先生的。"
SPANS = Span("s1", 4, 7, "PER"), Span("s2", 9, 11, "PROD"), Span("s3", 0, 3, "Person")


def record() -> Record:
    return Record("a", TEXT, SPANS, title="余先生")


def test_only_marked_persons_keep_their_surnames() -> None:
    taiwan = ScriptChoice("tw-phrases").convert
    shown = scripted(record(), keeping_names(taiwan, record()), Report())
    assert shown.text == "余先生\n钟楚紅說，軟體是餘先生的。"
    assert shown.title == "余先生"
    assert [shown.words(span) for span in shown.spans] == ["钟楚紅", "軟體", "余先生"]
    assert scripted(record(), taiwan, Report()).text == "餘先生\n鐘楚紅說，軟體是餘先生的。"


def test_persons_that_are_not_selected_keep_their_surnames_too() -> None:
    convert = ScriptChoice("traditional").convert
    selection = Selection(labels=frozenset({"PROD"}))
    (shown,) = selected_records([record()], selection, convert, None, Report(), keeping=convert)
    assert shown.text.startswith("余先生\n钟楚紅")
    assert [span.label for span in shown.spans] == ["PROD"]


def test_labels_of_persons() -> None:
    assert [is_person(label) for label in ("PER", "person", "ORG", "")] == [True, True, False, False]
    assert kept_surnames(TEXT, SPANS) == ((0, 1), (4, 5))


def test_the_option_writes_the_same_bytes_for_the_same_marks(tmp_path: Path) -> None:
    annotated = project(tmp_path / "p", {"a": f"題\n{TEXT}这个国家发展"})
    annotated.mark("a", [Span("s1", 2, 5, "PER")], annotator="a1")

    def export(name: str, *more: str) -> str:
        call = [
            "export",
            str(annotated.root),
            "--format",
            "doccano",
            "--output",
            str(tmp_path / name),
            "--script",
            "tw",
        ]
        assert dispatch([*call, "--annotator", "a1", *more]) == 0
        return (tmp_path / name).read_text("utf-8")

    kept, again, plain = export("1", "--keep-names"), export("2", "--keep-names"), export("3")
    assert kept == again
    assert ("余先生\\n" in kept, "餘先生\\n" in plain) == (True, True)
