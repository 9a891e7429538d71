"""Convert offsets between code points and the other units that programs count in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeGuard

from wcwidth import iter_graphemes

from annotations.exchange.options import OffsetUnit
from annotations.exchange.record import Record
from annotations.exchange.report import Decision, DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.utf16 import utf16_offsets
from seeds.i18n import _

UNIT_KEY = "zhupi_unit"
"""The key by which our exports say what their offsets count; their consumers keep it as metadata."""

UNITS: Mapping[OffsetUnit, str] = MappingProxyType(
    {
        OffsetUnit.CODE_POINT: _("code points"),
        OffsetUnit.UTF16: _("UTF-16 units"),
        OffsetUnit.GRAPHEME: _("grapheme clusters"),
    }
)
"""What the units are called."""

_MAY_JOIN = re.compile(
    "[^\x00-\x0c\x0e-\x7e\u2010-\u2027\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u9fff\uff01-\uff9d\U00020000-\U0003ffff]"
)
"""Whatever may be one cluster with its neighbour; all but the commonest characters, so that few texts are looked at."""

_LINE_END = re.compile("[\n\r]")


class Ruler:
    """Measure a text in a unit; ``plain`` is where the unit counts in it as code points do."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._text = text
        self._offsets = _offsets(text, unit)
        self.plain = isinstance(self._offsets, range)
        self._places = (
            {} if self.plain else {offset: place for place, offset in enumerate(self._offsets) if offset >= 0}
        )

    def offset(self, place: int) -> int:
        """Return the offset in the unit of a place in code points; -1 within a cluster."""
        return self._offsets[place]

    def place(self, offset: int) -> int:
        """Return the place in code points of an offset in the unit; -1 where there is none, as beyond the text."""
        if self.plain:
            return offset if 0 <= offset <= len(self._text) else -1
        return self._places.get(offset, -1)

    def words(self, start: int, end: int) -> str | None:
        """Return what stands between two offsets in the unit; None where one of them is none of the text."""
        first, last = self.place(start), self.place(end)
        return None if -1 in (first, last) else self._text[first:last]


def _offsets(text: str, unit: OffsetUnit) -> Sequence[int]:
    """Return the offset of each code point and of the end; a range where these are the same."""
    same = range(len(text) + 1)
    match unit:
        case OffsetUnit.CODE_POINT:
            return same
        case OffsetUnit.UTF16:
            return utf16_offsets(text) if has_astral(text) else same
        case OffsetUnit.GRAPHEME:
            return _grapheme_offsets(text) if _MAY_JOIN.search(text) else same


def _grapheme_offsets(text: str) -> list[int]:
    offsets, place, number = [-1] * (len(text) + 1), 0, 0
    for cluster in iter_graphemes(text):
        offsets[place] = number
        place, number = place + len(cluster), number + 1
    offsets[-1] = number
    return offsets


def has_astral(text: str) -> bool:
    """Return whether a text has characters that are two units in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)


def counts_alike(text: str) -> bool:
    """Return whether a text is surely the same in all units."""
    return not _MAY_JOIN.search(text) and not has_astral(text)


def named_unit(value: object) -> OffsetUnit | None:
    """Return the unit that a value of ``UNIT_KEY`` names."""
    return next((unit for unit in OffsetUnit if unit == value), None)


def is_offset(value: object) -> TypeGuard[int]:
    """Return whether a value of JSON can be an offset."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_quote(words: str, quote: object) -> bool:
    r"""Return whether a quote is of these words; Label Studio writes each character of a line end in it as ``\n``."""
    return words == quote or (isinstance(quote, str) and "\\n" in quote and _LINE_END.sub(r"\\n", words) == quote)


def in_code_points(
    text: str, claims: Iterable[SpanCandidate], unit: OffsetUnit, article: str, report: Report
) -> Iterator[SpanCandidate]:
    """Yield claims with offsets in code points, and their quotes as the text has them; losses are of ``article``.

    What has no offsets at all, or such as are beyond the text in any unit, is yielded as it is.
    """
    rulers: dict[OffsetUnit, Ruler] = {}
    for claim in claims:
        plain = claim.quote is None and _ruler(text, unit, rulers).plain
        converted = claim if plain else _converted(text, claim, unit, rulers, report)
        if isinstance(converted, str):
            report.add(_loss(claim, converted, article))
        else:
            yield converted


def _converted(
    text: str, claim: SpanCandidate, unit: OffsetUnit, rulers: dict[OffsetUnit, Ruler], report: Report
) -> SpanCandidate | str:
    """Return a claim in code points, or why it cannot be one; ``rulers`` are made where they are needed."""
    start, end, quote = claim.start, claim.end, claim.quote
    if not is_offset(start) or not is_offset(end):
        return claim
    ruler = _ruler(text, unit, rulers)
    words = ruler.words(start, end)
    if words is not None and words == quote:
        return replace(claim, start=ruler.place(start), end=ruler.place(end))
    if words is not None and is_quote(words, quote):
        report.decided[Decision("quote", "\\n", _("line ends in quotes are written as a backslash and an n"))] += 1
        return replace(claim, start=ruler.place(start), end=ruler.place(end), quote=words)
    for other in OffsetUnit:
        if quote and is_quote(_ruler(text, other, rulers).words(start, end) or "", quote):
            message = _("its quote fits only if its offsets are {unit}, and those of the file are {units}")
            return message.format(unit=UNITS[other], units=UNITS[unit])
    if words is None and not ruler.plain and start >= 0:
        return _("its offsets are not those of {unit} of the text").format(unit=UNITS[unit])
    return claim if words is None else replace(claim, start=ruler.place(start), end=ruler.place(end))


def _ruler(text: str, unit: OffsetUnit, rulers: dict[OffsetUnit, Ruler]) -> Ruler:
    if unit not in rulers:
        rulers[unit] = Ruler(text, unit)
    return rulers[unit]


def _loss(claim: SpanCandidate, reason: str, article: str) -> DroppedItem:
    words, label = (value if isinstance(value, str) else "" for value in (claim.quote, claim.label))
    start, end = (value if is_offset(value) else -1 for value in (claim.start, claim.end))
    return DroppedItem(article, words, reason, label, start, end)


class UnitWriter:
    """Prepare records for a format whose offsets are in a unit, and report which it is where that matters."""

    def __init__(self, unit: OffsetUnit, report: Report) -> None:
        self.unit = unit
        self._report = report

    @property
    def key(self) -> dict[str, Any]:
        """Return what says the unit to our own import."""
        return {UNIT_KEY: self.unit.value}

    def prepare(self, record: Record) -> tuple[Record, Ruler]:
        """Return a record without what the unit cannot say: spans that begin or end within a grapheme cluster."""
        if has_astral(record.text):
            message = _("offsets are written as {unit}; --unit writes others").format(unit=UNITS[self.unit])
            self._report.decided[Decision("text", self.unit.value, message)] += 1
        ruler = Ruler(record.text, self.unit)
        spans = tuple(span for span in record.spans if -1 not in (ruler.offset(span.start), ruler.offset(span.end)))
        if len(spans) == len(record.spans):
            return record, ruler
        ids = {span.id for span in spans}
        for span in record.spans:
            if span.id not in ids:
                self._report.drop(record, _("begins or ends within a grapheme cluster"), span)
        relations = tuple(tie for tie in record.relations if {tie.head, tie.tail} <= ids)
        for _tie in range(len(record.relations) - len(relations)):
            self._report.drop(record, _("one of its spans is lost"), what="relation")
        return replace(record, spans=spans, relations=relations), ruler
