"""Bookmarks with names: set, listed, found, taken away, and followed through an edited text."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tui.ui.screens.bookmarks import BookmarksScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]

TEXT = "長河\n" + "".join(f"　　船靠了第{number}個岸，燈亮著，沒有人說話，只有水聲。\n" for number in range(100))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(TEXT, "utf-8")
    return path


def is_open(user: Any) -> bool:
    return isinstance(user.app.screen, BookmarksScreen)


def listed(user: Any) -> list[str]:
    options = user.app.screen.query_one(OptionList)
    return [" ".join(str(option.prompt).split()) for option in options.options]


async def test_a_bookmark_has_a_name_and_leads_back_in_a_later_session(start: Start, path: Path) -> None:
    async with start(path) as user:
        await user.press("alt+B")
        assert "this article has no bookmarks: _ sets one" in user.notes
        await user.go_to("第60個岸")
        await user.press("underscore")
        assert "船靠了第60個岸，燈亮著" in user.rows()[-1]
        await user.press("enter")
        await user.go_to("第30個岸")
        await user.press("alt+d")
        for _character in range(40):
            await user.pilot.press("backspace")
        await user.type("三十")
        await user.press("enter")
        assert "bookmark: 三十" in user.notes
    async with start(path) as user:
        await user.press("alt+B")
        assert is_open(user)
        assert listed(user) == ["30% 三十", "60% 船靠了第60個岸，燈亮著，沒有人…"]
        await user.type("灯亮 60")
        assert listed(user) == ["60% 船靠了第60個岸，燈亮著，沒有人…"]
        await user.press("enter")
        assert "第60個岸" in user.text()
        assert user.app.screen.article.text[slice(*user.reader.focus_range)].startswith("　　船靠了第60個岸")
        await user.press("circumflex_accent")
        assert "第30個岸" in user.text()
    assert [file.name for file in path.parent.iterdir() if file.name != ".zhupi"] == [path.name]


async def test_a_bookmark_is_taken_away(start: Start, path: Path) -> None:
    async with start(path) as user:
        for place in ("第5個", "第50個"):
            await user.go_to(place)
            await user.press("underscore", "enter")
        await user.press("ctrl+underscore", "down", "delete")
        assert len(listed(user)) == 1
        await user.press("escape", "alt+B")
        assert listed(user)[0].startswith("5%")
        await user.press("delete", "escape", "alt+B")
        assert "this article has no bookmarks: _ sets one" in user.notes


async def test_bookmarks_move_with_their_words_and_say_when_these_are_gone(start: Start, path: Path) -> None:
    async with start(path) as user:
        for place in ("第20個", "第70個"):
            await user.go_to(place)
            await user.press("underscore", "enter")
    lines = TEXT.splitlines(keepends=True)
    del lines[71]
    path.write_text("".join([lines[0], "　　新的一段。\n" * 50, *lines[1:]]), "utf-8")
    async with start(path) as user:
        await user.press("alt+B")
        first, second = sorted(listed(user), key=lambda line: "gone" in line)
        assert "第20個岸" in first
        assert second.startswith("gone 船靠了第70個岸")
        await user.type("20")
        await user.press("enter")
        assert "第20個岸" in user.text()
        await user.press("alt+B")
        await user.type("70")
        await user.press("enter")
        assert any("are not in the text any more" in note and "第70個岸" in note for note in user.notes)
