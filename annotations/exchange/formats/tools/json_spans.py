"""Read the commonest home-made shape: a text with a list of spans as objects, and what pipelines of transformers give.

An object is ``{"text", "entities": [{"start", "end", "label"}, …]}``; the list and its keys may have other usual names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, Object, objects_in
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.offset_units import is_offset
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, use
from annotations.exchange.shared.validated_jsonl import first_item, line_name, read_validated_json
from seeds.i18n import _

_TEXTS = ("text", "content", "sentence")
_LISTS = ("entities", "spans", "labels", "annotations", "ents", "ner", "label")
_LISTS_OF_DOCCANO = ("entities", "annotations")
_STARTS = ("start", "start_char", "start_offset", "startOffset", "begin")
_ENDS = ("end", "end_char", "end_offset", "endOffset", "stop")
_LABELS = ("label", "entity_group", "entity", "type", "entity_type", "tag", "category")
_QUOTES = ("word", "text", "value", "surface", "mention")
_SCORES = ("score", "confidence", "probability")
_OTHERS = {"tokens", "answer", "_input_hash", "_task_hash", "annotation", "prediction", "prompt"}
_OTHERS |= {"textContent", "example_id"}
"""Keys that other formats have, which know more of them."""

_MEANINGLESS = {f"{name}.index": "which token it was" for name in _LISTS}
_TAG = re.compile(r"([BI])-(.+)")
_PIECE = re.compile(r"##|▁|\s")


class JsonSpans(ForeignFormat):
    """Read texts with spans as objects, one a line or in an array; those with a score are suggestions.

    A span may quote its words as ``word``, ``text`` or ``value``, by which it is found out what offsets count. Tags of
    single tokens (``B-PER``, ``I-PER``), which pipelines give without a strategy for aggregation, are put together.
    What pipelines give without the text is refused.
    """

    about = FormatInfo(
        "json-spans",
        _("texts with spans as objects in JSON, and the output of transformers' pipelines"),
        ".jsonl",
        Capabilities(Unit.CODE_POINTS, overlap=True, categories=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("text", "entities"),
        general=True,
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the objects."""
        expected = _("object with a “text” and a list of objects with “start”, “end” and “label”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            text_key, list_key = _shape(value)
            record = described(Record("", value[text_key]), value, (*_TEXTS, *_LISTS))
            where = record.id or line_name(number)
            found = list(_together([_item(each, record.text) for each in objects_in(value[list_key], where, report)]))
            claims = [each.claim for each in found if each.score is None]
            scored = [ScoredSpan(each.claim, each.score) for each in found if each.score is not None]
            yield ForeignText(record, where, claims, scored)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is a text with such a span, or what a pipeline gives without it."""
        value = first_item(path, head)
        if {"start", "end", "score"} <= value.keys() and {"entity", "entity_group"} & value.keys():
            return True
        if not _fits(value) or _OTHERS & value.keys():
            return False
        list_key = _shape(value)[1]
        items = value[list_key]
        return bool(items) and not (list_key in _LISTS_OF_DOCCANO and "start_offset" in items[0])


FORMAT = JsonSpans()


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold a span that is claimed with its score, and the tag that it stands for where it is one of a token."""

    claim: SpanCandidate
    score: object
    tag: str = ""


def _shape(value: Object) -> tuple[str, str]:
    """Return the key of the text and that of the list; empty ones where there is none."""
    text_key = next((key for key in _TEXTS if isinstance(peek(value, key), str)), "")
    list_key = next((key for key in _LISTS if isinstance(peek(value, key), list)), "")
    return text_key, list_key


def _fits(value: Object) -> bool:
    text_key, list_key = _shape(value)
    items = peek(value, list_key)
    if not text_key or not isinstance(items, list):
        return False
    return all(isinstance(item, dict) for item in items) and (not items or any(map(_is_span, items)))


def _is_span(item: Object) -> bool:
    return all(any(key in item for key in keys) for keys in (_STARTS, _ENDS, _LABELS))


def _item(item: Object, text: str) -> _Found:
    start, end, label, score = (_first(item, keys) for keys in (_STARTS, _ENDS, _LABELS, _SCORES))
    use(item, *_SCORES)
    quote = next((item[key] for key in _QUOTES if isinstance(peek(item, key), str)), None)
    match = _TAG.fullmatch(label) if isinstance(label, str) and "entity" in item else None
    if quote is not None and is_offset(start) and is_offset(end) and _same(text[start:end], quote):
        quote = text[start:end]
    claim = SpanCandidate(start, end, match[2] if match else label, None if match else quote)
    return _Found(claim, score if isinstance(score, int | float) else None, match[1] if match else "")


def _first(item: Object, keys: Sequence[str]) -> object:
    return next((item[key] for key in keys if key in item), None)


def _same(words: str, quote: str) -> bool:
    """Return whether a quote is of these words as a tokenizer writes them: in pieces, with spaces, in lower case."""
    return words == quote or "[UNK]" in quote or _PIECE.sub("", words).casefold() == _PIECE.sub("", quote).casefold()


def _together(items: list[_Found]) -> Iterator[_Found]:
    """Yield spans, and for tags of tokens that continue one another a single one, with the mean of their scores."""
    run: list[_Found] = []
    for former, item in pairwise([_Found(SpanCandidate(None, None, None), None), *items]):
        if run and not (item.tag == "I" and item.claim.label == former.claim.label and _follows(former, item)):
            yield _joined(run)
            run = []
        if item.tag:
            run.append(item)
        else:
            yield item
    if run:
        yield _joined(run)


def _follows(former: _Found, item: _Found) -> bool:
    end, start = former.claim.end, item.claim.start
    return bool(former.tag) and is_offset(end) and is_offset(start) and 0 <= start - end <= 1


def _joined(run: Sequence[_Found]) -> _Found:
    first, last = run[0].claim, run[-1].claim
    scores = [item.score for item in run if isinstance(item.score, int | float)]
    return _Found(SpanCandidate(first.start, last.end, first.label), sum(scores) / len(scores) if scores else None)
