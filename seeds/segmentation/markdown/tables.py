"""Set the rows of a table of Markdown in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds.segmentation.markdown.inline import Change, Inline, inline_of
from seeds.segmentation.style import cells

if TYPE_CHECKING:
    from markdown_it.token import Token

_WIDEST = 78
_GAP = 2
_HEAD = 1


@dataclass
class Row:
    """Hold the code points of a row of a table, and the words of its cells."""

    start: int
    end: int
    inlines: list[Inline] = field(default_factory=list)
    has_all: bool = True

    def add(self, token: "Token", text: str) -> None:
        """Add the cell that comes next, as the library has read it; an empty one has no words."""
        begin = self.inlines[-1].end if self.inlines else self.start
        pipe = text.find("|", begin, self.end)
        if pipe >= 0 and (self.inlines or not text[begin:pipe].strip(" \t>")):
            begin = pipe + 1
        inline = inline_of(token, text, [(begin, self.end)])
        if inline is None:
            self.has_all = self.has_all and not token.content.strip()
            stop = begin + len(text[begin : self.end]) - len(text[begin : self.end].lstrip(" \t"))
            inline = Inline(stop, stop, "", [], [], [])
        self.inlines.append(inline)

    def is_clear(self, text: str) -> bool:
        """Return whether nothing but bars and spaces stands between the cells."""
        edges = [(self.start, self.start), *((each.start, each.end) for each in self.inlines), (self.end, self.end)]
        between = (text[first[1] : second[0]].strip(" \t>") for first, second in pairwise(edges))
        return self.has_all and all(signs in ("", "|") for signs in between)


def aligned(rows: Sequence[Row], text: str) -> Iterator[Change]:
    """Yield what sets the cells of a table in columns, with a line below its head.

    Where that would be too wide for a page, or the cells are not surely told apart, the rows stay as they are written,
    but for the marks in their cells.
    """
    cell_rows = [row for number, row in enumerate(rows) if number != _HEAD]
    count = max((len(row.inlines) for row in cell_rows), default=0)
    widths = [
        max(cells(row.inlines[n].shown) if n < len(row.inlines) else 0 for row in cell_rows) for n in range(count)
    ]
    total = sum(widths) + _GAP * max(0, count - 1)
    is_narrow = total <= _WIDEST and all(row.is_clear(text) for row in cell_rows)
    for number, row in enumerate(rows):
        if not is_narrow:
            for inline in row.inlines:
                yield from inline.changes
        elif number == _HEAD:
            yield Change(row.start, row.end, "─" * total)
        else:
            yield from _set(row, widths)


def _set(row: Row, widths: Sequence[int]) -> Iterator[Change]:
    at, space = row.start, 0
    for inline, width in zip(row.inlines, widths, strict=False):
        yield Change(at, inline.start, " " * space)
        yield from inline.changes
        at, space = inline.end, width - cells(inline.shown) + _GAP
    yield Change(at, row.end, "")
