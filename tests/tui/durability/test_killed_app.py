"""Whatever way the application dies at whatever moment, at most the change that it was making is missing.

Every kill is one start of the real application in a pty, on annotations as the last kill left them. It saves twenty
times a second here, so that kills meet journal and file half-written. ``python -m pytest tests/tui/durability`` kills
it 8 times, with ``-m heavy`` 2,200 times, and prints a tally. What outlives the program need not outlive a power cut:
that the disk has been waited for is shown by ``test_broken_disk``.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.durability.kills import kill
from tests.tui.durability.marked_file import MarkedFile

BATCHES = range(20)
FIRST = 2
"""Batches, of four kills each, that are always run: they cost a second a kill."""

Record = Callable[[str, object], None]


def kill_often(folder: Path, seed: int, times: int) -> Counter[str]:
    """Kill the application again and again over one article; the numbers of what happened."""
    chance = random.Random(seed)
    marked = MarkedFile.create(folder)
    found = marked.found()
    tally: Counter[str] = Counter()
    for _time in range(times):
        outcome, found = kill(marked, chance, found)
        tally.update({f"by {outcome.way}": 1, "changes finished and found again": outcome.changes})
        tally.update({"changes in flight": outcome.in_flight, "of these found": outcome.kept})
    return tally


@pytest.mark.parametrize("seed", range(FIRST))
def test_no_finished_change_is_lost(tmp_path: Path, seed: int, record_property: Record) -> None:
    record_property("kills", dict(kill_often(tmp_path, seed, 4)))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", BATCHES)
def test_no_finished_change_is_lost_in_ten_kills(tmp_path: Path, seed: int, record_property: Record) -> None:
    record_property("kills", dict(kill_often(tmp_path, seed, 10)))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", BATCHES)
def test_no_finished_change_is_lost_in_many_kills(tmp_path: Path, seed: int, record_property: Record) -> None:
    record_property("kills", dict(kill_often(tmp_path, 1000 + seed, 100)))
