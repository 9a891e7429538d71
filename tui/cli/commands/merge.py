"""Run ``zhupi merge``: join two copies of a project that were annotated apart."""

import argparse
from pathlib import Path

from annotations.exchange.joining.projects import join_projects
from annotations.exchange.joining.report import JoinReport
from annotations.exchange.joining.trees import KEPT
from seeds.i18n import _
from seeds.sources.tree import ANNOTATIONS
from tui.console.output import complain, field, narrate, write_json, write_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Join two copies of a project, by article and span, in a third folder; neither of the two is changed. Layers "
        "of annotators that only one has are taken over as they are. Where both have a layer of the same annotator, "
        "and its journal says from which state both come, what one changed holds; else what both say is there once, "
        "and what only one says is added. Where they contradict each other, A's version stays and B's whole version "
        "becomes that of an annotator of its own, such as “amy (B)”, for “zhupi adjudicate” to settle. A's texts and "
        "zhupi.toml hold; what B has otherwise is kept beside, in {folder}."
    ).format(folder=f"{ANNOTATIONS}/{KEPT}")
    parser.epilog = _(
        "exit status: 0 joined, or reported; 1 something could not be carried over, which is said, or nothing was "
        "done: an article is open in another program, or the folder is not empty; 2 usage error"
    )
    parser.add_argument("first", type=Path, metavar="A", help=_("the folder of one copy"))
    parser.add_argument("second", type=Path, metavar="B", help=_("the folder of the other"))
    parser.add_argument(
        "--output", type=Path, metavar="C", help=_("a folder that is new or empty; without it, it is only reported")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Join the projects, or report what that would do."""
    report = join_projects(arguments.first, arguments.second, arguments.output)
    for problem in [*report.notices, *report.problems]:
        complain(problem)
    if arguments.json:
        write_json(report.table())
    else:
        _print(report)
    if arguments.output:
        narrate(_("zhupi merge: joined in {folder}").format(folder=arguments.output))
    else:
        narrate(_("zhupi merge: nothing was written: --output names a folder"))
    return 1 if report.problems else 0


def _print(report: JoinReport) -> None:
    counts = {
        _("articles in both"): report.both,
        _("articles only in A"): len(report.only_a),
        _("articles only in B"): len(report.only_b),
        _("articles with another text in B"): len(report.edited),
        _("layers only in A"): report.layers["only-a"],
        _("layers only in B"): report.layers["only-b"],
        _("layers that are the same"): report.layers["same"],
        _("layers that only A went on with"): report.layers["newer-a"],
        _("layers that only B went on with"): report.layers["newer-b"],
        _("layers joined"): report.layers["joined"],
        _("layers that contradict each other"): report.layers["contradicting"],
        _("files of B kept beside"): len(report.beside),
    }
    width = max(map(len, counts))
    for name, count in counts.items():
        write_line(f"{name.ljust(width)}  {count:>6}")
    for item in report.disagreements:
        kinds = ", ".join(f"{kind} {count}" for kind, count in item.contradictions.items())
        write_line("\t".join(map(field, (item.annotator, item.other, item.title, kinds))))
