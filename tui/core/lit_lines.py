"""Hold lines of what a format has written, in which marked passages are lit, and break them into rows."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.text.width import drawable
from tui.text.wrap import Row, wrap


class WrittenMark(NamedTuple):
    """Hold a half-open range of what was written, its label, and whether the label's name is what stands there."""

    start: int
    end: int
    label: str
    names_label: bool = False


class LitLine(NamedTuple):
    """Hold a line, and the marked passages and names of labels in it."""

    text: str
    marks: tuple[WrittenMark, ...] = ()


def wrapped(line: LitLine, width: int, ambiguous: int = 1) -> Iterator[LitLine]:
    """Yield the rows of a line in ``width`` cells, as they may be drawn, each with what is marked in it."""
    text = drawable(line.text)
    for start, end, _cells in wrap(text, width, ambiguous=ambiguous, hang=0) or [Row(0, 0, 0)]:
        yield LitLine(text[start:end].rstrip(), marks_within(line.marks, start, end))


def marks_within(marks: Iterable[WrittenMark], start: int, end: int) -> tuple[WrittenMark, ...]:
    """Return the parts of marks between two offsets, counted from the first of these."""
    return tuple(
        mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in marks
        if mark.start < end and start < mark.end
    )
