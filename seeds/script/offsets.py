"""Map the offsets of a text to those of its conversion, and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import ClassVar

Edit = tuple[int, int, int, int]
"""A range whose length changed: source start, source length, target start, target length."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Map offsets of a source text to offsets of its conversion, both ways, in code points.

    ``edits`` are the ranges whose length changed, in order and without overlap; everywhere else the two texts run
    side by side, one code point for one. Every offset has an image in the other text, and order is kept.
    """

    edits: tuple[Edit, ...] = ()

    identity: ClassVar["OffsetMap"]

    def to_target(self, offset: int, *, end: bool = False) -> int:
        """Return the offset in the target; inside an edit, its start, or with ``end`` its end. O(log n)."""
        return _image(self.edits, offset, 0, end=end)

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """Return the offset in the source; inside an edit, its start, or with ``end`` its end. O(log n)."""
        return _image(self.edits, offset, 2, end=end)

    def target_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the target that covers every edit that a range of the source touches.

        An empty range stays empty.
        """
        first = self.to_target(start)
        return first, first if start == end else self.to_target(end, end=True)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the source that covers every edit that a range of the target touches.

        An empty range stays empty.
        """
        first = self.to_source(start)
        return first, first if start == end else self.to_source(end, end=True)

    def least_source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the source that covers every edit of which a range of the target holds anything.

        Unlike ``source_range`` it is without what is deleted right before or behind. An empty range stays empty.
        """
        if start == end:
            return (self.to_source(start),) * 2
        before, behind = self._deletion_at(start), self._deletion_at(end)
        first = before[0] + before[1] if before else self.to_source(start)
        return first, behind[0] if behind else self.to_source(end, end=True)

    def _deletion_at(self, target: int) -> Edit | None:
        index = bisect_left(self.edits, target, key=itemgetter(2))
        edit = self.edits[index] if index < len(self.edits) else None
        return edit if edit and edit[2:] == (target, 0) else None

    def then(self, other: "OffsetMap") -> "OffsetMap":
        """Return the map of two conversions in turn, where ``other`` maps this map's target further on.

        Edits of both that overlap in the text between become one; one whose length is in the end unchanged is dropped.
        """
        if not self.edits:
            return other
        if not other.edits:
            return self
        edits = []
        for start, end in _merged(self.edits, other.edits):
            source, source_end = self.to_source(start), self.to_source(end, end=True)
            target, target_end = other.to_target(start), other.to_target(end, end=True)
            if source_end - source != target_end - target:
                edits.append((source, source_end - source, target, target_end - target))
        return OffsetMap(tuple(edits))

    def moved(self, source: int, target: int) -> "OffsetMap":
        """Return the same map between texts that begin ``source`` and ``target`` code points further on."""
        return OffsetMap(tuple((a + source, m, b + target, n) for a, m, b, n in self.edits))

    def cropped(self, start: int, end: int) -> "OffsetMap":
        """Return the map of the source range alone, onto ``to_target(start)`` to ``to_target(end)``; both count from 0.

        What an edit became belongs to the range that holds the edit's end; to one that ends inside it, it is deleted.
        """
        target = self.to_target(start)
        first = bisect_right(self.edits, start, key=lambda edit: edit[0] + edit[1])
        last = bisect_left(self.edits, end, key=itemgetter(0))
        edits = []
        for a, m, b, n in self.edits[first:last]:
            head, tail = max(a, start), min(a + m, end)
            length = n if a + m <= end else 0
            if tail - head != length:
                edits.append((head - start, tail - head, b - target, length))
        return OffsetMap(tuple(edits))


OffsetMap.identity = OffsetMap()


def _image(edits: Sequence[Edit], offset: int, side: int, *, end: bool) -> int:
    """Map ``offset`` from the side of an edit that begins at index ``side`` to the other side.

    An edit of length 0 on this side has the whole of its other side as the image of its one offset: the start of it
    belongs to the plain image, its end to that with ``end``. Hence the two bisections.
    """
    bisect = bisect_right if end else bisect_left
    index = bisect(edits, offset, key=itemgetter(side)) - 1
    if index < 0:
        return offset
    edit = edits[index]
    start, length = edit[side], edit[side + 1]
    image, image_length = edit[2 - side], edit[3 - side]
    if offset >= start + length:
        return image + image_length + offset - start - length
    return image + image_length if end and offset > start else image


def _merged(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Return the ranges of the text between two maps that hold edits of either: overlapping ones merged, in order."""
    ranges = sorted([(b, b + n) for _, _, b, n in first] + [(a, a + m) for a, m, _, _ in second])
    start, end = ranges[0]
    for next_start, next_end in ranges[1:]:
        if next_start < end:
            end = max(end, next_end)
        else:
            yield start, end
            start, end = next_start, next_end
    yield start, end
