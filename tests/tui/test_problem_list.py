"""Problems of a project: those that stay over all scans, and those of one scan."""

from seeds.errors import Problem
from tui.core.problem_list import ProblemList

FIRST, REFUSED, SCANNED = (Problem(name, "wrong") for name in ("settings", "consent", "article"))


def test_a_new_scan_forgets_what_the_last_one_found_and_nothing_else() -> None:
    problems = ProblemList([FIRST])
    problems.append(SCANNED)
    assert problems.add_lasting(REFUSED)
    assert not problems.add_lasting(REFUSED)
    assert list(problems) == [FIRST, REFUSED, SCANNED]
    problems.begin_scan()
    assert list(problems) == [FIRST, REFUSED]


def test_what_is_taken_out_leaves_the_others_in_their_places() -> None:
    problems = ProblemList([FIRST])
    problems.add_lasting(REFUSED)
    problems.append(SCANNED)
    problems.remove(lambda problem: problem == REFUSED)
    assert problems[:2] == [FIRST, SCANNED]
    problems.begin_scan()
    assert list(problems) == [FIRST]
