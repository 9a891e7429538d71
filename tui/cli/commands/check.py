"""Check whether the annotations of a project are in order, and repair them where that is safe: ``zhupi check``."""

import argparse
from collections import Counter
from itertools import chain
from pathlib import Path

from annotations.maintenance.check import Check, FileProblem
from annotations.schema_io.file import load_schema
from annotations.storage.paths import annotations_folder
from seeds.errors import Notice, Problem
from seeds.i18n import _, ngettext
from seeds.sources.corpus import Corpus
from seeds.sources.text_share import text_shares
from tui.cli.arguments.articles import add_path, open_corpus
from tui.console.output import complain, field, narrate, write_json, write_line

ENOUGH = 0.99
"""The share of a file's Chinese characters that is to arrive."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Look through the annotations of a project: whether each file can be read, fits its article, and holds only "
        "labels and overlaps that the schema allows; orphans, duplicates and stale journals. What is wrong is a line "
        "each, with file and line."
    )
    parser.epilog = _(
        "exit status: 0 where all is in order, or was repaired; 1 where something is wrong; 2 usage error"
    )
    add_path(parser)
    parser.add_argument("--annotations", type=Path, metavar="DIR", help=_("where the annotations are, if elsewhere"))
    parser.add_argument(
        "--repair", action="store_true", help=_("repair what is safe to repair; files as they were are kept as .bak")
    )
    parser.add_argument(
        "--texts",
        action="store_true",
        help=_("look at the texts instead: which share of each file's Chinese characters arrives in articles"),
    )
    parser.add_argument("--json", action="store_true", help=_("print a JSON object a line"))


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; 1 where anything still is."""
    corpus = open_corpus(arguments.path, arguments.annotations)
    if arguments.texts:
        return _check_texts(corpus, as_json=arguments.json)
    place = annotations_folder(corpus, arguments.annotations)
    folder = place.folder
    check = Check(folder, corpus, load_schema(corpus.root, follow_links=corpus.follow_links), repair=arguments.repair)
    wrong = repaired = 0
    unread = [FileProblem(place.notice)] if place.notice else []
    for finding in chain(unread, check.run()):
        problem = finding.problem
        repaired += bool(finding.repaired)
        wrong += not finding.repaired
        if arguments.json:
            row = {"file": problem.document, "line": problem.line, "problem": problem.message}
            done = {"repaired": finding.repaired, "mended": finding.repaired}  # the name that version 0.1.0 has for it
            write_json(row | {"advice": problem.advice} | done)
        else:
            write_line(f"{problem}: {finding.repaired}" if finding.repaired else str(problem))
    looked_at = ngettext("{count} file in {folder}", "{count} files in {folder}", check.files)
    counts = _("{wrong} wrong, {repaired} repaired").format(wrong=wrong, repaired=repaired)
    narrate(f"zhupi: {looked_at.format(count=check.files, folder=folder)}: {counts}")
    return 1 if wrong else 0


def _check_texts(corpus: Corpus, *, as_json: bool) -> int:
    """Print the share of each file that arrives; 1 where one misses more than one in a hundred, or cannot be read."""
    files = low = problems = 0
    total: Counter[str] = Counter()
    for item in text_shares(corpus):
        if isinstance(item, Problem):
            problems += not isinstance(item, Notice)
            complain(item)
            continue
        files += 1
        low += item.share < ENOUGH
        total.update(there=item.there, arrived=min(item.there, item.arrived))
        if as_json:
            write_json(item._asdict() | {"share": round(item.share, 4)})
        else:
            missing = _("most of the rest: {path}").format(path=item.largest) if item.largest else ""
            cells = f"{item.share:>7.1%}", f"{item.there:>10,}", item.document, missing
            write_line("  ".join(filter(None, map(field, cells))))
    share = total["arrived"] / total["there"] if total["there"] else 1.0
    message = ngettext(
        "{share} of {n} Chinese characters in {files} file", "{share} of {n} Chinese characters in {files} files", files
    )
    counts = message.format(share=f"{share:.1%}", n=f"{total['there']:,}", files=f"{files:,}")
    narrate(f"zhupi: {counts}; " + _("{low} below {enough}").format(low=low, enough=f"{ENOUGH:.0%}"))
    return 1 if low or problems else 0
