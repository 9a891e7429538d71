"""Speed of conversion beside opencc-python-reimplemented, in one run: ``python tests/benchmarks/bench_conversion.py``.

The texts are the bundled articles, repeated; every figure is the median of repetitions that take turns. ``load`` is the
time from nothing to a converter in a process of its own, without the time that Python takes to start.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from seeds.script.converter import load_converter
from seeds.script.data_sets import LIBRARY, data_sets
from seeds.script.fold import fold
from seeds.script.view import ScriptView

BUNDLED = Path(__file__).parents[2] / "seeds" / "data" / "000_4e627f4a21125a39.txt"
CONFIGURATIONS = ("s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp")
LOAD = """
import time
start = time.perf_counter()
from seeds.script.converter import load_converter
load_converter(*{!r})
print(time.perf_counter() - start)
"""


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def medians(calls: dict[str, Callable[[], object]], repetitions: int) -> dict[str, float]:
    """The median time of each call, the calls taking turns."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repetitions):
        for name, call in calls.items():
            times[name].append(timed(call))
    return {name: statistics.median(found) for name, found in times.items()}


def loading(configuration: str, data_set: str) -> float:
    call = [sys.executable, "-c", LOAD.format((configuration, data_set))]
    return float(subprocess.run(call, capture_output=True, text=True, check=True, timeout=3600).stdout)


def compare(configuration: str, texts: dict[str, str], repetitions: int) -> None:
    """Print one row for each data set, beside the library."""
    from opencc import OpenCC

    text = texts["s" if configuration.startswith("s") else "t"]
    names = [data_set.name for data_set in data_sets() if configuration in data_set.recipes]
    library = OpenCC(configuration)
    converters = {name: load_converter(configuration, name) for name in names}
    assert converters[LIBRARY].convert(text).text == library.convert(text)
    calls: dict[str, Callable[[], object]] = {"library": lambda: library.convert(text)}
    calls |= {name: lambda c=converter: c.convert(text) for name, converter in converters.items()}  # type: ignore[misc]
    found = medians(calls, repetitions)
    slow = len(text) / found["library"] / 1e6
    for name in names:
        load = statistics.median(loading(configuration, name) for _ in range(3))
        speed = len(text) / found[name] / 1e6
        print(f"{configuration:<6} {name:<14} {speed:8.2f} {slow:8.2f} {speed / slow:7.1f} x {load * 1000:8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--characters", type=int, default=200_000)
    options = parser.parse_args()
    traditional = BUNDLED.read_text("utf-8")
    traditional = (traditional * (options.characters // len(traditional) + 1))[: options.characters]
    texts = {"t": traditional, "s": load_converter("t2s", LIBRARY).convert(traditional).text}
    print(f"{options.characters:,} characters, median of {options.repetitions}; M characters/s; load in ms\n")
    print(f"{'':<6} {'data':<14} {'zhupi':>8} {'library':>8} {'ratio':>9} {'load':>8}")
    for configuration in CONFIGURATIONS:
        compare(configuration, texts, options.repetitions)
    line = texts["t"].replace("\n", "") * (1_000_000 // options.characters + 1)
    converter = load_converter("tw2sp")
    calls: dict[str, Callable[[], object]] = {
        "first piece of a million characters in one line": lambda: ScriptView(line, converter).convert(
            500_000, 500_400
        ),
        "fold a million characters": lambda: fold(line[:1_000_000]),
    }
    print()
    for name, found in medians(calls, options.repetitions).items():
        print(f"{name:<50} {found * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
