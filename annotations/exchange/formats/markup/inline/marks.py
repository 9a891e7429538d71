"""Take marks out of a text, which become spans, and put spans into a text as marks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.model.span import Span
from seeds.i18n import _
from seeds.system.files import WHOLE


class Piece(NamedTuple):
    """Hold a stretch of a file: words, or a mark that opens or closes a span.

    A mark closes the last open one of the same ``name``; what none closes is words. ``label`` is at either of the two.
    ``cut`` is how many characters at both ends between the marks are not of the span.
    """

    words: str
    opens: bool = False
    closes: bool = False
    name: str = ""
    label: str = ""
    cut: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class MarkedText:
    """Hold a text without its marks, the spans that they are, by the name of the mark, and marks without another."""

    text: str = ""
    spans: list[tuple[str, SpanCandidate]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)

    def candidates(self, name: str) -> list[SpanCandidate]:
        """Return the spans between marks of a name."""
        return [candidate for own, candidate in self.spans if own == name]

    def report_unmatched(self, where: str, report: Report) -> None:
        """Report the marks that have no other, and stay in the text."""
        for words in self.unmatched:
            report.add(DroppedItem(where, words, _("opens or closes nothing, and stays in the text")), "mark")


def without_marks(pieces: Sequence[Piece]) -> MarkedText:
    """Return the text of pieces with the spans in it, in the order in which they end."""
    closed_by = _pairs(pieces)
    closers = {closer: opener for opener, closer in closed_by.items()}
    result = MarkedText()
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for index, piece in enumerate(pieces):
        if index in closed_by:
            starts[index] = length
        elif index in closers:
            opener = pieces[closers[index]]
            start, end = starts[closers[index]] + opener.cut[0], length - opener.cut[1]
            result.spans.append((piece.name, SpanCandidate(start, end, opener.label or piece.label)))
        else:
            if piece.opens or piece.closes:
                result.unmatched.append(piece.words)
            parts.append(piece.words)
            length += len(piece.words)
    result.text = "".join(parts)
    return result


def _pairs(pieces: Sequence[Piece]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    still_open: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.opens:
            still_open.append(index)
        elif piece.closes:
            places = (
                place for place in range(len(still_open) - 1, -1, -1) if pieces[still_open[place]].name == piece.name
            )
            place = next(places, None)
            if place is not None:
                pairs[still_open[place]] = index
                del still_open[place:]
    return pairs


def nested_spans(record: Record, report: Report) -> list[Span]:
    """Return the spans of a record that lie in each other or apart, outer ones first; what crosses one is a loss."""
    nested: list[Span] = []
    around: list[Span] = []
    places: set[tuple[int, int, str]] = set()
    for span in sorted(record.spans, key=lambda span: (span.start, -span.end)):
        while around and around[-1].end <= span.start:
            around.pop()
        if (span.start, span.end, span.label) in places:
            report.drop(record, _("is a duplicate"), span)
        elif around and around[-1].end < span.end:
            report.drop(record, _("crosses another span, which marks cannot"), span)
        else:
            places.add((span.start, span.end, span.label))
            nested.append(span)
            around.append(span)
    return nested


def with_marks(
    text: str,
    spans: Iterable[Span],
    opening: Callable[[Span], str],
    closing: Callable[[Span], str],
    written: Callable[[str], str] = str,
) -> str:
    """Return a text with marks around nested spans, outer ones first; ``written`` is how its words are."""
    return "".join(_parts(text, list(spans), opening, closing, written))


def _parts(
    text: str,
    spans: list[Span],
    opening: Callable[[Span], str],
    closing: Callable[[Span], str],
    written: Callable[[str], str],
) -> Iterator[str]:
    place = 0
    still_open: list[Span] = []
    for span in [*spans, Span("", len(text), len(text) + 1, "")]:
        while still_open and still_open[-1].end <= span.start:
            inner = still_open.pop()
            yield written(text[place : inner.end])
            yield closing(inner)
            place = inner.end
        yield written(text[place : span.start])
        place = span.start
        if span.start < len(text):
            yield opening(span)
            still_open.append(span)


def whole_text(path: Path, report: Report) -> str:
    """Read the text of a file, with LF in place of CR LF where all its lines end so; raises as ``read_text_lines``."""
    text = "".join(line for _number, line in read_text_lines(path, report, keep_ends=True, limit=WHOLE))
    return text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text


def is_object(head: str) -> bool:
    """Return whether a file begins as one of JSON, in whose texts there may be marks."""
    return head.lstrip("\ufeff \t\r\n").startswith(('{"', "[{", '["', "{\n", "[\n"))
