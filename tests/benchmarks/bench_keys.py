"""Measures how long keys take to be painted, at rest and while something arrives, by the work of the screen's thread.

``python tests/benchmarks/bench_keys.py [--quick] [--only WORD]`` runs the application in a pty, with the notes of
``key_probe.py`` in it, and presses one key after the other, each when the last is painted. The work is what the
screen's thread does from the arrival of a key to its frame: what the key waits for counts, other programs hardly do.
The time on the clock stands beside it. All is done three times, and the least of the three stands in the table. Linux
only.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench_app import MILLION, Row, milliseconds, moves, percentile_99
from corpora import MARKER, TITLE, write_article, write_jsonl
from terminal_driver import KEYS, Terminal, environment

PROBE = (sys.executable, str(Path(__file__).resolve().parent / "key_probe.py"))
LIMIT = 0.025
TURNS = 3
QUERY = "樣本0123"
"""Typed into the filter one character after the other, and taken away again."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Say what is opened, what shows that it is, whether it is left to come to rest, and what is pressed."""

    name: str
    path: Path
    shows: str
    keys: Sequence[str]
    rests: bool

    def rows(self, folder: Path) -> Iterator[Row]:
        """Press the keys and sum up."""
        turns = [self._press(Path(tempfile.mkdtemp(dir=folder))) for _turn in range(TURNS)]
        count = min(map(len, turns))
        if count < len(self.keys) // 2:
            yield Row(self.name, f"{count} of {len(self.keys)} keys painted", "all", passed=False)
            return
        for word, measure in (("median", median), ("99th percentile", percentile_99)):
            work = min(measure([note["work"] for note in notes]) for notes in turns)
            seconds = min(measure([note["seconds"] for note in notes]) for notes in turns)
            value = f"{milliseconds(work)} of work, {milliseconds(seconds)} passed, {count} keys"
            yield Row(f"{self.name}: {word}", value, f"≤ {milliseconds(LIMIT)}", work <= LIMIT)

    def _press(self, home: Path) -> list[dict[str, float]]:
        log = home / "keys.jsonl"
        with Terminal((*PROBE, str(log), str(self.path)), environment(home)) as terminal:
            terminal.wait_for(self.shows)
            if self.rests:
                terminal.settle(quiet=1.0, timeout=120.0)
            for key in self.keys:
                terminal.write(KEYS.get(key, key.encode()))
                terminal.wait_for_frame(timeout=1.0)
            terminal.settle()
            for key in ("escape", "q", "q", "q"):
                terminal.write(KEYS.get(key, key.encode()))
                terminal.settle()
            terminal.wait_for_end()
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def typed(times: int) -> list[str]:
    """Return the keys that type the query into the filter and take it away, so many times."""
    return ["/", *[*QUERY, *["\x7f"] * len(QUERY)] * times]


def cases(folder: Path, count: int) -> Iterator[tuple[str, Keys]]:
    """Yield what is measured, by a word for ``--only``."""
    for name, many_lines in (("many lines", True), ("one line", False)):
        path = folder / f"{name.replace(' ', '-')}.txt"
        write_article(path, MILLION, many_lines=many_lines)
        for rests in (True, False):
            state = "at rest" if rests else "suggestions arrive"
            yield "article", Keys(f"1,000,000 characters, {name}, {state}", path, MARKER, moves(count), rests)
    path = folder / "articles.jsonl"
    write_jsonl(path, articles=100_000)
    for rests in (True, False):
        state = "at rest" if rests else "still being found"
        yield "list", Keys(f"100,000 rows, {state}", path, TITLE, moves(count), rests)
    yield "filter", Keys("100,000 rows, a character of the filter", path, TITLE, typed(count // 12), rests=True)


def main() -> int:
    """Print the table; the status is 1 where a target was missed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer keys, for a first look")
    parser.add_argument("--only", choices=("article", "list", "filter"), action="append")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start", flush=True)
    started, missed = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="zhupi-keys-") as place:
        for word, keys in cases(Path(place), 60 if options.quick else 300):
            for row in keys.rows(Path(place)) if word in (options.only or (word,)) else ():
                missed += row.passed is False
                print(f"{row.figure:<66} {row.value:<52} {row.target:<10} {row.verdict}".rstrip(), flush=True)
    print(f"{missed} missed; measured in {time.monotonic() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
