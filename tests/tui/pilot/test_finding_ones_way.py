"""Escape never leads too far, what was done is said in the status line, and what is shown can be clicked."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from textual.widgets._toast import Toast

from tui.core.listing.column_contents import Column
from tui.ui.reader.screen import ReaderScreen
from tui.ui.widgets.column_names import ColumnNames
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.label_bar import LabelBar

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def test_escape_lets_go_of_one_thing_at_a_time_and_never_of_the_article(start: Start) -> None:
    async with start() as user:
        await user.press("escape")
        assert "q quits" in user.text()
        await user.press("enter", "slash")
        await user.type("美團")
        await user.press("enter", "p", "left", "shift+right")
        marking, panel = user.app.screen.marking, user.app.screen.panel
        assert marking.annotator.caret.selected
        await user.press("escape")
        assert marking.annotator.caret.selected is None
        assert marking.annotator.caret.cursor
        await user.press("escape")
        assert marking.annotator.caret.cursor is None
        assert user.app.screen.search.hits.query
        await user.press("escape")
        assert not user.app.screen.search.hits.query
        assert panel.has_class("-shown")
        await user.press("escape")
        assert not panel.has_class("-shown")
        assert "q goes back to the list" not in user.text()
        await user.press("escape", "escape", "escape")
        assert user.reader
        assert "q goes back to the list" in user.text()
        await user.press("q", "escape", "escape")
        assert len(user.app.screen_stack) == 1
        assert "q quits" in user.text()
        await user.press("down")
        assert "q quits" not in user.text().replace("q quit ", "")


async def test_what_was_done_is_said_in_the_words_of_the_text_until_the_next_key(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
        assert "ORG 美團" in user.status
        await user.press("u")
        assert "undone: ORG 美團" in user.status
        await user.press("U")
        assert "done again: ORG 美團" in user.status
        await user.press("x")
        assert "deleted ORG 美團" in user.status
        await user.press("down")
        assert "ORG 美團" not in user.status
        assert not user.app._notifications
        await user.press("E")
        assert "E is alt+e now" in user.status
        await user.press("ctrl+c")
        assert "^q quits" in user.status


async def test_a_warning_lies_over_no_text_and_no_question(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        before = user.rows()
        user.app.notify("the disk is full\nand nothing was saved", severity="error", timeout=60)
        await user.settle()
        await user.pilot.pause()
        assert user.rows()[: 24 - 5] == before[: 24 - 5]
        assert user.rows()[-2:] == [f" {words:<79}" for words in ("the disk is full", "and nothing was saved")]
        assert [user.rows()[-5], user.rows()[-3]] == [before[-3], before[-1]]
        await user.press("slash")
        assert "done" in user.rows()[-4]
        assert "/" in user.rows()[-3]
        await user.pilot.click(Toast)
        await user.settle()
        assert "the disk is full" not in user.text()


async def test_labels_and_columns_and_the_keys_while_typing_can_be_clicked(start: Start) -> None:
    async with start() as user:
        names = user.app.screen.query_one(ColumnNames)
        row = user.rows()[1]
        for reverse in (False, True):
            await user.pilot.click(names, offset=(row.index("length"), 0))
            await user.settle()
            assert user.session.library.column is Column.LENGTH
            assert user.session.library.reverse is reverse
        await user.pilot.click(names, offset=(row.index("title"), 0))
        await user.settle()
        assert user.session.library.column is Column.TITLE
        await user.press("enter", "right")
        bar = user.app.screen.query_one(LabelBar)
        row = next(row for row in user.rows() if "PER" in row)
        await user.pilot.click(bar, offset=(row.index("PROD"), 0))
        await user.settle()
        assert [label for _words, label in user.marked] == ["PROD"]
        await user.press("slash")
        await user.pilot.click(KeyBar, offset=(user.rows()[-2].index("cancel"), 0))
        await user.settle()
        assert user.app.focused is user.reader
        await user.pilot.click(bar, offset=(row.index("= label"), 0))
        await user.settle()
        assert not isinstance(user.app.screen, ReaderScreen)
