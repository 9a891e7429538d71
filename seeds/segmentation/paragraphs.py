"""View a text as paragraphs: ranges that join up to the whole, found where somebody looks.

A line of what is read is a paragraph, and so are a title, a heading and a byline. A long line, as in articles whose
body is a single line, is divided at its headings, its news items, and where its sentences turn to something new.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, Self

from seeds.article import Article
from seeds.segmentation.byline import find_byline
from seeds.segmentation.grouping import paragraphs_of
from seeds.segmentation.headings import Headings
from seeds.segmentation.outline.outline import outline_of
from seeds.segmentation.punctuation import PAUSES, class_of
from seeds.segmentation.reflow import ReadText, read_article
from seeds.segmentation.sentences import CREDIT, sentences
from seeds.segmentation.style import Style

Kind = Literal["title", "heading", "text", "byline", "blank", "item", "quote", "code", "table", "rule"]

LONGEST = 2_000
"""The code points of the longest paragraph."""

_LONG_LINE = 300
_LONG_PARAGRAPH = 1_500
_CHUNK = 8_192
_SEAM = 2_048

_ENDS_IN_CREDIT = re.compile(rf"{CREDIT}\s*\Z")
_PAUSE = re.compile(rf".*[{class_of(PAUSES)}\s]", re.DOTALL)


class Paragraph(NamedTuple):
    """Hold code points ``start`` to ``end`` of a text; a line end after a paragraph belongs to it."""

    start: int
    end: int
    kind: Kind


class Paragraphs:
    """Find the paragraphs of one text, whose first ``title_length`` code points are its title.

    Nothing is looked at before it is asked for, and little is remembered, so any place in a text of any length is found
    at once. ``headings`` are the code points of the text at which lines begin that are headings. ``read`` is what is
    read of the text; without it, that is the text as it stands, a long line divided.
    """

    def __init__(
        self, text: str, title_length: int = 0, *, headings: Container[int] = (), read: ReadText | None = None
    ) -> None:
        self.read = read or ReadText(text)
        self._length = len(text)
        self._text = text = self.read.text
        self._longest_line = _LONG_LINE if self.read.style is Style.DIVIDED else _LONG_PARAGRAPH
        self._title_end = min(title_length + 1, len(text)) if title_length else 0
        self._headings = headings
        byline = find_byline(text, self._title_end)
        self._body_end = byline.start if byline and byline.start > self._title_end else len(text)
        self._line: tuple[int, int] = (0, 0)
        self._chunk = lru_cache(maxsize=32)(self._find_chunk)
        self._seam = lru_cache(maxsize=64)(self._find_seam)

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the paragraphs of an article, as its author set them."""
        return cls(article.text, article.title_length, headings=outline_of(article).starts, read=read_article(article))

    def __iter__(self) -> Iterator[Paragraph]:
        paragraph = self.at(0) if self._length else None
        while paragraph is not None:
            yield paragraph
            paragraph = self.after(paragraph)

    def at(self, offset: int) -> Paragraph:
        """Return the paragraph that holds a code point; ``IndexError`` where the text has none there."""
        if not 0 <= offset < self._length:
            raise IndexError(offset)
        offsets = self.read.map
        offset = min(offsets.to_target(offset), len(self._text) - 1)
        paragraphs = self._chunk(*self._bounds(offset))
        paragraph = paragraphs[bisect_right(paragraphs, offset, key=_start_of) - 1]
        if self.read.is_aligned:
            return paragraph
        end = self._length if paragraph.end == len(self._text) else offsets.to_source(paragraph.end)
        return Paragraph(offsets.to_source(paragraph.start), end, paragraph.kind)

    def after(self, paragraph: Paragraph) -> Paragraph | None:
        """Return the next paragraph, if there is one."""
        return self.at(paragraph.end) if paragraph.end < self._length else None

    def before(self, paragraph: Paragraph) -> Paragraph | None:
        """Return the paragraph before, if there is one."""
        return self.at(paragraph.start - 1) if paragraph.start else None

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the sentence that holds a code point; ``IndexError`` where the text has none there."""
        paragraph = self.at(offset)
        places = self.read.sentences(paragraph.start, paragraph.end)
        return next(place for place in places if place[0] <= offset < place[1])

    def _bounds(self, offset: int) -> tuple[int, int]:
        """Return the chunk around a code point: a line, or part of one that is too long to be looked at as a whole."""
        start, end = self._line_around(offset)
        if end - start <= _CHUNK + _SEAM:
            return start, end
        number = (offset - start) // _CHUNK
        if number and offset < self._seam(start + number * _CHUNK, end):
            number -= 1
        first = self._seam(start + number * _CHUNK, end) if number else start
        return first, self._seam(start + (number + 1) * _CHUNK, end)

    def _line_around(self, offset: int) -> tuple[int, int]:
        start, end = self._line
        if start <= offset < end:
            return start, end
        if offset < self._title_end:
            start, end = 0, self._title_end
        elif offset >= self._body_end:
            start, end = self._body_end, len(self._text)
        else:
            start = self._text.rfind("\n", self._title_end, offset) + 1 or self._title_end
            end = self._text.find("\n", offset, self._body_end) + 1 or self._body_end
        self._line = start, end
        return start, end

    def _find_seam(self, near: int, line_end: int) -> int:
        """Return the end of the chunk that should end at ``near``: after the next sentence, the same whoever asks."""
        if near + _SEAM >= line_end:
            return line_end
        _start, end = sentences(self._text, near, near + _SEAM)[0]
        return end if end < near + _SEAM else cluster_border(self._text, end)

    def _find_chunk(self, start: int, end: int) -> list[Paragraph]:
        return [part for paragraph in self._divide(start, end) for part in self._cut(paragraph)]

    def _divide(self, start: int, end: int) -> Iterator[Paragraph]:
        text = self._text
        if end <= self._title_end:
            yield Paragraph(start, end, "title")
        elif start >= self._body_end:
            yield Paragraph(start, end, "byline")
        elif kind := self._kind_of_line(start):
            yield Paragraph(start, end, kind)
        elif end - start > self._longest_line:
            yield from divide_line(text, start, end)
        elif not text[start:end].strip():
            yield Paragraph(start, end, "blank")
        elif self.read.map.to_source(start) in self._headings:
            yield Paragraph(start, end, "heading")
        else:
            yield Paragraph(start, end, "text")

    def _kind_of_line(self, start: int) -> Kind | None:
        """Return what the marks of Markdown say of the line that begins at a code point of what is read."""
        if self.read.markdown is None:
            return None
        first, last = self.read.map.to_source(start), self.read.map.to_source(start, end=True)
        kinds = self.read.markdown.kinds
        return kinds.get(last) or kinds.get(first)

    def _cut(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """Cut a paragraph into several if it is longer than any may be."""
        start, end, kind = paragraph
        while end - start > LONGEST:
            pause = _PAUSE.match(self._text, start + LONGEST // 2, start + LONGEST)
            cut = pause.end() if pause else cluster_border(self._text, start + LONGEST)
            yield Paragraph(start, cut, kind)
            start = cut
        yield Paragraph(start, end, kind)


def _start_of(paragraph: Paragraph) -> int:
    return paragraph.start


def divide_line(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """Divide a long line into paragraphs: headings, captions and news items, and between them groups of sentences."""
    headings = Headings(text, start, end)
    group: list[tuple[int, int]] = []
    fresh = True  # whether something new begins: the line, or what follows a news item
    for first, last in sentences(text, start, end):
        marked = list(_heads(headings, first, last, fresh=fresh))
        if marked:
            yield from _group(text, group)
            group = []
            yield from marked
        rest = marked[-1].end if marked else first
        if rest < last:
            group.append((rest, last))
        fresh = bool(_ENDS_IN_CREDIT.search(text, max(start, last - 60), last))
        if fresh:
            yield from _group(text, group)
            group = []
    yield from _group(text, group)


def _heads(headings: Headings, start: int, end: int, *, fresh: bool) -> Iterator[Paragraph]:
    """Return what stands at the head of a sentence as a paragraph of its own."""
    caption = headings.caption_end(start)
    if caption is not None:
        yield Paragraph(start, caption, "byline")
        start = caption
    heading = headings.heading_end(start, end)
    if heading is None and fresh:
        heading = headings.headline_end(start, end)
    if heading is not None:
        yield Paragraph(start, heading, "heading")


def _group(text: str, group: list[tuple[int, int]]) -> Iterator[Paragraph]:
    for start, end in paragraphs_of(text, group):
        yield Paragraph(start, end, "text")


def cluster_border(text: str, offset: int) -> int:
    """Return the last offset up to ``offset`` at which ``text`` can be cut without dividing a grapheme cluster."""
    from wcwidth import grapheme_boundary_before

    window = max(0, offset - 64)
    border: int = window + grapheme_boundary_before(text[window : offset + 2], offset - window + 1)
    return border if border > window else offset
