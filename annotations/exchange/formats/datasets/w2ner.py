"""Read and write W2NER's training data: tokens, and entities by the numbers of all of their tokens."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.json_array import write_array
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import join
from annotations.exchange.shared.tokens import Token, align, tokenize
from annotations.exchange.shared.unread_keys import discard, peek
from annotations.exchange.shared.validated_jsonl import distinct, first_item, place_in, place_of, read_validated_json
from seeds.i18n import _

_LONGEST = 500
"""Its encoder takes 512 pieces with two marks, and its grid grows with the square of the tokens."""

_MEANINGLESS = {"word": "how the tokens make words"}


class W2ner:
    """Write and read ``[{"sentence": [token, …], "ner": [{"index": [number, …], "type": label}, …]}, …]``.

    An entity whose tokens do not stand one after another is lost when read. W2NER takes labels in lower case. Texts are
    read as ``tags.join`` puts them together; a text without a token is lost.
    """

    about = FormatInfo(
        "w2ner",
        _("W2NER: tokens, and entities by the numbers of all their tokens"),
        ".json",
        Capabilities(Unit.TOKENS, inclusive=True, overlap=True, people=False, times=False),
        limit=_LONGEST,
        keys=("sentence", "ner"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        write_array(path, _items(records, options, report))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a list “sentence” of tokens and a list “ner”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            text, places = join(value["sentence"])
            report.rebuilt += 1
            identifier, offset = place_in(value)
            where = identifier or line_name(number)
            spans = validate_spans(text, _candidates(value["ner"], places, where, report), where, report)
            yield Record(identifier, text, spans, offset=offset)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is one of this format."""
        return _fits(first_item(path, head))


FORMAT = W2ner()


def _items(records: Iterable[Record], options: Options, report: Report) -> Iterator[dict[str, Any]]:
    for record in records:
        tokens = tokenize(record.text, options.tokens)
        aligned = {item.span.id: item for item in align(record.spans, tokens, options.misaligned, record, report)}
        if not tokens:
            report.drop(record, _("holds no token"), what="article")
            continue
        spans = distinct((item.span for item in aligned.values()), record, report)
        report.wrote(record, spans)
        ner = [
            {"index": list(range(aligned[span.id].first, aligned[span.id].last)), "type": span.label} for span in spans
        ]
        yield {"sentence": [record.text[start:end] for start, end in tokens], "ner": ner, **place_of(record)}


def _fits(value: Mapping[str, Any]) -> bool:
    sentence, entities = peek(value, "sentence"), peek(value, "ner")
    return (
        isinstance(sentence, list)
        and all(isinstance(token, str) for token in sentence)
        and isinstance(entities, list)
        and all(isinstance(entity, dict) for entity in entities)
    )


def _candidates(
    entities: Iterable[Mapping[str, Any]], places: Sequence[Token], where: str, report: Report
) -> Iterator[SpanCandidate]:
    for entity in entities:
        index, label = entity.get("index"), entity.get("type")
        if not _is_index(index, len(places)):
            discard(entity)
            reason = _("has no list “index” of tokens that there are, counted from 0")
        elif index != list(range(index[0], index[-1] + 1)):
            reason = _("its tokens do not stand one after another, and spans have one range")
        else:
            yield SpanCandidate(places[index[0]][0], places[index[-1]][1], label)
            continue
        report.add(
            DroppedItem(where, json.dumps(index, ensure_ascii=False), reason, label if isinstance(label, str) else "")
        )


def _is_index(index: object, count: int) -> TypeGuard[list[int]]:
    return isinstance(index, list) and bool(index) and all(type(item) is int and 0 <= item < count for item in index)
