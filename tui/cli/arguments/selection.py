"""Define the arguments that say what of a project is exported, released or counted."""

import argparse
from collections.abc import Sequence
from dataclasses import replace

from annotations.exchange.exporting.disclosure import pseudonyms
from annotations.exchange.exporting.request import Project
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.model.layer import Status
from annotations.model.schema import Schema
from annotations.storage.paths import annotations_folder
from annotations.storage.summaries import annotators_in
from seeds.errors import NotFoundError, SourceError
from seeds.i18n import _
from tui.cli.arguments.annotators import ALL, add_annotations, own_annotator
from tui.cli.arguments.articles import open_corpus
from tui.cli.arguments.values import names_in, pair
from tui.console.output import complain
from tui.core.config import config_path, load_settings

_NONE = "none"


def add_selection(parser: argparse.ArgumentParser, annotator: str) -> None:
    """Add the arguments that choose annotators, articles and labels; ``annotator`` explains the first."""
    parser.add_argument("--annotator", action="append", metavar="NAME", help=annotator)
    add_annotations(parser)
    parser.add_argument(
        "--status", metavar="STATUS,…", help=_("articles of these statuses alone: new, in-progress, done, skipped")
    )
    parser.add_argument("--labels", metavar="LABEL,…", help=_("spans of these labels alone"))
    parser.add_argument(
        "--map",
        action="append",
        type=pair("LABEL=NAME"),
        metavar="LABEL=NAME",
        help=_("call a label otherwise; may be repeated"),
    )


def add_split(parser: argparse.ArgumentParser, text: str, default: Split | None = None, *, none: bool = False) -> None:
    """Add the arguments that divide the articles; ``text`` explains the first, which may be “none” where said so."""
    parser.add_argument(
        "--split", type=_split_or_none if none else _split, metavar="80/10/10", default=default, help=text
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=_("another one divides them differently"))


def split_in(arguments: argparse.Namespace) -> Split | None:
    """Return the split that is asked for, if one is."""
    return replace(arguments.split, seed=arguments.seed) if arguments.split else None


def selection_in(arguments: argparse.Namespace, schema: Schema) -> Selection:
    """Return what is selected; raises ``NotFoundError`` for labels and statuses that there are not."""
    statuses = map(_status, names_in(arguments.status))
    return Selection.of(schema, statuses, names_in(arguments.labels), dict(arguments.map or ()))


def project_in(
    arguments: argparse.Namespace, default: Sequence[str] = (), *, by_pseudonym: bool = False, strict: bool = False
) -> Project:
    """Return the project with the annotators that are asked for, else those of ``default``, else the user.

    An annotator may be named by a pseudonym where that is so said; raises ``NotFoundError`` then for one that there is
    not. With ``strict``, raises ``SourceError`` where the annotations are not where they should be; else this is
    reported.
    """
    corpus = open_corpus(arguments.path, arguments.annotations)
    place = annotations_folder(corpus, arguments.annotations)
    if place.notice and strict:
        raise SourceError(place.notice)
    if place.notice:
        complain(place.notice)
    own = own_annotator(load_settings(config_path())[0])
    names = arguments.annotator or default or [own]
    everybody = annotators_in(place.folder)
    if by_pseudonym and everybody:
        names = [_real_name(name, everybody) for name in names]
    return Project(corpus, place.folder, everybody or [own] if ALL in names else list(dict.fromkeys(names)))


def _real_name(name: str, everybody: Sequence[str]) -> str:
    if name == ALL or name in everybody:
        return name
    others = {pseudonym: real for real, pseudonym in pseudonyms(everybody).items()}
    if name not in others:
        raise NotFoundError.nearest(_("annotator"), name, everybody)
    return others[name]


def _status(name: str) -> Status:
    if name not in list(Status):
        raise NotFoundError.nearest(_("status"), name, [status.value for status in Status])
    return Status(name)


def _split_or_none(text: str) -> Split | None:
    return None if text == _NONE else _split(text)


def _split(text: str) -> Split:
    try:
        return Split.parse(text)
    except SourceError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
