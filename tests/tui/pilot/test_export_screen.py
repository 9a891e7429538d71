"""The export screen, driven from the keyboard."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import OptionList

from annotations.exchange.format import Format, OutputKind
from annotations.exchange.output import REPORT
from annotations.exchange.record import Record
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.lines_format import LinesFormat, written
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING
from tui.core.exporting.export_form import Line
from tui.ui.screens.export import ExportScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

DOWN = {line: ["down"] * place for place, line in enumerate(Line)}
"""The keys from the first line to each."""


class Formats:
    """A format of a file and one of a folder; a test can have them do something before each record."""

    def __init__(self) -> None:
        self.before: Callable[[Record], None] = lambda _record: None

    def _before(self, record: Record) -> None:
        self.before(record)

    def all(self) -> list[Format | Problem]:
        """The formats, of which one cannot be loaded."""
        lines = LinesFormat(before=self._before)
        folder = LinesFormat(OutputKind.FOLDER)
        folder.about = replace(folder.about, name="folder", title="a folder of them")
        return [lines, folder, Problem("stars", "cannot be loaded")]


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> Formats:
    """Have only formats of our own."""
    found = Formats()
    monkeypatch.setattr("tui.ui.screens.export.all_formats", found.all)
    return found


@pytest.fixture
def annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Annotated:
    """Three articles; the user has marked two, one of them has an orphan."""
    monkeypatch.setenv("LOGNAME", "a1")
    found = project(tmp_path / "news", {name: f"標題{name}\n😀{BEIJING}" for name in "abc"})
    start = found.articles()["a"].text.index("淘寶閃購")
    for name in "ab":
        found.mark(name, [Span("s1", start, start + 4, "ORG"), Span("s2", start - 3, start - 1, "PROD")])
    return found


async def sees(user: Any, *words: str) -> None:
    """Wait until words are on the screen: a worker that a later key has made pointless is not waited for."""
    await user.wait_for(lambda: all(each in user.text() for each in words))


def out(annotated: Annotated, name: str = "news-lines.jsonl") -> Path:
    return annotated.root.parent / name


async def test_all_of_it_by_keys_that_an_input_method_lets_through(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root) as user:
        await user.press("alt+E")
        await sees(
            user, "lines", "a record a line", "as it was written", "news-lines.jsonl", "preview", "stars: cannot"
        )
        await sees(user, '{"id": "a"', "the first marked sentence", "標題a")
        await user.press("alt+E")
        await sees(user, "exported to", "2 articles, 4 spans")
        assert [line["spans"] for line in written(out(annotated))] == 2 * [
            [[10, 12, "PROD", "美團"], [13, 17, "ORG", "淘寶閃購"]]
        ]
        assert json.loads(out(annotated, REPORT).read_text("utf-8"))["spans"] == 4
        await user.press("escape")
        assert user.app.screen is user.app.screen_stack[0]


MORE_SIZES = [(80, 24), (40, 12), (300, 80)]
"""Sizes that are heavy: the pictures are of the first, and the others lie between or beyond those of the test."""


@pytest.mark.parametrize(
    "size", [(120, 36), (20, 5), (1, 1), *(pytest.param(size, marks=pytest.mark.heavy) for size in MORE_SIZES)]
)
async def test_it_fits_every_terminal(start: Start, annotated: Annotated, size: tuple[int, int]) -> None:
    async with start(annotated.root, size=size) as user:
        await user.press("E")
        assert len(user.rows()) == size[1]
        await user.press("enter")
        assert len(user.rows()) == size[1]
        await user.press("escape", "E")
        assert len(user.rows()) == size[1]
        await user.wait_for(out(annotated).exists)


async def test_what_there_is_to_know_stands_in_one_column(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root, size=(120, 36)) as user:
        await user.press("E")
        rows = user.rows()
        places = {
            row.index(words) for row in rows for words in ("a record a line", "overlap ·", "as it was") if words in row
        }
        assert len(places) == 1


async def test_the_preview_follows_the_choices(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root) as user:
        await user.press("E", "enter")
        assert "a folder of them" in user.text()
        await user.press("down", "enter")
        await sees(user, "── all.jsonl", "news-folder")
        await user.press(*DOWN[Line.SCRIPT], "enter", "down", "down", "enter")
        await sees(user, "simplified", "标题a")
        await user.press("t")
        await sees(user, "标题a")


async def test_several_labels_are_chosen_one_after_the_other(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root) as user:
        await user.press("E", *DOWN[Line.LABELS], "enter", "down", "enter", "down", "enter")
        options = user.app.screen.query_one(OptionList)
        assert "✓ PROD" in str(options.highlighted_option.prompt)
        await user.press("up", "enter", "escape")
        assert user.app.screen.form.chosen(Line.LABELS) == ("PROD",)
        await user.press("E")
        await sees(user, "exported to")
        assert {span[2] for line in written(out(annotated)) for span in line["spans"]} == {"PROD"}


async def test_articles_are_chosen_by_status(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root) as user:
        await user.press("E", *DOWN[Line.STATUS], "enter", "end", "enter", "escape")
        await sees(user, "there is nothing to export")
        await user.press("E")
        await sees(user, "nothing was exported")
        assert not out(annotated).exists()


async def test_a_split_is_chosen_or_typed(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root) as user:
        await user.press("E", *DOWN[Line.SPLIT], "enter", "down", "enter")
        assert "train, dev, test" in user.text()
        await user.press("enter", "end", "enter")
        await user.type("half")
        await user.press("enter")
        assert any("“half” is not a valid split" in note for note in user.notes)
        await user.press("enter", "end", "enter")
        await user.type("50/50")
        await user.press("enter", "E")
        await sees(user, "exported to")
        assert "export-report.json" in user.text()
        assert sorted(path.name for path in out(annotated, "news-lines").iterdir()) == [
            REPORT,
            "test.jsonl",
            "train.jsonl",
        ]


async def test_the_output_is_typed_or_left(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root) as user:
        await user.press("E", *DOWN[Line.OUTPUT], "enter")
        await user.type(str(out(annotated, "mine.jsonl")))
        await user.press("alt+E")
        assert not out(annotated, "mine.jsonl").exists()
        await user.press("escape")
        assert user.app.screen.form.output == out(annotated)
        await user.press("enter")
        await user.type(str(out(annotated, "mine.jsonl")))
        await user.press("enter", "E")
        await user.wait_for(out(annotated, "mine.jsonl").exists)


async def test_what_stands_there_is_replaced_only_when_asked(start: Start, annotated: Annotated) -> None:
    out(annotated).write_text("precious", "utf-8")
    async with start(annotated.root) as user:
        await user.press("E")
        assert "exists already" in user.text()
        await user.press("E", "enter")
        await user.press("E", "escape")
        assert out(annotated).read_text("utf-8") == "precious"
        await user.press("E", "down", "enter")
        await sees(user, "exported to")
        assert len(written(out(annotated))) == 2


async def test_what_a_format_refuses_is_told_and_nothing_is_left(
    start: Start, annotated: Annotated, formats: Formats
) -> None:
    def refuse(record: Record) -> None:
        raise SourceError(Problem(record.id, "cannot be put into lines"))

    formats.before = refuse
    async with start(annotated.root) as user:
        await user.press("E")
        await sees(user, "this cannot be exported", "a: cannot be put into lines")
        await user.press("E")
        await sees(user, "nothing was exported", "a: cannot be put into lines")
        assert [path.name for path in annotated.root.parent.iterdir()] == ["news"]


async def test_an_export_is_stopped_by_escape(start: Start, annotated: Annotated, formats: Formats) -> None:
    reached, go_on = Event(), Event()

    def wait(record: Record) -> None:
        if record.id == "a":
            reached.set()
            assert go_on.wait(120)

    async with start(annotated.root) as user:
        await user.press("E")
        formats.before = wait
        await user.pilot.press("E")
        await user.wait_for(reached.is_set)
        assert "exporting" in user.text()
        await user.pilot.press("enter", "E", "escape")
        await user.pilot.pause()
        await sees(user, "stopping")
        go_on.set()
        await sees(user, "stopped: nothing was exported")
        assert isinstance(user.app.screen, ExportScreen)
        assert [path.name for path in annotated.root.parent.iterdir()] == ["news"]
        formats.before = lambda _record: None
        await user.press("E")
        await sees(user, "exported to")
        assert len(written(out(annotated))) == 2


async def test_losses_and_problems_are_told(start: Start, annotated: Annotated) -> None:
    project(annotated.root, {"a": "標題a\n變了。", "b": f"標題b\n😀{BEIJING}"})
    (annotated.root / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    async with start(annotated.root, size=(120, 36)) as user:
        await user.press("E", "E")
        await sees(user, "2 articles, 2 spans", "lost: 2 × span: is not in the text any more", "bad.txt: is binary")


async def test_the_help_names_its_keys(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root, size=(120, 36)) as user:
        await user.press("E", "question_mark")
        for words in ("Change what the line says", "Stop the export, or go back", "The preview, a page down"):
            assert words in user.text()
