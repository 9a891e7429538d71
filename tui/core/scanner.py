"""Find the articles of a project in a thread of its own, which starts before the screen is there."""

from collections import deque
from collections.abc import Callable, Iterable
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from annotations.storage.progress import ReadingLog, ReadingLogError
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.sources.corpus import Corpus

if TYPE_CHECKING:
    from annotations.storage.progress import Progress
    from annotations.storage.summaries import Summary
    from seeds.article import ArticleInfo

    Found = ArticleInfo | Problem | tuple[tuple[str, str], Progress | Summary]
    """An article, something wrong, or how far an article had been read or annotated before, by its key."""

PAUSE = 0.25
"""Seconds between two calls of ``wake``, so that a large folder does not flood the screen."""

PAINTED_WITHIN = 2.0
"""Seconds after which the scanner goes on though nothing has been painted."""

STAND_BACK = 0.7
"""Seconds for which the scanner lets the screen have the processor after a key."""

FIRST = 200
"""Cards that are enough for a first screen and some scrolling."""

BATCH = 1000
"""Items that the screen takes at a time, so that a key never waits for more."""


class Scanner:
    """Find the infos, problems and reading positions of a corpus, and hand them out as they are found.

    ``annotated`` says what there is about annotations, when all articles are known. ``wake`` is called from the thread,
    now and then and at the end: the screen then takes what there is with ``drain``. Where somebody is to be woken, the
    rest waits until the first screen of articles has been painted.
    """

    def __init__(self, corpus: Corpus, log: ReadingLog, annotated: "Callable[[], Iterable[Found]]") -> None:
        self.done = False
        self.wake: Callable[[], None] = _nobody
        self._resume_at = 0.0
        self._painted = Event()
        self._first = Event()
        self._corpus = corpus
        self._log = log
        self._annotated = annotated
        self._found: deque[Found] = deque()
        self._thread = Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin to look, if that has not begun."""
        if not self._thread.ident:
            self._thread.start()

    def wait_for_first(self, timeout: float) -> None:
        """Wait until a first screen of articles has been found, or there are no more; no longer than ``timeout``."""
        self._first.wait(timeout)

    def go_on(self) -> None:
        """Look further than the first screen of articles, now that it has been painted."""
        self._painted.set()

    def stand_back(self) -> None:
        """Pause for a moment, because a key wants the processor."""
        self._resume_at = monotonic() + STAND_BACK

    def join(self, timeout: float | None = None) -> None:
        """Wait until all is found."""
        self._thread.join(timeout)

    def drain(self) -> "list[Found]":
        """Take at most ``BATCH`` items of what has been found; ``more`` tells whether any are left."""
        return [self._found.popleft() for _item in range(min(BATCH, len(self._found)))]

    @property
    def more(self) -> bool:
        """Return whether ``drain`` has anything to give."""
        return bool(self._found)

    def _run(self) -> None:
        try:
            for step in (self._load_positions, self._scan, self._look_at_annotations):
                self._attempt(step)
        finally:
            self.done = True
            self._first.set()
            self.wake()

    def _attempt(self, step: Callable[[], None]) -> None:
        """Do one part of the work; what goes wrong in it is told, and does not keep the others from being done."""
        try:
            step()
        except ZhupiError as error:
            self._found.append(error.problem)
        except Exception as error:  # noqa: BLE001 - a thread that ends unseen leaves a list that looks complete
            message = _("not everything could be listed, by a fault of the program: {reason}")
            reason = f"{type(error).__name__}: {error}"
            self._found.append(Problem(self._corpus.name, message.format(reason=reason)))

    def _look_at_annotations(self) -> None:
        self._found.extend(self._annotated())

    def _load_positions(self) -> None:
        try:
            self._found.extend(self._log.load().items())
        except ReadingLogError as error:
            self._found.append(error.problem)

    def _scan(self) -> None:
        due = monotonic() + PAUSE
        count = 0
        for count, item in enumerate(self._corpus.scan(notices=True), 1):
            self._found.append(item)
            while monotonic() < self._resume_at:
                sleep(STAND_BACK / 20)
            if count == FIRST or monotonic() >= due:
                self._show()
                due = monotonic() + PAUSE
        if count > 1 or (count and not self._corpus.root.is_file()):  # what follows is slow to import
            self._show()

    def _show(self) -> None:
        """Let what has been found be painted, before there is more."""
        self._first.set()
        self.wake()
        if self.wake is not _nobody:
            self._painted.wait(PAINTED_WITHIN)


def _nobody() -> None:
    """Do nothing: nobody listens yet."""
