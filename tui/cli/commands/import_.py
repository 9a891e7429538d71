"""``zhupi import``: annotations of other programs, into the articles of a project or with articles of their own."""

import argparse
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from seeds.i18n import _, ngettext
from tui.cli.arguments.articles import add_path, open_corpus
from tui.console.output import complain, narrate, write_json
from tui.console.progress import uncounted
from tui.core.config import config_path, load_settings

if TYPE_CHECKING:
    from annotations.exchange.format import Format
    from annotations.exchange.importing.request import Imported, ImportRequest

_ALL = "all"
_NAMES = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Import annotations. Each article of the file is that of the project with the same id, or with the same text, "
        "be it in the other script or with other white space; else it is added to the project, which may be an empty "
        "folder. What cannot be taken over with certainty is reported on stderr, and left out."
    )
    parser.epilog = _("exit status: 0 imported; 1 nothing was, or with --strict something was lost; 2 usage error")
    add_path(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a file or folder of another program, or an export"))
    parser.add_argument("--format", metavar="FORMAT", help=_("where it is not to be detected; see “zhupi formats”"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--annotator",
        metavar="NAME",
        help=_("whose the marks become, by default your own; “all”: of whom the file says, where it does"),
    )
    whose.add_argument(
        "--as-suggestions", action="store_true", help=_("suggest the marks, to be accepted or rejected in review")
    )
    parser.add_argument("--annotations", type=Path, metavar="DIR", help=_("where the annotations are, if elsewhere"))
    parser.add_argument(
        "--map",
        action="append",
        type=_pair,
        metavar="NAME=LABEL",
        help=_("take a label of the file for one of the project; may be repeated"),
    )
    parser.add_argument(
        "--add-labels", action="store_true", help=_("add labels to zhupi.toml that the project does not have")
    )
    parser.add_argument("--strict", action="store_true", help=_("import nothing where anything would be lost"))
    parser.add_argument("--dry-run", action="store_true", help=_("report what would come of it, and write nothing"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON on stdout"))


def run(arguments: argparse.Namespace) -> int:
    """Import, and tell on stderr what came of it."""
    from annotations.exchange.importing.importer import import_file  # noqa: PLC0415
    from annotations.exchange.importing.request import IncompleteImportError  # noqa: PLC0415 - not for the help
    from annotations.storage.paths import annotations_folder  # noqa: PLC0415

    corpus = open_corpus(arguments.path)
    folder = annotations_folder(corpus, arguments.annotations).folder
    wanted = _wanted(arguments, _format(arguments))
    try:
        with uncounted(_("importing")) as step:
            imported = import_file(corpus, folder, wanted, tell=complain, step=step)
    except IncompleteImportError as error:
        _print(error.imported, wanted, as_object=arguments.json)
        raise
    _print(imported, wanted, as_object=arguments.json)
    return 0 if imported.anything else 1


def _format(arguments: argparse.Namespace) -> "Format":
    from annotations.exchange.detection import detect  # noqa: PLC0415 - loads all formats
    from annotations.exchange.registry import find_format  # noqa: PLC0415

    if arguments.format:
        return find_format(arguments.format)
    found = detect(arguments.file, complain)
    narrate(_("zhupi: {file} is of the format {name}").format(file=arguments.file, name=found.about.name))
    return found


def _wanted(arguments: argparse.Namespace, found: "Format") -> "ImportRequest":
    from annotations.exchange.importing.request import ImportRequest  # noqa: PLC0415 - not for the help

    settings = load_settings(config_path())[0]
    own = settings.annotator or getuser()
    by_name = arguments.annotator == _ALL
    return ImportRequest(
        found,
        arguments.file,
        own if by_name else arguments.annotator or own,
        by_name,
        arguments.as_suggestions,
        dict(arguments.map or ()),
        arguments.add_labels,
        arguments.strict,
        arguments.dry_run,
        settings.dataset or None,
    )


def _print(imported: "Imported", wanted: "ImportRequest", *, as_object: bool) -> None:
    from tui.core.export_report import report_lines  # noqa: PLC0415 - measures widths

    if as_object:
        write_json(imported.table())
        return
    for line in (*report_lines(imported.report), *_lines(imported, wanted)):
        narrate(line)


def _lines(imported: "Imported", wanted: "ImportRequest") -> Iterator[str]:
    """What there is to tell beside the report."""
    if imported.repeated:
        count = imported.repeated
        message = ngettext("{count:,} span was there already", "{count:,} spans were there already", count)
        yield message.format(count=count)
    if imported.suggestions:
        count = imported.suggestions
        yield ngettext("{count:,} suggestion", "{count:,} suggestions", count).format(count=count)
    if imported.document:
        yield _("new articles are in {file}").format(file=imported.document)
    if imported.labels:
        yield _("labels added to zhupi.toml: {names}").format(names=", ".join(imported.labels))
    others = [name for name, _count in imported.annotators.most_common() if name != wanted.annotator]
    if others and not wanted.by_name:
        names = ", ".join(others[:_NAMES])
        message = _("the file has annotations of {names}, which are {own}'s now; --annotator all keeps them apart")
        yield message.format(names=names, own=wanted.annotator)
    if wanted.dry_run:
        yield _("nothing was written")


def _pair(text: str) -> tuple[str, str]:
    name, _equals, label = map(str.strip, text.partition("="))
    if not name or not label:
        raise argparse.ArgumentTypeError(_("“{text}” is not of the form NAME=LABEL").format(text=text))
    return name, label
