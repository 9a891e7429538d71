"""Run ``zhupi export``: write the annotations of a project in a format that other programs read."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.exchange.exporting.disclosure import Disclosure
from annotations.exchange.exporting.export import export
from annotations.exchange.exporting.request import ExportRequest, IncompleteError, Project, output_warnings
from annotations.exchange.format import Format
from annotations.exchange.options import OffsetUnit, Options
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.model.schema import Schema
from annotations.schema_io.file import load_schema
from seeds.article import ArticleInfo
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from tui.cli.arguments.articles import add_path, report_left_out
from tui.cli.arguments.scripts import ScriptChoice, add_script
from tui.cli.arguments.selection import add_selection, add_split, project_in, selection_in, split_in
from tui.cli.arguments.tokens import add_tokens
from tui.console.output import complain, narrate, write_bytes, write_json
from tui.console.progress import counted
from tui.core.exporting.export_report import report_lines

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
    whose = _("whose annotations, by default your own; “all”: a record for each annotator; may be repeated")
    add_selection(parser, whose)
    _add_how(parser)
    parser.add_argument("--strict", action="store_true", help=_("export nothing where anything would be lost"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON on stdout"))


def _add_how(parser: argparse.ArgumentParser) -> None:
    add_script(parser)
    parser.add_argument(
        "--keep-names",
        action="store_true",
        help=_(
            "with --script: what is marked as a person (PER) keeps its surname, where that is ambiguous, such as 余"
        ),
    )
    add_split(parser, _("divide the articles into train, dev and test, or train and test; OUT is then a folder"))
    add_tokens(parser)
    parser.add_argument(
        "--negatives", action="store_true", help=_("examples without an answer too (uie, gliner, gliner2)")
    )
    parser.add_argument("--context", type=int, default=16, metavar="N", help=_("characters around a quote (w3c)"))
    parser.add_argument(
        "--unit",
        choices=list(OffsetUnit),
        type=OffsetUnit,
        help=_("what offsets count, if not what the program counts today (label-studio, doccano, cmeee, ccks)"),
    )
    parser.add_argument("--bom", action="store_true", help=_("a byte order mark, for spreadsheets (csv, tsv)"))
    parser.add_argument("--no-times", action="store_true", help=_("leave out when the spans were made"))


def run(arguments: argparse.Namespace) -> int:
    """Export, and report on stderr what came of it."""
    project = project_in(arguments, strict=arguments.strict)
    schema = load_schema(project.corpus.root, follow_links=project.corpus.follow_links)
    request = _request(arguments, find_format(arguments.format), schema)
    problems = [str(problem) for problem in request.problems(_output(arguments))]
    if arguments.output == _STDOUT and arguments.json:
        problems.append(_("stdout can take the export or the report, not both"))
    for problem in problems:
        narrate(f"zhupi export: {problem}")
    if problems:
        return 2
    try:
        report = _export(project, request, arguments)
    except IncompleteError as error:
        _print(error.report, request, as_object=arguments.json)
        raise
    _print(report, request, as_object=arguments.json)
    return 1 if report_left_out(report.left_out) else 0


def _output(arguments: argparse.Namespace) -> Path | None:
    """Return where the export goes; None for stdout."""
    return None if arguments.output == _STDOUT else Path(arguments.output)


def _request(arguments: argparse.Namespace, format_: Format, schema: Schema) -> ExportRequest:
    script = ScriptChoice(arguments.script)
    return ExportRequest(
        format_,
        Options(
            schema,
            arguments.tokens,
            arguments.misaligned,
            arguments.max_length,
            arguments.negatives,
            arguments.context,
            arguments.bom,
            arguments.unit,
            not arguments.no_borders,
        ),
        selection_in(arguments, schema),
        script.name,
        None if script.is_original else script.convert,
        split_in(arguments),
        arguments.strict,
        Disclosure(times=not arguments.no_times),
        script.convert if arguments.keep_names and not script.is_original else None,
    )


def _export(project: Project, request: ExportRequest, arguments: argparse.Namespace) -> Report:
    output = _output(arguments)
    if output:
        for warning in output_warnings(project.corpus, output):
            complain(warning)
        with _progress(project.corpus) as step:
            return export(project, request, output, force=arguments.force, on_problem=complain, step=step)
    with TemporaryDirectory() as folder:
        output = Path(folder, "export")
        with _progress(project.corpus) as step:
            report = export(project, request, output, on_problem=complain, step=step)
        with output.open("rb") as file:
            write_bytes(file, is_json=request.format.about.suffix in _JSON)
        return report


def _print(report: Report, request: ExportRequest, *, as_object: bool) -> None:
    if as_object:
        write_json(report.table())
        return
    parts = request.split.names if request.split else ()
    for line in report_lines(report, parts):
        narrate(line)
    if any(not report.articles[part] for part in parts):
        narrate(_("a part of the split is empty, since there are so few articles; another --seed may fill it"))


def _progress(corpus: Corpus) -> AbstractContextManager[Callable[[], None]]:
    """Show how far it is; the function given is to be called for each article."""
    return counted(_("exporting"), lambda: sum(isinstance(item, ArticleInfo) for item in corpus.scan()))
