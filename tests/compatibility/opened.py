"""Open the fixtures with the program as it is now.

This is the one file of these tests that imports modules of the program: when they are moved or renamed, mend it here,
and nowhere else. The fixtures and ``expected.json`` stay as they are.
"""

import io
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from annotations.editing.article_edits import set_article_note
from annotations.model.span import Quote, Rejection, Span
from annotations.storage.open_article import OpenArticle
from annotations.suggest.decisions import undecided
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from tui.core.session import Session
from tui.ui.app import ZhupiApp
from tui.ui.discovery import TAKE_EVERY
from tui.ui.reader.screen import ReaderScreen

Table = dict[str, Any]

RENAMED: Mapping[str, str] = {}
"""What a later version calls a setting or an action of 0.1.0; the old name goes on to work."""

READ_ANEW: frozenset[str] = frozenset()
"""The documents (project/document) of which a later version reads another text on purpose, with other offsets."""


def allow(project: Path) -> None:
    """Give the user's consent to what a project's file asks for; 0.1.0 does not ask."""
    done = run("trust", project, "--yes")
    assert done.status == 0, done.err


@dataclass(frozen=True, slots=True)
class Done:
    """Hold what a command printed, and its exit status."""

    status: int
    out: str
    err: str


def run(*arguments: object) -> Done:
    """Run ``zhupi`` with arguments, in this process, by the function that the installed command calls."""
    (point,) = entry_points(group="console_scripts", name="zhupi")
    main: Callable[[], object] = point.load()
    out, err, former = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["zhupi", *map(str, arguments)]
    status: object = 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        status = end.code
    finally:
        sys.argv = former
    return Done(status if isinstance(status, int) else 1, out.getvalue(), err.getvalue())


class Marked:
    """Hold the annotations of an article, open as in the application."""

    def __init__(self, session: Session, opened: OpenArticle) -> None:
        self._session = session
        self._opened = opened
        self.text = opened.article.text
        self.problems = [str(problem) for problem in opened.problems]
        self.read_only = opened.read_only

    def said(self) -> Table:
        """Give everything that is said of the article, in the form of ``expected.json``."""
        opened, layer, info = self._opened, self._opened.layer, self._opened.article.info
        rejections = [[*self._place(each, each.lost), each.origin, each.lost is not None] for each in layer.rejections]
        return {
            "annotator": opened.annotator,
            "document": info.origin.document,
            "id": info.id,
            "title": info.title,
            "sha256": sha256(self.text.encode()).hexdigest(),
            "position": opened.position,
            "status": layer.metadata.status.value,
            "categories": list(layer.metadata.categories),
            "note": layer.metadata.note,
            "spans": [_span(span, self.text[span.start : span.end]) for span in layer.ordered],
            "orphans": [_span(orphan.span, orphan.quote.text) for orphan in layer.orphans.values()],
            "relations": sorted([tie.type, tie.head, tie.tail] for tie in layer.relations),
            "rejections": sorted(rejections),
        }

    def set_note(self, note: str) -> None:
        """Write a note on the article."""
        self._opened.make(set_article_note(self._opened.layer, note))

    def undo(self) -> bool:
        """Undo the last change, and tell whether there was one."""
        return self._opened.undo() is not None

    def saved_suggestions(self) -> list[list[Any]]:
        """Give the suggestions that are saved for the article: start, end, label, words, score, origin."""
        return [self._suggestion(each) for each in self._saved()]

    def waiting_suggestions(self) -> list[list[Any]]:
        """Give those of the saved suggestions on which nothing is decided."""
        return [self._suggestion(each) for each in undecided(self._saved(), self._opened.layer)]

    def _place(self, each: Rejection, lost: Quote | None) -> list[Any]:
        words = lost.text if lost else self.text[each.start : each.end]
        return [each.start, each.end, each.label, words]

    def _saved(self) -> list[Suggestion]:
        return SavedSuggestions(self._session.annotations.store.folder).read(self._opened.article)

    def _suggestion(self, each: Suggestion) -> list[Any]:
        return [each.start, each.end, each.label, self.text[each.start : each.end], each.score, each.origin]


