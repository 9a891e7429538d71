"""Define the arguments of commands on suggestions, set suggesters up, and report what they do."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.model.layer import Layer
from annotations.storage.paths import annotations_folder
from annotations.suggest.consent.request import Refusal
from annotations.suggest.setup import Setup
from annotations.suggest.suggester_names import available
from seeds.article import Article
from seeds.errors import NotFoundError, Problem
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from tui.cli.arguments.annotators import annotator_of
from tui.cli.arguments.articles import Listing
from tui.cli.arguments.values import positive_number, score
from tui.console.output import complain
from tui.core.adjudicating.annotated_articles import annotated_articles


def add_suggesters(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which suggesters are to be asked."""
    parser.add_argument(
        "--suggester",
        action="append",
        default=[],
        metavar="NAME",
        help=_("ask this suggester, and no other; may be given several times"),
    )
    parser.add_argument("--min-score", type=score, metavar="SCORE", help=_("leave out what is less certain, 0 to 1"))
    parser.add_argument(
        "--processes", type=positive_number, metavar="N", help=_("how many; one for each processor if not said")
    )


def setup_for(
    arguments: argparse.Namespace, corpus: Corpus | None, annotations: Path | None = None, annotator: str = ""
) -> Setup:
    """Return the setup of a corpus's suggesters; raises ``NotFoundError`` for a suggester that does not exist.

    They remember what ``annotator`` has marked below ``annotations``, where that is given.
    """
    suggesters = available()
    for name in arguments.suggester:
        if name not in suggesters:
            raise NotFoundError.nearest(_("suggester"), name, suggesters)
    project = corpus.root if corpus and not corpus.bundled else None
    return Setup(
        project,
        annotations,
        annotator,
        tuple(arguments.suggester),
        arguments.min_score,
        follow_links=bool(corpus and corpus.follow_links),
    )


def annotated(listing: Listing, arguments: argparse.Namespace) -> Iterator[tuple[Article, Layer]]:
    """Yield the articles that the annotator has annotated, with their layers; only read, whoever has them open."""
    annotator = annotator_of(arguments)
    for article, layers in annotated_by(listing, arguments.annotations, [annotator]):
        yield article, layers[annotator]


def annotated_by(
    listing: Listing, annotations: Path | None, annotators: Iterable[str]
) -> Iterator[tuple[Article, dict[str, Layer]]]:
    """Yield the articles that one of these has annotated at least, with the layers of those who have; only read.

    Annotations that are damaged are left out, and so are those of articles that cannot be read; each is reported.
    """
    place = annotations_folder(listing.corpus, annotations)
    if place.notice:
        listing.report(place.notice)
    infos = (item.info for item in listing)
    yield from annotated_articles(
        listing.corpus, infos, place.folder, annotators, listing.report, report, listing.leave_out
    )


def report(problem: Problem) -> None:
    """Report a problem that the command goes on without."""
    complain(problem)


class Narrator:
    """Report on stderr what goes wrong with suggesters and where texts are sent; ``status`` is the exit status.

    It is 1 where a suggester was left out, as nobody has allowed it or for what it did wrong. May be called from any
    thread.
    """

    def __init__(self) -> None:
        self.status = 0
        self._reported_places: set[str] = set()

    def problem(self, problem: Problem) -> None:
        """Report a problem that the command goes on without."""
        if isinstance(problem, Refusal):
            self.status = 1
        report(problem)

    def left_out(self, _name: str) -> None:
        """Take note of a suggester that the command goes on without; what it did wrong is told by itself."""
        self.status = 1

    def sending(self, place: str) -> None:
        """Report where texts are sent, once for each place."""
        if place and place not in self._reported_places:
            self._reported_places.add(place)
            report(Problem("", _("the texts are sent to {place}").format(place=place)))
