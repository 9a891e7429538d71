"""Move a cursor over an article and select with it, apart from any screen."""

from collections.abc import Sequence

from annotations.model.rules import Range
from seeds.segmentation.words import Words
from tui.text import selection
from tui.text.cursor import Cursor
from tui.text.layout import Layout, Line
from tui.text.movements import Movements, Step
from tui.text.pointing import pointed
from tui.text.units import Unit


class Caret:
    """Hold the cursor over an article, which is None until it is first moved, and what is selected.

    While ``visual`` is set, every movement selects.
    """

    def __init__(self, words: Words, layout: Layout) -> None:
        self.words = words
        self.cursor: Cursor | None = None
        self.visual = False
        self._movements = Movements(layout, words)
        self._pressed: Range | None = None

    @property
    def head(self) -> int | None:
        """The code point that the cursor stands on."""
        return None if self.cursor is None else self._movements.head(self.cursor)

    @property
    def range(self) -> Range | None:
        """The character that the cursor stands on."""
        return None if self.head is None else selection.unit_at(self.head, "character", self._movements)

    @property
    def target(self) -> Range | None:
        """Return what a label would go to."""
        return None if self.cursor is None else selection.target(self.cursor, self._movements)

    def use(self, layout: Layout) -> None:
        """Go on in another layout of the article; cursor and selection stay on their text."""
        self.words = self.words.over(layout.read)
        self._movements = Movements(layout, self.words)

    def stretched(self, fixed: int, moving: int, unit: Unit, step: Step) -> Range:
        """Return the range between two offsets, one of which is moved by a unit; the cursor stays."""
        moved = self._movements.step(Cursor(moving, fixed), unit, step, extend=True).offset
        return min(fixed, moved), max(fixed, moved)

    def go_beyond(self, offset: int) -> None:
        """Put the cursor on the word where one goes on after a range that ends at an offset; nothing is selected."""
        self.visual = False
        self.cursor = selection.beyond(offset, self._movements)

    def place(self, offset: int) -> None:
        """Put the cursor on the character that holds a code point, or on the first word behind it."""
        self.cursor = self._movements.at(offset)

    def press(self, lines: Sequence[Line], cell: int, row: int, unit: Unit | None = None) -> None:
        """Put the cursor on the character at a cell of the screen, or select the unit that is there."""
        pressed = pointed(lines, self._movements.stops, cell, row)
        if pressed is None:
            return
        self.visual = False
        self._pressed = selection.unit_at(pressed[0], unit, self._movements) or pressed if unit else pressed
        self.cursor = selection.dragged(self._pressed, self._pressed) if unit else self._movements.at(pressed[0])

    def drag(self, lines: Sequence[Line], cell: int, row: int) -> None:
        """Select from where the mouse was pressed to a cell of the screen, both characters included."""
        reached = pointed(lines, self._movements.stops, cell, row)
        if reached is not None and self._pressed is not None and reached != self._pressed:
            self.cursor = selection.dragged(self._pressed, reached)

    def step(self, unit: Unit, step: Step, *, extend: bool = False) -> None:
        """Move the cursor by a unit."""
        if self.cursor is not None:
            self.cursor = self._movements.step(self.cursor, unit, step, extend=extend or self.visual)

    def row(self, step: Step, *, extend: bool = False) -> None:
        """Move the cursor by a row."""
        if self.cursor is not None:
            self.cursor = self._movements.row(self.cursor, step, extend=extend or self.visual)

    def grow(self) -> None:
        """Select the next larger whole."""
        if self.cursor is not None:
            self.cursor = selection.grown(self.cursor, self._movements)

    def shrink(self) -> None:
        """Undo the last growth of the selection."""
        if self.cursor is not None:
            self.cursor = selection.shrunk(self.cursor)

    def stand_at(self, offset: int) -> None:
        """Put the cursor on a character, and let movements not select any more."""
        self.visual = False
        self.place(offset)

    @property
    def selected(self) -> Range | None:
        """Return what is selected, if anything is."""
        return self.cursor.selection if self.cursor else None

    def select(self, start: int, end: int) -> None:
        """Select a range."""
        self.cursor = Cursor.over(start, end)

    def toggle_visual(self) -> None:
        """Let every movement select from here on, or stop that."""
        self.visual = not self.visual
        if self.visual and self.cursor is not None and self.cursor.selection is None:
            self.cursor = selection.grown(self.cursor, self._movements)

    def collapse(self) -> bool:
        """Let go of the selection, or where there is none, of the cursor; return False where there was neither."""
        if self.cursor is None:
            return False
        selected = self.cursor.selection is not None or self.visual
        self.visual = False
        self.cursor = self._movements.at(self._movements.head(self.cursor)) if selected else None
        return True
