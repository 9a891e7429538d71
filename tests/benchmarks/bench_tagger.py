"""Speed, memory and quality of the taggers: ``python tests/benchmarks/bench_tagger.py``, after ``zhupi data add lac``.

Speed is measured on the bundled articles, by batches of so many code points, in seconds of one processor. Quality is F1
over exact spans on UNER's Chinese-GSD, where the folder ``shared/data`` is beside the repository, and how many of the
suggestions of each score are right.
"""

import argparse
import json
import os
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported, which the suggesters do later

from annotations.suggest.lac.pack import tagger_folder
from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.taggers import tagging_suggester as tagging
from annotations.suggest.taggers.jieba_suggester import JiebaSuggester
from annotations.suggest.taggers.tagging_suggester import TaggingSuggester

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "seeds" / "data" / "000_4e627f4a21125a39.txt"
UNER = ROOT.parent / "shared" / "data"
LABELS = ("PER", "LOC", "ORG")

Span = tuple[int, int, str]


def seconds(suggester: TaggingSuggester, texts: list[str], repetitions: int) -> float:
    """The median time that the texts take of one processor."""
    times = []
    for _ in range(repetitions):
        start = time.process_time()
        for _found in suggester.suggest_all(texts):
            pass
        times.append(time.process_time() - start)
    return statistics.median(times)


def speed(suggester: TaggingSuggester, repetitions: int) -> None:
    """Print what a first and a later use take, and the speed by size of batch."""
    text = BUNDLED.read_text("utf-8")
    usual = tagging.BATCH
    first = seconds(suggester, ["我們"], 1)
    article = seconds(suggester, [text[:5000]], repetitions)
    print(f"{suggester.name} {suggester.version}: first use {first:.2f} s; 5,000 characters {article:.3f} s")
    for size in (1, 1_000, 4_000, 8_000, 16_000, 64_000):
        tagging.BATCH = size
        taken = seconds(suggester, [text], repetitions if size > 1 else 1)
        print(f"  batches of {size:>6,}: {len(text) / taken:>9,.0f} characters a second")
    tagging.BATCH = usual


def memory(suggester: TaggingSuggester) -> None:
    """Print the most memory that the process ever had, after short and after long texts."""
    text = BUNDLED.read_text("utf-8")
    for characters in (100_000, 400_000):
        long = (text * (characters // len(text) + 1))[:characters]
        taken = seconds(suggester, [long], 1)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  a text of {characters:>9,}: {taken:6.1f} s, peak memory {most:,.0f} MB")


def f1(right: int, suggested: int, marked: int) -> str:
    return f"{200 * right / max(suggested + marked, 1):.1f}"


def quality(suggester: TaggingSuggester, part: str) -> None:
    """Print F1 by label, and the share of right ones by score."""
    rows = [json.loads(line) for line in (UNER / f"uner_gsd_trad.{part}.jsonl").read_text("utf-8").splitlines()]
    marked = [{_span(span) for span in row["spans"]} for row in rows]
    found = [_names(names) for names in suggester.suggest_all([row["text"] for row in rows])]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    scores: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for gold, names in zip(marked, found, strict=True):
        for span, score in names.items():
            for kind in (span[2], "all"):
                counts[kind][0] += span in gold
                counts[kind][1] += 1
            scores[min(int(score * 10), 9)][0] += span in gold
            scores[min(int(score * 10), 9)][1] += 1
        for span in gold:
            counts[span[2]][2] += 1
            counts["all"][2] += 1
    print(f"  UNER {part}: F1", ", ".join(f"{label} {f1(*counts[label])}" for label in (*LABELS, "all")))
    print(
        "    right by score:", ", ".join(f"{s / 10} {100 * a / b:.0f} % of {b}" for s, (a, b) in sorted(scores.items()))
    )


def _span(span: dict[str, int | str]) -> Span:
    return int(span["start"]), int(span["end"]), str(span["label"])


def _names(names: Iterable[Suggestion]) -> dict[Span, float]:
    return {(name.start, name.end, name.label): name.score for name in names if name.label in LABELS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    folder = tagger_folder()
    suggesters: list[TaggingSuggester] = [JiebaSuggester()]
    if folder:
        suggesters = [LacSuggester(folder), LacSuggester(folder, join_places=True), *suggesters]
    for suggester in suggesters:
        speed(suggester, options.repetitions)
        if suggester is suggesters[0]:
            memory(suggester)
        if UNER.is_dir():
            for part in ("train", "dev"):
                quality(suggester, part)


if __name__ == "__main__":
    main()
