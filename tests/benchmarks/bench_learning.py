"""Measure how much is learned from how little: ``python tests/benchmarks/bench_learning.py [SCHEMA …]``.

Schemas that the sources have never seen: UNER's Chinese-GSD in ``../shared/data`` (three labels, by another guideline),
and the house corpus with its ten labels under other names (``renamed``), and with labels made one (``merged``). Trains
on sentences chosen at random among those that hold a span, the mean of several choices, and tests on sentences of other
articles: UNER's dev set, every third article of the house corpus. The suggester ``house`` and the weights by which
suggestions are combined were trained on both, so they are asked in neither.

Rows: what ``today``'s learning made of rules, lists and jieba's tags, and of the tagger that comes along; what rules,
lists and tagger say together, under the labels that the sentences give them (``sources``); and what is learned now.
F1 is micro, exact, in per cent. Keys are those that an entity costs: one for each suggestion, four for what is missing.
Seconds are the processor's, of training alone; the last line is how many characters a second are tagged.
"""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported, which the taggers do later

from annotations.suggest.combination import combine
from annotations.suggest.evaluation import Counts
from annotations.suggest.gazetteer.suggester import GazetteerSuggester
from annotations.suggest.lac.bundled import PACKAGE, bundled_folder
from annotations.suggest.lac.shared import shared_bundled
from annotations.suggest.learned.crossvalidation import score_model
from annotations.suggest.learned.evidence import FeatureSource, default_sources, named_sources
from annotations.suggest.learned.model import Model
from annotations.suggest.learned.prior import LEAST, meanings, translated
from annotations.suggest.learned.sentences import AnnotatedText, example_ranges
from annotations.suggest.learned.tagged_ranges import TOGETHER, TaggedRange
from annotations.suggest.learned.training import TrainingExample, prepare, train
from annotations.suggest.patterns.suggester import PatternSuggester
from annotations.suggest.suggestion import suggest_all
from tests.gold.sets import house

DATA = Path(__file__).parents[3] / "shared" / "data"
RENAMED = {
    "PER": "人物",
    "LOC": "地點",
    "ORG": "機構",
    "PROD": "產品",
    "EVENT": "事件",
    "WORK": "作品",
    "TIME": "日期",
    "MONEY": "金額",
    "NUM": "數量",
    "PCT": "比例",
}
MERGED = (
    RENAMED
    | {"ORG": "團體", "WORK": "團體", "PROD": "事物", "EVENT": "事物"}
    | dict.fromkeys(("MONEY", "NUM", "PCT"), "數字")
)
ROUNDS = {20: 3, 50: 2, 100: 2, 200: 1, 500: 1}
"""How many choices of so many sentences."""

TODAY = {
    "today, jieba": ("patterns", "gazetteer", "jieba"),
    "today, tagger": ("patterns", "gazetteer", PACKAGE),
}
NOW = ("patterns", "gazetteer", PACKAGE)
MISSING = 4
"""The keys that a span costs which nobody suggests."""


class UntaughtTogether:
    """Combine rules, lists and the tagger, none of which was trained on what is measured, by what they are sure of."""

    name = TOGETHER

    def __init__(self) -> None:
        self._suggesters = PatternSuggester(), GazetteerSuggester(), shared_bundled(bundled_folder())

    def tag(self, texts: Sequence[str]) -> list[list[TaggedRange]]:
        """Return the ranges that are suggested for each text."""
        results = zip(*(suggest_all(suggester, texts) for suggester in self._suggesters), strict=True)
        combined = (combine(item for items in of_text for item in items) for of_text in results)
        return [[(item.start, item.end, item.label) for item in items] for items in combined]


@dataclass(frozen=True, slots=True)
class Schema:
    """Hold the sentences to choose from and those to test on, each an article of its own."""

    taught: list[AnnotatedText]
    tested: list[AnnotatedText]


def uner(part: str, data: Path) -> list[AnnotatedText]:
    """Read the sentences of a part of UNER's Chinese-GSD."""
    rows = map(json.loads, (data / f"uner_gsd_trad.{part}.jsonl").read_text("utf-8").splitlines())
    return [
        AnnotatedText(
            (part, str(number)),
            row["text"],
            tuple((span["start"], span["end"], span["label"]) for span in row["spans"]),
        )
        for number, row in enumerate(rows)
    ]


