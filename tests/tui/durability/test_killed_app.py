"""Whatever way the application dies at whatever moment, at most the change that it was making is missing.

Every kill is one start of the real application in a pty, on annotations as the last kill left them. It saves twenty
times a second here, so that kills meet journal and file half-written. ``python -m pytest tests/tui/durability`` kills
it 4 times, once in each way, with ``-m heavy`` 2,200 times, and prints a tally. What outlives the program need not
outlive a power cut: that the disk has been waited for is shown by ``test_broken_disk``.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.durability.kills import WAYS, kill
from tests.tui.durability.marked_file import MarkedFile

BATCHES = range(20)

Record = Callable[[str, object], None]


def kill_often(folder: Path, seed: int, times: int) -> Counter[str]:
    """Kill the application again and again over one article; the numbers of what happened."""
    chance = random.Random(seed)
    marked = MarkedFile.create(folder)
    found = marked.found()
    tally: Counter[str] = Counter()
    ways = [*WAYS] * (times // len(WAYS)) + chance.sample([*WAYS], times % len(WAYS))
    chance.shuffle(ways)
    for way in ways:
        outcome, found = kill(marked, chance, found, way)
        tally.update({f"by {outcome.way}": 1, "changes finished and found again": outcome.changes})
        tally.update({"changes in flight": outcome.in_flight, "of these found": outcome.kept})
    return tally


def test_no_finished_change_is_lost(tmp_path: Path, record_property: Record) -> None:
    """Kill it once in each way: every kill costs a second."""
    record_property("kills", dict(kill_often(tmp_path, 0, len(WAYS))))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", BATCHES)
def test_no_finished_change_is_lost_in_ten_kills(tmp_path: Path, seed: int, record_property: Record) -> None:
    record_property("kills", dict(kill_often(tmp_path, seed, 10)))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", BATCHES)
def test_no_finished_change_is_lost_in_many_kills(tmp_path: Path, seed: int, record_property: Record) -> None:
    record_property("kills", dict(kill_often(tmp_path, 1000 + seed, 100)))
