"""Read a text as its author meant it: without what only sets it in lines. The text itself never changes.

What is read has offsets of its own; a map ties them to those of the text, so that whatever looks for words, such as a
search or a suggester, looks through the line ends within a wrapped word, and answers in offsets of the text.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from seeds.article import Article
from seeds.script.converter import Converted
from seeds.script.offsets import Edit, OffsetMap
from seeds.script.search import ConvertedFinder, Finder
from seeds.segmentation.markdown.blocks import MarkdownText, markdown_text
from seeds.segmentation.outline.outline import outline_of_text
from seeds.segmentation.sentences import sentences
from seeds.segmentation.soft_ends import soft_ends
from seeds.segmentation.style import Style, style_of

_KEPT = 4


@dataclass(frozen=True, slots=True)
class ReadText:
    """Hold what is read of a text, and the map from the offsets of the text to those of what is read.

    ``soft`` are the ranges of the text that are read otherwise than they are written, or not at all, in order.
    ``markdown`` is what else its marks say, where it is read as Markdown.
    """

    text: str
    map: OffsetMap = OffsetMap.identity
    style: Style = Style.DIVIDED
    soft: tuple[tuple[int, int], ...] = ()
    markdown: MarkdownText | None = None

    @property
    def is_aligned(self) -> bool:
        """Return whether every offset of the text is that of what is read."""
        return not self.map.edits

    def to_read(self, start: int, end: int) -> tuple[int, int]:
        """Return what is read of a range of the text; an empty range stays empty."""
        return self.map.to_target(start), self.map.to_target(end)

    def ranges(self, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return what is read of ranges of the text."""
        return tuple(self.to_read(start, end) for start, end in ranges)

    def to_written(self, start: int, end: int) -> tuple[int, int]:
        """Return the least range of the text that holds what is read from ``start`` to ``end``."""
        return self.map.least_source_range(start, end)

    def joints(self, start: int, end: int) -> Iterator[int]:
        """Yield both ends of each part of a range of the text of which nothing is read, in order."""
        edits = self.map.edits
        for first, length, _target, shown in edits[bisect_left(edits, (start,)) : bisect_left(edits, (end,))]:
            if not shown:
                yield from (first, min(first + length, end))

    def as_written(self, written: str, shown: Converted) -> Converted:
        """Return the conversion of what is read with the line ends of the text as it is written, and its map."""
        if not self.soft:
            return shown
        parts: list[str] = []
        edits: list[Edit] = []
        at = target = 0
        for first, last in (*self.soft, (len(written), len(written))):
            start, end = self.map.to_target(at, end=True), self.map.to_target(first)
            parts += [shown.text[shown.map.to_target(start) : shown.map.to_target(end)], written[first:last]]
            edits += shown.map.cropped(start, end).moved(at, target).edits
            target += len(parts[-2]) + last - first
            at = last
        return Converted("".join(parts), OffsetMap(tuple(edits)))

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Split the code points of the text from ``start`` to ``end`` into sentences, which join up to the whole."""
        if self.is_aligned:
            return sentences(self.text, start, end)
        ends = [self.map.to_source(last) for _first, last in sentences(self.text, *self.to_read(start, end))]
        ends = [start, *(last for last in ends[:-1] if start < last < end), end]
        return [(first, last) for first, last in pairwise(ends) if first < last]


def article_finder(article: Article) -> Finder | ConvertedFinder:
    """Return what finds words in an article, as it is written and as it is read."""
    return text_finder(article.text, read_article(article))


def text_finder(written: str, read: ReadText) -> Finder | ConvertedFinder:
    """Return what finds words in a text, as it is written and as it is read."""
    finder = Finder(written)
    return ConvertedFinder(finder, Converted(read.text, read.map)) if read.soft else finder


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


def read_article(article: Article) -> ReadText:
    """Return what is read of an article, as its ``paragraphs`` say, or else as its lines tell. Kept for a few texts."""
    style = Style(article.paragraphs)
    if style is Style.FOUND and article.is_markdown:
        style = Style.MARKDOWN
    return read_text(article.text, article.body_start, style)


@lru_cache(maxsize=_KEPT)
def read_text(text: str, start: int = 0, style: Style = Style.FOUND) -> ReadText:
    """Return what is read of a text whose body begins at ``start``. Kept for a few texts."""
    end = len(text)
    style = style_of(text, start, end) if style is Style.FOUND else style
    changes: Iterable[tuple[int, int, str]] = ()
    markdown = None
    if style is Style.WRAPPED:
        changes = soft_ends(text, start, end, outline_of_text(text, start, markdown=False).starts)
    elif style is Style.MARKDOWN:
        markdown = markdown_text(text, start)
        changes = markdown.changes
    parts: list[str] = []
    edits: list[Edit] = []
    soft: list[tuple[int, int]] = []
    at = target = 0
    for first, last, shown in changes:
        parts += [text[at:first], shown]
        target += first - at
        if last - first != len(shown):
            edits.append((first, last - first, target, len(shown)))
        soft.append((first, last))
        target += len(shown)
        at = last
    parts.append(text[at:])
    read = "".join(parts)
    if not read.strip():  # nothing but marks, which are then all that there is to read
        return ReadText(text, style=style)
    return ReadText(read, OffsetMap(tuple(edits)), style, tuple(soft), markdown)
