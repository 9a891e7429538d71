"""Tell how the author of a text set its paragraphs, by looking at the document as a whole.

A single line tells little: one that ends without a mark is a heading, a verse, or was cut by a program that wraps
lines at a width. Many lines tell it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from seeds.segmentation.punctuation import CLOSING, FULL_STOPS, SENTENCE_ENDS
from seeds.system.late_pattern import late_pattern

_SAMPLE = 400
"""The lines looked at from the beginning of a text on, and as many again from its middle: it may begin otherwise."""

_REACH = 200_000
_TOLERANCE = 6
"""Cells by which lines that a program has wrapped may differ: a mark that begins no line takes a word with it."""

_NARROWEST = 30
_FEWEST_TORN = 2
_NEAR, _NEAR_INDENTED = 0.85, 0.6
_WIDER = 0.05
_SHARE_TORN = 0.15
_OFTEN = 0.1
_SHORT, _OFTEN_MARKED = 12, 0.8
_VERSE_MEDIAN, _VERSE_WIDEST, _FEWEST_VERSES = 44, 72, 4
_SPEECH_MEDIAN, _SPEECH_WIDEST, _SHARE_SPEECH = 60, 160, 0.6
_LONG_LINE = 600
_NEARLY_ALL = 0.9
_SPEECH = late_pattern(r"[「『“‘—－–-]|[^\s：:，。,.]{1,8}[：:]")

ENDED = frozenset(SENTENCE_ENDS + FULL_STOPS + CLOSING + "…—～~:：;；.")
"""What a line may end with that its author has ended."""

_SENTENCE_ENDED = frozenset(SENTENCE_ENDS + FULL_STOPS + CLOSING)


class Style(StrEnum):
    """Name the ways in which texts are set; the values are those of the settings.

    ``LINES``: each line is a paragraph. ``WRAPPED``: a program has cut paragraphs into lines of one width.
    ``VERSE``: lines belong together as those of a poem, a dialogue or a list, and blank lines set them apart.
    ``DIVIDED``: the text is one long line, or a few, which are to be divided. ``MARKDOWN``: its marks say what is what.
    ``FOUND`` asks for the way to be found.
    """

    FOUND = "found"
    LINES = "lines"
    WRAPPED = "wrapped"
    VERSE = "verse"
    DIVIDED = "divided"
    MARKDOWN = "markdown"


class LineShape(NamedTuple):
    """Describe a line: about how many cells its indent takes and all of it, and the character that it ends with.

    ``spoken`` says that it begins as a speech does, with a quotation mark, a dash, or the name of who speaks.
    ``length`` counts its code points.
    """

    indent: int
    width: int
    last: str
    spoken: bool = False
    length: int = 0

    @property
    def blank(self) -> bool:
        """Return whether nothing stands in it."""
        return not self.last

    @property
    def ended(self) -> bool:
        """Return whether it ends as a sentence, a quotation or an announcement does."""
        return self.last in ENDED


BLANK = LineShape(0, 0, "")


class Wrapping(NamedTuple):
    """Describe how a program has wrapped a text: the cells of a full line, and the indent of a line that goes on.

    ``marked`` says that an indent or a blank line tells where paragraphs begin, ``long`` that most lines go on,
    ``counted`` that it has counted characters rather than cells.
    """

    width: int
    indent: int
    marked: bool
    long: bool = True
    counted: bool = False

    def measured(self, line: LineShape) -> LineShape:
        """Return a line as wide as the program that has wrapped it took it to be."""
        return line._replace(width=2 * line.length) if self.counted else line


def shape(line: str, *, spoken: bool = True) -> LineShape:
    """Return the shape of a line; whether it begins as a speech is looked at only where ``spoken`` asks for it."""
    text = line.strip()
    if not text:
        return BLANK
    indent, length = 0, len(text)
    if line[0] != text[0]:
        lead = line[: line.index(text[0])]
        indent, length = cells(lead) + 3 * lead.count("\t"), length + len(lead)
    return LineShape(indent, indent + cells(text), text[-1], spoken and _SPEECH.match(text) is not None, length)


def style_of(text: str, start: int, end: int) -> Style:
    """Tell how the body of a text, its code points from ``start`` to ``end``, is set."""
    shapes = list(sample(text, start, end))
    filled = [each for each in shapes if not each.blank]
    if len(filled) < _FEWEST_TORN or _are_long(filled):
        return Style.DIVIDED
    if wrapping(shapes):
        return Style.WRAPPED
    return Style.VERSE if _is_verse(shapes, filled) else Style.LINES


def sample(text: str, start: int, end: int) -> Iterator[LineShape]:
    """Yield the shapes of the lines that tell how a text is set: its first ones, and others from its middle."""
    yield from _shapes(text, start, min(end, start + _REACH))
    middle = text.find("\n", (start + end) // 2, end) + 1
    if middle and end - start > 2 * _REACH:
        yield BLANK
        yield from _shapes(text, middle, min(end, middle + _REACH))


def wrapping(shapes: Sequence[LineShape]) -> Wrapping | None:
    """Return how a program has wrapped the lines of a text, by cells or by characters, or None where none has."""
    how = _wrapping(shapes)
    if how is None:
        how = _wrapping([line._replace(width=2 * line.length) for line in shapes])
        how = how and how._replace(counted=True)
    return how


def _wrapping(shapes: Sequence[LineShape]) -> Wrapping | None:
    pairs = [(line, following) for line, following in pairwise(shapes) if not line.blank and not following.blank]
    if not pairs:
        return None
    indents = Counter(following.indent for _line, following in pairs)
    base = min(indent for indent, count in indents.items() if count >= _OFTEN * len(pairs))
    torn = [line for line, following in pairs if not line.ended and following.indent <= base + 1]
    if not torn:
        return None
    width = _full_width(torn)
    near = [line for line in torn if width - _TOLERANCE <= line.width <= width]
    wider = sum(line.width > width + _TOLERANCE for line in shapes)
    filled = sum(not line.blank for line in shapes)
    goes_on = sum(line.indent > base + 1 for line in near)
    least = _NEAR_INDENTED if goes_on >= _FEWEST_TORN and width >= _NARROWEST else _NEAR
    if len(near) < least * len(torn) or wider > _WIDER * filled or len(torn) < _SHARE_TORN * len(pairs):
        return None
    if not goes_on and (width < _NARROWEST or len(torn) < _FEWEST_TORN):
        return None
    last = [following for line, following in pairwise(shapes) if line.ended and line.width < width - _SHORT]
    marked = sum(following.blank or following.indent > base + 1 for following in last)
    return Wrapping(width, base, marked >= _OFTEN_MARKED * len(last), len(last) <= filled / 3)


def _full_width(torn: Sequence[LineShape]) -> int:
    """Return the width up to which most of the lines that were cut reach."""
    widths = Counter(line.width for line in torn)
    return max(widths, key=lambda width: (sum(widths[width - less] for less in range(_TOLERANCE + 1)), -width))


def _are_long(filled: Sequence[LineShape]) -> bool:
    """Return whether a text is a few long lines, such as a body in one line with a line about it."""
    long = sum(line.width > _LONG_LINE for line in filled)
    return long > 0 and len(filled) - long <= 1 and len(filled) <= _FEWEST_TORN


def _is_verse(shapes: Sequence[LineShape], filled: Sequence[LineShape]) -> bool:
    if len(filled) < _FEWEST_VERSES:
        return False
    together = sum(not line.blank and not following.blank for line, following in pairwise(shapes))
    if together < len(filled) / 3:
        return False
    widths = sorted(line.width for line in filled)
    median, widest = widths[len(widths) // 2], widths[len(widths) * 19 // 20]
    spoken = sum(line.spoken for line in filled) >= _SHARE_SPEECH * len(filled)
    if spoken and median <= _SPEECH_MEDIAN and widest <= _SPEECH_WIDEST:
        return True
    if median <= _VERSE_MEDIAN and widest <= _VERSE_WIDEST:
        indented = sum(line.indent >= 2 for line in filled) > len(filled) / 2
        ended = sum(line.last in _SENTENCE_ENDED for line in filled) >= _NEARLY_ALL * len(filled)
        return not ((indented and _differ(filled, 3)) or (ended and _differ(filled, 6)))
    return False


def _differ(filled: Sequence[LineShape], part: int) -> bool:
    """Return whether the lengths of lines differ by more than a part of their mean: those of verses seldom do."""
    widths = [line.width - line.indent for line in filled]
    mean = sum(widths) / len(widths)
    return sum(abs(width - mean) for width in widths) > len(widths) * mean / part


def _shapes(text: str, start: int, end: int) -> Iterator[LineShape]:
    for _number in range(_SAMPLE):
        if start >= end:
            return
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield shape(text[start:stop])
        start = stop + 1


def cells(text: str) -> int:
    """Return about how many cells a text takes: two for what takes three bytes in UTF-8."""
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2
