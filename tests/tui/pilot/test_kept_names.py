"""Test that surnames of marked persons keep their characters on the page, and are found in both forms."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.text.layout import Layout

Start = Callable[..., AbstractAsyncContextManager[Any]]
TEXT = "这里是新闻\n\n余先生说，余下的软件都归余先生。范女士也来了。\n"


def written(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(TEXT, "utf-8")
    return path


async def test_marking_a_person_shows_the_surname_as_it_was_written(start: Start, tmp_path: Path) -> None:
    async with start(written(tmp_path)) as user:
        user.session.settings = replace(user.session.settings, to_traditional="s2twp")
        if not user.app.screen.query("#status"):
            await user.press("enter")
        await user.press("t")
        assert "餘先生說，餘下的軟體都歸餘先生" in user.text()
        await user.go_to("余先生")
        await user.press("L", "L", "L", "1")
        assert user.marked == [("余先生", "PER")]
        assert "余先生說，餘下的軟體都歸餘先生" in user.text()
        assert user.spans[0].start == TEXT.index("余先生")
        await user.press("u")
        assert "餘先生說，餘下的軟體都歸餘先生" in user.text()


async def test_the_page_is_laid_out_again_only_for_another_surname(start: Start, tmp_path: Path) -> None:
    async with start(written(tmp_path)) as user:
        if not user.app.screen.query("#status"):
            await user.press("enter")
        await user.press("t")
        layouts: list[Layout] = []
        show = user.reader.show_layout

        def show_layout(layout: Layout, position: int = 0) -> None:
            layouts.append(layout)
            show(layout, position)

        user.reader.show_layout = show_layout
        await user.go_to("软件")
        await user.press("3", "left", "left", "2")
        assert not layouts
        await user.go_to("范女士")
        await user.press("shift+right", "1")
        assert len(layouts) == 1


async def test_suggested_persons_keep_theirs_where_the_settings_say_so(start: Start, tmp_path: Path) -> None:
    async with start(written(tmp_path), suggested=[("余先生", "PER", 0.9)]) as user:
        if not user.app.screen.query("#status"):
            await user.press("enter")
        await user.press("t")
        await user.wait_for(lambda: user.app.screen.marking.suggestions.waiting)
        assert "餘先生說" in user.text()
        user.session.settings = replace(user.session.settings, keep_suggested_names=True)
        user.app.screen.marking.show()
        await user.settle()
        assert "余先生說" in user.text()
        user.session.settings = replace(user.session.settings, keep_names=False)
        user.app.screen.marking.show()
        await user.settle()
        assert "餘先生說" in user.text()
