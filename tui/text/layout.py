"""Lay out an article in lines of cells, a paragraph at a time and only where somebody looks.

A place on the page is an ``LineAddress``: the paragraph's first code point and the number of a line in it. Nothing here
knows how many lines the whole article has, so an article of a million characters opens as fast as a short one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, repeat
from typing import Literal, NamedTuple

from seeds.article import Article
from seeds.script.converter import Converted
from seeds.script.offsets import OffsetMap
from seeds.segmentation.paragraphs import Kind, Paragraph, Paragraphs
from seeds.segmentation.reflow import ReadView, View
from seeds.segmentation.style import Style
from tui.text.hanging import HANG, placed_rows
from tui.text.width import drawable
from tui.text.wrap import wrap

_HAN = 2
_BEHIND = 1 << 30

LineKind = Kind | Literal["meta"]

_TIGHT = frozenset(("item", "quote", "code", "table"))
"""The kinds of paragraphs that stand close to others of theirs."""


class Metrics(NamedTuple):
    """Hold the measures of a page, all in cells and rows.

    ``width`` is the text's measure, ``left`` the margin before it; ``ambiguous`` the cells of characters such as ``“``.
    """

    width: int
    left: int = 0
    paragraph_spacing: int = 1
    line_spacing: int = 0
    indent: bool = False
    ambiguous: int = 1


class LineAddress(NamedTuple):
    """Name a line of the page: the code point at which its paragraph starts, and its number in that block."""

    paragraph: int
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """Represent one row of the screen.

    ``text`` is drawable and ``width`` cells wide; it begins ``left`` cells from the widget's edge. It shows the code
    points ``start`` to ``end`` of the article, and is the part from ``shown_start`` of the displayed text of the
    paragraph that starts at ``paragraph``. A line that shows none of the article, because it is blank or about it, has
    ``start == end``.
    """

    kind: LineKind
    start: int
    end: int
    text: str = ""
    left: int = 0
    width: int = 0
    paragraph: int = 0
    shown_start: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a paragraph laid out: its lines, the blank ones after it, and the map from the article to what is shown.

    ``start`` is the paragraph's first code point; ``map`` ties code points counted from there to those of ``text``,
    what is displayed of the paragraph, drawable.
    """

    start: int
    map: OffsetMap
    text: str
    lines: tuple[Line, ...]


class AsItStands:
    """Show a text in its own script."""

    def __init__(self, text: str) -> None:
        self._text = text

    def convert(self, start: int, end: int) -> Converted:
        """Return the code points from ``start`` to ``end`` themselves."""
        return Converted(self._text[start:end], OffsetMap.identity)


