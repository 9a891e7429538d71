"""Read the answer of a chat model, and keep what of it is true of the text."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OBJECT = re.compile(r'\{(?:[^{}"]|"(?:[^"\\]|\\.)*+")*+\}', re.DOTALL)
_NONE = re.compile(r"\[\s*\]")


class DropReason(StrEnum):
    """Name why a part of an answer is dropped: no known label, not in the text, or not of the form asked for."""

    LABEL = "label"
    TEXT = "text"
    FORM = "form"


class NotAnAnswerError(ValueError):
    """Signal an answer that holds neither a span nor an empty list."""


def spans_of(
    answer: str, text: str, labels: Mapping[str, str], dropped: Counter[DropReason]
) -> list[tuple[int, int, str]]:
    """Return the spans of a text that an answer names, in order: start, end and label.

    Takes the innermost objects of the JSON, so that code fences, words around it and a missing end do no harm.
    ``labels`` leads from what the model may call a label, folded in case, to the schema's. What is not true of the text
    is left out and counted in ``dropped``. Raises ``NotAnAnswerError``.
    """
    answer = _THOUGHT.sub("", answer)
    items = list(_objects(answer))
    if not items and not _NONE.search(answer):
        raise NotAnAnswerError
    spans: set[tuple[int, int, str]] = set()
    for item in items:
        span = _span(item, text, labels)
        if isinstance(span, DropReason):
            dropped[span] += 1
        else:
            spans.add(span)
    return sorted(spans)


def _objects(answer: str) -> Iterator[dict[str, Any]]:
    for match in _OBJECT.finditer(answer):
        try:
            item = json.loads(match[0], strict=False)
        except ValueError:
            continue
        if "label" in item or "text" in item:
            yield item


def _span(item: Mapping[str, object], text: str, labels: Mapping[str, str]) -> tuple[int, int, str] | DropReason:
    name, words, number = item.get("label"), item.get("text"), _number(item.get("occurrence", 1))
    if not isinstance(name, str) or not isinstance(words, str) or not words.strip() or number is None:
        return DropReason.FORM
    label = labels.get(name.strip().casefold())
    if label is None:
        return DropReason.LABEL
    words = words.strip()
    start = _nth(text, words, number)
    return DropReason.TEXT if start is None else (start, start + len(words), label)


def _number(value: object) -> int | None:
    """Return which occurrence an answer means, from 1, also where the number is quoted; None where it is none."""
    if isinstance(value, str) and re.fullmatch("[0-9]{1,6}", value):
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None


def _nth(text: str, words: str, number: int) -> int | None:
    """Return where the occurrence of that number begins; occurrences do not overlap."""
    start = -len(words)
    for _occurrence in range(number):
        start = text.find(words, start + len(words))
        if start < 0:
            return None
    return start
