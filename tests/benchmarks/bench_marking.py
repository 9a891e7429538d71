"""Measures marking in an article of 10,000 spans, through a pty, beside the same article with none.

``python tests/benchmarks/bench_marking.py [--quick]`` prints one table: figure, value, target, verdict. The starts that
are compared run in turn (A B A B), and the table has their medians. The file of the annotations is written by the
store. The application saves while the keys are pressed, as it always does. Linux only.
"""

import argparse
import os
import platform
import pwd
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from bench_app import BODY, FULL, QUICK, ZHUPI, Bench, Presses, Row, milliseconds
from corpora import MARKER, write_article
from terminal_driver import Terminal

from annotations.model.change import Change
from annotations.model.span import Span
from annotations.schema_io.default import default_schema
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus

SPANS = 10_000
EVERY = 10
"""Code points from the start of one span to that of the next."""

SPAN_LENGTH = 4
STATUS = "10,000 spans"
"""What the status line says as soon as the spans are known."""

RELABELS = "23456"
"""The keys of labels other than that of the spans that are there, so that every press changes something."""


def write_marked(folder: Path, spans: int) -> Path:
    """Write an article and its annotations into a new folder; returns the file of the article."""
    folder.mkdir()
    path = folder / "article.txt"
    write_article(path, SPANS * EVERY)
    article = only_article(path)
    store = Store(folder / "annotations", pwd.getpwuid(os.getuid()).pw_name)
    opened = store.open(article)
    label = default_schema().labels[0].name
    starts = range(0, spans * EVERY, EVERY)
    marks = (Span(f"s{number}", start, start + SPAN_LENGTH, label) for number, start in enumerate(starts, 1))
    opened.make(Change("mark", added=tuple(marks)))
    if not opened.close():
        raise SystemExit(str(opened.failure))
    return path


def only_article(path: Path) -> Article:
    """Read the article of a file that has one."""
    corpus = Corpus.open(path)
    (info,) = (item for item in corpus.scan() if isinstance(item, ArticleInfo))
    return corpus.read(info)


def paint_rows(bench: Bench, bare: Path, marked: Path) -> Iterator[Row]:
    """Compare how long it takes until the article is painted, and until its spans are."""
    without: list[float] = []
    text: list[float] = []
    spans: list[float] = []
    for _turn in range(bench.effort.starts + 1):
        with bench.start(*ZHUPI, str(bare)) as terminal:
            without.append(terminal.wait_for(MARKER) - terminal.started)
        with bench.start(*ZHUPI, str(marked)) as terminal:
            text.append(terminal.wait_for(MARKER) - terminal.started)
            spans.append(terminal.wait_for(STATUS) - terminal.started)
    base = median(without[1:])  # the first start writes or reads what later ones find
    yield Row("article painted, no spans", milliseconds(base))
    for name, times in (("article painted", text), ("spans painted", spans)):
        more = median(times[1:]) - base
        value = f"{milliseconds(median(times[1:]))} = {milliseconds(base)} + {milliseconds(more)}"
        yield Row(f"{name}, {SPANS:,} spans", value, "≤ none + 1 s", more <= 1.0)


def key_rows(bench: Bench, name: str, path: Path, ready: str) -> Iterator[Row]:
    """Press keys of labels, each followed by a step to the next word that is not measured."""
    presses = Presses([], [])
    syncs: list[float] = []
    with bench.control() as control, bench.open(str(path), ready) as terminal:
        terminal.press("right", BODY, patience=1.0)  # the cursor appears
        for number in range(bench.effort.keys):
            presses.times.append(terminal.press(RELABELS[number % len(RELABELS)], BODY, patience=1.0))
            presses.controls.append(control.press("down", patience=1.0))
            syncs.append(time_to_sync(path.parent))
            terminal.press("right", BODY, patience=1.0)
        yield from presses.rows(f"label, {name}")
        slowest = sorted(syncs)[-max(1, len(syncs) // 100)]
        value = f"{milliseconds(median(syncs))}, {milliseconds(slowest)}"
        yield Row(f"disk alone, {name}: median, 99th percentile", value)
        yield Row(f"spans at the end, {name}", spans_shown(terminal))


def time_to_sync(folder: Path) -> float:
    """Seconds that a line as long as the journal's takes to the disk: no key that is durable can be faster."""
    started = perf_counter()
    with (folder / "control").open("ab") as file:
        file.write(b"x" * 200)
        file.flush()
        os.fsync(file.fileno())
    return perf_counter() - started


def spans_shown(terminal: Terminal) -> str:
    """Return what the status line says of the number of spans, which proves that the keys did something."""
    parts = " ".join(terminal.rows[-3:]).split(" · ")
    return next((part.split("  ")[-1].strip() for part in parts if part.endswith("spans")), "nothing")


def rows(bench: Bench) -> Iterator[Row]:
    """Everything that is measured."""
    bare = bench.files / "bare" / "article.txt"
    bare.parent.mkdir()
    write_article(bare, SPANS * EVERY)
    marked = write_marked(bench.files / "marked", SPANS)
    yield from paint_rows(bench, bare, marked)
    yield from key_rows(bench, "no spans before", bare, MARKER)
    yield from key_rows(bench, f"{SPANS:,} spans before", marked, STATUS)


def main() -> int:
    """Print the table; the status is 1 where a target was missed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer starts and keys, for a first look")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f} at the start", flush=True)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="zhupi-bench-") as folder:
        for row in rows(Bench(Path(folder), QUICK if options.quick else FULL)):
            missed += row.passed is False
            print(f"{row.figure:<52} {row.value:<40} {row.target:<16} {row.verdict}".rstrip(), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
