"""Measure how much is learned from how little: ``python tests/benchmarks/bench_learning.py [TRAIN.jsonl DEV.jsonl]``.

Trains on sentences chosen at random among those that hold a span, the mean of several choices, and tests on all of DEV.
Each line of a file has ``text`` and ``spans`` [{``start``, ``end``, ``label``}]; by default they are UNER's Chinese-GSD
in ``../shared/data``. Three sets of sources: the tagger's words alone, like the prototype; rules, lists and jieba's
tags, as where the tagger is not installed; and all. F1 is micro, exact; seconds are the processor's, of training alone.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time

from annotations.suggest.evaluation import Counts
from annotations.suggest.learned.crossvalidation import score_model
from annotations.suggest.learned.evidence import named_sources
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.training import TrainingExample, prepare, train

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
SOURCES = {
    "tagger's words": ("lac",),
    "without tagger": ("patterns", "gazetteer", "jieba"),
    "all": ("patterns", "gazetteer", "lac", "classes"),
}
ROUNDS = {50: 6, 200: 3, 1000: 1}
"""How many choices of so many sentences."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Micro F1 in per cent, and the seconds of training."""

    f1: float
    seconds: float


def articles(path: Path) -> list[AnnotatedText]:
    """The texts of a file, each an article of its own."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        AnnotatedText(
            (path.name, str(number)),
            row["text"],
            tuple((span["start"], span["end"], span["label"]) for span in row["spans"]),
        )
        for number, row in enumerate(rows)
    ]


def trial(taught: Sequence[TrainingExample], tested: Sequence[TrainingExample]) -> Trial:
    """Train on some examples and test on others."""
    start = process_time()
    model = train(taught)
    seconds = process_time() - start
    total = Counts()
    for found in score_model(model, tested).values():
        total.add(found)
    return Trial(100 * total.f1, seconds)


def main() -> None:
    """Print a row for each set of sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", nargs="?", type=Path, default=DATA / "uner_gsd_trad.train.jsonl")
    parser.add_argument("dev", nargs="?", type=Path, default=DATA / "uner_gsd_trad.dev.jsonl")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(ROUNDS))
    arguments = parser.parse_args()
    if not arguments.train.exists():
        sys.exit(f"{arguments.train} is not here")
    dev = articles(arguments.dev)
    choice = [article for article in articles(arguments.train) if article.spans]
    print(f"{'sentences':20}" + "".join(f"{size:>20}" for size in arguments.sizes))
    for name, sources in SOURCES.items():
        asked = named_sources(sources)
        tested = prepare(dev, asked)
        cells = []
        for size in arguments.sizes:
            rounds = range(ROUNDS.get(size, 1))
            taught = (prepare(Random(number).sample(choice, size), asked) for number in rounds)
            trials = [trial(examples, tested) for examples in taught]
            f1, seconds = mean(one.f1 for one in trials), mean(one.seconds for one in trials)
            cells.append(f"{f1:9.1f} % {seconds:7.2f} s")
        print(f"{name:20}" + "".join(cells), flush=True)


if __name__ == "__main__":
    main()
