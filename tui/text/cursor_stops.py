"""Find where the cursor can stop: at the borders of what is drawn as one character, in offsets of the article."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from seeds.segmentation.paragraphs import Paragraph
from tui.text.layout import Block, Layout
from tui.text.width import inner_offsets


class CursorStops:
    """Find the stops of one layout, a paragraph at a time and only where they are needed.

    No cluster is cut at a stop, nor is a piece of the article that is shown in another length in another script: it is
    one character for the cursor. A paragraph's last stop is before its line end. A paragraph of spaces has none.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._found = lru_cache(maxsize=64)(self._find)

    def within(self, paragraph: Paragraph) -> tuple[int, ...]:
        """Return the stops of a paragraph, in order."""
        return self._found(paragraph)

    def characters(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        """Return what lies between the stops of a paragraph, as far as any of it is shown."""
        pairs = list(pairwise(self.within(paragraph)))
        if self.layout.read.is_aligned or not pairs:
            return pairs
        offsets = self.layout.read.map
        return [(start, end) for start, end in pairs if offsets.to_target(start) < offsets.to_target(end)]

    def floor(self, offset: int) -> int:
        """Return the last stop up to an offset, or the first there is; 0 where there is none."""
        for stops in self._paragraphs_from(offset, -1):
            if stops[0] <= offset:
                return stops[bisect_right(stops, offset) - 1]
        return next((stops[0] for stops in self._paragraphs_from(0, 1)), 0)

    def ceiling(self, offset: int) -> int:
        """Return the first stop from an offset on, or the last there is; 0 where there is none."""
        for stops in self._paragraphs_from(offset, 1):
            if stops[-1] >= offset:
                return stops[bisect_left(stops, offset)]
        return next((stops[-1] for stops in self._paragraphs_from(self.layout.length, -1)), 0)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the least range between stops that holds a range; an empty one stays empty."""
        first = self.floor(start)
        return first, first if start == end else self.ceiling(end)

    def _paragraphs_from(self, offset: int, step: int) -> Iterator[tuple[int, ...]]:
        """Yield the stops of the paragraphs that have any, from the one that holds an offset onwards, or back."""
        paragraphs = self.layout.paragraphs
        length = self.layout.length
        paragraph = paragraphs.at(min(max(offset, 0), length - 1)) if length else None
        while paragraph is not None:
            stops = self.within(paragraph)
            if stops:
                yield stops
            paragraph = paragraphs.after(paragraph) if step > 0 else paragraphs.before(paragraph)

    def _find(self, paragraph: Paragraph) -> tuple[int, ...]:
        source = self.layout.article.text[paragraph.start : paragraph.end].rstrip("\n")
        if not source.strip():
            return ()
        borders = _borders(self.layout.block(paragraph.start))
        stops = {paragraph.start + offset for offset in (0, *borders, len(source))}
        return tuple(sorted(stops.union(self.layout.read.joints(paragraph.start, paragraph.start + len(source)))))


def _borders(block: Block) -> Iterable[int]:
    """Return the borders of the clusters of a block's text, from the paragraph's start, but none in a changed piece."""
    inside = inner_offsets(block.text)
    borders = (border for border in range(len(block.text) + 1) if border not in inside)
    if not block.map.edits:
        return borders
    images = ((border, block.map.to_source(border)) for border in borders)
    return [offset for border, offset in images if block.map.to_target(offset) == border]
