"""Move what the scanner finds to the screens, and follow an article that has moved in its project."""

import gc
from collections.abc import Callable

from textual.app import App

from seeds.article import ArticleInfo
from tui.core.session import Session
from tui.ui.library.screen import LibraryScreen

TAKE_EVERY = 0.02
"""Seconds between two portions of what the scanner has found."""

FIRST_WITHIN = 0.5
"""Seconds for which the first paint waits for articles, so that it need not be done twice."""


class Discovery:
    """Take what the scanner has found, a portion at a time, so that no key has to wait for more.

    ``wake`` asks for ``take`` to be called by the application. ``read`` opens an article, and ``leave`` goes back to
    the list where an article that is being read is nowhere any more.
    """

    def __init__(
        self,
        app: App[None],
        session: Session,
        library: LibraryScreen,
        wake: Callable[[], None],
        read: Callable[[ArticleInfo], object],
        leave: Callable[[], object],
    ) -> None:
        self._app = app
        self._session = session
        self._library = library
        self._wake = wake
        self._read = read
        self._leave = leave
        self._followed: tuple[str, str] | None = None

    def start(self) -> None:
        """Begin to scan; ``wake`` is called from the scanner's thread too."""
        self._session.scanner.wake = self._wake
        self._session.scanner.start()
        self._session.scanner.wait_for_first(FIRST_WITHIN)
        self._wake()

    def follow(self, info: ArticleInfo) -> None:
        """Scan again, and go on in the article that the annotations of another belong to then."""
        self._followed = info.key
        self._session.rescan()

    def take(self) -> None:
        """Show a portion of what has been found."""
        session = self._session
        first, done = not session.library.entries, session.scanner.done
        session.take_found()
        gc.freeze()  # so that no collection looks through all the infos, and lets a key wait for that
        if session.scanner.more:
            self._app.set_timer(TAKE_EVERY, self._wake)
        elif done:
            session.library.arrange()
            if self._followed:
                key, self._followed = self._followed, None
                self._go_on(key)
        if first or not session.scanner.more:
            self._library.refresh_list()
        if session.library.entries:
            self._app.call_after_refresh(session.scanner.go_on)
        if session.single and self._app.screen is self._library:
            self._read(session.library.entries[0].info)

    def _go_on(self, key: tuple[str, str]) -> None:
        info = self._session.links.follow(key)
        if info:
            self._read(info)
        else:
            self._leave()
