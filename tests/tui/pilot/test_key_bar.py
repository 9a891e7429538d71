"""The line of keys follows the moment, and its keys can be clicked."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from tui.ui.widgets.key_bar import KeyBar

Start = Callable[..., AbstractAsyncContextManager[Any]]


def labels(user: Any) -> list[str]:
    return [item.label for item in user.app.screen.query_one(KeyBar).shown()]


async def test_the_keys_follow_what_is_under_the_cursor(start: Start) -> None:
    async with start(suggested=[("美團", "ORG", 0.9)]) as user:
        await user.press("enter")
        await user.wait_for(lambda: user.app.screen.marking.suggestions.waiting)
        await user.pilot.pause(0.5)
        assert labels(user)[:2] == ["page", "mark"]
        assert labels(user)[2].startswith("review ")
        assert labels(user)[3] == "script"
        await user.press("z")
        assert labels(user)[:3] == ["accept", "reject", "all 美團"]
        await user.press("y")
        await user.go_to("美團")
        assert labels(user)[:2] == ["every 美團", "undo"]
        await user.press("shift+right")
        assert "let go" in labels(user)
        assert labels(user)[-1] == "help"


async def test_a_key_that_is_clicked_is_pressed(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        row = user.rows()[-1]
        await user.pilot.click(KeyBar, offset=(row.index("script"), 0))
        await user.settle()
        assert "简" in user.status
