"""Break paragraphs whose rows after the first begin further right: items of lists, and quotations."""

import re
from typing import NamedTuple

from tui.text.width import cells
from tui.text.wrap import Row, wrap

HANG = 2
"""Cells to the right of the measure that are kept free for punctuation that hangs."""

_HEAD = re.compile(r"[ \t\u3000]*(?:│ ?)*[ \t\u3000]*(?:(?:[•◦]|[0-9]{1,9}[.)]) +)?")
_HANGING = frozenset(("item", "quote"))


class PlacedRow(NamedTuple):
    """Hold a row, and how many cells further right than the others of the page it begins."""

    row: Row
    left: int


def placed_rows(text: str, kind: str, width: int, ambiguous: int, indent: int = 0) -> list[PlacedRow]:
    """Break the drawable text of a paragraph of a kind into rows of at most ``width`` cells; they join up to the whole.

    ``indent`` is how many cells the first row begins further right.
    """
    head = _HEAD.match(text) if kind in _HANGING else None
    length = head.end() if head else 0
    room = cells(text[:length], ambiguous)
    if not 0 < room <= width // 2 or length == len(text):
        rows = wrap(text, width, ambiguous=ambiguous, hang=HANG, indent=indent)
        return [PlacedRow(row, 0 if number else indent) for number, row in enumerate(rows)]
    rows = wrap(text[length:], width - room, ambiguous=ambiguous, hang=HANG)
    moved = [Row(row.start + length, row.end + length, row.cells) for row in rows]
    first = Row(0, moved[0].end, moved[0].cells + room)
    return [PlacedRow(first, 0), *(PlacedRow(row, room) for row in moved[1:])]
