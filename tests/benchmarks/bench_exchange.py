"""Measure the time and memory of exporting a project: ``python tests/benchmarks/bench_exchange.py [--quick]``.

Projects of 1,000 and 100,000 articles (``--quick``: 10,000) of about 600 characters with ten spans each, in files as
the store writes them. Each export runs in a process of its own, and what counts is the time of the processor, which
other programs change less than that of the clock. The floor reads the same files and writes the same bytes in plain
Python.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from corpora import TITLE, sentences

from annotations.exchange.exporting.export import export
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.options import Options
from annotations.exchange.registry import find_format
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Span
from annotations.schema_io.default import default_schema
from annotations.storage.anchors import Quotes
from annotations.storage.document import Stamp, Stored, quotes_of, serialize_annotations
from annotations.storage.paths import document_folder, file_name
from seeds.article import Article, ArticleInfo, Origin
from seeds.errors import ZhupiError
from seeds.script.converter import load_converter
from seeds.sources.corpus import Corpus

ANNOTATOR = "bench"
DOCUMENT = "articles.jsonl"
FLOOR = "floor"
SPANS = 10
TEXTS = 500
SCRIPTS = {"original": None, "t2s": lambda text, _sample: load_converter("t2s").convert(text)}


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold what one run took, in seconds of the processor and megabytes, and what it wrote."""

    seconds: float
    memory: float
    articles: int
    spans: int


def bodies() -> Iterator[tuple[str, list[Span]]]:
    """Texts with spans at random, always the same."""
    chance = random.Random(20261122)
    source = sentences()
    names = [label.name for label in default_schema().labels]
    for _number in range(TEXTS):
        body = "".join(islice(source, 10))
        step = len(body) // SPANS
        starts = [40 + number * step + chance.randrange(step - 8) for number in range(SPANS - 1)]
        places = [(start, start + chance.randrange(2, 7)) for start in (30, *starts) if start + 7 < len(body)]
        yield body, [Span(f"s{number}", *place, chance.choice(names)) for number, place in enumerate(places, 1)]


def write_project(root: Path, count: int) -> None:
    """Write articles and the files of their annotations."""
    folder = document_folder(root / "annotations", ANNOTATOR, DOCUMENT)
    folder.mkdir(parents=True)
    made = list(bodies())
    with (root / DOCUMENT).open("w", encoding="utf-8") as file:
        for number in range(count):
            body, spans = made[number % len(made)]
            name, title = f"a{number:06}", f"{TITLE}{number:06}的標題"
            file.write(json.dumps({"id": name, "title": title, "text": body}, ensure_ascii=False) + "\n")
            article = Article(
                ArticleInfo(name, title, 0, Origin(DOCUMENT, 0, number + 1)), f"{title}\n{body}", len(title)
            )
            layer = replace(Layer.of(spans), metadata=ArticleMetadata(Status.DONE))
            quotes = quotes_of(layer, Quotes(article.text))
            stored = Stored(Stamp.of(article), ANNOTATOR, layer, quotes, datetime(2026, 11, 22, tzinfo=UTC))
            (folder / file_name(name, title)).write_bytes(serialize_annotations(stored))


def run_export(root: Path, name: str, script: str, output: Path) -> Figures:
    """Export a project, and measure it."""
    wanted = ExportRequest(find_format(name), Options(default_schema()), convert=SCRIPTS[script])
    start = process_time()
    report = export(Project(Corpus.open(root), root / "annotations", [ANNOTATOR]), wanted, output, force=True)
    seconds = process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(seconds, memory, report.articles.total(), report.spans.total())


def run_floor(root: Path, output: Path) -> float:
    """The seconds of the processor to read all files of a project, and to write what was exported of it once more."""
    content = output.read_bytes() if output.is_file() else b""
    copy = output.with_suffix(".copy")
    start = process_time()
    with (root / DOCUMENT).open(encoding="utf-8") as file:
        for line in file:
            json.loads(line)
    for path in (root / "annotations" / ANNOTATOR / DOCUMENT).iterdir():
        path.read_text("utf-8")
    copy.write_bytes(content)
    seconds = process_time() - start
    copy.unlink()
    return seconds


def in_own_process(*arguments: str) -> Figures | str:
    """The figures of a run, or why there are none."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", *arguments], capture_output=True, text=True, check=False, timeout=3600
    )
    return Figures(*json.loads(done.stdout)) if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def measure(folder: Path, sizes: list[int], formats: list[str]) -> Iterator[str]:
    """The lines of the table."""
    for size in sizes:
        (folder / str(size)).mkdir()
        write_project(folder / str(size), size)
    output = folder / "out"
    output.mkdir()
    heads = f"{'articles':>10}{'seconds':>9}{'articles/s':>12}{'spans/s':>10}{'MB':>7}{'× floor':>9}"
    yield f"{'format':12}{'script':10}{heads}"
    for name in formats:
        small: Figures | str = ""
        for script in SCRIPTS:
            for size in sizes if script == "original" else sizes[-1:]:
                target = output / f"{name}-{script}-{size}"
                found = in_own_process(str(folder / str(size)), name, script, str(target))
                if isinstance(found, str):
                    yield f"{name:12}{script:10}{size:>10,}  {found}"
                    continue
                floor = run_floor(folder / str(size), target)
                yield (
                    f"{name:12}{script:10}{size:>10,}{found.seconds:>9.1f}{found.articles / found.seconds:>12,.0f}"
                    f"{found.spans / found.seconds:>10,.0f}{found.memory:>7.0f}{found.seconds / floor:>9.1f}"
                )
                if script == "original" and isinstance(small, Figures):
                    yield f"{'':12}memory {found.memory / small.memory:.2f} × that of {sizes[0]:,} articles"
                small = small or found


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 articles instead of 100,000")
    parser.add_argument("--formats", default="doccano,bio,spacy")
    parser.add_argument("--folder", type=Path, help="where to write; else where temporary files go")
    parser.add_argument("--one", nargs=4, metavar=("ROOT", "FORMAT", "SCRIPT", "OUT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        root, name, script, output = arguments.one
        try:
            found = run_export(Path(root), name, script, Path(output))
        except ZhupiError as error:
            sys.exit(str(error))
        print(json.dumps([found.seconds, found.memory, found.articles, found.spans]))
        return
    sizes = [1_000, 10_000 if arguments.quick else 100_000]
    with TemporaryDirectory(dir=arguments.folder) as folder:
        for line in measure(Path(folder), sizes, arguments.formats.split(",")):
            print(line, flush=True)


if __name__ == "__main__":
    main()