def house_sentences(labels: dict[str, str]) -> Schema:
    """Cut the house corpus into sentences, those of every third article to test on, with other labels."""
    parts: tuple[list[AnnotatedText], list[AnnotatedText]] = [], []
    for number, gold in enumerate(sorted(house(), key=lambda gold: gold.name)):
        spans = tuple((start, end, labels[label]) for start, end, label in gold.spans)
        article = AnnotatedText((gold.name, ""), gold.text, spans)
        for part in example_ranges(article):
            inside = tuple((start - part.start, end - part.start, label) for start, end, label in part.spans)
            sentence = AnnotatedText((gold.name, str(part.start)), gold.text[part.start : part.end], inside)
            parts[number % 3 == 0].append(sentence)
    return Schema(*parts)


def schema(name: str, data: Path) -> Schema:
    """Read the sentences of a schema by its name."""
    if name == "uner":
        return Schema(uner("train", data), uner("dev", data))
    return house_sentences({"renamed": RENAMED, "merged": MERGED}[name])


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold micro F1 in per cent, the keys of an entity, and the seconds of training."""

    f1: float
    keys: float
    seconds: float = 0.0

    @classmethod
    def of(cls, total: Counts, seconds: float = 0.0) -> "Trial":
        """Return what counts come to."""
        keys = (total.right + total.spurious + MISSING * total.missed) / (total.right + total.missed)
        return cls(100 * total.f1, keys, seconds)


def trial(taught: Sequence[TrainingExample], tested: Sequence[TrainingExample]) -> Trial:
    """Train on some examples and test on others."""
    start = process_time()
    model = train(taught)
    seconds = process_time() - start
    total = Counts()
    for counts in score_model(model, tested).values():
        total.add(counts)
    return Trial.of(total, seconds)


def sources_alone(taught: Sequence[TrainingExample], tested: Sequence[TrainingExample]) -> Trial:
    """Test what the sources say together, under the labels that the examples give it."""
    learned = meanings((example.suggested, example.spans) for example in taught)
    total = Counts()
    for example in tested:
        right = set(example.spans)
        suggested = {span for span, precision in translated(example.suggested, learned) if precision >= LEAST}
        total.add(Counts(len(right & suggested), len(suggested - right), len(right - suggested)))
    return Trial.of(total)


def rows(texts: Schema, sizes: Sequence[int]) -> Iterator[tuple[str, list[Trial]]]:
    """Yield the name and the means of each row of a schema's table."""
    choice = [text for text in texts.taught if text.spans]
    samples = {
        size: [Random(number).sample(choice, min(size, len(choice))) for number in range(ROUNDS.get(size, 1))]
        for size in sizes
    }
    now: list[FeatureSource] = [*named_sources(NOW), UntaughtTogether()]
    plans = [(row, named_sources(names), trial) for row, names in TODAY.items()]
    plans += [("sources", now, sources_alone), ("now", now, trial)]
    for row, sources, measured in plans:
        tested = prepare(texts.tested, sources)
        trials = [[measured(prepare(sample, sources), tested) for sample in samples[size]] for size in sizes]
        yield (
            row,
            [
                Trial(mean(one.f1 for one in each), mean(one.keys for one in each), mean(one.seconds for one in each))
                for each in trials
            ],
        )


def speed(model: Model, sources: Sequence[FeatureSource], texts: Sequence[AnnotatedText]) -> float:
    """Return how many characters of a processor's second are tagged, with all that the model asks."""
    prepare(texts[:5], sources)
    start = process_time()
    for example in prepare([replace(text, spans=()) for text in texts], sources):
        model.spans(example.features, example.suggested)
    return sum(len(text.text) for text in texts) / (process_time() - start)


def main() -> None:
    """Print a table for each schema."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schemas", nargs="*", default=["uner", "renamed", "merged"])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(ROUNDS))
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of UNER's Chinese-GSD")
    arguments = parser.parse_args()
    for name in arguments.schemas:
        if name == "uner" and not arguments.data.exists():
            print(f"uner: {arguments.data} is not here")
            continue
        print(f"{name:16}" + "".join(f"{size:>22}" for size in arguments.sizes))
        for row, means in rows(schema(name, arguments.data), arguments.sizes):
            cells = (f"{one.f1:7.1f} {one.keys:5.2f} keys {one.seconds:4.1f} s" for one in means)
            print(f"{row:16}" + "".join(cells), flush=True)
    sources = default_sources()
    texts = house_sentences(RENAMED)
    model = train(prepare([text for text in texts.taught if text.spans][:100], sources))
    print(f"{speed(model, sources, texts.tested):,.0f} characters a second, with all sources")


if __name__ == "__main__":
    main()
