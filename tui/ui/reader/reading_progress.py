"""Note how far the article on the screen is read, once somebody can have read it."""

from textual.screen import Screen
from textual.timer import Timer

from annotations.storage.progress import Progress
from seeds.article import ArticleInfo
from tui.core.session import Session

GLANCE = 4.0
"""Seconds within which a text that fits one screen is only looked at, and not read."""


class ReadingProgress:
    """Pass on to the session how far an article is read.

    A text that fits one screen is read to its end as soon as it is drawn. That is noted when it has been on the screen
    for longer than a glance; of a longer text, whatever is on the screen is noted at once.
    """

    def __init__(self, screen: Screen[None], session: Session) -> None:
        self._screen = screen
        self._session = session
        self._timer: Timer | None = None
        self._glancing = False
        self._waiting: tuple[ArticleInfo, Progress] | None = None

    def begin(self) -> None:
        """Begin with an article that has just been opened."""
        if self._timer:
            self._timer.stop()
        self._glancing, self._waiting = True, None
        self._timer = self._screen.set_timer(GLANCE, self._read_on)

    def note(self, info: ArticleInfo, progress: Progress) -> None:
        """Note what is on the screen."""
        self._session.reading.see(info, progress)
        self._note(info, progress)

    def _note(self, info: ArticleInfo, progress: Progress) -> None:
        if self._glancing and progress.finished and not progress.position:
            self._waiting = info, progress
        else:
            self._session.note_progress(info.key, progress)

    def _read_on(self) -> None:
        self._glancing = False
        if self._waiting:
            self._note(*self._waiting)