class Layout:
    """Lay out one article in one script at one size; another size or script is another layout.

    ``view`` shows what is read of the article, such as its conversion. ``heading`` is shown above a text that has no
    title of its own, ``meta`` below the title; both may be empty.
    """

    def __init__(self, article: Article, view: View, metrics: Metrics, *, heading: str = "", meta: str = "") -> None:
        self.article = article
        self.metrics = metrics
        self.paragraphs = Paragraphs.of(article)
        self.read = self.paragraphs.read
        self._view = view if self.read.is_aligned else ReadView(self.read, view)
        self._heading = heading
        self._meta = meta
        self.block = lru_cache(maxsize=256)(self._block)

    @property
    def length(self) -> int:
        """The code points of the article."""
        return len(self.article.text)

    def top(self) -> LineAddress:
        """Return the first line of the page, which is not of the first paragraph where that is blank and not shown."""
        return self._top

    @cached_property
    def _top(self) -> LineAddress:
        start = LineAddress(0, 0)
        return next((address for address, _line in self.down(start)), start)

    def end(self) -> LineAddress:
        """Return the last line that shows any of the text."""
        last = self.paragraphs.at(self.length - 1) if self.length else None
        if last is not None:
            for address, line in self.up(LineAddress(last.start, _BEHIND)):
                if line.start < line.end:
                    return address
        return self.top()

    def at(self, offset: int) -> LineAddress:
        """Return the line that shows a code point, or the nearest below it where none does."""
        if offset >= self.length:
            return self.end()
        paragraph = self.paragraphs.at(max(0, offset))
        below = (address for address, line in self.down(LineAddress(paragraph.start, 0)) if offset < line.end)
        return next(below, None) or self.end()

    def line(self, address: LineAddress) -> Line:
        """Return the line at an address, or the next there is."""
        return next(line for _address, line in self.down(address))

    def move(self, address: LineAddress, rows: int) -> LineAddress:
        """Return the address ``rows`` lines further down, or up where negative, no further than the page goes."""
        steps = self.down(address) if rows >= 0 else self.up(address)
        for reached, _line in islice(steps, abs(rows) + 1):
            address = reached
        return address

    def down(self, address: LineAddress) -> Iterator[tuple[LineAddress, Line]]:
        """Yield the lines from an address to the end of the page."""
        for block in self._blocks(address.paragraph, self.paragraphs.after):
            skipped = address.line if block.start == address.paragraph else 0
            for number, line in enumerate(block.lines[skipped:], skipped):
                yield LineAddress(block.start, number), line

    def up(self, address: LineAddress) -> Iterator[tuple[LineAddress, Line]]:
        """Yield the lines from an address back to the beginning of the page, last first."""
        for block in self._blocks(address.paragraph, self.paragraphs.before):
            number = (
                min(address.line, len(block.lines) - 1) if block.start == address.paragraph else len(block.lines) - 1
            )
            for below in range(number, -1, -1):
                yield LineAddress(block.start, below), block.lines[below]

    def window(self, address: LineAddress, height: int) -> list[Line]:
        """Return the lines of a screen that begins at an address: at most ``height``."""
        return [line for _address, line in islice(self.down(address), height)]

    def last_top(self, height: int) -> LineAddress:
        """Return the address at the top of the screen when the last line of text stands at its bottom."""
        return self.move(self.end(), 1 - max(1, height))

    def _blocks(self, start: int, step: Callable[[Paragraph], Paragraph | None]) -> Iterator[Block]:
        if not self.length:
            yield Block(0, OffsetMap.identity, "", tuple(self._front()))
            return
        paragraph: Paragraph | None = self.paragraphs.at(start)
        while paragraph is not None:
            yield self.block(paragraph.start)
            paragraph = step(paragraph)

    def _block(self, start: int) -> Block:
        paragraph = self.paragraphs.at(start)
        source = self.article.text[paragraph.start : paragraph.end].rstrip("\n")
        piece = self._view.convert(paragraph.start, paragraph.start + len(source))
        piece = Converted(drawable(piece.text), piece.map)
        lines = list(self._rows(paragraph, piece)) if piece.text.strip() else self._blank(paragraph)
        if start == 0:
            lines = self._with_front(paragraph, lines)
        return Block(start, piece.map, piece.text, tuple(lines))

    def _rows(self, paragraph: Paragraph, piece: Converted) -> Iterator[Line]:
        metrics = self.metrics
        text = piece.text
        kind = paragraph.kind
        indent = 2 * _HAN if metrics.indent and kind == "text" and not text[:1].isspace() else 0
        rows = placed_rows(text, kind, metrics.width, metrics.ambiguous, indent)
        if kind == "heading" and not self._spacing and paragraph.start and not self._is_verse:
            yield Line("blank", paragraph.start, paragraph.start)
        for number, (row, right) in enumerate(rows, 1):
            first = paragraph.start + piece.map.to_source(row.start)
            last = paragraph.end if number == len(rows) else paragraph.start + piece.map.to_source(row.end)
            left = metrics.left + right
            if kind == "byline" and paragraph.end == self.length:
                left += max(0, metrics.width - row.cells)
            yield Line(kind, first, last, text[row.start : row.end], left, row.cells, paragraph.start, row.start)
            if number < len(rows):
                yield from repeat(Line("blank", last, last), metrics.line_spacing)
        yield from repeat(Line("blank", paragraph.end, paragraph.end), self._space_after(paragraph))

    def _space_after(self, paragraph: Paragraph) -> int:
        """Return the blank rows after a paragraph: at least one after a title, fewer after a heading than before it."""
        spacing, kind = self._spacing, paragraph.kind
        if kind in _TIGHT:
            following = self.paragraphs.after(paragraph)
            return self.metrics.line_spacing if following and following.kind == kind else spacing
        return {"title": max(1, spacing), "heading": max(0, spacing - 1)}.get(kind, spacing)

    @property
    def _is_verse(self) -> bool:
        """Return whether blank lines of the text are all that sets its paragraphs apart."""
        return self.read.style is Style.VERSE

    @property
    def _spacing(self) -> int:
        return self.metrics.line_spacing if self._is_verse else self.metrics.paragraph_spacing

    def _blank(self, paragraph: Paragraph) -> list[Line]:
        """Return nothing where paragraphs are set apart anyway, else a blank line for the blank one of the source."""
        if paragraph.kind == "code":  # a blank line of the code, or what is not read of it
            is_blank = not self.article.text[paragraph.start : paragraph.end].strip()
            space = [Line("blank", paragraph.end, paragraph.end)] * self._space_after(paragraph)
            return [*([Line("blank", paragraph.start, paragraph.end)] * is_blank), *space]
        follows_title = self._is_verse and paragraph.start == self.article.title_length + 1
        if self._spacing or follows_title:
            return []
        return [Line("blank", paragraph.start, paragraph.end)]

    def _with_front(self, paragraph: Paragraph, lines: list[Line]) -> list[Line]:
        """Return the first paragraph with words about the article: below its title, or above a text without one."""
        if paragraph.kind != "title":
            return self._front() + lines
        shown = [number for number, line in enumerate(lines) if line.start < line.end]
        cut = shown[-1] + 1 if shown else 0
        return lines[:cut] + self._about(self._meta, "meta", paragraph.end) + lines[cut:]

    def _front(self) -> list[Line]:
        lines = self._about(self._heading, "title", 0) + self._about(self._meta, "meta", 0)
        return [*lines, Line("blank", 0, 0)] if lines else []

    def _about(self, text: str, kind: LineKind, place: int) -> list[Line]:
        """Return words about the article, which show none of its text; ``place`` is the code point they stand at."""
        text = drawable(text)
        rows = wrap(text, self.metrics.width, ambiguous=self.metrics.ambiguous, hang=HANG)
        return [
            Line(kind, place, place, text[row.start : row.end], self.metrics.left, row.cells) for row in rows if text
        ]
