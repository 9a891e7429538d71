"""List what is wrong with a project: what holds for the whole run, and what each scan finds."""

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from seeds.errors import Problem


class ProblemList(Sequence[Problem]):
    """Hold problems; those that stay over all scans come first."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems = list(problems)
        self._lasting = len(self._problems)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> list[Problem]: ...
    def __getitem__(self, index: int | slice) -> Problem | list[Problem]:
        """Return a problem, or several."""
        return self._problems[index]

    def __len__(self) -> int:
        """Return how many problems there are."""
        return len(self._problems)

    def append(self, problem: Problem) -> None:
        """Add what a scan has found."""
        self._problems.append(problem)

    def add_lasting(self, problem: Problem) -> bool:
        """Add a problem that stays over the next scans; return False where it is there already."""
        if problem in self._problems[: self._lasting]:
            return False
        self._problems.insert(self._lasting, problem)
        self._lasting += 1
        return True

    def remove(self, unwanted: Callable[[Problem], bool]) -> None:
        """Take problems out."""
        lasting = sum(not unwanted(problem) for problem in self._problems[: self._lasting])
        self._problems = [problem for problem in self._problems if not unwanted(problem)]
        self._lasting = lasting

    def begin_scan(self) -> None:
        """Forget what the last scan has found."""
        del self._problems[self._lasting :]
