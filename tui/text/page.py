"""Know where a reader is in a laid-out article, and how each movement changes that."""

from functools import cached_property
from typing import NamedTuple

from annotations.storage.progress import Progress
from seeds.segmentation.paragraphs import Paragraph
from tui.text.layout import Layout, Line, LineAddress


class Anchor(NamedTuple):
    """Hold a code point of the article and the row of the screen that it is to stay on; it is above it if negative."""

    offset: int
    row: int


class Page:
    """Hold one screen of an article: ``height`` rows of a layout, the first of them at ``top``.

    Another layout or height is another page: ``turned`` makes it so that the text at the anchor stays on its row. The
    anchor lasts until the reader moves, so that changing to and fro ends where it began.
    """

    def __init__(self, layout: Layout, height: int) -> None:
        self.layout = layout
        self.height = max(1, height)
        self.top = layout.top()
        self._anchor: Anchor | None = None
        self._window: tuple[LineAddress, list[Line]] | None = None

    def turned(self, layout: Layout, height: int, *, stay_with: int | None = None) -> "Page":
        """Return the page in another layout or height; the code point ``stay_with`` keeps its row if it is visible."""
        page = Page(layout, height)
        anchor = self._anchor or self._find_anchor(stay_with)
        page.put(anchor.offset, min(anchor.row, page.height - 1))
        page._anchor = anchor
        return page

    @cached_property
    def last_top(self) -> LineAddress:
        """The furthest that the page goes: the end of the text on the last row."""
        return self.layout.last_top(self.height)

    @property
    def lines(self) -> list[Line]:
        """Return what is on the screen."""
        if self._window is None or self._window[0] != self.top:  # every movement asks several times
            self._window = self.top, self.layout.window(self.top, self.height)
        return self._window[1]

    @property
    def progress(self) -> Progress:
        """Return how far the article is read when this is on the screen."""
        shown = [line for line in self.lines if line.start < line.end]
        finished = self.top >= self.last_top
        position = 0 if self.top == self.layout.top() or not shown else shown[0].start
        share = shown[-1].end / self.layout.length if shown else 0.0
        return Progress(position, 1.0 if finished else share, finished=finished)

    def scroll(self, rows: int) -> None:
        """Move by rows, down where positive."""
        self.go(self.layout.move(self.top, rows))

    def put(self, offset: int, row: int = 0) -> None:
        """Bring the line of a code point to a row of the screen, as nearly as the page goes."""
        address = self.layout.top() if offset <= 0 else self.layout.at(offset)
        self.go(self.layout.move(address, -row))

    def show(self, start: int, end: int) -> None:
        """Scroll as little as is comfortable for a range to be on the screen."""
        if self.row_of(start) is None or self.row_of(max(start, end - 1)) is None:
            self.put(start, self.height // 3)

    def row_of(self, offset: int) -> int | None:
        """Return the row of the screen that shows a code point."""
        rows = (row for row, line in enumerate(self.lines) if line.start <= offset < line.end)
        return next(rows, None)

    def to_end(self) -> None:
        """Show the end of the text."""
        self.go(self.last_top)

    def to_share(self, share: float) -> None:
        """Show what lies a share (0 to 1) of the text behind its beginning."""
        self.put(round(share * self.layout.length))

    def to_paragraph(self, step: int) -> None:
        """Move to the beginning of the next paragraph, or of this or the previous one where ``step`` is negative."""
        if not self.layout.length:
            return
        position = max(self.progress.position, self.layout.top().paragraph)
        paragraph = self.layout.paragraphs.at(position)
        target: Paragraph | None = paragraph
        if step > 0 or position == paragraph.start:
            target = self._neighbour(paragraph, step)
        if target is None:
            self.go(self.last_top if step > 0 else self.layout.top())
        else:
            self.put(target.start)

    def sentence(self, current: tuple[int, int] | None, step: int) -> tuple[int, int] | None:
        """Return the sentence after the current one, or before it where ``step`` is negative, brought to the screen.

        Where none is current, or it has left the screen, the first that begins on the screen. ``None`` at the ends.
        """
        if current is None or self.row_of(current[0]) is None:
            sentence = self._sentence_from(self.progress.position)
        elif step > 0:
            sentence = self._sentence_from(current[1])
        else:
            sentence = self._sentence_before(current[0])
        if sentence:
            self.show(*sentence)
        return sentence

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the sentence that holds a code point."""
        return self.layout.paragraphs.sentence_at(offset)

    def first_sentence(self) -> tuple[int, int]:
        """Return the first sentence that begins on the screen; where none does, the one that is on it."""
        top = self.progress.position
        sentence = self._sentence_from(top)
        return sentence if sentence and self.row_of(sentence[0]) is not None else self.sentence_at(top)

    def go(self, address: LineAddress) -> None:
        """Put a line at the top of the screen, as nearly as the page goes."""
        self.top = max(self.layout.top(), min(address, self.last_top))
        self._anchor = None

    def _find_anchor(self, stay_with: int | None) -> Anchor:
        row = None if stay_with is None else self.row_of(stay_with)
        if stay_with is not None and row is not None:
            return Anchor(stay_with, row)
        if self.top == self.layout.top():
            return Anchor(0, 0)
        for row, line in enumerate(self.lines):
            if 0 < line.start < line.end:
                return Anchor(line.start, row)
        row = 0
        for row, (_address, line) in enumerate(self.layout.up(self.top)):  # code point 0 stands for the page's top
            if 0 < line.start < line.end:
                return Anchor(line.start, -row)
        return Anchor(0, -row)

    def _neighbour(self, paragraph: Paragraph, step: int) -> Paragraph | None:
        """Return the next paragraph that holds anything to read, in either direction."""
        following = self.layout.paragraphs.after if step > 0 else self.layout.paragraphs.before
        candidate = following(paragraph)
        while candidate is not None and not self._text(candidate.start, candidate.end).strip():
            candidate = following(candidate)
        return candidate

    def _sentence_from(self, offset: int) -> tuple[int, int] | None:
        paragraph: Paragraph | None = self.layout.paragraphs.at(offset) if offset < self.layout.length else None
        while paragraph is not None:
            for start, end in self._sentences(paragraph):
                if start >= offset:
                    return start, end
            paragraph = self._neighbour(paragraph, 1)
        return None

    def _sentence_before(self, offset: int) -> tuple[int, int] | None:
        paragraph: Paragraph | None = self.layout.paragraphs.at(max(0, offset - 1)) if offset else None
        while paragraph is not None:
            for start, end in reversed(self._sentences(paragraph)):
                if start < offset:
                    return start, end
            paragraph = self._neighbour(paragraph, -1)
        return None

    def _sentences(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        places = self.layout.read.sentences(paragraph.start, paragraph.end)
        return [(start, end) for start, end in places if self._text(start, end).strip()]

    def _text(self, start: int, end: int) -> str:
        return self.layout.article.text[start:end]
