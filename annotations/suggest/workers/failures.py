"""The suggesters that have brought a worker process down, and are done without from then on."""

from threading import Lock

from annotations.suggest.workers.process import WorkerProcess
from seeds.errors import Problem

MOST = 5
"""How often a process may fail without a suggester to blame, until suggestions are given up."""


class FailureLog:
    """What is known of failures in one run of the program; several threads may use it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._without: frozenset[str] = frozenset()
        self._unexplained = 0
        self._told: set[str] = set()

    @property
    def without(self) -> frozenset[str]:
        """The suggesters to do without."""
        return self._without

    @property
    def given_up(self) -> bool:
        """Whether there is no use in starting another process."""
        return self._unexplained >= MOST

    def blame(self, name: str) -> None:
        """Do without a suggester."""
        with self._guard:
            self._without |= {name}

    def record(self, process: WorkerProcess) -> Problem:
        """Take note of a process that has failed, and say why it did."""
        with self._guard:
            if process.culprit:
                self._without |= {process.culprit}
            else:
                self._unexplained += 1
        return process.failure()

    def is_news(self, problem: Problem) -> bool:
        """Whether a problem is told for the first time."""
        with self._guard:
            known = str(problem) in self._told
            self._told.add(str(problem))
            return not known
