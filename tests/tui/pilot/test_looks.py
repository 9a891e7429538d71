"""What a mark looks like on the page: under a search, in a title, and as soon as the theme has changed."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.color import Color

from tui.ui.colours import READABLE, contrast
from tui.ui.looks import looks_on
from tui.ui.themes import with_own_variables

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write an article."""
    path = tmp_path / "news.txt"
    path.write_text("京東的標題\n北京城裡,美團真金白銀急挖人,美團在北京。\n", "utf-8")
    return path


def style_of(user: Any, words: str, row: int | None = None) -> Style:
    """Return how the screen shows the first of the cells with these words."""
    for number, strip in enumerate(user.app.screen._compositor.render_strips(user.app.size)):
        if row is None or number == row:
            for segment in strip:
                style: Style | None = segment.style
                if segment.text.startswith(words) and style:
                    return style
    raise AssertionError(f"{words} are not in sight as one piece\n{user.text()}")


def fill_of(user: Any, label: str) -> Style:
    """Return how marks with a label look on the theme of this moment."""
    labels = user.session.annotations.schema.labels
    return looks_on(with_own_variables(user.app.get_css_variables()), labels).labels[label]


def filled(style: Style, fill: Style) -> bool:
    """Tell whether a style has the colours of a fill."""
    return (style.bgcolor, style.color) == (fill.bgcolor, fill.color)


async def test_a_mark_on_a_hit_is_filled_at_once_and_the_hits_stay_underlined(start: Start, path: Path) -> None:
    async with start(path) as user:
        await user.press("slash")
        await user.type("美团")
        await user.press("enter")
        assert not filled(style_of(user, "美團"), fill_of(user, "ORG"))
        await user.press("2")
        style = style_of(user, "美團")
        assert filled(style, fill_of(user, "ORG"))
        assert style.underline2


@pytest.mark.parametrize("theme", ["zhupi-paper", "solarized-light", "dracula"])
async def test_a_theme_that_is_chosen_while_reading_has_its_own_fills_at_once(
    start: Start, path: Path, theme: str
) -> None:
    async with start(path) as user:
        await user.go_to("美團")
        await user.press("2")
        before = fill_of(user, "ORG")
        if theme == "zhupi-paper":
            await user.press("D")
        else:
            user.app.theme = theme
            await user.settle()
        assert fill_of(user, "ORG") != before
        for words in ("美團", "ORG"):
            assert filled(style_of(user, words), fill_of(user, "ORG")), words


async def test_a_mark_in_a_title_can_be_read(start: Start, path: Path) -> None:
    async with start(path) as user:
        for theme in ("zhupi-ink", "zhupi-paper"):
            user.app.theme = theme
            await user.go_to("京東")
            await user.press("2", "escape")
            style = style_of(user, "京東")
            assert style.color
            assert style.bgcolor
            assert contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)) >= READABLE
            await user.press("u", "escape")
