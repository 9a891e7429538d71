"""Measure how fast marks are kept, on the disk of a folder: ``python tests/benchmarks/bench_store.py [--folder DIR]``.

For layers of several sizes over a text of 200,000 characters, and one of a million: each time is the median of several
runs, beside what the disk takes for the same in the same run.
"""

import argparse
import os
import random
import tempfile
import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.span import Span
from annotations.storage.anchors import Quotes, locate_all
from annotations.storage.document import serialize_annotations
from annotations.storage.open_article import OpenArticle
from annotations.storage.reader import parse_annotations
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo, Origin

ROUNDS = 5
KEYS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table, in milliseconds; ``most`` is what is asked for, 0 for nothing."""

    name: str
    value: float
    most: float = 0

    def __str__(self) -> str:
        asked = f"{self.most:10.1f}  {'pass' if self.value <= self.most else 'MISS'}" if self.most else ""
        return f"{self.name:64}{self.value:10.2f}{asked}"


def milliseconds(run: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return what several runs take."""
    times = []
    for _round in range(rounds):
        start = perf_counter()
        run()
        times.append((perf_counter() - start) * 1e3)
    return times


def text_of(length: int) -> str:
    """Characters at random, always the same."""
    chance = random.Random(20261122)
    return "".join(chance.choices([chr(code) for code in range(0x4E00, 0x9FA5)], k=length))


def article_of(text: str, identifier: str) -> Article:
    """An article of this text."""
    return Article(ArticleInfo(identifier, "標題", len(text), Origin("bench.txt", 0, 1)), text)


def layer_of(count: int, length: int) -> Layer:
    """A layer of so many spans, evenly over a text."""
    step = length // count
    return Layer.of(Span(f"s{number}", number * step, number * step + 4, "ORG") for number in range(1, count))


def fsync_times(folder: Path) -> list[float]:
    """Return what the disk takes to add a line to a file."""
    descriptor = os.open(folder / "floor", os.O_CREAT | os.O_RDWR)
    try:

        def add() -> None:
            os.write(descriptor, b"x" * 400)
            os.fsync(descriptor)

        return milliseconds(add, KEYS)
    finally:
        os.close(descriptor)


def press(program: OpenArticle, keys: int) -> list[float]:
    """Return what changes take, one by one, each a span added."""
    names = program.layer.next_ids()
    spans = iter([Span(next(names), number * 7, number * 7 + 5, "PER") for number in range(keys)])
    return milliseconds(lambda: program.make(Change("add", added=(next(spans),))), keys)


def press_while_saving(program: OpenArticle, keys: int) -> list[float]:
    """Return what changes take while the file is written over and over by a worker."""
    done = threading.Event()

    def save() -> None:
        while not done.is_set():
            program.flush()
            sleep(0.01)

    worker = threading.Thread(target=save)
    worker.start()
    times = press(program, keys)
    done.set()
    worker.join()
    return times


def figures(folder: Path, count: int, length: int) -> Iterator[Figure]:
    """All that is measured of a layer of one size."""
    article = article_of(text_of(length), f"{count}-{length}")
    layer = layer_of(count, length)
    store = Store(folder, "bench")
    floor = median(fsync_times(folder))
    yield Figure("floor: add a line to a file, with fsync", floor)
    yield Figure("open an article without annotations", median(milliseconds(lambda: store.open(article))))
    program = store.open(article)
    start = perf_counter()
    program.make(Change("bulk", added=tuple(layer.spans.values())))
    yield Figure("mark all of it in one change", (perf_counter() - start) * 1e3)
    start = perf_counter()
    program.flush()
    yield Figure("write the file the first time", (perf_counter() - start) * 1e3)
    times = press(program, KEYS)
    yield Figure("one change, median", median(times), floor + 5)
    yield Figure("one change, 99th percentile", quantiles(times, n=100)[98])
    start = perf_counter()
    program.flush()
    yield Figure("write the file again", (perf_counter() - start) * 1e3)
    times = press_while_saving(program, KEYS)
    yield Figure("one change while the file is being written, median", median(times))
    yield Figure("one change while the file is being written, 99th percentile", quantiles(times, n=100)[98], 50)
    program.close()

    content = program.path.read_bytes()
    yield Figure("floor: tomllib", median(milliseconds(lambda: tomllib.loads(content.decode()))))
    yield Figure("read the file and check it", median(milliseconds(lambda: parse_annotations(content, "bench"))))
    stored = parse_annotations(content, "bench").stored
    assert stored
    yield Figure("write it in memory", median(milliseconds(lambda: serialize_annotations(stored))))
    yield Figure("open, with what can be undone", median(milliseconds(lambda: store.open(article).close())), 1000)
    quotes = Quotes(article.text)
    quotes.prepare((span.start, span.end) for span in layer.spans.values())
    held = {name: quotes.of(span.start, span.end) for name, span in layer.spans.items()}
    edited = f"新{article.text}"
    yield Figure("find all spans in an edited text", median(milliseconds(lambda: locate_all(edited, held))))
    other = store.open(replace(article, info=replace(article.info, id="other")))
    yield Figure("sum all files up", median(milliseconds(lambda: list(store.summaries()))))
    other.close()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--folder", type=Path, help="where to write; else where temporary files go")
    arguments = parser.parse_args()
    for count, length in ((100, 5_000), (5_000, 200_000), (10_000, 200_000), (10_000, 1_000_000)):
        print(f"\n{f'{count:,} spans over {length:,} characters':64}{'ms':>10}{'at most':>10}")
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            for figure in figures(Path(folder), count, length):
                print(figure, flush=True)


if __name__ == "__main__":
    main()
