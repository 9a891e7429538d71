"""Count the cases that each data set passes: ``python -m tests.seeds.script.data_table [--write] [FILE]``.

The cases are those of OpenCC in FILE, by default shared/data/opencc_cases.json beside the repository, and ours in
``own_cases.py``. ``--write`` writes ``seeds/script/figures.py``, the table by which zhupi chooses its data. That wants
the data pack (``zhupi data add opencc``), since a data set that is not installed is not in the table.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from seeds.script.converter import load_converter
from seeds.script.data_sets import PACK, USER, DataSet, data_sets
from tests.seeds.script.own_cases import CASES

ROOT = Path(__file__).parents[3]
OPENCC_CASES = ROOT.parent / "shared" / "data" / "opencc_cases.json"
FIGURES = ROOT / "seeds" / "script" / "figures.py"
OPENING = '''"""Hold how many cases each data set passes, as ``python -m tests.seeds.script.data_table`` counts them."""

CASES: dict[str, tuple[int, int]] = {
'''
MIDDLE = '''}
"""How many cases there are of a configuration: of OpenCC, and of our own."""

PASSED: dict[str, dict[str, tuple[int, int]]] = {
'''
ENDING = '''}
"""How many of them each data set passes."""
'''

Case = tuple[str, str, str]
"""A configuration, a text, and what it is to become."""


def opencc_cases(path: Path) -> list[Case]:
    """Read OpenCC's own cases."""
    table = json.loads(path.read_text("utf-8"))["cases"]
    return [(config, case["input"], expected) for case in table for config, expected in case["expected"].items()]


def passed(cases: Iterable[Case], data_set: DataSet) -> Counter[str]:
    """Return how many cases a data set passes, by configuration; those that it lacks pass none."""
    known = [case for case in cases if case[0] in data_set.recipes]
    return Counter(c for c, text, expected in known if load_converter(c, data_set.name).convert(text).text == expected)


def count(cases: Iterable[Case]) -> Counter[str]:
    """Return how many cases there are, by configuration."""
    return Counter(config for config, _text, _expected in cases)


def measure(path: Path) -> str:
    """Return the table as it stands in ``seeds/script/figures.py``."""
    theirs = opencc_cases(path)
    numbers = count(theirs), count(CASES)
    configs = sorted(numbers[0] | numbers[1])
    available = [data_set for data_set in data_sets() if data_set.name != USER]
    figures = {each.name: (each, passed(theirs, each), passed(CASES, each)) for each in available}
    lines = [f'    "{config}": ({numbers[0][config]}, {numbers[1][config]}),\n' for config in configs]
    rows = []
    for config in configs:
        pairs = {n: (a[config], b[config]) for n, (each, a, b) in figures.items() if config in each.recipes}
        row = "".join(f'        "{name}": {pair},\n' for name, pair in pairs.items())
        rows.append(f'    "{config}": {{\n{row}    }},\n')
    return "".join((OPENING, *lines, MIDDLE, *rows, ENDING))


def main() -> int:
    """Print the table, or write it; return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path, default=OPENCC_CASES)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not arguments.write:
        print(measure(arguments.file), end="")
        return 0
    if PACK not in {data_set.name for data_set in data_sets()}:
        print("the data pack is not installed: zhupi data add opencc", file=sys.stderr)
        return 1
    FIGURES.write_text(measure(arguments.file), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
