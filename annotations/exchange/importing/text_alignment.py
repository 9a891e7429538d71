"""Align the text of a record with that of an article: find its ranges there, as far as that is certain."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from annotations.exchange.record import Record
from annotations.model.span import Quote, Span
from annotations.storage.anchors import Quotes, candidate, locate_all
from seeds.i18n import _
from seeds.script.converter import Converted

Range = tuple[int, int]
"""The code points ``start`` to ``end`` of a text."""

Conversion = Callable[[str], Converted]

QUOTE = "text"
"""The key of a span's ``extra`` for the words that it is said to have, in records without a text of their own."""


_BEFORE, _AFTER = "before", "after"
"""The keys for what stands around those words, where it is not said at which offsets they stand."""

_NOWHERE = 1 << 40
"""The offset from which on those of spans begin that have none."""


def quoted_span(number: int, label: str, words: str, before: str, after: str) -> Span:
    """Return a span without a place, the ``number`` th of its record: it is where its words stand just once."""
    start = _NOWHERE + number
    return Span(f"s{number}", start, start + 1, label, extra={QUOTE: words, _BEFORE: before, _AFTER: after})


def without_place(span: Span) -> Span:
    """Return a span as it is to be reported: without the offsets that one was given which has none."""
    return replace(span, start=-1, end=-1) if span.start >= _NOWHERE else span


class MatchKind(StrEnum):
    """Name how certain the place of a record's text is, and why."""

    SAME = "same"
    SPACED = "spaced"
    CONVERTED = "converted"
    QUOTED = "quoted"
    EDITED = "edited"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Say where ranges of a record's text are in an article; ``place`` gives None for what is not surely there."""

    way: MatchKind
    place: Callable[[int, int], Range | None]

    @property
    def reason(self) -> str:
        """The reason why ``place`` has no place for a range."""
        match self.way:
            case MatchKind.QUOTED:
                return _("its words are not what the article has at its offsets, or do not stand just once in it")
            case MatchKind.EDITED:
                return _(
                    "the article has another text, in which its words and what surrounds them do not stand just once"
                )
            case _:
                return _("is white space alone")


def fit(text: str, record: Record, conversions: Iterable[Conversion], *, part: bool = False) -> Alignment | None:
    """Align a record with an article of its text, or with ``part`` of which it is a chunk; None where neither fits.

    They may differ in white space, which other programs change and formats of tokens leave out, and the record may be
    in another script: that to which one of the ``conversions`` leads from all of the article, exactly.
    """
    for way, view in _views(text, conversions):
        if view.text == record.text:
            return Alignment(way, view.back)
        start = _start(view.text, record.text, record.offset) if part else -1
        if start >= 0:
            return Alignment(way, _after(start, view.back))
        whole, inner = _Squeezed.of(view.text), _Squeezed.of(record.text)
        start = _start(whole.text, inner.text, 0) if part or whole.text == inner.text else -1
        if start >= 0:
            spaced = MatchKind.SPACED if way is MatchKind.SAME else way
            return Alignment(spaced, _over_space(inner, whole, start, view.back))
    return None


def align_quotes(text: str, record: Record, conversions: Iterable[Conversion]) -> Alignment:
    """Align a record without a text with an article: its spans are where they say that their words are.

    That may be in another script, if all of them are so.
    """
    quotes = {(span.start, span.end): span.extra.get(QUOTE) for span in record.spans}
    for _way, view in _views(text, conversions):
        if all(quote and view.text[start:end] == quote for (start, end), quote in quotes.items()):
            return Alignment(MatchKind.QUOTED, view.back)

    places = locate_quotes(text, record)

    def place(start: int, end: int) -> Range | None:
        quote = quotes.get((start, end))
        return (start, end) if quote and text[start:end] == quote else places.get((start, end))

    return Alignment(MatchKind.QUOTED, place)


def locate_quotes(text: str, record: Record, *, shortest: int = 1) -> dict[Range, Range]:
    """Return where the words of spans stand that have no place of their own, by the place that they are given.

    That is where they stand just once, with what is around them on both sides or on one, or by themselves; what was
    looked for has to have ``shortest`` code points.
    """
    places: dict[Range, Range] = {}
    for span in record.spans:
        words, before, after = (str(span.extra.get(key, "")) for key in (QUOTE, _BEFORE, _AFTER))
        if _BEFORE in span.extra and (place := _only_place(text, words, before, after, shortest)):
            places[span.start, span.end] = place
    return places


def _only_place(text: str, words: str, before: str, after: str, shortest: int) -> Range | None:
    sides = [[(before, after)], [(before, ""), ("", after)], [("", "")]]
    for contexts in sides if words else ():
        found = set()
        for left, right in contexts:
            place = candidate(text, Quote(left + words + right))
            if place and place[1] - place[0] >= shortest:
                found.add(place[0] + len(left))
        if len(found) == 1:
            (start,) = found
            return start, start + len(words)
        if found:
            return None
    return None


def align_edited(text: str, record: Record) -> Alignment:
    """Align a record with a text that was edited: where its quotes stand with their context, just once."""
    quotes = Quotes(record.text)
    ranges = {(span.start, span.end) for span in record.spans}
    ranges |= {(suggestion.start, suggestion.end) for suggestion in record.suggestions}
    sought: Mapping[Range, Quote] = {place: quotes.of(*place) for place in ranges}
    places = locate_all(text, sought)
    return Alignment(MatchKind.EDITED, lambda start, end: places.get((start, end)))


def align_part(text: str) -> Callable[[str, int], Callable[[int, int], Range | None]]:
    """Return what aligns parts of a text: by their texts, and where they begin in it without its white space."""
    whole = _Squeezed.of(text)
    return lambda part, start: _over_space(_Squeezed.of(part), whole, start, lambda first, last: (first, last))


class _View(NamedTuple):
    """Hold a form of an article's text, and the way back from its ranges to those of the text itself."""

    text: str
    back: Callable[[int, int], Range]


def _views(text: str, conversions: Iterable[Conversion]) -> Iterator[tuple[MatchKind, _View]]:
    yield MatchKind.SAME, _View(text, lambda start, end: (start, end))
    for convert in conversions:
        converted = convert(text)
        if converted.text != text:
            yield MatchKind.CONVERTED, _View(converted.text, converted.map.source_range)


class _Squeezed(NamedTuple):
    """Hold a text without its white space, and the offsets that its code points have in the text."""

    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "_Squeezed":
        offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
        return cls("".join(text.split()), offsets)


def _start(text: str, chunk: str, offset: int) -> int:
    """Find a chunk in a text: at the offset that it says it was cut at, or else just once; -1 otherwise."""
    if not chunk:
        return -1
    if offset and text.startswith(chunk, offset):
        return offset
    first = text.find(chunk)
    return first if first == text.rfind(chunk) else -1


def _after(start: int, back: Callable[[int, int], Range]) -> Callable[[int, int], Range]:
    return lambda first, last: back(first + start, last + start)


def _over_space(
    inner: _Squeezed, whole: _Squeezed, shift: int, back: Callable[[int, int], Range]
) -> Callable[[int, int], Range | None]:
    def place(start: int, end: int) -> Range | None:
        first, last = bisect_left(inner.offsets, start), bisect_left(inner.offsets, end)
        if first >= last:
            return None
        return back(whole.offsets[first + shift], whole.offsets[last - 1 + shift] + 1)

    return place
