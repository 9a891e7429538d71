"""The kept-out articles are enough, of every kind, and in nothing that ships, is learned from, or lists names."""

import json
from collections import Counter
from pathlib import Path

from tests.gold.passages import passages_in_common
from tests.gold.sets import KEPT_OUT, bundled, heldout, house, kept_out, unseen

STOCK = ["0公里的海面上，近中心最大风力1"]
"""What every bulletin about a storm says."""


def test_there_are_enough_of_every_subject_and_region() -> None:
    rows = list(map(json.loads, KEPT_OUT.read_text("utf-8").splitlines()))
    assert sum(row["text"].count("\n") for row in rows) >= 150
    assert len({row["subject"] for row in rows}) == 12
    assert {row["region"] for row in rows} == {"TW", "HK", "CN"}


def test_every_label_is_there_often() -> None:
    counts = Counter(label for gold in kept_out() for _start, _end, label in gold.spans)
    assert counts.total() > 1300
    assert min(counts.values()) > 30


def test_none_of_their_sentences_is_anywhere_else(root: Path) -> None:
    texts = [gold.text for load in (house, bundled, heldout, unseen) for gold in load()]
    digests = [path.read_text("utf-8") for path in sorted((root / "seeds" / "data").glob("*.txt"))]
    lists = [path.read_text("utf-8") for path in sorted((root / "annotations" / "suggest" / "data").glob("*.tsv"))]
    assert digests
    assert lists
    assert passages_in_common(kept_out(), [*texts, *digests, *lists], without=STOCK) == set()


def test_they_are_named_by_nothing_but_the_sets_and_the_benchmark(root: Path) -> None:
    files = [path for room in ("seeds", "annotations", "tui", "tests") for path in (root / room).rglob("*.py")]
    readers = {path.name for path in files if "kept_out" in path.read_text("utf-8")}
    assert readers <= {"sets.py", "bench_suggest.py", "test_gold.py", "test_kept_out.py"}
