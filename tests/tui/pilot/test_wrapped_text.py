"""The reader over a text that a program has wrapped: words that its line ends cut are words."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., AbstractAsyncContextManager[Any]]

TEXT = """散步記

　　城裡的人說這條河從前很寬，兩岸的船要走小半個時辰才能到，後來許多人在河灘放風
箏，風箏飛得很高。

　　今天又有人來放風箏，站在橋上的老人看了很久，說和他小時候沒有不同，他也放過風
箏。
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "散步.txt"
    path.write_text(TEXT, "utf-8")
    return path


async def test_a_word_over_a_line_end_is_found_moved_over_and_labelled_with_every_other(
    start: Start, path: Path
) -> None:
    async with start(path) as user:
        assert "放風箏，風箏飛得很高。" in "".join(row.strip() for row in user.rows())
        assert "lines joined" in user.status
        await user.press("slash")
        await user.type("風箏")
        await user.press("enter")
        assert "“風箏” 1 of 4" in user.status
        await user.press("escape")
        await user.go_to("放風箏")
        await user.press("2")
        assert user.marked == [("放風箏", "ORG")]
        await user.press("asterisk", "enter")
        assert user.marked == [("放風\n箏", "ORG"), ("放風箏", "ORG")]


async def test_the_cursor_goes_over_a_line_end_as_if_it_were_not_there(start: Start, path: Path) -> None:
    async with start(path) as user:
        await user.go_to("放風\n箏")
        caret = user.app.screen.marking.annotator.caret
        for expected in "放風箏，":
            assert TEXT[slice(*caret.range)] == expected
            await user.press("l")
        for expected in "，箏風放":
            await user.press("h")
            assert TEXT[slice(*caret.range)] == expected
        await user.press("L", "L")
        assert TEXT[slice(*caret.target)] == "放風"
        await user.press("L")
        assert TEXT[slice(*caret.target)] == "放風\n箏"


async def test_what_is_suggested_over_a_line_end_has_its_place(start: Start, path: Path) -> None:
    async with start(path, suggested=[("放風箏", "EVENT", 0.9)]) as user:
        await user.wait_for(lambda: user.app.screen.marking.suggestions.waiting)
        places = [(item.start, item.end) for item in user.app.screen.marking.suggestions.waiting]
        assert [TEXT[start:end] for start, end in places] == ["放風\n箏", "放風箏"]
        await user.go_to("放風\n箏")
        await user.press("y")
        assert user.marked == [("放風\n箏", "EVENT")]


async def test_the_way_is_changed_by_a_key_and_remembered(start: Start, path: Path) -> None:
    async with start(path) as user:
        await user.press("ampersand")
        assert "paragraphs: verse" in user.notes
        assert "verse" in user.status
        assert "箏，風箏飛得很高。" in [row.strip() for row in user.rows()]
        await user.press("q")
    async with start(path) as user:
        assert "verse" in user.status
        await user.press("ampersand", "ampersand", "ampersand")
        assert "paragraphs: lines joined, as found" in user.notes
