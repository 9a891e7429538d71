"""``zhupi export``: the annotations of a project in a format that other programs read."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from getpass import getuser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import OutputKind
from annotations.exchange.options import Misaligned, Options, Tokens
from annotations.model.layer import Status
from seeds.article import ArticleInfo
from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.system.descriptors import real_path
from tui.cli.arguments.articles import add_path, open_corpus, report_left_out
from tui.cli.arguments.scripts import ScriptChoice, add_script
from tui.console.output import complain, narrate, write_bytes, write_json
from tui.console.progress import counted
from tui.core.config import config_path, load_settings

if TYPE_CHECKING:
    from annotations.exchange.exporting.export import ExportRequest, Project
    from annotations.exchange.format import Format
    from annotations.exchange.report import Report
    from annotations.model.schema import Schema

_ALL = "all"
_STDOUT = "-"
_JSON = (".json", ".jsonl")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Export the annotations of a project. Articles that are done, or have a mark and are not skipped, are taken; "
        "the annotations are those of one annotator. What the format cannot carry is reported on stderr, and with all "
        "else that came of it in export-report.json, in the folder of the export or beside its file."
    )
    parser.epilog = _(
        "exit status: 0 exported; 1 nothing was, or a damaged file of annotations was left out, or with --strict "
        "anything would be lost; 2 usage error"
    )
    add_path(parser)
    parser.add_argument(
        "--format", required=True, metavar="FORMAT", help=_("“zhupi formats” lists them, with what each can carry")
    )
    parser.add_argument(
        "--output", required=True, metavar="OUT", help=_("a new file or folder; - is stdout, for formats of one file")
    )
    parser.add_argument("--force", action="store_true", help=_("replace what is there"))
    _add_what(parser)
    _add_how(parser)
    parser.add_argument("--strict", action="store_true", help=_("export nothing where anything would be lost"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON on stdout"))


def _add_what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--annotator",
        action="append",
        metavar="NAME",
        help=_("whose annotations, by default your own; “all”: a record for each annotator; may be repeated"),
    )
    parser.add_argument("--annotations", type=Path, metavar="DIR", help=_("where the annotations are, if elsewhere"))
    parser.add_argument(
        "--status", metavar="STATUS,…", help=_("articles of these statuses alone: new, in-progress, done, skipped")
    )
    parser.add_argument("--labels", metavar="LABEL,…", help=_("spans of these labels alone"))
    parser.add_argument(
        "--map", action="append", type=_pair, metavar="LABEL=NAME", help=_("call a label otherwise; may be repeated")
    )


def _add_how(parser: argparse.ArgumentParser) -> None:
    add_script(parser)
    parser.add_argument(
        "--split",
        type=_split,
        metavar="80/10/10",
        help=_("divide the articles into train, dev and test, or train and test; OUT is then a folder"),
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=_("another one divides them differently"))
    parser.add_argument(
        "--tokens", choices=list(Tokens), type=Tokens, default=Tokens.CHARACTER, help=_("what a token is")
    )
    parser.add_argument(
        "--misaligned",
        choices=list(Misaligned),
        type=Misaligned,
        default=Misaligned.EXPAND,
        help=_("what becomes of spans that begin or end within a token"),
    )
    parser.add_argument(
        "--max-length",
        type=_positive,
        default=0,
        metavar="N",
        help=_("cut texts into pieces of at most N characters, at the ends of sentences"),
    )
    parser.add_argument("--negatives", action="store_true", help=_("examples without an answer too (uie)"))
    parser.add_argument("--context", type=int, default=16, metavar="N", help=_("characters around a quote (w3c)"))
    parser.add_argument("--bom", action="store_true", help=_("a byte order mark, for spreadsheets (csv, tsv)"))


def run(arguments: argparse.Namespace) -> int:
    """Export, and tell on stderr what came of it."""
    from annotations.exchange.exporting.export import IncompleteError  # noqa: PLC0415 - not for the help
    from annotations.exchange.registry import find_format  # noqa: PLC0415
    from annotations.schema_io.file import load_schema  # noqa: PLC0415

    found = find_format(arguments.format)
    wrong = _wrong_call(arguments, found)
    if wrong:
        narrate(f"zhupi export: {wrong}")
        return 2
    project = _project(arguments)
    wanted = _wanted(arguments, found, load_schema(project.corpus.root, follow_links=project.corpus.follow_links))
    try:
        report = _export(project, wanted, arguments)
    except IncompleteError as error:
        _print(error.report, wanted, as_object=arguments.json)
        raise
    _print(report, wanted, as_object=arguments.json)
    return 1 if report_left_out(report.left_out) else 0


def _wrong_call(arguments: argparse.Namespace, found: "Format") -> str:
    """What is wrong with the arguments together; empty where nothing is."""
    about, output = found.about, arguments.output
    if not about.writes:
        return _("the format {name} can be read, but not written").format(name=about.name)
    if output == _STDOUT and (about.shape is OutputKind.FOLDER or arguments.split):
        return _("the export is a folder, which cannot be written to stdout")
    if output == _STDOUT and arguments.json:
        return _("stdout can take the export or the report, not both")
    if arguments.split and about.shape is OutputKind.FILE and output.endswith(about.suffix):
        return _("a split is a folder with a file for each part: name it without {suffix}").format(suffix=about.suffix)
    return ""


def _project(arguments: argparse.Namespace) -> "Project":
    from annotations.exchange.exporting.export import Project  # noqa: PLC0415
    from annotations.storage.paths import annotations_folder  # noqa: PLC0415
    from annotations.storage.summaries import annotators_in  # noqa: PLC0415

    corpus = open_corpus(arguments.path)
    place = annotations_folder(corpus, arguments.annotations)
    folder = place.folder
    if place.notice and arguments.strict:
        raise SourceError(place.notice)
    if place.notice:
        complain(place.notice)
    own = load_settings(config_path())[0].annotator or getuser()
    names = arguments.annotator or [own]
    return Project(corpus, folder, annotators_in(folder) or [own] if _ALL in names else list(dict.fromkeys(names)))


def _wanted(arguments: argparse.Namespace, found: "Format", schema: "Schema") -> "ExportRequest":
    from annotations.exchange.exporting.export import ExportRequest  # noqa: PLC0415
    from annotations.exchange.exporting.selection import Selection  # noqa: PLC0415

    script = ScriptChoice(arguments.script)
    statuses = map(_status, _listed(arguments.status))
    return ExportRequest(
        found,
        Options(
            schema,
            arguments.tokens,
            arguments.misaligned,
            arguments.max_length,
            arguments.negatives,
            arguments.context,
            arguments.bom,
        ),
        Selection.of(schema, statuses, _listed(arguments.labels), dict(arguments.map or ())),
        script.name,
        None if script.is_original else script.convert,
        replace(arguments.split, seed=arguments.seed) if arguments.split else None,
        arguments.strict,
    )


def _export(project: "Project", wanted: "ExportRequest", arguments: argparse.Namespace) -> "Report":
    from annotations.exchange.exporting.export import export  # noqa: PLC0415

    if arguments.output != _STDOUT:
        output = Path(arguments.output)
        _warn_within(project.corpus, output)
        with _progress(project.corpus) as step:
            return export(project, wanted, output, force=arguments.force, tell=complain, step=step)
    with TemporaryDirectory() as folder:
        output = Path(folder, "export")
        with _progress(project.corpus) as step:
            report = export(project, wanted, output, tell=complain, step=step)
        with output.open("rb") as file:
            write_bytes(file, is_json=wanted.format.about.suffix in _JSON)
        return report


def _warn_within(corpus: Corpus, output: Path) -> None:
    """Say that an export will be taken for articles where it is about to stand among them."""
    if corpus.root.is_dir() and not corpus.bundled and real_path(output).is_relative_to(corpus.root):
        message = _("is in the folder of the articles, and may be taken for one")
        complain(Problem(str(output), message, advice=_("another folder is better")))


def _print(report: "Report", wanted: "ExportRequest", *, as_object: bool) -> None:
    from tui.core.export_report import report_lines  # noqa: PLC0415 - measures widths

    if as_object:
        write_json(report.table())
        return
    parts = wanted.split.names if wanted.split else ()
    for line in report_lines(report, parts):
        narrate(line)
    if any(not report.articles[part] for part in parts):
        narrate(_("a part of the split is empty, since there are so few articles; another --seed may fill it"))


def _progress(corpus: Corpus) -> AbstractContextManager[Callable[[], None]]:
    """Show how far it is; what is given is to be called for each article."""
    return counted(_("exporting"), lambda: sum(isinstance(item, ArticleInfo) for item in corpus.scan()))


def _listed(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _status(name: str) -> Status:
    if name not in list(Status):
        raise NotFoundError.nearest(_("status"), name, [status.value for status in Status])
    return Status(name)


def _split(text: str) -> Split:
    try:
        return Split.parse(text)
    except SourceError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _pair(text: str) -> tuple[str, str]:
    label, _equals, name = map(str.strip, text.partition("="))
    if not label or not name:
        raise argparse.ArgumentTypeError(_("“{text}” is not of the form LABEL=NAME").format(text=text))
    return label, name


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 1 up").format(text=text))
    return int(text)
