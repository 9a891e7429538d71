"""The way back from a jump, and forward again."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., AbstractAsyncContextManager[Any]]

TEXT = "".join(f"第{number}節 燈\n　　船靠了岸，第{number}盞燈亮著，沒有人說話，只有水聲。\n" for number in range(100))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(TEXT, "utf-8")
    return path


def top(user: Any) -> str:
    rows: list[str] = user.rows()
    return next(row.strip() for row in rows if row.strip())


async def test_back_from_the_end_and_forward_again(start: Start, path: Path) -> None:
    async with start(path) as user:
        await user.press("circumflex_accent")
        assert "no place to go back to" in user.notes
        await user.press("space", "space", "space", "space")
        read = top(user)
        await user.press("G")
        end = top(user)
        await user.press("circumflex_accent")
        assert top(user) == read
        await user.press("alt+h", "tilde")
        assert top(user) == end
        await user.press("alt+j")
        assert "no place to go forward to" in user.notes


async def test_back_from_a_search_leads_to_where_it_began(start: Start, path: Path) -> None:
    async with start(path) as user:
        before = top(user)
        await user.press("slash")
        await user.type("第8")
        await user.type("8盞")
        await user.press("enter")
        assert "第88盞" in user.text()
        await user.press("circumflex_accent")
        assert top(user) == before
        await user.press("tilde")
        assert "第88盞" in user.text()


async def test_the_cursor_comes_back_too(start: Start, path: Path) -> None:
    async with start(path) as user:
        await user.go_to("第1盞")
        caret = user.app.screen.marking.annotator.caret
        head = caret.head
        await user.go_to("第66盞")
        assert "第66盞" in user.text()
        await user.press("circumflex_accent")
        assert caret.head == head
        assert "第1盞" in user.text()


async def test_the_places_of_an_article_last_as_long_as_the_program(start: Start, path: Path) -> None:
    (path.parent / "other.txt").write_text("另一篇\n沒有什麼。\n", "utf-8")
    async with start(path.parent) as user:
        await user.press("end", "enter")
        before = top(user)
        await user.press("G", "q", "enter", "circumflex_accent")
        assert top(user) == before
