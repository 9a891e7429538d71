"""Write the spans of a text as a model is to answer, and read such an answer: words, and which occurrence of them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tokens import outermost
from annotations.model.span import Span
from seeds.i18n import _


def answer_of(record: Record, report: Report) -> str:
    """Return ``{"spans": [{"label", "text", "occurrence"}, …]}`` as JSON, and count the record as written.

    Spans are without white space at their ends; those that overlap, or are no such occurrence, are dropped.
    """
    starts = cache(partial(_starts, record.text))
    spans = outermost(_tellable(record, starts, report), record, report)
    report.wrote(record, tuple(spans))
    answers = [
        {"label": span.label, "text": words, "occurrence": starts(words).index(span.start) + 1}
        for span, words in zip(spans, map(record.words, spans), strict=True)
    ]
    return json.dumps({"spans": answers}, ensure_ascii=False)


def items_in(answer: str) -> list[Any] | None:
    """Return the spans of an answer; None where it is no such answer."""
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    items = value.get("spans") if isinstance(value, dict) else None
    return items if isinstance(items, list) else None


def spans_of(text: str, items: Iterable[Any], where: str, report: Report) -> tuple[Span, ...]:
    """Return the spans of an answer that are true of a text; the others are losses."""
    return validate_spans(text, _candidates(text, items, where, report), where, report)


def _tellable(record: Record, starts: Callable[[str], list[int]], report: Report) -> Iterator[Span]:
    """Return the spans, trimmed of white space, that begin at one of the occurrences of their words."""
    for span in record.spans:
        words = record.words(span)
        start = span.start + len(words) - len(words.lstrip())
        trimmed = replace(span, start=start, end=start + len(words.strip()))
        if start == span.end:
            report.drop(record, _("is white space alone"), span)
        elif start not in starts(words.strip()):
            report.drop(record, _("overlaps an earlier occurrence of the same words, and has no number"), span)
        else:
            if trimmed != span:
                report.changed[_("without the white space at its ends")] += 1
            yield trimmed


def _starts(text: str, words: str) -> list[int]:
    """Return where words stand in a text, from left to right and without overlap: the first, the second and so on."""
    return [match.start() for match in re.finditer(re.escape(words), text)]


def _candidates(text: str, items: Iterable[Any], where: str, report: Report) -> Iterator[SpanCandidate]:
    for item in items:
        match item:
            case {"label": label, "text": str(words), "occurrence": int(number), **rest} if words:
                for name in rest:
                    report.add(DroppedItem(where, str(name), _("is not read of a span")), "key")
                starts = _starts(text, words)
                if 1 <= number <= len(starts):
                    yield SpanCandidate(starts[number - 1], starts[number - 1] + len(words), label, words)
                else:
                    count = len(starts)
                    reason = _("the text has fewer occurrences of it") if count else _("is not in the text")
                    report.add(DroppedItem(where, words, reason, str(label)))
            case _:
                reason = _("has no label, text and occurrence")
                report.add(DroppedItem(where, json.dumps(item, ensure_ascii=False), reason))
