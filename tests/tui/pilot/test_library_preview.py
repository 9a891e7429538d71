"""What is shown of an article beside the list."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tui.ui.library import preview as reading
from tui.ui.widgets.article_preview import ArticlePreview

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""


def preview(user: Any) -> Any:
    return user.app.screen.query_one(ArticlePreview).preview


def about(user: Any, title: str) -> Callable[[], bool]:
    """Return the condition that an article is shown beside the list."""
    return lambda: bool(preview(user)) and preview(user).info.title == title


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("渡口\n船夫在渡口等到了黃昏。", "utf-8")
    (tmp_path / "b.txt").write_text("書店\n書店開到夜裡。", "utf-8")
    return tmp_path


async def test_the_opening_is_shown_in_the_script_and_follows_the_cursor(start: Start, project: Path) -> None:
    async with start(project, size=(120, 30)) as user:
        await user.wait_for(about(user, "渡口"))
        assert "船夫在渡口等到了黃昏。" in user.text()
        await user.press("j")
        await user.wait_for(about(user, "書店"))
        await user.press("t")
        await user.wait_for(lambda: "书店开到夜里。" in user.text())


async def test_marks_by_label_status_and_note_stand_below(start: Start, project: Path) -> None:
    async with start(project, size=(120, 30)) as user:
        await user.press("enter", "right", "3", "a")
        await user.type("再看一遍")
        await user.press("enter", "q")
        await user.wait_for(lambda: "再看一遍" in user.text())
        label = next(iter(user.session.annotations.schema.labels[2:3])).name
        assert f"{label} 1" in user.text()
        assert "in-progress · 1 span" in user.text()


async def test_a_file_that_is_gone_shows_the_reason_only(start: Start, project: Path) -> None:
    async with start(project, size=(120, 30)) as user:
        await user.wait_for(about(user, "渡口"))
        (project / "b.txt").unlink()
        await user.press("j")
        await user.wait_for(about(user, "書店"))
        assert not preview(user).lines
        assert "b.txt" in "".join(preview(user).about)


async def test_nothing_is_read_where_there_is_no_room(
    start: Start, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(project, size=(109, 30)) as user:
        reads = []
        monkeypatch.setattr(reading, "read_preview", lambda *arguments: reads.append(arguments))
        await user.press("j")
        await user.pilot.pause(0.2)
        assert not reads
        assert not user.app.screen.query_one(ArticlePreview).display


async def test_keys_in_a_row_read_the_last_article_only(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start(size=(120, 30)) as user:
        await user.wait_for(lambda: preview(user))
        reads = []
        read = reading.read_preview

        def noted(session: Any, info: Any, *size: int) -> Any:
            reads.append(info)
            return read(session, info, *size)

        monkeypatch.setattr(reading, "read_preview", noted)
        await user.pilot.press(*"jjjj")
        last = user.articles.info
        await user.wait_for(lambda: preview(user).info == last)
        assert reads[-1] == last
        assert len(reads) <= 4
