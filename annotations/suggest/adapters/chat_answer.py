"""Read the answer of a chat model, and keep what of it is true of the text."""

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from math import exp
from typing import Any

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OBJECT = re.compile(r'\{(?:[^{}"]|"(?:[^"\\]|\\.)*+")*+\}', re.DOTALL)
_LABEL = re.compile(r'"label"\s*:\s*"((?:[^"\\]|\\.)*+)"')
_NONE = re.compile(r"\[\s*\]")


class DropReason(StrEnum):
    """Name why a part of an answer is dropped.

    No known label, not in the text, in several places of it of which the answer names none, or not of the form that
    was asked for; ``answer`` is a whole answer that is no list of spans.
    """

    LABEL = "label"
    TEXT = "text"
    PLACE = "place"
    FORM = "form"
    ANSWER = "answer"


class NotAnAnswerError(ValueError):
    """Signal an answer that holds neither a span nor an empty list."""


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """Hold the words of an answer, and its tokens, each as bytes with the logarithm of its probability.

    There are no tokens where the server gives none.
    """

    content: str
    tokens: Sequence[tuple[bytes, float]] = ()


ScoredSpans = Mapping[tuple[int, int, str], float | None]
"""Start, end and label of spans, in order, each with the probability of its label; None where that is not known."""


def spans_of(answer: ChatAnswer, text: str, labels: Mapping[str, str], dropped: Counter[DropReason]) -> ScoredSpans:
    """Return the spans of a text that an answer names, in order.

    Takes the innermost objects of the JSON, so that code fences, words around it and a missing end do no harm.
    ``labels`` leads from what the model may call a label, folded in case, to the schema's. What is not true of the text
    is left out and counted in ``dropped``, and so are words that stand in several places where the answer does not say
    which is meant. Raises ``NotAnAnswerError``.
    """
    content = _THOUGHT.sub(lambda match: " " * len(match[0]), answer.content)
    items = list(_objects(content))
    if not items and not _NONE.search(content):
        raise NotAnAnswerError
    probability = _probabilities(answer, answer.content)
    spans: dict[tuple[int, int, str], float | None] = {}
    for start, item in items:
        span = _span(item, text, labels)
        if isinstance(span, DropReason):
            dropped[span] += 1
        else:
            spans.setdefault(span, probability(start))
    return dict(sorted(spans.items()))


def _objects(content: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of an answer that are meant for spans, each with where it begins."""
    for match in _OBJECT.finditer(content):
        try:
            item = json.loads(match[0], strict=False)
        except ValueError:
            continue
        if "label" in item or "text" in item:
            yield match.start(), item


def _span(item: Mapping[str, object], text: str, labels: Mapping[str, str]) -> tuple[int, int, str] | DropReason:
    name, words, number = item.get("label"), item.get("text"), _number(item.get("occurrence", 1))
    if not isinstance(name, str) or not isinstance(words, str) or not words.strip() or number is None:
        return DropReason.FORM
    label = labels.get(name.strip().casefold())
    if label is None:
        return DropReason.LABEL
    words = words.strip()
    start = _nth(text, words, number)
    if "occurrence" not in item and start is not None and text.find(words, start + 1) >= 0:
        return DropReason.PLACE
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


def _probabilities(answer: ChatAnswer, content: str) -> Callable[[int], float | None]:
    """Return what gives the probability of the label in the object that begins at an offset of the answer.

    It is None for all where the tokens are not those of the answer.
    """
    if b"".join(token for token, _logarithm in answer.tokens) != content.encode("utf-8", "surrogatepass"):
        return lambda _start: None
    ends = list(accumulate(len(token) for token, _logarithm in answer.tokens))
    places = [0, *accumulate(len(letter.encode("utf-8", "surrogatepass")) for letter in content)]

    def probability(start: int) -> float | None:
        match = _LABEL.search(content, start)
        if match is None or match.start(1) == match.end(1):
            return None
        first = bisect_right(ends, places[match.start(1)])
        last = bisect_left(ends, places[match.end(1)])
        logarithm = sum(logarithm for _token, logarithm in answer.tokens[first : last + 1])
        return exp(min(0.0, logarithm))

    return probability
