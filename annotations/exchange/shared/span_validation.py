"""Check what a file claims of a text: spans with their quotes, taken only where they are true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import TypeGuard

from annotations.exchange.report import DroppedItem, Report
from annotations.model.span import NOTHING, Span
from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """Hold a span as a file has it: offsets, label and quote may be anything in JSON; None is no quote."""

    start: object
    end: object
    label: object
    quote: object = None
    id: str = ""
    note: str = ""
    attributes: Mapping[str, str | bool] = field(default_factory=lambda: NOTHING)
    time: datetime | None = None


def validate_spans(text: str, claims: Iterable[SpanCandidate], article: str, report: Report) -> tuple[Span, ...]:
    """Return the spans that fit a text, in its order, an outer one first; the others are losses, as are duplicates.

    Those without an id, or with one that another has, get the first free of ``s1``, ``s2`` and so on. ``article`` is
    what the losses are reported of.
    """
    valid: dict[tuple[int, int, str], Span] = {}
    for item in claims:
        span = _span(text, item)
        if isinstance(span, str):
            report.add(_loss(text, item, span, article))
        elif (place := (span.start, span.end, span.label)) in valid:
            report.add(_loss(text, item, _("is a duplicate"), article))
        else:
            valid[place] = span
    return tuple(_named(sorted(valid.values(), key=lambda span: (span.start, -span.end))))


def _span(text: str, item: SpanCandidate) -> Span | str:
    """Return the span that is claimed, or why it cannot be one of the text."""
    start, end, label, quote = item.start, item.end, item.label, item.quote
    if not isinstance(label, str) or not label:
        return _("has no label")
    if not _is_whole(start) or not _is_whole(end):
        return _("its offsets are not whole numbers")
    if not isinstance(quote, str | None):
        return _("its quote is not a text")
    reason = _misfit(text, start, end, quote)
    return reason or Span(item.id, start, end, label, attributes=item.attributes, note=item.note, time=item.time)


def _misfit(text: str, start: int, end: int, quote: str | None) -> str:
    """Return why offsets do not fit a text, or not the quote; empty if they do."""
    if start < 0 or start >= end:
        return _("is empty, or begins after its end or before the text")
    if end > len(text) and (quote is None or text[start:] == quote):
        return _("reaches beyond the text")
    if quote is None:
        return ""
    return "" if text[start:end] == quote else _other_unit(text, start, end, quote)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _other_unit(text: str, start: int, end: int, quote: str) -> str:
    """Return why a quote does not stand at its offsets: what they would be if it did."""
    if text[start : end + 1] == quote:
        return _("its quote fits only if its end is inclusive, which it is not in this format")
    if text[start : end - 1] == quote:
        return _("its quote fits only if its end is exclusive, which it is not in this format")
    if text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end] == quote.encode("utf-16-le", "surrogatepass"):
        return _("its quote fits only if its offsets are UTF-16 units, which they are not in this format")
    return _("its quote is not what stands at its offsets")


def _loss(text: str, item: SpanCandidate, reason: str, article: str) -> DroppedItem:
    label = item.label if isinstance(item.label, str) else ""
    start = item.start if _is_whole(item.start) else -1
    end = item.end if _is_whole(item.end) else -1
    words = item.quote if isinstance(item.quote, str) else text[max(0, start) : max(0, end)]
    return DroppedItem(article, words, reason, label, start, end, item.id)


def _named(spans: Sequence[Span]) -> Iterator[Span]:
    used_ids = {span.id for span in spans}
    free = (name for name in map("s{}".format, count(1)) if name not in used_ids)
    used = {""}
    for span in spans:
        distinct_span = replace(span, id=next(free)) if span.id in used else span
        used.add(distinct_span.id)
        yield distinct_span


# What plug-ins of version 0.1.0 import.
Claim, true_spans = SpanCandidate, validate_spans
