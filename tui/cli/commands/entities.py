"""Run ``zhupi entities``: print what the suggesters find, as JSON lines."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import Any, BinaryIO

from annotations.suggest.suggestion import Suggestion, in_written
from annotations.suggest.workers.batch import suggest_batch
from seeds.encoding.decoding import decode
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.segmentation.reflow import ReadText, read_article, read_text
from seeds.sources.corpus import Corpus
from seeds.system.files import bounded_lines
from seeds.toml.nesting import load_json
from tui.cli.arguments.articles import Listing
from tui.cli.arguments.sending_costs import add_yes, may_send, texts_before
from tui.cli.arguments.suggesters import Narrator, add_suggesters, setup_for
from tui.console.output import write_json
from tui.console.progress import shown

DIGITS = 4
"""The decimals of a score."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Hold a text, and the keys that stand before its spans."""

    text: str
    about: dict[str, Any]
    read: ReadText


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Find entities with the suggesters of the project. Prints a JSON object a line: id, title, text, and spans "
        "with start, end, label, score and origin; offsets are code points of text, and end is not part of the span."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 where nothing could be read, or a suggester failed or is not allowed; "
        "2 for a usage error"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "path", nargs="?", metavar="PATH", help=_("a folder or file of articles; - for plain text from stdin")
    )
    group.add_argument("--jsonl", metavar="FILE", help=_("a file of JSON objects with “text”, one a line; - for stdin"))
    add_suggesters(parser)
    add_yes(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is found, while it is found."""
    corpus: Corpus | None = None
    listing: Listing | None = None
    if arguments.jsonl:
        source: Iterable[_Text] = _from_lines(arguments.jsonl)
    elif arguments.path == "-":
        source = [_from_stdin()]
    else:
        listing = Listing(arguments.path)
        corpus, source = listing.corpus, _from_articles(listing)
    setup = setup_for(arguments, corpus)
    if corpus and not may_send(setup, texts_before(corpus), yes=arguments.yes):
        return 1
    texts, same_texts = tee(source)
    narrator = Narrator()
    results = suggest_batch(
        (item.read.text for item in same_texts),
        setup,
        arguments.processes,
        narrator.problem,
        narrator.sending,
        narrator.left_out,
    )
    pairs = zip(texts, results, strict=True)
    for item, suggestions in shown(pairs, _("finding entities"), printed=True):
        spans = list(map(_as_object, in_written(suggestions, item.read)))
        write_json(item.about | {"text": item.text, "spans": spans})
    return max(narrator.status, listing.status if listing else 0)


def _as_object(suggestion: Suggestion) -> dict[str, Any]:
    score = round(suggestion.score, DIGITS)
    return {
        "start": suggestion.start,
        "end": suggestion.end,
        "label": suggestion.label,
        "score": score,
        "origin": suggestion.origin,
    }


def _from_articles(listing: Listing) -> Iterator[_Text]:
    for article in listing.articles():
        yield _Text(article.text, {"id": article.info.id, "title": article.info.title}, read_article(article))


def _from_stdin() -> _Text:
    text = decode(sys.stdin.buffer.read(), "stdin").text
    return _Text(text, {"id": "", "title": ""}, read_text(text))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Open a file, or stdin; raises ``SourceError`` where it cannot be read."""
    try:
        if name == "-":
            yield sys.stdin.buffer
        else:
            with Path(name).open("rb") as stream:  # the user has named it, and it may be a pipe
                yield stream
    except OSError as error:
        raise SourceError(Problem(name, _("cannot be read: {reason}").format(reason=error.strerror))) from error


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the lines of a file; raises ``SourceError`` where one is too long."""
    try:
        yield from bounded_lines(stream, Path(name))
    except OSError as error:
        raise SourceError(Problem(name, _("cannot be read: {reason}").format(reason=error.strerror))) from error


def _from_lines(name: str) -> Iterator[_Text]:
    """Yield the texts of a file and the other keys of their objects; raises ``SourceError`` for a bad line."""
    with _opened(name) as stream:
        for number, line in enumerate(_lines(stream, name), 1):
            if not line.strip():
                continue
            try:
                entry = load_json(line.decode("utf-8-sig"))
                text = entry.pop("text")
            except (ValueError, LookupError, TypeError, AttributeError) as error:
                raise SourceError(Problem(name, _("is not a JSON object with “text”"), number)) from error
            if not isinstance(text, str):
                raise SourceError(Problem(name, _("“text” has to be a text"), number))
            entry.pop("spans", None)
            yield _Text(text, {"id": "", "title": ""} | entry, read_text(text))
