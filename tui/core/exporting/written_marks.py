"""Find the marked passages of a text in what a format has written of it, whatever the format."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from annotations.exchange.record import Record
from tui.core.lit_lines import WrittenMark

MOST_MARKUP = 200
"""Code points that may stand between the words of a mark and those beside it, such as a tag."""

_GAP = re.compile(r"""[\t ][^\n]*\n+|"\s*,\s*"|'\s*,\s*'|[ \t\n]+""")
"""What may stand between two characters of a passage: the rest of a tag's line, what parts strings of a list, space."""

_ESCAPES = {
    '"': r'\\?"|&quot;',
    "'": r"\\?'|&#x27;|&apos;|''",
    "&": r"&amp;|&",
    "<": r"&lt;|\\?<",
    ">": r"&gt;|\\?>",
    "\\": r"\\\\?",
    "\n": r"\\n|\n|&#10;",
    "\t": r"\\t|\t",
}

_LATIN = re.compile(r"[0-9A-Za-z]")

Range = tuple[int, int]


def written_marks(written: str, record: Record) -> list[WrittenMark]:
    """Return where a format's text has the marked passages of a record, and the names of their labels.

    Where the text of the record stands whole, be it with tags in it, a character in each line or in a list, its marks
    are where they are in it; elsewhere they are wherever their words are. Of those that nest, the outer come first.
    """
    marks: list[WrittenMark] = []
    wholes: list[Range] = []
    for places in _wholes(written, record):
        wholes.append((places[0][0], places[-1][1]))
        for span in record.spans:
            marks += [WrittenMark(*each, span.label) for each in _joined(places[span.start : span.end])]
    for span in record.spans:
        for places in _passages(written, record.words(span)):
            if not any(start < places[-1][1] and places[0][0] < end for start, end in wholes):
                marks += [WrittenMark(*each, span.label) for each in _joined(places)]
    marks.sort(key=lambda mark: mark.start - mark.end)
    return [*_names(written, {span.label for span in record.spans}, marks), *marks]


def _wholes(written: str, record: Record) -> Iterator[list[Range]]:
    """Yield where the whole text of a record is written: the range of each of its characters."""
    borders = sorted({0, len(record.text), *(edge for span in record.spans for edge in (span.start, span.end))})
    pieces = [record.text[start:end] for start, end in pairwise(borders)]
    free = 0
    for first in _beginnings(written, pieces[0] if pieces else "", 0, len(written)):
        places = _followed(written, first, pieces[1:]) if first[0][0] >= free else None
        if places:
            free = places[-1][1]
            yield places


def _followed(written: str, first: list[Range], pieces: Sequence[str]) -> list[Range] | None:
    places = list(first)
    for piece in pieces:
        after = places[-1][1]
        following = next(_beginnings(written, piece, after, after + MOST_MARKUP), None)
        if following is None:
            return None
        places += following
    return places


def _passages(written: str, words: str) -> Iterator[list[Range]]:
    """Yield where words stand, Latin ones by themselves: the range of each of their characters."""
    for places in _beginnings(written, words, 0, len(written)):
        start, end = places[0][0], places[-1][1]
        if not (_within_latin(written, start) or _within_latin(written, end)):
            yield places


def _within_latin(written: str, place: int) -> bool:
    return bool(place and _LATIN.match(written, place - 1) and _LATIN.match(written, place))


def _beginnings(written: str, words: str, start: int, end: int) -> Iterator[list[Range]]:
    """Yield where words begin between two offsets: the range of each of their characters."""
    for match in _sign(words[0]).finditer(written, start, end) if words else ():
        places = _walked(written, match.start(), words)
        if places:
            yield places


def _walked(written: str, place: int, words: str) -> list[Range] | None:
    """Return the range of each character of words that begin at a place; None where they do not."""
    places: list[Range] = []
    for char in words:
        sign = _sign(char)
        match = sign.match(written, place)
        if not match and places:
            gap = _GAP.match(written, place)
            match = sign.match(written, gap.end()) if gap else None
        if match:
            places.append(match.span())
        elif char.isspace() and places:
            places.append((place, place))  # files of tags leave it out
        else:
            return None
        place = places[-1][1]
    return places


@cache
def _sign(char: str) -> re.Pattern[str]:
    return re.compile(_ESCAPES.get(char) or re.escape(char))


def _joined(places: Sequence[Range]) -> Iterator[Range]:
    """Yield the ranges of characters, those that touch as one."""
    start = end = -1
    for first, last in places:
        if first != end:
            if end > start:
                yield start, end
            start = first
        end = last
    if end > start:
        yield start, end


def _names(written: str, labels: set[str], marks: Sequence[WrittenMark]) -> Iterator[WrittenMark]:
    for label in labels:
        for match in re.finditer(rf"(?<![0-9A-Za-z]){re.escape(label)}(?![0-9A-Za-z])", written):
            if not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
                yield WrittenMark(*match.span(), label, names_label=True)
