"""Select text: grow and shrink what is selected, drag it with the mouse, or take the word under the cursor."""

from typing import get_args

from tui.text.cursor import Cursor
from tui.text.movements import Movements
from tui.text.units import Range, Unit, trimmed


def target(cursor: Cursor, movements: Movements) -> Range | None:
    """Return what a label goes to: the selection, else the word under the cursor, else the mark.

    Spaces and line ends at both ends of it are left out; None where nothing else is there.
    """
    if cursor.selection:
        unit = movements.stops.around(*cursor.selection)
    else:
        head = movements.head(cursor)
        unit = unit_at(head, "word", movements) or unit_at(head, "character", movements) or (head, head)
    return next(iter(trimmed([unit], movements.stops)), None)


def unit_at(offset: int, unit: Unit, movements: Movements) -> Range | None:
    """Return the unit that holds a code point: what a click, double click, or triple click there selects."""
    candidate = next(movements.units[unit].after(offset), None)
    return candidate if candidate and candidate[0] <= offset else None


def grown(cursor: Cursor, movements: Movements) -> Cursor:
    """Select the next larger whole: the character under the cursor, its word, sentence, and paragraph, and all."""
    start, end = cursor.selection or (movements.head(cursor),) * 2
    for unit in get_args(Unit):
        first = unit_at(start, unit, movements) or (start, end)
        last = unit_at(max(start, end - 1), unit, movements) or (start, end)
        whole = min(start, first[0]), max(end, last[1])
        if whole != (start, end):
            return Cursor(whole[1], whole[0], inner=cursor)
    first_stop, last_stop = movements.stops.around(0, len(movements.text))
    if start <= first_stop and last_stop <= end:
        return cursor
    return Cursor(last_stop, first_stop, inner=cursor)


def shrunk(cursor: Cursor) -> Cursor:
    """Undo the last growth of the selection; a selection that was not grown stays as it is."""
    return cursor.inner or cursor


def dragged(pressed: Range, reached: Range) -> Cursor:
    """Select from one unit to another, both included, as the mouse does; the cursor is where it was moved to."""
    if reached[0] < pressed[0]:
        return Cursor(reached[0], pressed[1])
    return Cursor(max(pressed[1], reached[1]), pressed[0])


def beyond(offset: int, movements: Movements) -> Cursor:
    """Return the cursor on the first word from an offset on: where one goes on when all before it is labelled."""
    starts = (start for start, _end in movements.units["word"].after(offset) if start >= offset)
    return movements.at(next(starts, offset))
