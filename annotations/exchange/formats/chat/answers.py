"""Write the spans of a text as a model is to answer, and read such an answer: words, and which occurrence of them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.mentions import Mention, find_ranges
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tokens import outermost
from annotations.model.span import Span
from seeds.i18n import _

_WORDS = ("text", "entity", "word", "mention", "entity_text")
_LABELS = ("label", "type", "entity_type", "entity_label")
"""The keys by which answers call the words and the label of a span, ours first."""


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
    """Return the spans of an answer; None where it is no such answer.

    Beside our own answers, those of others are lists of objects with words and a label, or objects of labels with lists
    of words, such as ``{"人物": ["马云"]}``.
    """
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict) and isinstance(value.get("spans"), list):
        items: list[Any] = value["spans"]
        return items
    if isinstance(value, list) and all(isinstance(item, dict) and _key(item, _WORDS) for item in value):
        return value if all(_key(item, _LABELS) for item in value) else None
    if isinstance(value, dict) and all(isinstance(words, list) for words in value.values()):
        pairs = [(label, words) for label, every in value.items() for words in every]
        return [{"label": label, "text": words} for label, words in pairs] if _all_texts(pairs) else None
    return None


def is_certain(answer: str) -> bool:
    """Return whether an answer is surely one of spans: it has some, or says that it would be."""
    items = items_in(answer)
    return bool(items) or (items is not None and '"spans"' in answer)


def spans_of(text: str, items: Iterable[Any], where: str, report: Report) -> tuple[Span, ...]:
    """Return the spans of an answer that are surely meant; the others are losses.

    Words without the number of their occurrence are found as ``find_ranges`` has it.
    """
    candidates: list[SpanCandidate] = []
    mentions: list[Mention] = []
    for item in items:
        words, label = (_key(item, names) if isinstance(item, dict) else "" for names in (_WORDS, _LABELS))
        number = item.get("occurrence") if isinstance(item, dict) else None
        if not words or not label or not isinstance(number, int | None):
            reason = _("has no label, text and occurrence")
            report.add(DroppedItem(where, json.dumps(item, ensure_ascii=False), reason))
            continue
        for name in item.keys() - {words, label, "occurrence"}:
            report.add(DroppedItem(where, str(name), _("is not read of a span")), "key")
        if number is None:
            mentions.append(Mention(item[words], item[label]))
        else:
            candidates += _numbered(text, item[words], item[label], number, where, report)
    candidates += [SpanCandidate(*each) for each in find_ranges(text, mentions, where, report)]
    return validate_spans(text, candidates, where, report)


def _numbered(text: str, words: str, label: str, number: int, where: str, report: Report) -> Iterator[SpanCandidate]:
    """Yield the span of the occurrence with a number; a loss where there is none."""
    starts = _starts(text, words)
    if 1 <= number <= len(starts):
        yield SpanCandidate(starts[number - 1], starts[number - 1] + len(words), label, words)
    else:
        reason = _("the text has fewer occurrences of it") if starts else _("is not in the text")
        report.add(DroppedItem(where, words, reason, label))


def _key(item: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return the first of some names by which an object has a text that is not empty; empty where there is none."""
    return next((name for name in names if isinstance(item.get(name), str) and item[name]), "")


def _all_texts(pairs: Iterable[tuple[str, object]]) -> bool:
    return all(label and isinstance(words, str) and words for label, words in pairs)


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
