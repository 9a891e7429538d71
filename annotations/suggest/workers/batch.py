"""Suggestions for many texts, made on all processors."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion, to_suggestions
from annotations.suggest.workers.failures import FailureLog
from annotations.suggest.workers.process import WorkerProcess
from annotations.suggest.workers.protocol import to_problem
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_CHARACTERS = 50_000
_TEXTS = 500
"""How much a process gets at a time: enough for the tagger to make good batches, little enough to spread evenly."""

_AHEAD = 3
"""How many batches there are for each process: one at work, one that waits for it, one that waits to be taken."""

Found = list[Suggestion]


def suggest_many(
    texts: Iterable[str],
    setup: Setup,
    processes: int | None = None,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    on_sending: Callable[[str], None] = lambda _sends_to: None,
    on_off: Callable[[str], None] = lambda _name: None,
) -> Iterator[Found]:
    """The suggestions for each of the texts, in their order, while they are made; texts are taken as they are needed.

    ``processes`` is one for each processor if not said. What goes wrong with a suggester is told to ``on_problem``,
    from any thread, and the others go on; where texts are sent is told to ``on_sending``, and nothing when they are
    not any more; the name of a suggester that is done without from then on, for what it did wrong, is told to
    ``on_off``. Raises ``SourceError`` where the settings are wrong, or every attempt failed. The processes end with
    the iterator.
    """
    number = processes or os.cpu_count() or 1
    crew = _WorkerPool(setup, number, on_problem, on_sending, on_off)
    waiting: deque[Future[list[Found]]] = deque()
    try:
        for batch in _batches(texts):
            waiting.append(crew.submit(batch))
            if len(waiting) > number * _AHEAD or waiting[0].done():
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        crew.end()
        on_sending("")


class _WorkerPool:
    """Some threads, each of which hands its batches to a process of its own."""

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
        self._casualties = FailureLog()
        self._ended = False
        self._free: SimpleQueue[WorkerProcess | None] = SimpleQueue()
        for _number in range(number):
            self._free.put(None)
        self._running: set[WorkerProcess] = set()
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="suggestions")

    def submit(self, batch: list[str]) -> Future[list[Found]]:
        return self._pool.submit(self._work, batch)

    def end(self) -> None:
        """End the processes, whatever they do."""
        self._ended = True
        for process in list(self._running):
            process.kill()
        self._pool.shutdown(cancel_futures=True)
        for process in list(self._running):
            _put_away(process)

    def _work(self, batch: list[str]) -> list[Found]:
        process = self._free.get()
        try:
            while not (self._ended or self._casualties.given_up):
                if process is None or process.without != self._casualties.without:
                    process = self._replaced(process)
                found = self._found(process, batch)
                if found is not None:
                    return found
                if not self._ended:
                    self._report(self._casualties.record(process))
                    if process.culprit:
                        self._on_off(process.culprit)
                self._running.discard(process)
                process = None
        finally:
            self._free.put(process)
        raise SourceError(Problem(_("suggestions"), _("every attempt to make them has failed")))

    def _replaced(self, process: WorkerProcess | None) -> WorkerProcess:
        if process:
            self._running.discard(process)
            _put_away(process)
        fresh = WorkerProcess(self._setup, self._casualties.without)
        self._running.add(fresh)
        return fresh

    def _found(self, process: WorkerProcess, batch: list[str]) -> list[Found] | None:
        """What a process finds in the texts; None where it ends instead of answering."""
        process.send({"is": "texts", "number": 0, "texts": batch})
        problems: list[Problem] = []
        found: list[Found] | None = None
        for message in process.messages():
            if message["is"] == "found":
                found = [to_suggestions(rows) for rows in message["found"]]
            elif message["is"] == "problem":
                problems.append(to_problem(message))
                self._report(problems[-1])
            elif message["is"] == "off":
                self._casualties.blame(message["name"])
                self._on_off(message["name"])
            elif message["is"] == "sending":
                self._on_sending(message["to"])
            elif message["is"] == "useless":
                raise SourceError(problems[-1])
            elif message["is"] == "idle" and found is not None:
                return found
        return None

    def _report(self, problem: Problem) -> None:
        if self._casualties.is_news(problem):
            self._on_problem(problem)


def _put_away(process: WorkerProcess) -> None:
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
