"""Read a text as its author meant it: without what only sets it in lines. The text itself never changes.

What is read has offsets of its own; a map ties them to those of the text, so that whatever looks for words, such as a
search or a suggester, looks through the line ends within a wrapped word, and answers in offsets of the text.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from seeds.article import Article
from seeds.script.converter import Converted
from seeds.script.offsets import Edit, OffsetMap
from seeds.segmentation.sentences import sentences
from seeds.segmentation.soft_ends import soft_ends
from seeds.segmentation.style import Style, style_of

_KEPT = 4


@dataclass(frozen=True, slots=True)
class ReadText:
    """Hold what is read of a text, and the map from the offsets of the text to those of what is read."""

    text: str
    map: OffsetMap = OffsetMap.identity
    style: Style = Style.DIVIDED

    @property
    def is_aligned(self) -> bool:
        """Return whether every offset of the text is that of what is read."""
        return not self.map.edits

    def to_read(self, start: int, end: int) -> tuple[int, int]:
        """Return what is read of a range of the text; an empty range stays empty."""
        return self.map.to_target(start), self.map.to_target(end)

    def to_written(self, start: int, end: int) -> tuple[int, int]:
        """Return the least range of the text that holds what is read from ``start`` to ``end``."""
        if start == end:
            return (self.map.to_source(start),) * 2
        return self.map.to_source(start, end=True), self.map.to_source(end)

    def joints(self, start: int, end: int) -> Iterator[int]:
        """Yield both ends of each part of a range of the text of which nothing is read, in order."""
        edits = self.map.edits
        for first, length, _target, shown in edits[bisect_left(edits, (start,)) : bisect_left(edits, (end,))]:
            if not shown:
                yield from (first, min(first + length, end))

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Split the code points of the text from ``start`` to ``end`` into sentences, which join up to the whole."""
        if self.is_aligned:
            return sentences(self.text, start, end)
        ends = [self.map.to_source(last) for _first, last in sentences(self.text, *self.to_read(start, end))]
        ends = [start, *(last for last in ends[:-1] if start < last < end), end]
        return [(first, last) for first, last in pairwise(ends) if first < last]


class View(Protocol):
    """Show a text as it stands, or in another script."""

    def convert(self, start: int, end: int) -> Converted:
        """Return what is shown of the code points from ``start`` to ``end``, with the map of their offsets."""
        ...


class ReadView:
    """Show what is read of a text: ``view`` shows that, and this one takes offsets of the text itself."""

    def __init__(self, read: ReadText, view: View) -> None:
        self._map = read.map
        self._view = view

    def convert(self, start: int, end: int) -> Converted:
        """Return what is shown of the code points of the text from ``start`` to ``end``."""
        shown = self._view.convert(self._map.to_target(start), self._map.to_target(end))
        return Converted(shown.text, self._map.cropped(start, end).then(shown.map))


def read_text(article: Article) -> ReadText:
    """Return what is read of an article, as its ``paragraphs`` say, or else as its lines tell. Kept for a few texts."""
    return _read_text(article.text, article.body_start, Style(article.paragraphs))


@lru_cache(maxsize=_KEPT)
def _read_text(text: str, start: int, asked: Style) -> ReadText:
    end = len(text)
    style = style_of(text, start, end) if asked is Style.FOUND else asked
    if style is not Style.WRAPPED:
        return ReadText(text, style=style)
    parts: list[str] = []
    edits: list[Edit] = []
    at = target = 0
    for first, last, joint in soft_ends(text, start, end):
        parts += [text[at:first], joint]
        target += first - at
        if last - first != len(joint):
            edits.append((first, last - first, target, len(joint)))
        target += len(joint)
        at = last
    parts.append(text[at:])
    return ReadText("".join(parts), OffsetMap(tuple(edits)), style)
