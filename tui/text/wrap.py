"""Break one paragraph into rows."""

from bisect import bisect_right
from typing import NamedTuple

from seeds.segmentation.punctuation import HANGING
from tui.text.breaking import Breaks
from tui.text.width import edges


class Row(NamedTuple):
    """Hold code points ``start`` to ``end`` of the paragraph's displayed text, which take ``cells`` cells.

    Of the spaces at the end of a row, only those within the measure count.
    """

    start: int
    end: int
    cells: int


def wrap(text: str, width: int, *, ambiguous: int = 1, hang: int = 2, indent: int = 0) -> list[Row]:
    """Break one paragraph's drawable text into rows of at most ``width`` cells; they join up to the whole.

    The first row is shorter by ``indent`` cells. Closing punctuation may hang past the measure by up to ``hang`` cells,
    spaces by any number. A row begins with closing punctuation or ends with opening punctuation only where every other
    place in it is forbidden too; a word is cut only when it is longer than a row, a cluster never.
    """
    borders = edges(text, ambiguous)
    breaks = Breaks(text)
    rows: list[Row] = []
    start = 0
    room = max(1, width - indent)
    while start < len(text):
        end = _row_end(text, borders, breaks, start, borders[start] + room, hang)
        rows.append(Row(start, end, _drawn_cells(text, borders, start, end, room)))
        start = end
        room = max(1, width)
    return rows


def _row_end(text: str, borders: list[int], breaks: Breaks, start: int, limit: int, hang: int) -> int:
    """Return the offset at which a row from ``start`` ends, where ``limit`` is the cell that it may fill up to."""
    length = len(text)
    fit = bisect_right(borders, limit, start) - 1
    end = fit
    while end < length and text[end] in HANGING and borders[end + 1] <= limit + hang:
        end += 1
    while end < length and text[end].isspace():
        end += 1
    if end == length or (end > start and breaks.allowed(end)):
        return end
    for test in (breaks.allowed, breaks.punctuated, breaks.whole):
        for offset in range(fit, start, -1):
            if test(offset):
                return offset
    return next((offset for offset in range(start + 1, length) if breaks.whole(offset)), length)


def _drawn_cells(text: str, borders: list[int], start: int, end: int, room: int) -> int:
    visible = end
    while visible > start and text[visible - 1].isspace():
        visible -= 1
    while visible < end and borders[visible + 1] - borders[start] <= room:
        visible += 1
    return borders[visible] - borders[start]