class Project:
    """Open a project, or the bundled articles for None, as the application does; without a screen."""

    def __init__(self, path: Path | None, annotator: str = "a1", annotations: Path | None = None) -> None:
        folder = None if annotations is None else str(annotations)
        self._session = session_of(path, annotator, folder)
        self._complaints = list(self._session.problems)
        self._session.scanner.start()
        self._session.scanner.join()
        while self._session.scanner.more:
            self._session.take_found()
        schema_problem = self._session.annotations.schema_problem
        self._complaints += [schema_problem] if schema_problem else []

    @property
    def complaints(self) -> list[str]:
        """Tell what is wrong with the user's settings and keys, and with the project's schema."""
        return [str(problem) for problem in self._complaints]

    def position(self, document: str, identifier: str) -> tuple[int, bool]:
        """Tell how far an article has been read, and whether its end has ever been on the screen."""
        progress = self._session.library.progress[document, identifier]
        return progress.position, progress.finished

    @contextmanager
    def open(self, document: str, identifier: str) -> Iterator[Marked]:
        """Open the annotations of an article, and write and close them afterwards."""
        (info,) = (entry.info for entry in self._session.library.entries if entry.info.key == (document, identifier))
        opened = self._session.annotations.open(self._session.read(info))
        try:
            yield Marked(self._session, opened)
        finally:
            self._session.annotations.leave(opened)
            assert self._session.save() == []

    def change_measure(self, measure: int) -> None:
        """Change the length of lines, as a key does, and write the user's settings."""
        self._session.change_settings(measure=measure)
        assert self._session.save() == []


def session_of(path: Path | None, annotator: str | None = None, annotations: str | None = None) -> Session:
    """Make the session of one run of the application, with the settings and positions of the user's folders."""
    return Session(None if path is None else str(path), annotator=annotator, annotations=annotations)


class Reader:
    """Press the keys of the application, and look at its screen."""

    def __init__(self, app: ZhupiApp, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they start."""
        await self._pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no worker is at work and every message has been handled."""
        for _turn in range(3):
            with suppress(WorkerCancelled):
                await self._app.workers.wait_for_complete()
            await self._pilot.pause()
        while self._app.session.scanner.more:
            await self._pilot.pause(TAKE_EVERY)

    async def opened(self) -> list[Table]:
        """Wait until an article is on the screen, and return its spans."""
        for _turn in range(1000):
            spans = self.spans()
            if spans is not None:
                return spans
            await self._pilot.pause(0.02)
        raise AssertionError("no article was opened")

    def spans(self) -> list[Table] | None:
        """Give the spans of the article on the screen; None where none is."""
        for screen in self._app.screen_stack:
            if isinstance(screen, ReaderScreen) and screen.marking.annotator:
                text = screen.marking.annotator.opened.article.text
                return [_span(span, text[span.start : span.end]) for span in screen.marking.annotator.layer.ordered]
        return None

    @property
    def measure(self) -> int:
        """Give the length of lines that the settings ask for now."""
        return self._app.session.settings.measure


@asynccontextmanager
async def application(path: Path) -> AsyncIterator[Reader]:
    """Run the application over a folder or file, with the user's settings."""
    session = session_of(path)
    app = ZhupiApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        session.scanner.join()
        reader = Reader(app, pilot)
        await reader.settle()
        yield reader
    assert session.save() == []


def _span(span: Span, words: str) -> Table:
    table: Table = {"id": span.id, "start": span.start, "end": span.end, "label": span.label, "text": words}
    table["origin"] = span.origin
    if span.attributes:
        table["attributes"] = dict(span.attributes)
    if span.note:
        table["note"] = span.note
    return table
