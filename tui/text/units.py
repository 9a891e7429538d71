"""Find what the cursor moves by: characters, words, sentences and paragraphs, between the stops of a layout."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from seeds.segmentation.paragraphs import Paragraph
from seeds.segmentation.words import Words
from tui.text.cursor_stops import CursorStops

Range = tuple[int, int]
"""Code points of the article, half-open."""

Unit = Literal["character", "word", "sentence", "paragraph"]


class Units(Protocol):
    """Find the units of one kind: ranges that do not overlap, and none of which is empty."""

    def after(self, offset: int) -> Iterator[Range]:
        """Return those that end after an offset, in order; the first of them may hold it."""
        ...

    def before(self, offset: int) -> Iterator[Range]:
        """Return those that begin before an offset, last first; the first of them may hold it."""
        ...


def units_of(stops: CursorStops, words: Words) -> Mapping[Unit, Units]:
    """Return the units of each kind in a layout; sentences and paragraphs are without the spaces around them."""
    read = stops.layout.read
    return {
        "character": _InParagraphs(stops, stops.characters),
        "word": _Words(stops, words),
        "sentence": _InParagraphs(stops, lambda each: trimmed(read.sentences(each.start, each.end), stops)),
        "paragraph": _InParagraphs(stops, lambda each: trimmed([(each.start, each.end)], stops)),
    }


def trimmed(ranges: Iterable[Range], stops: CursorStops) -> list[Range]:
    """Return the ranges between stops and without the spaces and line ends around them, as far as anything is left."""
    text = stops.layout.article.text
    result = []
    for start, end in ranges:
        piece = text[start:end]
        first, last = stops.floor(end - len(piece.lstrip())), stops.floor(start + len(piece.rstrip()))
        if first < last:
            result.append((first, last))
    return result


class _InParagraphs:
    """Find units a paragraph at a time."""

    def __init__(self, stops: CursorStops, find: Callable[[Paragraph], Sequence[Range]]) -> None:
        self._layout = stops.layout
        self._find = find

    def after(self, offset: int) -> Iterator[Range]:
        paragraph = self._at(max(offset, 0))
        while paragraph is not None:
            units = self._find(paragraph)
            yield from units[bisect_right(units, offset, key=_end_of) :]
            paragraph = self._layout.paragraphs.after(paragraph)

    def before(self, offset: int) -> Iterator[Range]:
        paragraph = self._at(min(offset, self._layout.length) - 1)
        while paragraph is not None:
            units = self._find(paragraph)
            yield from reversed(units[: bisect_left(units, offset, key=_start_of)])
            paragraph = self._layout.paragraphs.before(paragraph)

    def _at(self, offset: int) -> Paragraph | None:
        return self._layout.paragraphs.at(offset) if 0 <= offset < self._layout.length else None


class _Words:
    """Find words whose edges are stops: one that begins or ends within a character begins or ends before it instead."""

    def __init__(self, stops: CursorStops, words: Words) -> None:
        self._stops = stops
        self._words = words

    def after(self, offset: int) -> Iterator[Range]:
        at_stops = self._at_stops(self._words.after(offset))
        return ((start, end) for start, end in at_stops if start < end and end > offset)

    def before(self, offset: int) -> Iterator[Range]:
        at_stops = self._at_stops(self._words.before(self._stops.ceiling(offset)))
        return ((start, end) for start, end in at_stops if start < end)

    def _at_stops(self, words: Iterator[Range]) -> Iterator[Range]:
        return ((self._stops.floor(start), self._stops.floor(end)) for start, end in words)


def _start_of(unit: Range) -> int:
    return unit[0]


def _end_of(unit: Range) -> int:
    return unit[1]
