"""A worker that ends after its screen has gone: nothing fails, and what it has opened is closed."""

from asyncio import to_thread
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from threading import Event
from typing import Any

import pytest

from seeds.article import Article, ArticleInfo
from tui.core.session import Session

Start = Callable[..., AbstractAsyncContextManager[Any]]


async def test_an_article_is_left_while_it_is_being_read(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, free = Event(), Event()
    read = Session.read

    def slow(session: Session, info: ArticleInfo) -> Article:
        begun.set()
        free.wait(60)
        return read(session, info)

    async with start() as user:
        monkeypatch.setattr(Session, "read", slow)
        await user.pilot.press("enter")
        await user.wait_for(begun.is_set)
        gone = user.app.screen
        gone.dismiss()
        await user.pilot.pause()
        free.set()
        await user.settle()
        assert user.articles.has_focus
        assert not user.session.marking
        called: list[int] = []
        assert not await to_thread(gone.from_worker, called.append, 1)
        assert called == []
        monkeypatch.setattr(Session, "read", read)
        await user.press("enter")
        assert user.app.screen.article is not None
