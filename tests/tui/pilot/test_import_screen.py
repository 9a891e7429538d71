"""The import screen, driven from the keyboard."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input

from annotations.exchange.format import Format
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.model.span import Span
from annotations.storage.store import Store
from seeds.errors import Problem
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING
from tui.core.importing.import_choices import Line
from tui.ui.screens.importing import ImportScreen
from tui.ui.widgets.form_view import FormView

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

FIRE = "😀🚒消防员驾驶消防车去北京，然后回家。"
CMEEE = {"text": "患者诉头痛，伴肺炎。", "entities": [{"start_idx": 3, "end_idx": 5, "type": "SYM"}]}


@pytest.fixture
def annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Annotated:
    """A project with one article, and files beside it, in the folder that the application is started in."""
    monkeypatch.setenv("LOGNAME", "a1")
    monkeypatch.chdir(tmp_path)
    lines = [{"text": FIRE, "label": [[13, 15, "LOC"], [16, 17, "SHIP"]]}, {"text": BEIJING, "label": [[0, 2, "LOC"]]}]
    (tmp_path / "files").mkdir()
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (tmp_path / "files" / "fire.jsonl").write_text(content, "utf-8")
    (tmp_path / "files" / "cmeee.json").write_text(json.dumps(CMEEE) + "\n", "utf-8")
    (tmp_path / "files" / "tokens.jsonl").write_text('{"tokens": ["他", "说"], "ner_tags": [1, 2]}\n', "utf-8")
    (tmp_path / "files" / "odd.bin").write_bytes(bytes(range(256)))
    return project(tmp_path / "news", {"b1": f"標題\n{BEIJING}"})


async def sees(user: Any, *words: str) -> None:
    """Wait until words are on the screen: a worker that a later key has made pointless is not waited for."""
    await user.wait_for(lambda: all(each in user.text() for each in words))


async def go_to(user: Any, line: Line) -> None:
    """Press enter on a line, wherever the cursor is."""
    lines = user.app.screen.form.lines
    here = user.app.screen.query_one(FormView).line
    await user.press(*["down"] * ((lines.index(line) - lines.index(here)) % len(lines)), "enter")


async def asks(user: Any, *, path: bool = True) -> None:
    """Wait until something can be typed: a path, or nothing any more."""
    await user.wait_for(lambda: isinstance(user.app.focused, Input) is path)


async def name_file(user: Any, path: str, *, again: bool = False) -> None:
    """Type the path of the file, in place of what stood there, when the screen asks for it at first or ``again``."""
    if again:
        await go_to(user, Line.FILE)
    await asks(user)
    await user.type(path)
    await user.press("enter")


def marks(annotated: Annotated) -> dict[str, list[tuple[str, str]]]:
    """What is marked in each article of the project, by how its text begins."""
    found = {}
    for article in annotated.articles().values():
        saved = Store(annotated.folder, "a1").look(article)
        spans = saved.layer.ordered if saved else ()
        found[article.text[:2]] = [(article.text[span.start : span.end], span.label) for span in spans]
    return found


async def test_a_file_is_completed_looked_at_asked_about_and_imported(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root, size=(120, 36)) as user:
        await user.press("alt+I")
        await sees(user, "name a file or folder", "files/", "news/")
        await user.press("f", "tab")
        await sees(user, "cmeee.json", "fire.jsonl", "odd.bin")
        await user.press("down", "down", "enter")
        await sees(user, "whether its offsets count them as one or as two", "去▐北京▌，然", "recognised: JSON Lines")
        assert not (annotated.root / "imported.jsonl").exists()
        await user.press("down", "enter")
        await sees(user, "what would come of it; nothing is written yet", "articles: 1 new, 1 of the project")
        await sees(user, "offsets are read as UTF-16 units", "there is no label “SHIP”", "enter imports")
        assert marks(annotated) == {"標題": []}
        await user.press("enter")
        await sees(user, "imported", "new articles are in imported.jsonl", "“u” in an article undoes")
        assert marks(annotated) == {"標題": [("北京", "LOC")], "😀🚒": [("北京", "LOC")]}
        await user.press("enter", "escape")
        await user.wait_for(lambda: len(user.session.library.entries) == 2)
        await sees(user, "2 articles", "消防员")
        assert all(user.session.library.summaries[entry.info.key].spans for entry in user.session.library.entries)
        await user.press("home", "enter")
        await user.wait_for(lambda: user.app.screen is not user.app.screen_stack[0] and user.marked)
        assert user.marked == [("北京", "LOC")]
        await user.press("u")
        await user.wait_for(lambda: user.marked == [])


async def test_each_choice_is_looked_at_anew(start: Start, annotated: Annotated) -> None:
    async with start(annotated.root, size=(120, 36)) as user:
        await user.press("I")
        await name_file(user, "files/cmeee.json")
        await sees(user, "诉▐头痛，▌伴", "诉▐头痛▌，伴")
        await user.press("escape")
        assert "nothing is imported until this is decided" in user.text()
        await user.press("I")
        assert any("whether the end of a span" in note for note in user.notes)
        await go_to(user, Line.ENDS)
        await user.press("down", "enter")
        await sees(user, "there is no label “SYM”")
        await go_to(user, Line.LABELS)
        await user.press("down", "enter")
        await sees(user, "labels added to zhupi.toml: SYM")
        await go_to(user, Line.MARKS)
        await user.press("end", "enter")
        await sees(user, "1 suggestion")
        await go_to(user, Line.ENDS)
        await sees(user, "as the file shows", "诉▐头痛，▌伴")
        await user.press("escape", "I")
        await sees(user, "imported", "new articles are in imported.jsonl")
        assert "SYM" in {label.name for label in user.session.annotations.schema.labels}
        assert list((annotated.folder / ".suggested").rglob("*.toml"))


async def test_what_cannot_be_imported_is_said_and_a_format_is_found_by_typing(
    start: Start, annotated: Annotated
) -> None:
    async with start(annotated.root) as user:
        await user.press("I")
        await asks(user)
        await user.press("escape")
        await asks(user, path=False)
        await user.press("I")
        assert any("nothing to import yet" in note for note in user.notes)
        await name_file(user, "none.json", again=True)
        await sees(user, "this cannot be imported as it is", "No such file")
        await name_file(user, "files/odd.bin", again=True)
        await sees(user, "is binary, and of no format")
        await user.press("I")
        await go_to(user, Line.FORMAT)
        await sees(user, "doccano-relations")
        await user.type("cluener")
        assert "doccano-relations" not in user.text()
        await user.press("enter")
        await sees(user, "cluener", "odd.bin:1")
        await name_file(user, "files/tokens.jsonl", again=True)
        await sees(user, "tags by number")
        await asks(user)
        await user.type("O,B-LOC,I-LOC")
        await user.press("enter")
        await sees(user, "1 span: enter imports")
        assert user.app.screen.form.value(Line.TAGS) == "O,B-LOC,I-LOC"
        await go_to(user, Line.ENCODING)
        await user.press("end", "enter")
        await asks(user)
        await user.type("klingon")
        await user.press("enter")
        assert any("klingon" in note for note in user.notes)


@pytest.mark.parametrize("size", [(120, 36), (20, 5), (1, 1), pytest.param((40, 12), marks=pytest.mark.heavy)])
async def test_it_fits_every_terminal(start: Start, annotated: Annotated, size: tuple[int, int]) -> None:
    async with start(annotated.root, size=size) as user:
        await user.press("I")
        await asks(user)
        assert len(user.rows()) == size[1]
        await name_file(user, "files/cmeee.json")
        await user.wait_for(lambda: not isinstance(user.app.screen, ImportScreen))
        assert len(user.rows()) == size[1]
        await user.press("escape", "question_mark")
        assert len(user.rows()) == size[1]


class Slow(MemoryFormat):
    """Waits before the record of a number, when it is told to."""

    def __init__(self, *records: Record) -> None:
        super().__init__(*records)
        self.waits_at = -1
        self.reached, self.go_on = Event(), Event()
        self.reads = 0

    def read(self, path: Path, report: Any) -> Any:
        self.reads += 1
        for number, record in enumerate(super().read(path, report)):
            if (self.reads, number) == (2, self.waits_at):
                self.reached.set()
                assert self.go_on.wait(120)
            yield record


async def test_an_import_is_stopped_by_escape_and_says_what_stays(
    start: Start, annotated: Annotated, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(*(Record(f"r{number}", f"第{number}篇", (Span("s1", 0, 1, "LOC"),)) for number in range(4)))
    formats: list[Format | Problem] = [slow, find_format("doccano")]
    monkeypatch.setattr("tui.ui.screens.importing.all_formats", lambda: formats)
    monkeypatch.setattr("annotations.exchange.detection.all_formats", lambda: formats)
    (annotated.root.parent / "x.mem").touch()
    async with start(annotated.root) as user:
        await user.press("I")
        await name_file(user, "x.mem")
        await sees(user, "of no format that is known")
        user.app.screen.form.choose(Line.FORMAT, slow.about.name)
        user.app.screen._changed()
        await sees(user, "4 spans: enter imports")
        slow.reads, slow.waits_at = 0, 3
        await user.pilot.press("I")
        await user.wait_for(slow.reached.is_set)
        await sees(user, "importing")
        await user.pilot.press("enter", "I", "escape")
        await user.pilot.pause()
        await sees(user, "stopping")
        slow.go_on.set()
        await sees(user, "stopped; what was imported before stays", "new articles are in imported.jsonl")
        slow.waits_at = -1
        await user.wait_for(lambda: user.session.scanner.done)
        user.app.screen._choose(Line.LABELS, "project")
        await sees(user, "4 spans: enter imports")
        await user.press("I")
        await sees(user, "0 new, 4 of the project")
        assert [spans for name, spans in marks(annotated).items() if name != "標題"] == 4 * [[("第", "LOC")]]
