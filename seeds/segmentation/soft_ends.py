"""Find the line ends inside paragraphs that a program has wrapped, which are no part of what is read."""

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from seeds.segmentation.style import LineShape, Wrapping, sample, shape, wrapping

_FULL, _OPEN = 0.6, 0.3
_EXACT = 2
_ANY_WIDTH = Wrapping(1, 0, marked=True)


class SoftEnd(NamedTuple):
    """Hold code points ``start`` to ``end`` of a text that join two lines: a line end and the spaces around it.

    ``joint`` is what is read in their place: nothing, or a space between words of letters.
    """

    start: int
    end: int
    joint: str


def soft_ends(text: str, start: int, end: int, headings: Container[int] = ()) -> Iterator[SoftEnd]:
    """Yield what joins the lines of a wrapped text, between the code points ``start`` and ``end``, in order.

    Where its lines do not tell at which width a program has cut them, a blank line or an indent ends a paragraph. The
    lines that begin at ``headings`` are joined to none.
    """
    how = wrapping(list(sample(text, start, end))) or _ANY_WIDTH
    for (first, line), (second, following) in pairwise(_lines(text, start, end)):
        if _goes_on(how.measured(line), following, how) and first not in headings and second not in headings:
            stop = first + len(text[first:second].rstrip())
            tail = second + _lead(text, second, end) if text[second].isspace() else second
            yield SoftEnd(stop, tail, joint(text[stop - 1], text[tail]))


def unwrapped(words: str) -> str:
    """Return words in one line, as they are read where a program has wrapped them."""
    lines = [line.strip() for line in words.split("\n")] if "\n" in words else [words]
    joined = lines[0]
    for line in filter(None, lines[1:]):
        joined += joint(joined[-1:], line[0]) + line
    return joined


def _goes_on(line: LineShape, following: LineShape, how: Wrapping) -> bool:
    """Return whether a paragraph goes on from a line to the next."""
    if line.blank or following.blank or following.indent > how.indent + 1:
        return False
    if line.ended and not how.marked:
        return how.long and line.width >= how.width - _EXACT
    return line.width >= how.width * (_FULL if line.ended or not how.marked else _OPEN)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, LineShape]]:
    """Yield where each line begins, and its shape."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, shape(text[start:stop], spoken=False)
        start = stop + 1


def _lead(text: str, start: int, end: int) -> int:
    """Return the code points of the indent of the line that begins at ``start``."""
    offset = start
    while offset < end and text[offset].isspace():
        offset += 1
    return offset - start


def joint(before: str, after: str) -> str:
    """Return what is read between the characters before and after a line end."""
    return " " if _is_letter(before) and _is_letter(after) else ""


def _is_letter(character: str) -> bool:
    """Return whether a character is of a script that sets its words apart by spaces, or a mark that stands in such."""
    return "" < character < "\u0500" and not character.isspace() and character != "-"
