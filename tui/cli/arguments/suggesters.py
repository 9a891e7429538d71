"""What the commands on suggestions have in common: which suggesters, whose annotations, and how work is shown."""

import argparse
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from seeds.article import Article
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from tui.cli.arguments.articles import Listing
from tui.console.output import complain

if TYPE_CHECKING:
    from annotations.model.layer import Layer
    from annotations.suggest.setup import Setup


def add_suggesters(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which suggesters are to be asked."""
    parser.add_argument(
        "--suggester",
        action="append",
        default=[],
        metavar="NAME",
        help=_("ask this suggester, and no other; may be given several times"),
    )
    parser.add_argument("--min-score", type=_score, metavar="SCORE", help=_("leave out what is less certain, 0 to 1"))
    parser.add_argument(
        "--processes", type=_number, metavar="N", help=_("how many; one for each processor if not said")
    )


def add_annotator(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say whose annotations are meant, and where they are."""
    parser.add_argument("--annotator", default=None, metavar="NAME", help=_("whose annotations; yours if not said"))
    parser.add_argument("--annotations", type=Path, metavar="DIR", help=_("where the annotations are, if elsewhere"))


def setup_for(
    arguments: argparse.Namespace, corpus: Corpus | None, annotations: Path | None = None, annotator: str = ""
) -> "Setup":
    """What the suggesters of a corpus are told; raises ``NotFoundError`` for a suggester that does not exist.

    They remember what ``annotator`` has marked below ``annotations``, where that is given.
    """
    from annotations.suggest.setup import Setup  # noqa: PLC0415 - not for the help
    from annotations.suggest.suggester_names import available  # noqa: PLC0415
    from seeds.errors import NotFoundError  # noqa: PLC0415

    known = available()
    for name in arguments.suggester:
        if name not in known:
            raise NotFoundError.nearest(_("suggester"), name, known)
    project = corpus.root if corpus and not corpus.bundled else None
    return Setup(
        project,
        annotations,
        annotator,
        tuple(arguments.suggester),
        arguments.min_score,
        follow_links=bool(corpus and corpus.follow_links),
    )


def annotator_of(arguments: argparse.Namespace) -> str:
    """Whose annotations are meant: those that are asked for, those of the settings, or the user's."""
    from tui.core.config import config_path, load_settings  # noqa: PLC0415 - not for the help

    return arguments.annotator or load_settings(config_path())[0].annotator or getuser()


def annotated(listing: Listing, arguments: argparse.Namespace) -> "Iterator[tuple[Article, Layer]]":
    """The articles that the annotator has annotated, with their layers; only read, whoever has them open."""
    from annotations.storage.paths import annotations_folder  # noqa: PLC0415 - not for the help
    from annotations.storage.store import Store  # noqa: PLC0415

    place = annotations_folder(listing.corpus, arguments.annotations)
    if place.notice:
        listing.report(place.notice)
    store = Store(place.folder, annotator_of(arguments))
    links = store.link(listing.corpus)
    for notice in links.notices:
        report(notice)
    left_out = dict.fromkeys(problem.document for problem in links.problems)
    for item in listing:
        try:
            article = listing.corpus.read(item.info)
            found = store.look(article)
        except ZhupiError as error:
            listing.report(error.problem)
            path = store.path(item.info)
            if path.exists():
                left_out[str(path)] = None
            continue
        if found:
            for problem in (*found.reading.problems, *found.problems):
                report(problem)
            if found.reading.read_only:
                left_out[found.reading.problems[0].document] = None
            else:
                yield article, found.layer
    listing.leave_out(left_out)


def report(problem: Problem) -> None:
    """Tell of a problem that the command goes on without."""
    complain(problem)


class Narrator:
    """Tells on stderr what goes wrong with suggesters and where texts are sent; ``status`` is the exit status for it.

    It is 1 where a suggester was left out, as nobody has allowed it or for what it did wrong. May be called from any
    thread.
    """

    def __init__(self) -> None:
        self.status = 0
        self._told: set[str] = set()

    def problem(self, problem: Problem) -> None:
        """Tell of a problem that the command goes on without."""
        from annotations.suggest.consent.request import Refusal  # noqa: PLC0415 - not for the help

        if isinstance(problem, Refusal):
            self.status = 1
        report(problem)

    def left_out(self, _name: str) -> None:
        """Take note of a suggester that the command goes on without; what it did wrong is told by itself."""
        self.status = 1

    def sending(self, place: str) -> None:
        """Tell where texts are sent, once for each place."""
        if place and place not in self._told:
            self._told.add(place)
            report(Problem("", _("the texts are sent to {place}").format(place=place)))


def _score(text: str) -> float:
    score = float(text)
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(_("a score lies between 0 and 1"))
    return score


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("at least 1 is needed"))
    return number
