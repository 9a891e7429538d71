"""Measures the application from outside, through a pty, beside an empty Textual application in the same run.

``python tests/benchmarks/bench_app.py [--quick] [--only WORD]`` prints one table: figure, value, target, verdict. The
programs that are compared run in turn (A B A B), and the table has their medians. Linux only.
"""

import argparse
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from corpora import MARKER, TITLE, write_article, write_folder, write_jsonl
from terminal_driver import KEYS, Rows, Terminal, environment

HERE = Path(__file__).resolve().parent
EMPTY = (sys.executable, str(HERE / "empty_app.py"))
CONTROL = (sys.executable, str(HERE / "line_app.py"))
ZHUPI = (str(Path(sys.executable).parent / "zhupi"),)
BUNDLED_TITLE = "中國消費的下一程"
BODY = slice(2, -2)
"""The screen without the two rows at its head and at its foot, which may change by themselves."""

DETAIL = -2
"""The row that tells of the article under the cursor."""

BUSY = "indexing"
"""What the library's screen says while articles are still being found."""

MILLION = 1_000_000
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Effort:
    """Say how often things are measured."""

    starts: int
    keys: int
    memory: int


FULL = Effort(starts=9, keys=300, memory=3)
QUICK = Effort(starts=3, keys=60, memory=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; ``passed`` is ``None`` where nothing is asked for."""

    figure: str
    value: str
    target: str = ""
    passed: bool | None = None

    @property
    def verdict(self) -> str:
        """The word in the last column."""
        return {True: "pass", False: "MISS", None: ""}[self.passed]


@dataclass(frozen=True, slots=True)
class Bench:
    """Hold what the measurements share: the folder of their files, and the effort."""

    files: Path
    effort: Effort

    def start(self, *command: str) -> Terminal:
        """Start a program in a terminal of 120 × 36 cells, with caches from earlier starts but no reading positions."""
        home = tempfile.mkdtemp(prefix="home-", dir=self.files)
        return Terminal(command, {**environment(Path(home)), "XDG_CACHE_HOME": str(self.files / "cache")})

    def open(self, path: str, shows: str) -> Terminal:
        """Start the application on a path and wait until it shows a text and has come to rest."""
        terminal = self.start(*ZHUPI, path)
        terminal.wait_for(shows)
        terminal.settle()
        return terminal

    def control(self) -> Terminal:
        """Start the application whose key presses tell how fast this machine is just now."""
        terminal = self.start(*CONTROL)
        terminal.wait_for("第3行")
        terminal.settle()
        return terminal

    def first_paints(self, command: Sequence[str], shows: str) -> tuple["Paint", "Paint"]:
        """Return the median first paint of the empty app and of ``command``, started in turn."""
        empty, other = [], []
        for _turn in range(self.effort.starts + 1):
            empty.append(self._first_paint(EMPTY, "ready"))
            other.append(self._first_paint(command, shows))
        return Paint.middle(empty[1:]), Paint.middle(other[1:])  # the first starts write or read what later ones find

    def _first_paint(self, command: Sequence[str], shows: str) -> "Paint":
        with self.start(*command) as terminal:
            terminal.notes_work = True
            painted = terminal.wait_for(shows)
            return Paint(painted - terminal.started, terminal.work[painted])


@dataclass(frozen=True, slots=True)
class Paint:
    """Hold the seconds to a first paint, and those for which the program was at work until then."""

    seconds: float
    work: float

    @classmethod
    def middle(cls, paints: "Sequence[Paint]") -> "Paint":
        """Return the medians."""
        return cls(median(paint.seconds for paint in paints), median(paint.work for paint in paints))


def milliseconds(seconds: float) -> str:
    """Return a time as the table has it."""
    return f"{seconds * 1000:.0f} ms"


def megabytes(size: float) -> str:
    """Return a size as the table has it, in units of a million bytes."""
    return f"{size / 1e6:.1f} MB"


def paint_rows(bench: Bench, name: str, command: Sequence[str], shows: str, factor: float) -> Iterator[Row]:
    """Compare first paint with the empty app's, of which it may take ``factor`` times.

    Others may load the machine, which makes time longer than work: what is judged is the work.
    """
    empty, paint = bench.first_paints(command, shows)
    ratio = paint.work / empty.work
    yield Row(f"first paint, {name}", f"{milliseconds(paint.seconds)} = {paint.seconds / empty.seconds:.2f} × empty")
    yield Row(
        f"work to first paint, {name}",
        f"{milliseconds(paint.work)} = {ratio:.2f} × {milliseconds(empty.work)}",
        f"≤ {factor:g} × empty",
        ratio <= factor,
    )


def latency_rows(bench: Bench, name: str, terminal: Terminal, keys: Sequence[str]) -> Iterator[Row]:
    """Press the keys one by one, each after the last is painted, and each in the control as well."""
    presses = Presses([], [])
    with bench.control() as control:
        for key in keys:
            presses.press(key, terminal, control)
    yield from presses.rows(name)


@dataclass(frozen=True, slots=True)
class Presses:
    """The seconds that keys took to be painted, here and in the control; ``None`` for one that painted nothing."""

    times: list[float | None]
    controls: list[float | None]

    def press(self, key: str, terminal: Terminal, control: Terminal) -> None:
        """Press a key here and then there."""
        self.times.append(terminal.press(key, BODY, patience=1.0))
        self.controls.append(control.press(key, patience=1.0))

    def rows(self, name: str) -> Iterator[Row]:
        """Sum up; a key that painted nothing is a miss of its own, and so is having too few to sum up."""
        painted = [seconds for seconds in self.times if seconds is not None]
        controls = [seconds for seconds in self.controls if seconds is not None]
        if min(len(painted), len(controls)) < 2:
            yield Row(f"key, {name}", f"{len(painted)} of {len(self.times)} keys painted", "2 or more", passed=False)
            return
        for word, limit, measure in (("median", 0.025, median), ("99th percentile", 0.050, percentile_99)):
            seconds = measure(painted)
            value = f"{milliseconds(seconds)}, control {milliseconds(measure(controls))}, {len(painted)} keys"
            yield Row(f"key, {name}: {word}", value, f"≤ {milliseconds(limit)}", seconds <= limit)
        if len(painted) < len(self.times):
            yield Row(f"key, {name}: without effect", str(len(self.times) - len(painted)), "0", passed=False)


def percentile_99(values: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[98]


def moves(count: int) -> list[str]:
    """Return keys that move down, a line or a page, in a fixed random order."""
    return random.Random(SEED).choices(["down", "pagedown"], weights=[3, 1], k=count)


def empty_rows(bench: Bench) -> Iterator[Row]:
    """State the baseline."""
    with bench.start(*EMPTY) as terminal:
        seconds = terminal.wait_for("ready") - terminal.started
        terminal.settle()
        yield Row("empty Textual app", f"{milliseconds(seconds)}, {megabytes(terminal.resident_bytes())}")


def library_rows(bench: Bench) -> Iterator[Row]:
    """Measure the bundled library."""
    yield from paint_rows(bench, "bundled library", ZHUPI, BUNDLED_TITLE, 1.25)
    with bench.start(*ZHUPI) as terminal:
        terminal.wait_for(BUNDLED_TITLE)
        terminal.settle()
        yield Row("memory, bundled library", megabytes(terminal.resident_bytes()))
        opened = terminal.press("enter", BODY, patience=5.0)
        yield Row("Enter to painted article, bundled", milliseconds(opened) if opened else "nothing was painted")


def article_rows(bench: Bench) -> Iterator[Row]:
    """Measure an article of a million characters, as one line and as many."""
    for name, many_lines in (("one line", False), ("many lines", True)):
        path = bench.files / f"{name.replace(' ', '-')}.txt"
        write_article(path, MILLION, many_lines=many_lines)
        yield from paint_rows(bench, f"1,000,000 characters, {name}", (*ZHUPI, str(path)), MARKER, 2)
        with bench.open(str(path), MARKER) as terminal:
            yield from latency_rows(bench, f"1,000,000 characters, {name}", terminal, moves(bench.effort.keys))
            yield from toggle_rows(name, terminal)


def toggle_rows(name: str, terminal: Terminal) -> Iterator[Row]:
    """Toggle the script in the middle of an article; the first time loads the dictionaries."""
    times = []
    for _turn in range(11):
        seconds = terminal.press("t", BODY, patience=20.0)
        if seconds is None:
            yield Row(f"script toggled, {name}", "nothing was painted", "a change", passed=False)
            return
        times.append(seconds)
        terminal.settle()
    yield Row(f"script toggled, {name}: first time", milliseconds(times[0]), "≤ 100 ms", times[0] <= 0.1)
    middle, worst = median(times[1:]), max(times[1:])
    value = f"{milliseconds(middle)}, worst {milliseconds(worst)}"
    yield Row(f"script toggled, {name}: median of 10 more", value, "≤ 100 ms", middle <= 0.1)


def memory_rows(bench: Bench) -> Iterator[Row]:
    """Compare the memory with a long article open to that with a short one, as the program rests."""
    short = bench.files / "short.txt"
    write_article(short, 10)
    sizes: dict[str, list[int]] = {}
    for name, many_lines in (("one line", False), ("many lines", True)):
        path = bench.files / f"{name.replace(' ', '-')}.txt"
        write_article(path, MILLION, many_lines=many_lines)
        for _turn in range(bench.effort.memory):
            for key, file, shows in (("short", short, short.read_text("utf-8")), (name, path, MARKER)):
                with bench.open(str(file), shows) as terminal:
                    terminal.settle(quiet=1.0)
                    sizes.setdefault(key, []).append(terminal.resident_bytes())
                    if key != "short":
                        sizes.setdefault(f"{name}, peak", []).append(terminal.peak_bytes())
                        terminal.press("t", BODY, patience=20.0)
                        terminal.settle(quiet=1.0)
                        sizes.setdefault(f"{name}, other script", []).append(terminal.resident_bytes())
    base = median(sizes.pop("short"))
    yield Row("memory, article of 10 characters", megabytes(base))
    for key, measured in sizes.items():
        per_character = (median(measured) - base) / MILLION
        asked = "peak" not in key and "script" not in key
        yield Row(
            f"memory, 1,000,000 characters, {key}",
            f"{megabytes(median(measured))}: {per_character:.1f} bytes a character",
            "≤ 10 bytes" if asked else "",
            per_character <= 10 if asked else None,
        )


def listing_rows(bench: Bench, name: str, path: Path, articles: int, digits: int) -> Iterator[Row]:
    """Measure a large library: first paint, finding all of it, scrolling meanwhile and afterwards, and memory."""
    command = (*ZHUPI, str(path))
    empty, paint = bench.first_paints(command, TITLE)
    longer = paint.seconds - empty.seconds
    yield Row(
        f"first paint, {name}",
        f"{milliseconds(paint.seconds)} = {milliseconds(empty.seconds)} + {milliseconds(longer)}",
        "≤ empty + 1 s",
        longer <= 1.0,
    )
    with bench.start(*command) as terminal:
        found = terminal.wait_for(f"{articles:,} articles", timeout=300.0)
        yield Row(f"all found, {name}", f"{found - terminal.started:.1f} s")
        terminal.settle(quiet=1.0)
        yield Row(f"memory, {name}", megabytes(terminal.resident_bytes()))
        yield from latency_rows(bench, f"{name}, at rest", terminal, moves(bench.effort.keys // 3))
    yield from busy_rows(bench, name, command, digits)


def busy_rows(bench: Bench, name: str, command: Sequence[str], digits: int) -> Iterator[Row]:
    """Scroll only as long as the screen says that articles are still being found.

    The list paints itself anew while it grows, so that a change alone proves nothing: a key is painted when the line
    below the list tells of the article that the key leads to. The titles have numbers of ``digits`` digits.
    """
    presses = Presses([], [])
    with bench.control() as control:
        for _turn in range(bench.effort.starts):
            with bench.start(*command) as terminal:
                terminal.wait_for(partial(detail_has, f"{TITLE}{0:0{digits}}"))
                number = 0
                while BUSY in terminal.rows[DETAIL] and len(presses.times) < bench.effort.keys:
                    number += 1
                    pressed = time.perf_counter()
                    terminal.write(KEYS["down"])
                    title = f"{TITLE}{number:0{digits}}"
                    presses.times.append(terminal.wait_for(partial(detail_has, title)) - pressed)
                    presses.controls.append(control.press("down", patience=1.0))
    yield from presses.rows(f"{name}, still being found")


def detail_has(title: str, rows: Rows) -> bool:
    """Tell whether the line below the list is about the article of that title."""
    return title in rows[DETAIL]


def folder_rows(bench: Bench) -> Iterator[Row]:
    """Measure a folder of 10,000 articles."""
    folder = bench.files / "folder"
    write_folder(folder, articles=10_000, total_bytes=30_000_000)
    yield from listing_rows(bench, "10,000 files of 30 MB", folder, 10_000, digits=5)


def jsonl_rows(bench: Bench) -> Iterator[Row]:
    """Measure a JSONL file of 100,000 articles."""
    path = bench.files / "articles.jsonl"
    write_jsonl(path, articles=100_000)
    yield from listing_rows(bench, f"100,000 rows, {megabytes(path.stat().st_size)}", path, 100_000, digits=6)


SECTIONS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "empty": empty_rows,
    "library": library_rows,
    "article": article_rows,
    "memory": memory_rows,
    "folder": folder_rows,
    "jsonl": jsonl_rows,
}


def main() -> int:
    """Print the table; the status is 1 where a target was missed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer starts and keys, for a first look")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="measure only this; may be repeated")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f} at the start", flush=True)
    started = time.monotonic()
    missed = 0
    with tempfile.TemporaryDirectory(prefix="zhupi-bench-") as folder:
        bench = Bench(Path(folder), QUICK if options.quick else FULL)
        for name in options.only or SECTIONS:
            for row in SECTIONS[name](bench):
                missed += row.passed is False
                print(f"{row.figure:<58} {row.value:<40} {row.target:<16} {row.verdict}".rstrip(), flush=True)
    print(f"{missed} missed; measured in {time.monotonic() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
