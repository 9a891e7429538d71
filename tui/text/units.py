"""What the cursor moves by: characters, words, sentences and paragraphs, between the stops of a layout."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from seeds.segment import Paragraph, Paragraphs
from seeds.sentences import sentences
from seeds.words import Words
from tui.text.stops import Stops

Range = tuple[int, int]
"""Code points of the article, half-open."""

Unit = Literal["character", "word", "sentence", "paragraph"]


class Units(Protocol):
    """The units of one kind: ranges that do not overlap, and none of which is empty."""

    def after(self, offset: int) -> Iterator[Range]:
        """Those that end after an offset, in order; the first of them may hold it."""
        ...

    def before(self, offset: int) -> Iterator[Range]:
        """Those that begin before an offset, last first; the first of them may hold it."""
        ...


def units_of(stops: Stops, words: Words) -> Mapping[Unit, Units]:
    """The units of each kind in a layout."""
    text, paragraphs = stops.layout.article.text, stops.layout.paragraphs

    def trimmed(ranges: Sequence[Range]) -> list[Range]:
        shown = ((stops.floor(start), stops.floor(end)) for start, end in _without_spaces(text, ranges))
        return [(start, end) for start, end in shown if start < end]

    def sentences_of(paragraph: Paragraph) -> list[Range]:
        return trimmed(sentences(text, paragraph.start, paragraph.end))

    def whole(paragraph: Paragraph) -> list[Range]:
        return trimmed([(paragraph.start, paragraph.end)])

    return {
        "character": _InParagraphs(paragraphs, stops.characters),
        "word": _WordsAtStops(words, stops),
        "sentence": _InParagraphs(paragraphs, sentences_of),
        "paragraph": _InParagraphs(paragraphs, whole),
    }


class _InParagraphs:
    """Units that are found a paragraph at a time."""

    def __init__(self, paragraphs: Paragraphs, find: Callable[[Paragraph], Sequence[Range]]) -> None:
        self._paragraphs = paragraphs
        self._find = find

    def after(self, offset: int) -> Iterator[Range]:
        paragraph = self._at(max(offset, 0))
        while paragraph is not None:
            found = self._find(paragraph)
            yield from found[bisect_right(found, offset, key=_end_of) :]
            paragraph = self._paragraphs.after(paragraph)

    def before(self, offset: int) -> Iterator[Range]:
        paragraph = self._at(offset - 1)
        while paragraph is not None:
            found = self._find(paragraph)
            yield from reversed(found[: bisect_left(found, offset, key=_start_of)])
            paragraph = self._paragraphs.before(paragraph)

    def _at(self, offset: int) -> Paragraph | None:
        try:
            return self._paragraphs.at(offset)
        except IndexError:
            return None
