"""Record which suggesters have brought a worker process down: they are left out from then on."""

from threading import Lock

from annotations.suggest.workers.process import WorkerProcess
from seeds.errors import Problem

MOST = 5
"""How often a process may fail without a suggester to blame, until suggestions are given up."""


class FailureLog:
    """Hold the failures in one run of the program; several threads may use it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._without: frozenset[str] = frozenset()
        self._unexplained = 0
        self._reported: set[str] = set()

    @property
    def without(self) -> frozenset[str]:
        """Return the suggesters to leave out."""
        return self._without

    @property
    def given_up(self) -> bool:
        """Return whether there is no use in starting another process."""
        return self._unexplained >= MOST

    def blame(self, name: str) -> None:
        """Leave a suggester out."""
        with self._guard:
            self._without |= {name}

    def record(self, process: WorkerProcess) -> Problem:
        """Record that a process has failed, and return why it did."""
        with self._guard:
            if process.culprit:
                self._without |= {process.culprit}
            else:
                self._unexplained += 1
        return process.failure()

    def is_news(self, problem: Problem) -> bool:
        """Return whether a problem is reported for the first time."""
        with self._guard:
            is_new = str(problem) not in self._reported
            self._reported.add(str(problem))
            return is_new
