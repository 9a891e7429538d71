"""Recently read articles and reading statistics, on the screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tui.core.reading.activity import activity_file
from tui.core.reading.recent import recent_file
from tui.ui.screens.problems import ProblemsScreen
from tui.ui.screens.recent import RecentScreen
from tui.ui.widgets.plain import Words

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    project = tmp_path / "texts"
    project.mkdir()
    for name in ("甲", "乙", "丙"):
        (project / f"{name}.txt").write_text(f"{name}篇\n\n" + f"{name}在河的左岸。" * 400, "utf-8")
    return project


async def test_articles_are_listed_as_they_were_read_and_opened_again(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await user.press("alt+shift+r")
        assert "no article has been read yet" in user.notes
        first = user.app.screen
        await user.press("enter", "q", "down", "enter", "q", "alt+shift+r")
        screen = user.app.screen
        assert isinstance(screen, RecentScreen)
        options = screen.query_one(OptionList)
        assert options.option_count == 2
        await user.press("down", "enter")
        assert user.app.screen is not first
        assert user.app.screen.info.key == user.session.library[0].key
        await user.press("alt+shift+r", "delete", "escape")
        assert len(user.session.reading.recently.articles()) == 1


async def test_statistics_are_shown_and_written_at_the_end(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await user.press("enter", "space", "G")
        user.app._records.show_statistics()
        await user.settle()
        assert isinstance(user.app.screen, ProblemsScreen)
        assert "1 article to its end" in str(user.app.screen.query(Words).first().visual)
        assert not user.session.save()
    assert activity_file().read()[0]["articles"] == 1
    assert len(recent_file().read()) == 1


async def test_what_is_switched_off_is_not_kept(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        user.session.change_settings(keep_recent=False, keep_statistics=False)
        await user.press("enter", "space", "G", "alt+shift+r")
        assert any("keep-recent" in note for note in user.notes)
        assert not user.session.reading.dirty
        assert not user.session.save()
    assert not recent_file().path.exists()
    assert not activity_file().path.exists()
