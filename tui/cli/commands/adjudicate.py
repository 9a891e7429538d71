"""Run ``zhupi adjudicate``: merge what several annotators say, and settle where they differ."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from annotations.comparison.adjudication.rules import Rule, RuleName
from annotations.comparison.adjudication.silence import settled_in, silence_table, silences
from annotations.model.layer import Status
from annotations.model.span import ADJUDICATED
from annotations.storage.paths import annotations_folder
from annotations.storage.summaries import annotators_in
from seeds.errors import NotFoundError
from seeds.i18n import _
from tui.cli.arguments.annotators import add_annotations
from tui.cli.arguments.articles import Listing, add_path
from tui.cli.arguments.suggesters import annotated_by
from tui.cli.arguments.values import names_in, score
from tui.console.output import narrate, write_array, write_json, write_line
from tui.console.progress import shown
from tui.core.adjudicating.adjudicator import Adjudicator, Annotated, with_probabilities
from tui.core.adjudicating.report_lines import silence_lines, totals_lines
from tui.core.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Merge what several annotators say of the articles that at least two of them have finished: what they agree on "
        "by the rule is taken over, and a screen asks about each place where they differ. The result is the layer of "
        "another annotator, “adjudicated” if not said. Merging again keeps every decision, and asks again only where "
        "an annotator has changed a mark since."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 where there is nothing to merge, damaged annotations were left out, or an article "
        "could not be changed; 2 for a usage error"
    )
    add_path(parser)
    parser.add_argument(
        "--annotators", metavar="NAME,…", help=_("two or more of those who have annotations here; all if not said")
    )
    parser.add_argument("--as", dest="name", metavar="NAME", default=ADJUDICATED, help=_("whose layer has the result"))
    add_annotations(parser)
    parser.add_argument(
        "--rule",
        choices=[str(name) for name in RuleName],
        default=str(RuleName.EXACT),
        help=_(
            "what is taken over without a question: what all say alike (exact, if not said), what more than half or a "
            "share of them say, or what the estimated consensus is sure of"
        ),
    )
    parser.add_argument(
        "--threshold",
        type=score,
        default=0.9,
        metavar="SHARE",
        help=_("the share, or the probability by the consensus, that is enough; 0.9 if not said"),
    )
    parser.add_argument(
        "--status",
        action="append",
        choices=[str(status) for status in Status if status is not Status.NEW],
        help=_("what an annotator must have said of an article that it counts; done if not said; may be repeated"),
    )
    parser.add_argument("--merge-only", action="store_true", help=_("take over what is agreed, and ask nothing now"))
    parser.add_argument(
        "--report",
        action="store_true",
        help=_("change nothing; say of the decisions why annotators differed, and so where the guideline is silent"),
    )
    parser.add_argument("--json", action="store_true", help=_("with --report or --merge-only: print JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Merge and ask, or report."""
    listing = Listing(arguments.path, arguments.annotations)
    if arguments.report:
        return _report(listing, arguments)
    place = annotations_folder(listing.corpus, arguments.annotations)
    people = _people(place.folder, arguments)
    if len(people) < 2:
        if place.notice:
            listing.report(place.notice)
        narrate(_("zhupi adjudicate: there are fewer than two annotators to merge"))
        return 1
    folder = None if arguments.annotations is None else str(arguments.annotations)
    session = Session(arguments.path, annotator=arguments.name, annotations=folder)
    adjudicator = _merged(session, listing, arguments, people)
    totals = adjudicator.totals
    status = max(listing.status, 1 if totals.locked or not totals.articles else 0)
    if session.annotations.schema_problem:
        narrate(str(session.annotations.schema_problem))
        return 1
    if adjudicator.open and not arguments.merge_only:
        session.adjudicator = adjudicator
        shown_status: int = arguments.show(session)
        return max(status, shown_status)
    if arguments.json:
        write_json(
            {
                "annotators": people,
                "as": arguments.name,
                "articles": totals.articles,
                "left-out": totals.alone,
                "agreed": totals.agreed,
                "taken-over": totals.taken,
                "taken-away": totals.dropped,
                "places": adjudicator.total,
                "open": adjudicator.open,
                "articles-with-different-categories": totals.categories,
                "relations-not-taken-over": totals.relations,
                "articles-not-changed": totals.locked,
            }
        )
    else:
        for line in totals_lines(totals, adjudicator.total, adjudicator.open):
            write_line(line)
    return status


def _people(folder: Path, arguments: argparse.Namespace) -> list[str]:
    """Return those who are merged; raises ``NotFoundError`` for one who has no annotations here."""
    everybody = [name for name in annotators_in(folder) if name != arguments.name]
    names = list(dict.fromkeys(names_in(arguments.annotators))) or everybody
    for name in names:
        if name not in everybody:
            raise NotFoundError.nearest(_("annotator"), name, everybody)
    return names


def _merged(session: Session, listing: Listing, arguments: argparse.Namespace, people: list[str]) -> Adjudicator:
    rule = Rule(RuleName(arguments.rule), arguments.threshold)
    statuses = arguments.status or [Status.DONE]

    def counting() -> Iterator[Annotated]:
        for article, layers in annotated_by(listing, arguments.annotations, people):
            yield article, {name: layer for name, layer in layers.items() if layer.metadata.status in statuses}

    pairs = shown(counting(), _("reading"))
    if rule.name is RuleName.CONSENSUS:
        everything = list(pairs)
        adjudicator = Adjudicator(session.annotations, with_probabilities(rule, everything, people))
        pairs = iter(everything)
    else:
        adjudicator = Adjudicator(session.annotations, rule)
    if not session.annotations.schema_problem:
        for article, layers in pairs:
            adjudicator.add(article, layers)
    adjudicator.begin()
    return adjudicator


def _report(listing: Listing, arguments: argparse.Namespace) -> int:
    decisions = [
        decision
        for article, layers in annotated_by(listing, arguments.annotations, [arguments.name])
        for decision in settled_in(article, layers[arguments.name])
    ]
    pairs = silences(decisions)
    if arguments.json:
        write_array(iter(silence_table(pairs)))
    else:
        for line in silence_lines(pairs):
            write_line(line)
    return listing.status
