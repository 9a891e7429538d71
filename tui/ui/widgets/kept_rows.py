"""Draw again only the rows of a widget that show something else than before, and keep the others as they were drawn."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import zip_longest
from typing import Generic, TypeVar

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

ALL = 1 << 16
"""Cells that no widget is wide."""

Row = TypeVar("Row", bound=Hashable)


class KeptRows(Generic[Row]):
    """Know from what each row of a widget is drawn, which is another object wherever it would be drawn otherwise.

    ``draw`` draws a row on a style; None stands for a blank row. ``begin`` gets what else the drawing depends on.
    """

    def __init__(self, widget: Widget, draw: Callable[[Row, Style], Strip]) -> None:
        self._widget = widget
        self._draw = draw
        self._rows: Sequence[Row | None] = ()
        self._strips: dict[Row, Strip] = {}
        self._look: Hashable = None
        self._base = Style()
        self._width = 0

    def use(self, rows: Sequence[Row | None]) -> None:
        """Show other rows, where the widget is about to draw all of them."""
        self._rows = rows

    def show(self, rows: Sequence[Row | None]) -> None:
        """Show other rows: the widget draws those again that have changed."""
        pairs = zip_longest(self._rows, rows)  # beyond the last row all is blank
        changed = [number for number, (before, after) in enumerate(pairs) if before != after]
        self._rows = rows
        if changed:
            self._widget.refresh(*(Region(0, first, ALL, count) for first, count in _runs(changed)))

    def begin(self, look: Hashable = None) -> None:
        """Begin to draw rows in the style that the widget has now; those of another look or width are forgotten."""
        base, width = self._widget.rich_style, self._widget.size.width
        if (look, base, width) != (self._look, self._base, self._width):
            self._look, self._base, self._width = look, base, width
            self._strips.clear()
        elif len(self._strips) > 2 * len(self._rows):
            self._strips = {row: self._strips[row] for row in self._rows if row in self._strips}

    def forget(self) -> None:
        """Keep nothing that was drawn: the styles are others."""
        self._strips.clear()

    def strip(self, number: int) -> Strip:
        """Return a row as it was drawn before, or draw it."""
        row = self._rows[number] if number < len(self._rows) else None
        if row is None:
            return Strip.blank(self._width, self._base)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._draw(row, self._base)
        return strip


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first row and the number of each run of adjoining rows."""
    first = before = rows[0]
    for row in rows[1:]:
        if row != before + 1:
            yield first, before - first + 1
            first = row
        before = row
    yield first, before - first + 1
