"""Measure the time and memory of importing sentences: ``python tests/benchmarks/bench_import.py [--full]``.

Files of 2,000 and 10,000 lines of doccano (``--full``: 50,000 too), each a sentence with a mark, into an empty folder;
as marks, as suggestions, and as marks of one article. Each import runs in a process of its own. The ratio is to
``import --dry-run`` of the same file: the issue asks for 4 at most, by the clock.
"""

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import ImportRequest
from annotations.exchange.options import OffsetUnit, ReadingOptions
from annotations.exchange.registry import find_format
from seeds.sources.corpus import Corpus

WAYS = ("dry", "marks", "suggestions", "one article")


def write_lines(path: Path, count: int) -> None:
    """Write sentences with a mark each, none of them like another."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"😀第{number}名消防員駕駛消防車去北京，然後回家。"
            start = text.index("北京")
            line = {"id": number, "text": text, "label": [[start, start + 2, "LOC"]]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def run(path: Path, root: Path, way: str) -> list[float]:
    """Import a file; return the seconds of the clock and of the processor, and the megabytes."""
    root.mkdir()
    request = ImportRequest(
        find_format("doccano"),
        path,
        "bench",
        as_suggestions=way == "suggestions",
        dry_run=way == "dry",
        as_one_article=way == "one article",
        reading=ReadingOptions(OffsetUnit.CODE_POINT),
    )
    wall, cpu = perf_counter(), process_time()
    import_file(Corpus.open(root), root / "annotations", request)
    seconds = perf_counter() - wall, process_time() - cpu
    return [*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--full", action="store_true", help="50,000 lines too")
    parser.add_argument("--folder", type=Path, help="where to write; else where temporary files go")
    parser.add_argument("--one", nargs=3, metavar=("FILE", "ROOT", "WAY"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        file, root, way = arguments.one
        print(json.dumps(run(Path(file), Path(root), way)))
        return
    print(f"{'lines':>8} {'way':12}{'seconds':>9}{'processor':>11}{'MB':>6}{'× dry':>8}{'files':>8}")
    for count in (2_000, 10_000, 50_000)[: 3 if arguments.full else 2]:
        with TemporaryDirectory(dir=arguments.folder) as folder:
            path = Path(folder, "sentences.jsonl")
            write_lines(path, count)
            dry = 0.0
            for way in WAYS:
                root = Path(folder, way.replace(" ", "-"))
                call = [sys.executable, __file__, "--one", str(path), str(root), way]
                done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=7200)
                wall, cpu, memory = json.loads(done.stdout)
                dry = dry or wall
                files = sum(1 for each in root.rglob("*") if each.is_file())
                row = f"{wall:>9.1f}{cpu:>11.1f}{memory:>6.0f}{wall / dry:>8.1f}{files:>8,}"
                print(f"{count:>8,} {way:12}{row}", flush=True)


if __name__ == "__main__":
    main()
