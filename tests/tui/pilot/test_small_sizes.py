"""No size of the terminal ends the application, on any screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from annotations.model.span import Span
from tests.annotations.exchange.projects import Annotated

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SIZES = [(1, 1), (2, 24), (80, 4)]
MORE_SIZES = [(4, 2), (80, 1)]

SCREENS = {
    "library": [],
    "filter": ["slash", "a"],
    "problems": ["exclamation_mark"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "themes": ["ctrl+p", "T", "h", "e", "m", "e"],
    "script": ["T"],
    "export": ["E"],
    "format": ["E", "enter"],
    "review": ["V"],
    "adjudication": ["ctrl+p", *"adjudicate", "enter", "full_stop"],
    "reader": ["enter", "right", "1"],
    "tags": ["enter", "right", "1", "m"],
    "picker": ["enter", "right", "equals_sign"],
    "labels": ["enter", "i"],
    "new label": ["enter", "i", "n"],
    "note": ["enter", "a"],
    "spans": ["enter", "right", "1", "p"],
    "search": ["enter", "slash", "a"],
    "offer": ["enter", "right", "1", "asterisk"],
    "percentage": ["enter", "percent_sign"],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("標題標題\n" + "美團在北京宣佈abc hello。" * 30, "utf-8")
    (tmp_path / "b.txt").write_text("b 標題\n" + "美團" * 5, "utf-8")
    made = Annotated(tmp_path)
    for name, article in made.articles().items():
        start = article.text.index("美團")
        for annotator, length in (("a1", 2), ("a2", 1), ("a3", 40 if len(article.text) > 60 else 4)):
            made.mark(name, [Span("s1", start, start + length, "ORG")], annotator=annotator)
    return tmp_path


@pytest.mark.parametrize("sizes", [SIZES, pytest.param(MORE_SIZES, marks=pytest.mark.heavy)], ids=["few", "more"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_every_screen_takes_every_size(
    start: Start, project: Path, screen: str, sizes: list[tuple[int, int]]
) -> None:
    async with start(project) as user:
        await user.press(*SCREENS[screen])
        for width, height in sizes:
            await user.pilot.resize_terminal(width, height)
            await user.pilot.press("pagedown")
        await user.resize(80, 24)
        await user.wait_for(lambda: user.app.screen._compositor.size == user.app.size)
        assert user.rows()


async def test_every_screen_opens_in_the_smallest_terminal(start: Start, project: Path) -> None:
    async with start(project, size=(1, 1)) as user:
        for keys in SCREENS.values():
            await user.pilot.press(*keys)
            for _turn in range(3):
                await user.pilot.press("escape")
            while len(user.app.screen_stack) > 1:
                await user.app.pop_screen()


async def test_the_palette_takes_a_page_before_it_has_a_list(start: Start, project: Path) -> None:
    async with start(project, size=(80, 4)) as user:
        for _time in range(10):
            for key in ("ctrl+p", "pagedown", "pageup", "escape"):
                user.app.simulate_key(key)
            await user.settle()
        assert len(user.app.screen_stack) == 1


async def test_the_palette_outlives_a_mouse_that_comes_late(start: Start, project: Path) -> None:
    from textual import events

    async with start(project) as user:
        await user.press("ctrl+p")
        palette = user.app.screen
        user.app._screen_stack.remove(palette)  # as when the application ends
        user.app._screen_stack.insert(0, user.app._screen_stack.pop())
        for x, y in ((1, 1), (500, 500)):
            palette.post_message(events.Click(palette, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        await user.settle()
        assert user.app.is_running
        assert not user.app.faults
        user.app._screen_stack.append(palette)


async def test_few_messages_are_shown_and_none_twice(start: Start, project: Path) -> None:
    async with start(project) as user:
        for number in range(200):
            user.app.notify(f"message {number % 20}", markup=False)
        await user.settle()
        assert user.notes == [f"message {number}" for number in range(14, 20)]
