"""Go from a cell of the screen to the article, and back; exact on both halves of a wide character.

Cells are counted from the widget's left edge, so the margin and the indent of a line are among them.
"""

from bisect import bisect_right
from collections.abc import Sequence

from tui.text.cursor_stops import CursorStops
from tui.text.layout import Layout, Line
from tui.text.width import edges


def character_at(line: Line, stops: CursorStops, cell: int) -> tuple[int, int]:
    """Return the character that a line of text shows in a cell: its code points.

    Left of the text it is the line's first character, right of it the last that is visible. Where the script that is
    shown made a piece of another length, the character is the whole piece.
    """
    layout = stops.layout
    shown = min(max(cell - line.left, 0), line.width - 1)
    place = bisect_right(edges(line.text, layout.metrics.ambiguous), max(shown, 0)) - 1
    offset = line.paragraph + layout.block(line.paragraph).map.to_source(line.shown_start + place)
    borders = stops.within(layout.paragraphs.at(line.paragraph))
    index = min(bisect_right(borders, offset), len(borders) - 1)
    return borders[index - 1], borders[index]


def pointed(lines: Sequence[Line], stops: CursorStops, cell: int, row: int) -> tuple[int, int] | None:
    """Return the character on a screen that is nearest to a cell of a row; None where the screen shows no text.

    On a row without text, and below or above them all, it is one of the row of text before it, or else after it.
    """
    shown = [number for number, line in enumerate(lines) if shows_text(line)]
    if not shown:
        return None
    nearest = shown[max(bisect_right(shown, row) - 1, 0)]
    return character_at(lines[nearest], stops, cell)


def cell_of(line: Line, layout: Layout, offset: int) -> int:
    """Return the cell in which a line shows a code point; of what it does not show, the nearest one.

    For a code point after the line, or among the spaces that are not visible at its end, it is the cell after the text.
    """
    image = layout.block(line.paragraph).map.to_target(max(offset - line.paragraph, 0))
    place = min(max(image - line.shown_start, 0), len(line.text))
    return line.left + min(edges(line.text, layout.metrics.ambiguous)[place], line.width)


def cells_of(line: Line, layout: Layout, start: int, end: int) -> tuple[int, int]:
    """Return the cells, half-open, in which a line shows a range; where it shows none of it, both are the same."""
    borders = edges(line.text, layout.metrics.ambiguous)
    first, last = (
        line.left + min(borders[min(max(place, 0), len(line.text))], line.width)
        for place in image_of(line, layout, start, end)
    )
    return first, last


def image_of(line: Line, layout: Layout, start: int, end: int) -> tuple[int, int]:
    """Return what shows a range, in code points of a line's text: below 0 and beyond its length on other lines."""
    if not shows_text(line):
        return 0, 0
    offsets = layout.block(line.paragraph).map
    first = offsets.to_target(start - line.paragraph) - line.shown_start
    last = offsets.to_target(end - line.paragraph, end=True) - line.shown_start
    return first, last


def locate(lines: Sequence[Line], layout: Layout, offset: int) -> tuple[int, int] | None:
    """Return the row and the cell of a screen at which it shows a code point; None where it does not."""
    for row, line in enumerate(lines):
        if shows_text(line) and line.start <= offset < line.end:
            return row, cell_of(line, layout, offset)
    return None


def shows_text(line: Line) -> bool:
    """Return whether a line shows any of the article."""
    return line.kind != "blank" and line.start < line.end
