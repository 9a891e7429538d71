"""Measure how fast text becomes paragraphs, rows and hits: ``python tests/benchmarks/bench_layout.py``.

The text is the bundled articles, repeated to a million characters, once as many lines and once as a single one. The
floor is one look at every character in plain Python, taken in the same run; each time is the best of several.
"""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from rich.cells import chop_cells

from seeds.script.search import Finder
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.sentences import sentences
from tui.text.width import cells, drawable
from tui.text.wrap import wrap

ROOT = Path(__file__).resolve().parents[2]
LENGTH = 1_000_000
WIDTH = 80
ROUNDS = 5


def best(run: Callable[[], object]) -> float:
    """The seconds of the quickest of several runs."""
    times = []
    for _round in range(ROUNDS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def bundled() -> str:
    """The bodies of the bundled articles, a line each, over and over."""
    digest = next((ROOT / "seeds" / "data").glob("*.txt")).read_text("utf-8").splitlines()
    bodies = "\n".join(digest[2::2]) + "\n"
    return (bodies * (LENGTH // len(bodies) + 1))[:LENGTH]


def main() -> None:
    """Measure and print the table."""
    lines = bundled()
    line = lines.replace("\n", "")
    pieces = [lines[one.start : one.end] for one in Paragraphs(lines)]
    rows = [piece[row.start : row.end] for piece in pieces for row in wrap(piece, WIDTH)]
    finder = Finder(lines)
    floor = best(lambda: sum(1 for _char in lines)) / len(lines)

    whole: list[tuple[str, Callable[[], object]]] = [
        ("wrap all paragraphs", lambda: [wrap(piece, WIDTH) for piece in pieces]),
        ("Rich's chop_cells, which knows no rules", lambda: [chop_cells(piece, WIDTH) for piece in pieces]),
        ("cells of all rows", lambda: [cells(row) for row in rows]),
        ("drawable form of all paragraphs", lambda: [drawable(piece) for piece in pieces]),
        ("sentences", lambda: sentences(line, 0, len(line))),
        ("all paragraphs of many lines", lambda: list(Paragraphs(lines))),
        ("all paragraphs of one line", lambda: list(Paragraphs(line))),
        ("Finder: fold the text", lambda: Finder(lines)),
        ("Finder: a word", lambda: finder.find("淘宝闪购")),
        ("Finder: across spaces", lambda: finder.find("11月28日")),
    ]
    print(f"{'':42}{'characters/s':>16}{'ratio to floor':>16}")
    print(f"{'floor: one look at every character':42}{1 / floor:16,.0f}{1:16.2f}")
    for name, run in whole:
        each = best(run) / LENGTH
        print(f"{name:42}{1 / each:16,.0f}{each / floor:16.2f}")

    print(f"\n{'first paragraph at the middle of':42}{'milliseconds':>16}")
    for name, text in [("many lines", lines), ("one line", line), ("33 times many lines", lines * 33)]:
        elapsed = best(lambda text=text: Paragraphs(text).at(len(text) // 2))  # type: ignore[misc]
        print(f"{name:42}{elapsed * 1e3:16.2f}")


if __name__ == "__main__":
    main()
