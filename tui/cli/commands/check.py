"""Check whether the annotations of a project are in order, and repair them where that is safe: ``zhupi check``."""

import argparse
from itertools import chain
from pathlib import Path

from annotations.maintenance.check import Check, FileProblem
from annotations.schema_io.file import load_schema
from annotations.storage.paths import annotations_folder
from seeds.i18n import _, ngettext
from tui.cli.arguments.articles import add_path, open_corpus
from tui.console.output import narrate, write_json, write_line


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
    parser.add_argument("--json", action="store_true", help=_("print a JSON object a line"))


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; 1 where anything still is."""
    corpus = open_corpus(arguments.path, arguments.annotations)
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
