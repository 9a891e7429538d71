"""Draw the lines of a form in columns, cut to the screen."""

from tui.text.clip import clip, fit, shorten
from tui.text.width import cells, drawable

NAME_WIDTH = 12
VALUE_WIDTH = 18
"""Cells for the names of the lines, and for what they say, so that what there is to know begins in one column."""

GAP = 2

BAR = 24
"""Cells for the progress of an export or import."""


def drawn_line(name: str, value: str, description: str, width: int, ambiguous: int = 1) -> tuple[str, str, str]:
    """Return a line of the form in ``width`` cells: its name, its value, and what there is to know, in some lines.

    Each of the three begins where the one before it ends.
    """
    about, *more = (drawable(part) for part in description.split("\n"))
    room = width - NAME_WIDTH
    beside = cells(about, ambiguous) + GAP if about else 0
    value = shorten(drawable(value), max(room - beside, min(room, VALUE_WIDTH)), ambiguous)
    value += " " * max(GAP, VALUE_WIDTH + GAP - cells(value, ambiguous)) if about else ""
    room -= cells(value, ambiguous)
    indent = "\n" + " " * (NAME_WIDTH + VALUE_WIDTH + GAP)
    description = indent.join(clip(part, max(0, room), ambiguous) for part in (about, *more))
    return fit(drawable(name), NAME_WIDTH, ambiguous), value, description


def drawn_progress(done: int, total: int) -> str:
    """Return a bar for what is done, with its number; more than the total may be."""
    return f"{_bar(done, total)}  {done:,} / {max(done, total):,}"


def drawn_share(done: int, total: int) -> str:
    """Return a bar for the share that is done, where the number says nothing to people; more than the total may be."""
    return f"{_bar(done, total)}  {min(100, 100 * done // max(1, total))} %"


def _bar(done: int, total: int) -> str:
    full = min(BAR, BAR * done // max(1, total))
    return "━" * full + "─" * (BAR - full)
