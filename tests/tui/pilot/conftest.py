"""The application under Pilot, over the bundled articles or a test's own."""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any, cast

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from annotations.model.span import Span
from annotations.suggest.memory import Decisions
from annotations.suggest.suggestion import Suggestion, in_written
from annotations.suggest.workers.service import SuggestionUpdate
from seeds.segmentation.reflow import ReadText
from tui.core.session import Session
from tui.ui.app import ZhupiApp
from tui.ui.discovery import TAKE_EVERY
from tui.ui.reader.screen import ReaderScreen
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.article_list import ArticleList
from tui.ui.widgets.reader_view import ReaderView
from tui.ui.widgets.status_line import StatusLine


class Driver:
    """A user at the keyboard."""

    def __init__(self, app: ZhupiApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.session = app.session

    async def settle(self) -> None:
        """Wait until no worker is at work and every message has been handled."""
        for _turn in range(3):
            while unfinished := [worker for worker in self.app.workers if not worker.is_finished]:
                with suppress(WorkerCancelled):  # a search that a later key has made pointless; others go on
                    await self.app.workers.wait_for_complete(unfinished)
            await self.pilot.pause()
        while self.session.scanner.more:
            await self.pilot.pause(TAKE_EVERY)

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they start."""
        await self.pilot.press(*keys)
        await self.settle()

    async def wait_for(self, condition: Callable[[], object], turns: int = 6_000) -> None:
        """Wait until something holds, which another thread or process brings about, however slow the machine is."""
        for _turn in range(turns):
            if condition():
                return
            await self.pilot.pause(0.02)
        raise AssertionError("\n".join([f"{condition} does not hold", *self.notes, self.text()]))

    async def type(self, text: str) -> None:
        """Paste words, as an input method delivers them."""
        from textual.events import Paste

        self.app.focused.post_message(Paste(text))  # type: ignore[union-attr]
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def rows(self) -> list[str]:
        """The rows of the screen, as a person sees them; every one fills the width exactly."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        assert [strip.cell_length for strip in strips] == [self.app.size.width] * self.app.size.height
        return ["".join(segment.text for segment in strip) for strip in strips]

    def text(self) -> str:
        """The whole screen."""
        return "\n".join(row.rstrip() for row in self.rows())

    @property
    def articles(self) -> ArticleList:
        """The list of the library."""
        return self.app.screen_stack[0].query_one(ArticleList)

    @property
    def reader(self) -> ReaderView:
        """The page that is being read."""
        return self.app.screen.query_one(ReaderView)

    @property
    def status(self) -> str:
        """Both sides of the reader's status line."""
        line = self.app.screen.query_one("#status", StatusLine)
        return f"{line.left}  {line.right}"

    @property
    def said(self) -> str:
        """What the status line says of the last key."""
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, ZhupiScreen)).said.text

    @property
    def spans(self) -> list[Span]:
        """The spans of the article, in order."""
        return list(self._marking.marking.annotator.layer.ordered) if self._marking.marking.annotator else []

    @property
    def marked(self) -> list[tuple[str, str]]:
        """The text and label of each span, in order."""
        text = self._marking.article.text if self._marking.article else ""
        return [(text[span.start : span.end], span.label) for span in self.spans]

    async def go_to(self, words: str) -> None:
        """Put the cursor on the first occurrence of words, as a search does."""
        screen = self._marking
        assert screen.article
        assert screen.marking.annotator
        screen.marking.annotator.caret.place(screen.article.text.index(words))
        screen.marking.show()
        await self.settle()

    @property
    def _marking(self) -> ReaderScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def notes(self) -> list[str]:
        """The notifications that are on the screen, and what the status line says of the last key."""
        said = [screen.said.text for screen in self.app.screen_stack if isinstance(screen, ZhupiScreen)]
        return [note.message for note in self.app._notifications] + [text for text in said if text]


class FakeService:
    """Suggests at once what it is told to suggest, without a process."""

    def __init__(self, session: Session, suggested: Sequence[tuple[str, str, float]]) -> None:
        self._session = session
        self._suggested = suggested
        self._number = 0
        self.decisions: list[Decisions] = []
        self.others: Sequence[Suggestion] = ()

    def warm_up(self) -> None:
        """Nothing has to be read."""

    def ask(self, key: tuple[str, str], read: ReadText, _around: int = 0, others: Iterable[Suggestion] = ()) -> int:
        """SuggestionUpdate at once."""
        self._number += 1
        text = read.text
        found = [
            Suggestion(match.start(), match.end(), label, score, "fake")
            for words, label, score in self._suggested
            for match in re.finditer(re.escape(words), text)
        ]
        found = in_written(found, read)
        end = read.map.to_source(len(text), end=True)
        answer = SuggestionUpdate(key, self._number, 0, end, (*found, *self.others, *others), done=True)
        Timer(0.02, self._session.suggesters.on_report, [answer]).start()
        return self._number

    def decided(self, _key: tuple[str, str], decisions: Callable[[], Decisions]) -> None:
        """Remember what was decided."""
        self.decisions.append(decisions())

    def close(self) -> None:
        """Nothing has to end."""


def _share_parsed_styles() -> None:
    """Have every application of this process use the rules that one of them has read of a style sheet."""
    parse = Stylesheet._parse_rules
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}

    def shared(sheet: Stylesheet, css: str, read_from: CSSLocation, *more: Any, **options: Any) -> list[RuleSet]:
        variables = frozenset(sheet._variables.items())
        key = (css, read_from, more, frozenset(options.items()), variables)
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, *more, **options)
        return parsed[key]

    Stylesheet._parse_rules = shared  # type: ignore[method-assign, assignment]


_share_parsed_styles()

Start = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def start() -> Start:
    """Start the application over a path (the bundled articles without one) and wait until everything is found.

    What is suggested is ``suggested``, words with labels and scores, wherever they stand; nothing without it. With
    ``real``, the suggesters of the project are asked, in a process of their own.
    """

    @asynccontextmanager
    async def started(
        path: Path | None = None,
        size: tuple[int, int] = (80, 24),
        suggested: Sequence[tuple[str, str, float]] = (),
        *,
        real: bool = False,
    ) -> AsyncIterator[Driver]:
        session = Session(None if path is None else str(path))
        if not real:
            session.settings = replace(session.settings, suggestions=bool(suggested))
            session.suggesters._service = cast("Any", FakeService(session, suggested))
        session.scanner.start()
        session.scanner.join()
        app = ZhupiApp(session)
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver
        session.suggesters.close()
        assert not session.save()

    return started
