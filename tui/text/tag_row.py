"""Draw a row below a line of text that shows its spans by brackets and codes: ``└ORG──┘``.

For terminals without colour, and for spans that lie in each other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from tui.text.layout import Layout, Line
from tui.text.pointing import cells_of, image_of
from tui.text.width import cells, drawable, edges

_BOXES = "└─┘"
_ASCII = "[-]"
_WITH_BRACKETS = 3


class Tag(NamedTuple):
    """Hold a range of the article's code points, and the code of its label."""

    start: int
    end: int
    code: str


class _Placed(NamedTuple):
    """Hold a tag in the cells of a row, and whether it begins and ends there."""

    start: int
    end: int
    code: str
    begins: bool
    ends: bool


def tag_row(line: Line, layout: Layout, tags: Iterable[Tag]) -> str:
    """Return the row below a line, just as wide as its text; it too begins ``line.left`` cells from the widget's edge.

    A span that begins within another is drawn over it, and so is the shorter of two that begin together. The code
    stands where its span can first be seen, as much of it as there is room for; in one or two cells it stands without
    brackets. Where box-drawing characters may take two cells, ASCII stands for them.
    """
    ambiguous = layout.metrics.ambiguous
    signs = _BOXES if ambiguous == 1 else _ASCII
    owners: list[_Placed | None] = [None] * line.width
    for tag in sorted(_placed(line, layout, tags), key=lambda tag: (tag.start, -tag.end)):
        owners[tag.start : tag.end] = [tag] * (tag.end - tag.start)
    row: list[str] = []
    coded: set[_Placed] = set()
    start = 0
    for owner, group in groupby(owners):
        end = start + len(list(group))
        if owner is None:
            row.append(" " * (end - start))
        else:
            code = "" if owner in coded else owner.code
            row.append(_bracket(owner, start, end, code, signs, ambiguous))
            coded.add(owner)
        start = end
    return "".join(row)


def _placed(line: Line, layout: Layout, tags: Iterable[Tag]) -> Iterator[_Placed]:
    """Yield the tags that can be seen on a line, in cells of its text."""
    for tag in tags:
        first, last = cells_of(line, layout, tag.start, tag.end)
        if first < last:
            image = image_of(line, layout, tag.start, tag.end)
            begins, ends = image[0] >= 0, image[1] <= len(line.text)
            yield _Placed(first - line.left, last - line.left, drawable(tag.code), begins, ends)


def _bracket(tag: _Placed, start: int, end: int, code: str, signs: str, ambiguous: int) -> str:
    """Return the cells ``start`` to ``end`` of a tag, with its code if there is one to be shown."""
    opening = signs[0] if tag.begins and start == tag.start else ""
    closing = signs[2] if tag.ends and end == tag.end else ""
    if code and end - start < _WITH_BRACKETS:
        opening = closing = ""
    room = end - start - len(opening) - len(closing)
    shown = code[: bisect_right(edges(code, ambiguous), room) - 1]
    return opening + shown + signs[1] * (room - cells(shown, ambiguous)) + closing
