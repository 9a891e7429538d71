"""Keys that come faster than a person types make no mark; what they would have made is said, and one key away."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tui.core.adjudicating.adjudicator import Adjudicator
from tui.core.keymap import ACTIONS
from tui.core.keys_left_out import CHANGING, can_be_made_up
from tui.ui.reader.screen import ReaderScreen
from tui.ui.screens.adjudication.screen import AdjudicationScreen
from tui.ui.screens.export import ExportScreen
from tui.ui.screens.importing import ImportScreen
from tui.ui.screens.review import ReviewScreen
from tui.ui.terminal.driver import TerminalInput
from tui.ui.terminal.ordered import OrderedInput

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

HARMLESS = {
    *("right", "left", "character-right", "character-left", "extend-right", "extend-left", "extend-character-right"),
    *("extend-character-left", "extend-down", "extend-up", "grow", "shrink", "visual", "undo", "next-span"),
    *("previous-span", "next-alike", "next-unfinished", "tags", "panel", "guidelines", "next-suggestion"),
    *("previous-suggestion", "review", "suggestions", "left-out", "later", "order", "leave", "up", "down", "choose"),
    *("filter", "only", "hide", "stop", "next-unmarked", "skip-agreed", "next-reading"),
    *("page-up", "page-down", "span-right", "span-left", "next", "previous", "names"),
}
"""The actions of these scopes that change no annotations."""

SUGGESTED = [("淘寶閃購", "ORG", 0.9), ("美團", "ORG", 0.6), ("北京", "LOC", 0.8), ("3000元", "MONEY", 0.95)]


async def send(user: Any, data: bytes, limit: int = 4) -> None:
    """Have bytes come from the terminal in one read."""
    for message in TerminalInput("utf-8", limit).feed(data):
        message.set_sender(user.app)
        user.app.post_message(message)
    await user.settle()


def test_every_action_that_may_change_annotations_is_known_as_one_that_does_or_does_not() -> None:
    for action in ACTIONS:
        if action.scope in {"mark", "suggest", "review", "adjudicate", "panel", "offer"}:
            assert (action.id in CHANGING) != (action.id.partition(".")[2] in HARMLESS), action.id
    assert {action.id for action in ACTIONS} >= CHANGING


async def test_every_action_has_a_command_on_its_screen(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        tables = {"app": user.app.command_table, "library": user.app.screen.command_table}
        await user.press("enter")
        reader = user.app.screen
        tables |= dict.fromkeys(("reader", "follow", "mark", "offer", "panel", "suggest"), reader.command_table)
        for scope, screen in (
            ("review", ReviewScreen(user.session, [reader.info])),
            ("adjudicate", AdjudicationScreen(user.session, Adjudicator(user.session.annotations))),
            ("export", ExportScreen(user.session)),
            ("import", ImportScreen(user.session)),
        ):
            await user.app.push_screen(screen)
            tables[scope] = screen.command_table
        assert [action.id for action in ACTIONS if action.id not in tables[action.scope]] == []


def test_what_asks_first_or_depends_on_more_than_the_cursor_is_not_made_up_for() -> None:
    assert [can_be_made_up(name) for name in ("mark.delete", "suggest.accept", "review.accept")] == [True] * 3
    assert [can_be_made_up(name) for name in ("mark.pick", "panel.drop", "offer.all", "mark.undo")] == [False] * 4


async def test_a_burst_of_label_keys_marks_nothing_and_says_so(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right")
        await send(user, b"32;;26377:24456:22823:24046:21035u")
        assert user.marked == []
        assert "left out: 3 2" in user.status
        assert "^x makes up for it" in user.status
        assert "left out: 3 2" in user.text()


async def test_one_key_makes_the_marks_where_the_keys_were_pressed(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right")
        await user.press("1", "l", "l", "2", "3", "l", "4")
        wanted, there = user.marked, user.app.screen.marking.annotator.caret.cursor
        assert len(wanted) == 4
        await user.press("u", "u", "u", "u")
        user.app.screen.marking.annotator.caret.cursor = None
        await user.press("g", "right")
        cursor = user.app.screen.marking.annotator.caret.cursor
        await send(user, b"1ll23l4")
        moved = user.app.screen.marking.annotator.caret.cursor
        assert user.marked == []
        assert moved != cursor
        await user.press("ctrl+x")
        assert user.marked == wanted
        assert user.app.screen.marking.annotator.caret.cursor == there
        assert "left out" not in user.status
        await user.press("ctrl+x")
        assert len(user.marked) == 4


async def test_marks_that_were_left_out_are_undone_one_by_one(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right")
        await send(user, b"1234")
        await user.press("ctrl+x")
        assert len(user.marked) == 4
        await user.press("u")
        assert len(user.marked) == 3


async def test_movement_repeats_and_undo_are_never_left_out(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right", "1", "2")
        await send(user, b"uu")
        assert user.marked == []
        before = user.app.screen.marking.annotator.caret.cursor
        await send(user, b"llhlhlhl")
        assert user.app.screen.marking.annotator.caret.cursor != before
        await send(user, b"1111111")
        assert len(user.marked) > 0
        assert "left out" not in user.status


@pytest.mark.parametrize("data", [b"abc\r1\r", b"*axY\r", b"c123\r", b"=PER\rx"])
async def test_no_burst_opens_what_marks_in_the_end(start: Start, data: bytes) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right", "1")
        await send(user, data)
        assert isinstance(user.app.screen, ReaderScreen)
        assert len(user.marked) == 1
        assert user.spans[0].note == ""
        await user.press("ctrl+x")
        assert len(user.app.screen_stack) == 2


async def test_what_is_typed_in_a_field_is_never_left_out(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right", "1", "a")
        await send(user, b"note 1234 abc\r")
        assert user.app.screen.marking.annotator.layer.metadata.note == "note 1234 abc"


async def test_a_label_found_by_typing_quickly_is_taken(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right", "equals_sign")
        await send(user, b"EVENT\r")
        assert [label for _text, label in user.marked] == ["EVENT"]


async def test_a_choice_is_not_made_by_a_burst(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "T")
        await send(user, b"abcd\r")
        assert len(user.app.screen_stack) == 3
        assert "nothing like this" in user.text()  # what comes at once is text, which filters
        await user.press("escape", "enter")
        assert len(user.app.screen_stack) == 2


async def test_suggestions_are_not_decided_by_a_burst(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團3000元急挖人,淘寶閃購。", "utf-8")
    async with start(tmp_path, size=(120, 36), suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.wait_for(
            lambda: user.app.screen.marking.suggestions and user.app.screen.marking.suggestions.complete
        )
        await user.press("z")
        await send(user, b"y1xX")
        assert user.marked == []
        assert len(user.app.screen.marking.suggestions.waiting) == 4
        await user.press("V")
        await user.wait_for(lambda: user.app.screen.reviewer.current)
        await send(user, b"y1xy")
        assert user.app.screen.reviewer.settled == 0
        assert "left out" in user.text()
        await user.press("ctrl+x")
        assert user.app.screen.reviewer.settled == 4


async def test_a_narrow_screen_says_it_too(start: Start) -> None:
    async with start(size=(40, 12)) as user:
        await user.press("enter", "right")
        await send(user, b"1234")
        assert user.marked == []
        assert any("left out: 1 2 3 4" in note for note in user.notes)


async def test_the_guard_can_be_off_and_of_another_size(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right")
        await send(user, b"1234", limit=0)
        assert len(user.marked) == 4
        await send(user, b"567890", limit=7)
        assert len(user.marked) == 10


async def test_every_key_goes_to_what_the_one_before_it_has_opened(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "right")
        for data, field in ((b"/12", "12"), (b"a345", "345"), (b"%67", "67")):
            await send(user, data, limit=0)
            await user.wait_for(lambda field=field: getattr(user.app.focused, "value", "") == field)
            await user.press("escape")
        assert user.marked == []
        await send(user, b"=PER\r=ORG\r", limit=0)
        await user.wait_for(lambda: [label for _text, label in user.marked] == ["PER", "ORG"])
        await send(user, b"a6\r12", limit=0)
        await user.wait_for(lambda: len(user.marked) == 4)
        assert user.app.screen.marking.annotator.layer.metadata.note == "6"


async def test_a_paste_goes_to_what_the_key_before_it_has_opened(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await send(user, b"/\x1b[200~\xe7\xbe\x8e\xe5\x9c\x98\x1b[201~")
        assert user.app.focused.value == "美團"


async def test_a_key_whose_receiver_has_gone_does_not_stop_the_others(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.ui.terminal.ordered.LOST_AFTER", 0.05)
    async with start(size=(120, 36)) as user:
        articles = user.app.focused
        post = articles.post_message
        lost = [events.Key, OrderedInput.Handled]
        monkeypatch.setattr(
            articles, "post_message", lambda message: True if type(message) in lost else post(message), raising=False
        )
        user.app.post_message(events.Key("down", None))
        await user.wait_for(lambda: user.app._busy)
        lost.clear()
        user.app.post_message(events.Key("end", None))
        await user.wait_for(lambda: user.articles.cursor == len(user.session.library) - 1)
