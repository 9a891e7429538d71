"""Run ``zhupi import``: read annotations of other programs into the articles of a project, or with their own."""

import argparse
from pathlib import Path

from annotations.exchange.detection import detect
from annotations.exchange.format import Format
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import Imported, ImportRequest, IncompleteImportError
from annotations.exchange.options import Ends, OffsetUnit, ReadingOptions
from annotations.exchange.registry import find_format
from annotations.storage.paths import annotations_folder
from seeds.i18n import _
from tui.cli.arguments.annotators import ALL, add_annotations, own_annotator
from tui.cli.arguments.articles import add_path, open_corpus
from tui.cli.arguments.values import encoding_name, pair, tag_names
from tui.console.output import complain, narrate, write_json
from tui.console.progress import uncounted
from tui.core.config import config_path, load_settings
from tui.core.exporting.export_report import report_lines
from tui.core.importing.import_report import remarks


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Import annotations. Each article of the file is that of the project with the same id, or with the same text, "
        "be it in the other script or with other white space; else it is added to the project, which may be an empty "
        "folder. What cannot be taken over with certainty is reported on stderr, and left out."
    )
    parser.epilog = _(
        "exit status: 0 imported; 1 nothing was, or with --strict something was lost; 2 usage error, or an option has "
        "to say how the file is to be read"
    )
    add_path(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a file or folder of another program, or an export"))
    parser.add_argument("--format", metavar="FORMAT", help=_("where it is not to be detected; see “zhupi formats”"))
    parser.add_argument(
        "--encoding",
        type=encoding_name,
        metavar="NAME",
        help=_("what the file is in, such as gb18030; by default UTF-8, or else the likeliest, which is said"),
    )
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--annotator",
        action="append",
        metavar="NAME",
        help=_(
            "whose the marks become, by default your own; “all”: of whom the file says, where it does; THEIRS=NAME: "
            "those of somebody in the file, may be repeated"
        ),
    )
    whose.add_argument(
        "--as-suggestions", action="store_true", help=_("suggest the marks, to be accepted or rejected in review")
    )
    add_annotations(parser)
    parser.add_argument(
        "--map",
        action="append",
        type=pair("NAME=LABEL"),
        metavar="NAME=LABEL",
        help=_("take a label of the file for one of the project; may be repeated"),
    )
    parser.add_argument(
        "--add-labels", action="store_true", help=_("add labels to zhupi.toml that the project does not have")
    )
    _add_reading_options(parser)
    parser.add_argument("--strict", action="store_true", help=_("import nothing where anything would be lost"))
    parser.add_argument("--dry-run", action="store_true", help=_("report what would come of it, and write nothing"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON on stdout"))


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add what cannot always be told from a file."""
    parser.add_argument(
        "--unit",
        choices=list(OffsetUnit),
        type=OffsetUnit,
        help=_("what the offsets of the file count, where it does not say so itself (label-studio, doccano)"),
    )
    parser.add_argument(
        "--text-field",
        default="",
        metavar="KEY",
        help=_("which field of the data is the text, where it is not to be found out (label-studio)"),
    )
    parser.add_argument(
        "--tag-column",
        default="",
        metavar="COLUMN",
        help=_("which column has the tags, by number or name, where several have some (bio and the like)"),
    )
    parser.add_argument(
        "--as-one-article",
        action="store_true",
        help=_("make one article of a file, or of a part of a split, with a paragraph for each of its records"),
    )
    parser.add_argument(
        "--label-feature",
        action="append",
        type=pair("LAYER:FEATURE", ":"),
        metavar="LAYER:FEATURE",
        help=_("which feature is the label of a layer that has several (cas-json, cas-xmi, webanno-tsv)"),
    )
    parser.add_argument(
        "--tags",
        type=tag_names,
        default=(),
        metavar="TAGS",
        help=_(
            "what tags are called that are numbers: O,B-PER,I-PER,… in the order of the numbers from 0, or a file with "
            "them (huggingface)"
        ),
    )
    parser.add_argument(
        "--ends",
        choices=list(Ends),
        type=Ends,
        help=_("whether the end of a span is its last character, where nothing shows it (cmeee, ccks)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Import, and report on stderr what came of it."""
    corpus = open_corpus(arguments.path, arguments.annotations)
    folder = annotations_folder(corpus, arguments.annotations).folder
    request = _request(arguments, _format(arguments))
    if request.useless_options:
        for problem in request.problems(corpus):
            narrate(f"zhupi import: {problem}")
        return 2
    try:
        with uncounted(_("importing")) as step:
            imported = import_file(corpus, folder, request, on_problem=complain, step=step)
    except IncompleteImportError as error:
        _print(error.imported, request, as_object=arguments.json)
        raise
    _print(imported, request, as_object=arguments.json)
    return 0 if imported.anything else 1


def _format(arguments: argparse.Namespace) -> Format:

    if arguments.format:
        return find_format(arguments.format)
    detected = detect(arguments.file, complain, arguments.encoding or "")
    narrate(_("zhupi: {file} is of the format {name}").format(file=arguments.file, name=detected.about.name))
    return detected


def _request(arguments: argparse.Namespace, format_: Format) -> ImportRequest:

    settings = load_settings(config_path())[0]
    own = own_annotator(settings)
    given = arguments.annotator or ()
    people = dict(pair("THEIRS=NAME")(text) for text in given if "=" in text)
    names = [text for text in given if "=" not in text]
    by_name = names[-1:] == [ALL] or bool(people and not names)
    return ImportRequest(
        format_,
        arguments.file,
        own if by_name or not names else names[-1],
        by_name,
        arguments.as_suggestions,
        dict(arguments.map or ()),
        arguments.add_labels,
        arguments.strict,
        arguments.dry_run,
        settings.dataset or None,
        people,
        encoding=arguments.encoding or "",
        as_one_article=arguments.as_one_article,
        keep_apart=not given and not arguments.as_suggestions,
        reading=ReadingOptions(
            arguments.unit,
            arguments.text_field,
            arguments.tag_column,
            arguments.tags,
            dict(arguments.label_feature or ()),
            arguments.ends,
        ),
    )


def _print(imported: Imported, request: ImportRequest, *, as_object: bool) -> None:

    if as_object:
        write_json(imported.table())
        return
    for line in (*report_lines(imported.report), *map(str, remarks(imported, request))):
        narrate(line)
    if request.dry_run:
        narrate(_("nothing was written"))
