"""Following along: which sentence is lit, how it looks beside the looks of marks, and how it ends."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color

from tests.tui.pilot.test_looks import style_of
from tui.ui.colours import READABLE, contrast

Start = Callable[..., AbstractAsyncContextManager[Any]]
SENTENCES = [f"第{number}句說磨坊在河的左岸。" for number in range(60)]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "磨坊.txt"
    path.write_text("磨坊手記\n\n" + "\n\n".join("".join(SENTENCES[n : n + 4]) for n in range(0, 60, 4)), "utf-8")
    return path


def lit(user: Any) -> str:
    """The sentence that is lit."""
    view = user.app.screen.view
    start, end = view.focus_range
    assert view.page.row_of(start) is not None
    return str(view.page.layout.article.text[start:end]).strip()


async def test_the_next_sentence_is_lit_and_scrolled_to(start: Start, text: Path) -> None:
    async with start(text) as user:
        await user.press("alt+shift+f")
        assert lit(user) == "磨坊手記"
        assert "following" in user.text()
        for sentence in SENTENCES[:30]:
            await user.press("space")
            assert lit(user) == sentence
        await user.press("b", "up", "left_parenthesis")
        assert lit(user) == SENTENCES[26]
        row = user.app.screen.view.page.row_of(user.app.screen.view.focus_range[0])
        assert row <= 2 * user.app.screen.view.size.height // 3


@pytest.mark.parametrize("keys", [[], ["D"]], ids=["dark", "light"])
async def test_the_lit_sentence_and_the_rest_look_apart_from_marks(start: Start, text: Path, keys: list[str]) -> None:
    async with start(text) as user:
        await user.press(*keys)
        plain = style_of(user, "第0")
        await user.press("alt+shift+f", "j")
        lit_style, rest = style_of(user, "第0"), style_of(user, "第1")
        assert lit_style.bgcolor != plain.bgcolor
        assert lit_style.color == plain.color
        assert rest.color != plain.color
        assert rest.bgcolor == plain.bgcolor
        looks = user.app.screen.view.looks
        fills = [*looks.labels.values(), *looks.suggested.values(), *looks.others.values()]
        assert fills
        assert lit_style.bgcolor not in {style.bgcolor for style in fills}
        background = Color.from_rich_color(rest.bgcolor)
        assert contrast(Color.from_rich_color(rest.color), background) >= READABLE


async def test_escape_ends_it_and_stays_in_the_article(start: Start, text: Path) -> None:
    async with start(text) as user:
        screen = user.app.screen
        await user.press("alt+shift+f", "j", "escape")
        assert user.app.screen is screen
        assert not screen.view.following
        assert lit(user) == SENTENCES[0]
        top = screen.view.page.top
        await user.press("space")
        assert screen.view.page.top != top  # a page again
        await user.press("alt+shift+f", "alt+shift+f")
        assert not screen.view.following


async def test_at_the_ends_it_is_said(start: Start, text: Path) -> None:
    async with start(text) as user:
        await user.press("alt+shift+f", "up")
        assert "this is the first sentence" in user.notes
        await user.press("G", *["down"] * 40)
        assert "this is the last sentence" in user.notes
        assert lit(user) == SENTENCES[-1]
