"""Run every property test on other inputs than usual, and print how many inputs there were and how many faults.

``python tests/fuzz.py [--runs N] [FOLDER …]``: each run draws its inputs by another seed, which is printed. Every
property is tried with thirty times as many as in an ordinary run. Exit status 1 where there is a fault.
"""

import argparse
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
COUNTS = re.compile(r"(\d+) passing, (\d+) failing, and (\d+) invalid test cases")
LONGEST = 3 * 60 * 60
"""Seconds that one run may take."""

PLUGIN = """
import sys, pytest

class OnlyProperties:
    @staticmethod
    def pytest_collection_modifyitems(items):
        items[:] = [item for item in items if getattr(getattr(item, "obj", None), "is_hypothesis_test", False)]

sys.exit(pytest.main(sys.argv[1:], plugins=[OnlyProperties()]))
"""


def run(seed: int, folders: list[str]) -> tuple[Counter[str], int, str]:
    """Run the property tests once; return counts of inputs, the exit status of pytest and what it printed."""
    options = ["-n0", "-q", "--hypothesis-show-statistics", f"--hypothesis-seed={seed}", "--tb=short"]
    command = [sys.executable, "-c", PLUGIN, *options, *folders]
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "fuzz"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST)
    counts: Counter[str] = Counter()
    for passing, failing, invalid in COUNTS.findall(done.stdout):
        counts.update(inputs=int(passing) + int(failing), faults=int(failing), invalid=int(invalid), properties=1)
    return counts, done.returncode, done.stdout + done.stderr


def main() -> int:
    """Run as often as is asked for, and print a line for each run and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", default=["tests"])
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    failed = False
    for _number in range(arguments.runs):
        seed = random.randrange(2**32)
        counts, status, output = run(seed, arguments.folders)
        total += counts
        print(f"seed {seed}: {counts['properties']} properties, {counts['inputs']} inputs, {counts['faults']} faults")
        if status:
            failed = True
            print(output[max(output.find("= FAILURES"), 0) :])
    print(f"all runs: {total['inputs']} inputs ({total['invalid']} more not of use), {total['faults']} faults")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
