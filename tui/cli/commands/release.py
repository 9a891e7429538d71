"""Run ``zhupi release``: publish the annotations of a project as a data set."""

import argparse
import re
from pathlib import Path

from annotations.exchange.exporting.disclosure import Disclosure, pseudonyms
from annotations.exchange.exporting.request import Project
from annotations.exchange.exporting.splits import Split
from annotations.exchange.options import Options
from annotations.exchange.registry import find_format
from annotations.exchange.release.release import IncompleteReleaseError, Release, release
from annotations.exchange.release.request import TITLE, Facts, ReleaseRequest
from annotations.extras import installed_version
from annotations.model.schema import Schema
from annotations.schema_io.file import load_schema
from annotations.storage.summaries import annotators_in
from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.cli.arguments.annotators import ALL
from tui.cli.arguments.articles import add_path
from tui.cli.arguments.scripts import ScriptChoice, add_script
from tui.cli.arguments.selection import add_selection, add_split, project_in, selection_in, split_in
from tui.cli.arguments.tokens import add_tokens
from tui.console.output import complain, narrate, write_json
from tui.console.progress import counted
from tui.core.exporting.export_report import loss_lines
from tui.core.statistics_lines import statistics_lines

_ALWAYS = ("bioes", "spacy-jsonl", "chat")
_WITH_PYARROW = "huggingface"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Publish the annotations of a project as a data set, in a folder: several formats with the same articles in "
        "the same parts, a data card (README.md), a Croissant description, the schema and guidelines, the numbers of "
        "“zhupi stats”, a report of what a format could not carry, and a manifest with the SHA-256 of every file and "
        "text and the command that makes the same bytes again. Annotators are called a1, a2 …; their notes, and when "
        "they worked, are left out. Articles are taken as in an export."
    )
    parser.epilog = _(
        "exit status: 0 released; 1 nothing was: there is nothing, something is damaged, the folder is not empty, or "
        "with --strict anything would be lost; 2 usage error"
    )
    add_path(parser)
    parser.add_argument(
        "--output",
        required=True,
        type=Path,
        metavar="DIR",
        help=_("a folder that is new or empty, not among the articles"),
    )
    parser.add_argument("--force", action="store_true", help=_("replace a release that is there"))
    parser.add_argument(
        "--format",
        action="append",
        metavar="FORMAT",
        help=_(
            "as in “zhupi export”; may be repeated; without it: {names}, and {other} where pyarrow is installed"
        ).format(names=", ".join(_ALWAYS), other=_WITH_PYARROW),
    )
    add_split(
        parser, _("how the articles are divided (80/10/10 if not said), or “none”"), Split.parse("80/10/10"), none=True
    )
    add_selection(parser, _("only this annotator's annotations, by the name or as a1, a2 …; may be repeated"))
    _add_how(parser)
    _add_disclosure(parser)
    _add_facts(parser)
    parser.add_argument("--strict", action="store_true", help=_("release nothing where anything would be lost"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON on stdout"))


def _add_how(parser: argparse.ArgumentParser) -> None:
    add_script(parser)
    add_tokens(parser)


def _add_disclosure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--names", action="store_true", help=_("call the annotators by their names"))
    parser.add_argument(
        "--times", action="store_true", help=_("say when each span was made, and each article annotated last")
    )
    parser.add_argument("--notes", action="store_true", help=_("with the notes of the annotators"))


def _add_facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", default=TITLE, help=_("what the data set is called"))
    parser.add_argument(
        "--license", default="", help=_("a licence by its SPDX name, such as CC-BY-4.0, or by its address")
    )
    parser.add_argument("--url", default="", help=_("where the data set will be found"))
    parser.add_argument("--creator", default="", metavar="WHO", help=_("who publishes it"))
    parser.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help=_("the day of publication"))
    parser.add_argument("--release-version", default="1.0.0", metavar="VERSION", help=_("the version of the data"))


def run(arguments: argparse.Namespace) -> int:
    """Release, and report on stderr what came of it."""
    project = project_in(arguments, [ALL], by_pseudonym=True, strict=True)
    schema = load_schema(project.corpus.root, follow_links=project.corpus.follow_links)
    request = _request(arguments, project, schema)
    problems = request.problems(project, arguments.output)
    for problem in problems:
        narrate(f"zhupi release: {problem}")
    if problems:
        return 2
    articles = sum(isinstance(item, ArticleInfo) for item in project.corpus.scan())
    passes = 1 + len(request.formats)
    try:
        with counted(_("releasing"), lambda: articles * passes) as step:
            made = release(project, request, arguments.output, force=arguments.force, on_problem=complain, step=step)
    except IncompleteReleaseError as error:
        _print(error.release, as_object=arguments.json)
        raise
    _print(made, as_object=arguments.json)
    if missing := request.facts.missing:
        message = _("zhupi release: Croissant asks for {options}, which nobody has said")
        narrate(message.format(options=", ".join(missing)))
    return 0


def _request(arguments: argparse.Namespace, project: Project, schema: Schema) -> ReleaseRequest:
    script = ScriptChoice(arguments.script)
    everybody = annotators_in(project.folder)
    names = {} if arguments.names else pseudonyms(everybody)
    is_all = set(everybody) <= set(project.annotators)
    facts = (arguments.title, arguments.license, arguments.url, arguments.creator, arguments.date or "")
    return ReleaseRequest(
        tuple(map(find_format, dict.fromkeys(arguments.format or _usual_formats()))),
        Options(
            schema,
            arguments.tokens,
            arguments.misaligned,
            arguments.max_length,
            borders=not arguments.no_borders,
        ),
        selection_in(arguments, schema),
        script.name,
        None if script.is_original else script.convert,
        split_in(arguments),
        Disclosure(names, arguments.notes, arguments.times),
        Facts(*facts, arguments.release_version),
        () if is_all else tuple(sorted(names.get(name, name) for name in project.annotators)),
        bool(arguments.annotations),
        arguments.strict,
    )


def _usual_formats() -> list[str]:
    """Return the formats of a release where nobody has said any: Hugging Face's first, where it can be written."""
    return [*([_WITH_PYARROW] if installed_version("pyarrow") else []), *_ALWAYS]


def _print(made: Release, *, as_object: bool) -> None:
    if as_object:
        write_json(made.table())
        return
    for line in statistics_lines(made.statistics):
        narrate(line)
    for line in loss_lines(made.project):
        narrate(line)
    for name, report in made.own_reports():
        for line in loss_lines(report):
            narrate(f"{name}: {line}" if not line.startswith(" ") else line)
    for name, counts in made.statistics.parts.items():
        if not counts.articles:
            narrate(
                _("the part {name} is empty, since there are so few articles; another --seed may fill it").format(
                    name=name
                )
            )
    if made.withheld_notes:
        narrate(_("left out: {count:,} × {what}: --notes has them").format(count=made.withheld_notes, what=_("note")))


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise argparse.ArgumentTypeError(_("“{text}” is not a day such as 2026-01-31").format(text=text))
    return text
