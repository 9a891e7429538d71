"""Split a line into runs of one look each; looks are names that a widget turns into styles."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.text.layout import Layout, Line


class StyledRange(NamedTuple):
    """Represent a range of the article's code points that is drawn with a look of its own."""

    start: int
    end: int
    look: str


class TextRun(NamedTuple):
    """Hold adjoining characters of a line that are drawn alike; later looks lie over earlier ones."""

    text: str
    looks: tuple[str, ...]


def paint(line: Line, layout: Layout, marks: Iterable[StyledRange]) -> Iterator[TextRun]:
    """Cut a line of a layout into runs; ``marks`` lie over each other in their order and may reach beyond the line."""
    spans = [span for mark in marks for span in [_shown(line, layout, mark)] if span.start < span.end]
    edges = sorted({0, len(line.text), *(span.start for span in spans), *(span.end for span in spans)})
    for start, end in pairwise(edges):
        looks = tuple(span.look for span in spans if span.start <= start and end <= span.end)
        yield TextRun(line.text[start:end], (line.kind, *looks))


def _shown(line: Line, layout: Layout, mark: StyledRange) -> StyledRange:
    """Return a mark in code points of the line's own text, cut to the line."""
    if line.kind == "meta" or (line.kind == "title" and line.start == line.end):
        return StyledRange(0, 0, mark.look)
    block = layout.block(line.paragraph)
    first = block.map.to_target(max(0, mark.start - line.paragraph)) - line.shown_start
    last = block.map.to_target(mark.end - line.paragraph, end=True) - line.shown_start
    return StyledRange(max(first, 0), min(last, len(line.text)), mark.look)


def marks_within(marks: Sequence[StyledRange], start: int, end: int) -> Sequence[StyledRange]:
    """Return those of ``marks`` (sorted, not overlapping) that touch the range; found by bisection."""
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    last = bisect_right(marks, end - 1, key=lambda mark: mark.start)
    return marks[first:last]
