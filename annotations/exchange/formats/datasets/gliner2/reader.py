"""Read what GLiNER2 is trained with: mentions with places or without, relations between them, classifications."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from annotations.exchange.record import Record
from annotations.exchange.report import Decision, DroppedItem, Report
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import discard, peek
from annotations.model.span import Relation, Span
from seeds.i18n import _

CATEGORY = "category"
"""The task of a classification that says the categories of a text."""

_SHAPES = (("input", "output"), ("text", "schema"))
_PARTS = MappingProxyType({"entities": dict, "relations": list, "classifications": list, "json_structures": list})
_ASKED = "what the model is asked, which the project's schema says"
MEANINGLESS: Mapping[str, str] = MappingProxyType(
    {
        f"{output}.{key}": _ASKED
        for _text, output in _SHAPES
        for key in (
            "entity_descriptions",
            "relation_descriptions",
            "json_descriptions",
            *(
                f"classifications.{name}"
                for name in ("labels", "multi_label", "prompt", "examples", "label_descriptions")
            ),
        )
    }
)


def fits(value: Mapping[str, Any]) -> bool:
    """Return whether an object has a text, and something that it is trained to give."""
    keys = _keys(value)
    output = peek(value, keys[1]) if keys else None
    if not isinstance(output, dict):
        return False
    parts = [key for key in _PARTS if key in output]
    return bool(parts) and all(isinstance(peek(output, key), _PARTS[key]) for key in parts)


def read_record(value: Mapping[str, Any], where: str, report: Report) -> Record:
    """Return the record of an object that fits; what is not certain is a loss of ``where``."""
    text_key, output_key = _keys(value)
    output = value[output_key]
    record = described(Record("", value[text_key]), value, (text_key, output_key))
    return _Reader(record, record.id or where, report).record(output)


def _keys(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of the text and of what is said of it; none where there is no text."""
    return next((keys for keys in _SHAPES if isinstance(peek(value, keys[0]), str) and keys[1] in value), ())


def _confidence(mention: object) -> object:
    """Return how sure a model was of a mention; None where somebody says it, or a model does not."""
    return mention.get("confidence") if isinstance(mention, dict) else None


class _Reader:
    """Read what is said of a text."""

    def __init__(self, base: Record, where: str, report: Report) -> None:
        self._base = base
        self._where = where
        self._report = report

    def record(self, output: Mapping[str, Any]) -> Record:
        text = self._base.text
        entities = dict(output["entities"].items()) if peek(output, "entities") else {}
        scored = [item for label, mentions in entities.items() for item in self._scored(label, mentions)]
        marks = [item.claim for item in scored if item.score is None]
        guesses = [item for item in scored if item.score is not None]
        spans = validate_spans(text, marks, self._where, self._report)
        relations = dict.fromkeys(tie for item in output.get("relations") or () for tie in self._relations(item, spans))
        categories = [name for item in output.get("classifications") or () for name in self._categories(item)]
        return replace(
            self._base,
            spans=spans,
            relations=tuple(relations),
            categories=(*self._base.categories, *dict.fromkeys(categories)),
            suggestions=true_suggestions(text, guesses, self._where, self._report),
        )

    def _scored(self, label: str, mentions: object) -> Iterator[ScoredSpan]:
        """Yield the mentions of a label; those with a confidence were found by a model."""
        items = mentions if isinstance(mentions, list) else [mentions]
        bare = list(dict.fromkeys(item for item in items if isinstance(item, str) and item))
        for item in items:
            match item:
                case {"text": words, "start": start, "end": end}:
                    yield ScoredSpan(SpanCandidate(start, end, label, words), _confidence(item), "gliner2")
                case str() if item:
                    continue
                case _:
                    discard(item)
                    self._drop(str(item), _("is neither words nor words with their place"), "span", label)
        for start, end in self._occurrences(bare, label):
            yield ScoredSpan(SpanCandidate(start, end, label))

    def _occurrences(self, bare: list[str], label: str) -> Iterator[tuple[int, int]]:
        """Yield all places of bare words, without those within longer ones, as GLiNER2 trains with them."""
        text = self._base.text
        places = {
            words: [
                (match.start(), match.start() + len(words)) for match in re.finditer(f"(?={re.escape(words)})", text)
            ]
            for words in bare
        }
        every = [place for ranges in places.values() for place in ranges]
        for words, ranges in places.items():
            if not ranges:
                self._drop(words, _("is not in the text"), "span", label)
                continue
            message = _("words without a place are read as all of their occurrences")
            self._report.decided[Decision("mention", "all occurrences", message)] += 1
            for place in ranges:
                if not any(other[0] <= place[0] and place[1] <= other[1] and other != place for other in every):
                    yield place

    def _relations(self, item: object, spans: tuple[Span, ...]) -> Iterator[Relation]:
        for kind, ends in item.items() if isinstance(item, dict) else [("", None)]:
            match ends:
                case {"head": head, "tail": tail}:
                    heads, tails = self._candidates(head, spans), self._candidates(tail, spans)
                    if len(heads) == len(tails) == 1:
                        yield Relation(kind, heads[0], tails[0])
                        continue
                    several = heads and tails
                    reason = _("several relations could be meant") if several else _("one of its spans is missing")
                case _:
                    discard(item)
                    reason = _("is no relation between a head and a tail")
            self._drop(str(kind or item), reason, "relation")

    def _candidates(self, end: object, spans: tuple[Span, ...]) -> list[str]:
        """Return the ids of the spans that one end of a relation can mean."""
        match end:
            case {"text": words, "start": start, "end": stop}:
                return [
                    each.id for each in spans if (each.start, each.end, self._base.words(each)) == (start, stop, words)
                ]
            case _:
                return [each.id for each in spans if self._base.words(each) == end]

    def _categories(self, item: object) -> Iterator[str]:
        """Yield what a classification says: labels of our own task, and others with the name of theirs."""
        task, true = (item.get("task"), item.get("true_label")) if isinstance(item, dict) else (None, None)
        labels = true if isinstance(true, list) else [true]
        names = [label for label in labels if isinstance(label, str)]
        if not isinstance(task, str) or len(names) < len(labels):
            discard(item)
            self._drop(str(item), _("has no task and labels that are true"), "category")
            return
        yield from names if task == CATEGORY else (f"{task}: {name}" for name in names)

    def _drop(self, words: str, reason: str, what: str, label: str = "") -> None:
        self._report.add(DroppedItem(self._where, words, reason, label), what)
