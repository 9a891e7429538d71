"""Finding the articles of a project in a thread of its own, which starts before the screen is there."""

from collections import deque
from collections.abc import Callable
from threading import Thread
from time import monotonic

from annotations.reading import Progress, ReadingLog, ReadingLogError
from seeds.article import Card
from seeds.corpus import Corpus
from seeds.errors import Problem, ZhupiError

PAUSE = 0.1
"""Seconds between two calls of ``wake``, so that a large folder does not flood the screen."""

FIRST = 40
"""Cards that are enough to fill a first screen."""

Found = Card | Problem | dict[tuple[str, str], Progress]
"""An article, something wrong, or how far the articles had been read when the program began."""


class Scanner:
    """The cards, problems and reading positions of a corpus, as they are found.

    ``wake`` is called from the thread, now and then and at the end: the screen then takes what there is with ``drain``.
    """

    def __init__(self, corpus: Corpus, log: ReadingLog) -> None:
        self.done = False
        self.wake: Callable[[], None] = _nobody
        self._corpus = corpus
        self._log = log
        self._found: deque[Found] = deque()
        self._thread = Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin to look; may be called once."""
        self._thread.start()

    def join(self, timeout: float | None = None) -> None:
        """Wait until all is found."""
        self._thread.join(timeout)

    def drain(self) -> list[Found]:
        """Take what has been found since the last call."""
        return [self._found.popleft() for _item in range(len(self._found))]

    def _run(self) -> None:
        try:
            self._load_positions()
            self._scan()
        except ZhupiError as error:
            self._found.append(error.problem)
        finally:
            self.done = True
            self.wake()

    def _load_positions(self) -> None:
        try:
            self._found.append(self._log.load())
        except ReadingLogError as error:
            self._found.append(error.problem)

    def _scan(self) -> None:
        due = monotonic() + PAUSE
        for count, item in enumerate(self._corpus.scan(), 1):
            self._found.append(item)
            if count == FIRST or monotonic() >= due:
                self.wake()
                due = monotonic() + PAUSE


def _nobody() -> None:
    """Nobody listens yet."""
