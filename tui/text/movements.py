"""Move the cursor by characters, words, sentences, paragraphs and rows, in the script that is shown.

Every movement takes a cursor and returns another. Without ``extend`` it goes on from the character that the cursor is
drawn on, and lands on a character. With ``extend`` it moves the border opposite the anchor: to the right of the anchor
it stops where units end, to the left where they begin, so that a selection holds whole units, and going back takes
away what was added last. A movement that leads nowhere returns a cursor at the same place.
"""

from collections.abc import Iterator
from typing import Literal

from seeds.segmentation.words import Words
from tui.text.cursor import Cursor
from tui.text.cursor_stops import CursorStops
from tui.text.layout import Layout, Line
from tui.text.pointing import cell_of, character_at, shows_text
from tui.text.units import Unit, Units, units_of

Step = Literal[-1, 1]
"""Back or on: to the left or right, up or down, to the beginning or the end."""


class Movements:
    """Move cursors in one layout of an article; other layouts take the same cursors."""

    def __init__(self, layout: Layout, words: Words) -> None:
        self.stops = CursorStops(layout)
        self.units = units_of(self.stops, words)
        self.text = layout.article.text
        self._layout = layout

    def at(self, offset: int) -> Cursor:
        """Return the cursor on the character that holds a code point, or the last before it."""
        return Cursor(self._character(offset))

    def head(self, cursor: Cursor) -> int:
        """Return the code point of the character that the cursor is drawn on: of a selection, the outermost."""
        anchor, offset = self._ends(cursor)
        if offset > anchor:
            return self._character(offset - 1)
        behind = next(self.units["character"].after(offset), None) if offset < anchor else None
        return behind[0] if behind else self._character(offset)

    def step(self, cursor: Cursor, unit: Unit, step: Step, *, extend: bool = False) -> Cursor:
        """Move by one unit: onto its first character, or with ``extend`` so that it is added or taken away."""
        units = self.units[unit]
        if extend:
            anchor, offset = self._ends(cursor)
            return Cursor(_stretched(units, anchor, offset, step), anchor)
        head = self.head(cursor)
        if step > 0:
            return Cursor(next((start for start, _end in units.after(head) if start > head), head))
        return Cursor(next((start for start, _end in units.before(head)), head))

    def row(self, cursor: Cursor, step: Step, *, extend: bool = False) -> Cursor:
        """Move by one row of text, keeping to the column in which the first such movement began."""
        anchor, offset = self._ends(cursor)
        place = offset if extend else self.head(cursor)
        rows = self._rows(place, step)
        here, target = next(rows, None), next(rows, None)
        column = cursor.column
        if column is None and here is not None:
            column = cell_of(here, self._layout, place)
        if column is not None and target is not None:
            place = self._place_in(target, column, extend=extend)
        return Cursor(place, anchor if extend else None, column)

    def row_end(self, cursor: Cursor, step: Step, *, extend: bool = False) -> Cursor:
        """Move to the beginning of the row that the cursor is drawn on, or to its end."""
        head = self.head(cursor)
        line = next(self._rows(head, step), None)
        if line is None:
            return self._to(cursor, head, step, extend=extend)
        breaks = self.text.endswith("\n", line.start, line.end)
        return self._to(cursor, line.start if step < 0 else line.end - breaks, step, extend=extend)

    def text_end(self, cursor: Cursor, step: Step, *, extend: bool = False) -> Cursor:
        """Move to the beginning of the text, or to its end."""
        return self._to(cursor, self.stops.floor(0 if step < 0 else len(self.text)), step, extend=extend)

    def _rows(self, offset: int, step: Step) -> Iterator[Line]:
        """Return the rows of text from the one that shows a code point onwards, or back."""
        address = self._layout.at(offset)
        lines = self._layout.down(address) if step > 0 else self._layout.up(address)
        return (line for _address, line in lines if shows_text(line))

    def _to(self, cursor: Cursor, stop: int, step: Step, *, extend: bool) -> Cursor:
        """Move to a stop, or to the character that begins there; where something ends, to the one that ends there."""
        if extend:
            return Cursor(stop, self._ends(cursor)[0])
        return Cursor(self._character(stop if step < 0 else stop - 1))

    def _place_in(self, line: Line, column: int, *, extend: bool) -> int:
        """Return the stop in a line that is nearest to a column; only what is selected can reach to a line's end."""
        last = self.stops.floor(line.end - 1)
        if extend and column >= line.left + line.width:
            return last
        return min(character_at(line, self.stops, column)[0], last)

    def _character(self, offset: int) -> int:
        """Return where the character begins that holds a code point, or the last before it; else the first there is."""
        characters = self.units["character"]
        character = next(characters.before(offset + 1), None) or next(characters.after(offset), None)
        return character[0] if character else 0

    def _ends(self, cursor: Cursor) -> tuple[int, int]:
        """Return a cursor's anchor and offset at stops of this layout, so that the selection cuts no character."""
        if cursor.selection is None:
            place = self._character(cursor.offset) if cursor.anchor is None else self.stops.floor(cursor.offset)
            return place, place
        start, end = self.stops.around(*cursor.selection)
        return (start, end) if cursor.offset == cursor.selection[1] else (end, start)


def _stretched(units: Units, anchor: int, offset: int, step: Step) -> int:
    """Return a selection's offset after a step: further from its anchor by a unit, or nearer by what was added last."""
    if step > 0 and offset < anchor:
        return min(anchor, next((start for start, _end in units.after(offset) if start > offset), anchor))
    if step < 0 and offset > anchor:
        return max(anchor, next((end for _start, end in units.before(offset) if end < offset), anchor))
    if step > 0:
        return next((end for _start, end in units.after(offset)), offset)
    return next((start for start, _end in units.before(offset)), offset)
