"""Suggest for many texts, on all processors."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion, in_written
from annotations.suggest.workers.failures import FailureLog
from annotations.suggest.workers.process import Sending, WorkerProcess
from annotations.suggest.workers.protocol import AskTexts, Idle, ProblemReport, SwitchedOff, TextsAnswer, Unusable
from seeds.article import Article
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.segmentation.reflow import ReadText, read_article

_CHARACTERS = 50_000
_TEXTS = 500
"""How much a process gets at a time: enough for the tagger to make good batches, little enough to spread evenly."""

_AHEAD = 3
"""How many batches there are for each process: one at work, one that waits for it, one that waits to be taken."""

Suggestions = list[Suggestion]


def suggest_articles(
    articles: Iterable[Article],
    setup: Setup,
    processes: int | None = None,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    on_sending: Callable[[str], None] = lambda _sends_to: None,
    on_off: Callable[[str], None] = lambda _name: None,
) -> Iterator[Suggestions]:
    """Yield the suggestions for each of the articles, in offsets of its text; as ``suggest_batch``.

    The suggesters get what is read of an article, without the line ends within a wrapped paragraph.
    """
    reads: deque[ReadText] = deque()

    def texts() -> Iterator[str]:
        for article in articles:
            reads.append(read_article(article))
            yield reads[-1].text

    for suggestions in suggest_batch(texts(), setup, processes, on_problem, on_sending, on_off):
        yield in_written(suggestions, reads.popleft())


def suggest_batch(
    texts: Iterable[str],
    setup: Setup,
    processes: int | None = None,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    on_sending: Callable[[str], None] = lambda _sends_to: None,
    on_off: Callable[[str], None] = lambda _name: None,
) -> Iterator[Suggestions]:
    """Yield the suggestions for each of the texts, in their order, as they are made; texts are taken as needed.

    ``processes`` is one for each processor by default. ``on_problem`` is called with what goes wrong with a suggester,
    from any thread, and the others go on; ``on_sending`` with where texts are sent, and with nothing when they are not
    any more; ``on_off`` with the name of a suggester that is switched off for what it did wrong. Raises ``SourceError``
    where the settings are wrong, or every attempt failed. The processes end with the iterator.
    """
    number = processes or os.cpu_count() or 1
    pool = _WorkerPool(setup, number, on_problem, on_sending, on_off)
    waiting: deque[Future[list[Suggestions]]] = deque()
    try:
        for batch in _batches(texts):
            waiting.append(pool.submit(batch))
            if len(waiting) > number * _AHEAD or waiting[0].done():
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.end()
        on_sending("")


class _WorkerPool:
    """Hold some threads, each of which hands its batches to a process of its own."""

    def __init__(
        self,
        setup: Setup,
        number: int,
        on_problem: Callable[[Problem], None],
        on_sending: Callable[[str], None],
        on_off: Callable[[str], None],
    ) -> None:
        self._setup = setup
        self._on_problem = on_problem
        self._on_sending = on_sending
        self._on_off = on_off
        self._failures = FailureLog()
        self._ended = False
        self._free: SimpleQueue[WorkerProcess | None] = SimpleQueue()
        for _number in range(number):
            self._free.put(None)
        self._running: set[WorkerProcess] = set()
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="suggestions")

    def submit(self, batch: list[str]) -> Future[list[Suggestions]]:
        return self._threads.submit(self._work, batch)

    def end(self) -> None:
        """End the processes, whatever they do."""
        self._ended = True
        for process in list(self._running):
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in list(self._running):
            _discard(process)

    def _work(self, batch: list[str]) -> list[Suggestions]:
        process = self._free.get()
        try:
            while not (self._ended or self._failures.given_up):
                if process is None or process.without != self._failures.without:
                    process = self._replace(process)
                suggestions = self._ask(process, batch)
                if suggestions is not None:
                    return suggestions
                if not self._ended:
                    self._report(self._failures.record(process))
                    if process.culprit:
                        self._on_off(process.culprit)
                self._running.discard(process)
                process = None
        finally:
            self._free.put(process)
        raise SourceError(Problem(_("suggestions"), _("every attempt to make them has failed")))

    def _replace(self, process: WorkerProcess | None) -> WorkerProcess:
        if process:
            self._running.discard(process)
            _discard(process)
        fresh = WorkerProcess(self._setup, self._failures.without)
        self._running.add(fresh)
        return fresh

    def _ask(self, process: WorkerProcess, batch: list[str]) -> list[Suggestions] | None:
        """Return what a process finds in the texts; None where it ends instead of answering."""
        process.send(AskTexts(tuple(batch)))
        problems: list[Problem] = []
        answer: list[Suggestions] | None = None
        for message in process.messages():
            match message:
                case TextsAnswer(suggestions):
                    answer = list(map(list, suggestions))
                case ProblemReport(problem):
                    problems.append(problem)
                    self._report(problem)
                case SwitchedOff(suggester):
                    self._failures.blame(suggester)
                    self._on_off(suggester)
                case Sending(to):
                    self._on_sending(to)
                case Unusable():
                    raise SourceError(problems[-1])
                case Idle() if answer is not None:
                    return answer
        return None

    def _report(self, problem: Problem) -> None:
        if self._failures.is_news(problem):
            self._on_problem(problem)


def _discard(process: WorkerProcess) -> None:
    process.end()
    for _message in process.messages():
        pass


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _CHARACTERS or len(batch) >= _TEXTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
