"""Find the lines of a text that may be headings, by their beginnings."""

from collections.abc import Iterator
from typing import NamedTuple

from seeds.segmentation.outline.forms import BEGINNING, form_of
from seeds.segmentation.outline.units import WIKI
from seeds.segmentation.punctuation import CLOSING, FULL_STOPS, PAUSES, SENTENCE_ENDS, class_of
from seeds.system.late_pattern import late_pattern

LONGEST = 50
"""The code points of the longest heading."""

QUESTIONS = "?？﹖︖⁇"
"""Marks with which a heading may end, though they end a sentence."""

_CRIES = "!！﹗︕‼…"
_STOPS = "".join(sign for sign in SENTENCE_ENDS if sign not in QUESTIONS + _CRIES)
_CLOSED = late_pattern(rf"[{class_of(PAUSES, _STOPS, FULL_STOPS)}][{class_of(CLOSING)}]*+\Z")
_CRIED = late_pattern(rf"[{class_of(_CRIES)}][{class_of(CLOSING)}]*+\Z")
_WITHIN = late_pattern("[。；;｡]")
_NOTHING = late_pattern(r"\s*+")


class Line(NamedTuple):
    """Hold a line that begins as a heading does, by its first code point and its end.

    The first sign is at ``first``, and the words behind the number stand from ``title`` to ``last``. ``number`` counts
    within ``family``; ``separated`` says that a blank or the like follows it, ``is_long`` that the line is too long for
    a heading, ``stops`` that it ends as a sentence or clause does or has such an end within, and ``cries`` that it ends
    with ``!`` or ``…``.
    """

    start: int
    end: int
    first: int
    title: int
    last: int
    family: str
    number: int
    separated: bool
    is_long: bool
    stops: bool
    cries: bool

    @property
    def goes_on(self) -> bool:
        """Return whether this is a paragraph that begins with a number rather than a heading."""
        return self.is_long or self.stops

    @property
    def is_calm(self) -> bool:
        """Return whether the line ends as every heading may."""
        return not (self.goes_on or self.cries)

    def words(self, text: str) -> str:
        """Return what stands behind the number."""
        return text[self.title : self.last].strip()


def lines_of(text: str, start: int) -> Iterator[Line]:
    """Yield the lines from ``start``, where one begins, that begin as headings do."""
    opening = BEGINNING.match(f"\n{text[start : start + 2 * LONGEST]}")
    if opening:
        yield from _line(text, start, start + opening.end() - 1)
    for match in BEGINNING.finditer(text, start):
        yield from _line(text, match.start() + 1, match.end())


def _line(text: str, start: int, first: int) -> Iterator[Line]:
    end = text.find("\n", first)
    end = len(text) if end < 0 else end
    shown = text[first : min(end, first + 2 * LONGEST)].rstrip()
    last = first + len(shown)
    form = form_of(text, first, last)
    if form is None:
        return
    title = min(form.title, last)
    if form.family in WIKI:
        last = title + len(text[title:last].rstrip("= \t\u3000"))
        first = title = last - len(text[title:last].lstrip())
    words = text[title:last]
    yield Line(
        start=start,
        end=end,
        first=first,
        title=title,
        last=last,
        family=form.family,
        number=form.number,
        separated=form.separated,
        is_long=len(shown) > LONGEST,
        stops=bool(_CLOSED.search(words) or _WITHIN.search(words)),
        cries=bool(_CRIED.search(words)),
    )


def nothing_between(text: str, start: int, end: int) -> bool:
    """Return whether there is but white space from ``start`` to ``end``."""
    match = _NOTHING.match(text, start, end)
    return bool(match and match.end() == end)
