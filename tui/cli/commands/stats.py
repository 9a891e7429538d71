"""Run ``zhupi stats``: count what is annotated, by label, by annotator, and by where the spans come from."""

import argparse

from annotations.exchange.report import Report
from annotations.exchange.statistics import Scope, statistics_of, whole_records
from annotations.schema_io.file import load_schema
from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.cli.arguments.annotators import ALL
from tui.cli.arguments.articles import add_path, report_left_out
from tui.cli.arguments.scripts import ScriptChoice, add_script
from tui.cli.arguments.selection import add_selection, add_split, project_in, selection_in, split_in
from tui.console.output import complain, narrate, write_json, write_line
from tui.console.progress import counted
from tui.core.exporting.export_report import loss_lines
from tui.core.statistics_lines import statistics_lines


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Count what is annotated: articles, spans, labels, and where the spans come from: by hand, accepted from a "
        "suggester, or imported; for all annotators together and for each. Articles that are done, or have a mark and "
        "are not skipped, are counted, as in an export. An article that several annotated counts once, its spans for "
        "each of them."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 where nothing is annotated, or a damaged file of annotations was left out; "
        "2 usage error"
    )
    add_path(parser)
    add_selection(parser, _("only this annotator's annotations; may be repeated"))
    add_script(parser)
    add_split(parser, _("count the parts of a split too"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Print the numbers; what cannot be counted is reported on stderr."""
    project = project_in(arguments, [ALL])
    schema = load_schema(project.corpus.root, follow_links=project.corpus.follow_links)
    script = ScriptChoice(arguments.script)
    convert = None if script.is_original else script.convert
    scope = Scope(schema, selection_in(arguments, schema), convert, split_in(arguments))
    report = Report()
    with counted(_("counting"), lambda: sum(isinstance(item, ArticleInfo) for item in project.corpus.scan())) as step:
        statistics = statistics_of(whole_records(project, scope, report, complain, step), scope)
    for line in loss_lines(report):
        narrate(line)
    left_out = report_left_out(report.left_out)
    if arguments.json:
        write_json(statistics.table())
    elif statistics.total.articles:
        for line in statistics_lines(statistics):
            write_line(line)
    if not statistics.total.articles:
        narrate(_("zhupi stats: nothing is annotated"))
    return 1 if left_out or not statistics.total.articles else 0
