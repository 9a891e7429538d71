"""Read and write GLiNER's training data: tokens, and spans by the numbers of their first and last token."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.json_array import write_array
from annotations.exchange.shared.label_names import absent_labels, spoken_names
from annotations.exchange.shared.lines import read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import join
from annotations.exchange.shared.tokens import Aligned, Token, align, joined_to_visible, tokenize
from annotations.exchange.shared.unread_keys import TrackedObject, UnreadKeys, discard, listed
from annotations.exchange.shared.validated_jsonl import distinct, first_item, place_in, place_of
from annotations.model.span import Relation, Span
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE
from seeds.toml.nesting import too_deep_json

_LONGEST = 384
_ASKED = "what a model is asked for beside what the text has"
_MEANINGLESS = {"ner_negatives": _ASKED, "ner_labels": _ASKED, "rel_negatives": _ASKED, "rel_labels": _ASKED}


class Gliner:
    """Write and read ``[{"tokenized_text": [token, …], "ner": [[first, last, label], …]}, …]``, ``last`` inclusive.

    ``relations`` are ``[head, tail, type]`` by numbers of ``ner``. ``ner_negatives`` are labels that were rejected in a
    text that has none of them, and with ``negatives`` all others of the schema; they are not read.
    Labels are called by their titles, since a model reads them. A text without a token is lost. Models that score
    spans leave out those of more tokens than their ``max_width``, which is 12 for most: ``--tokens jieba`` helps.
    Texts are read as ``tags.join`` puts them together; the whole file is in memory then.
    """

    about = FormatInfo(
        "gliner",
        _("GLiNER: tokens, and spans by first and last token, with labels in words"),
        ".json",
        Capabilities(Unit.TOKENS, inclusive=True, overlap=True, relations=True, people=False, times=False),
        limit=_LONGEST,
        keys=("tokenized_text", "ner"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        spoken = spoken_names(options.schema, report)
        write_array(path, _items(records, options, spoken, report))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        values = _values(path, report)
        if values and not any(map(_fits, values)):
            raise SourceError(Problem(str(path), _("holds no object with “tokenized_text” and a list “ner”"), 1))
        unread = UnreadKeys(path, _MEANINGLESS)
        for number, value in enumerate(values, 1):
            where = f"item {number}"
            if not _fits(value):
                discard(value)
                report.add(DroppedItem("", where, _("is not an object with “tokenized_text” and a list “ner”")), "item")
                continue
            text, places = join(value["tokenized_text"])
            report.rebuilt += 1
            claims = [_claim(item, places, where, report) for item in value["ner"]]
            identifier, offset = place_in(value)
            spans = validate_spans(text, filter(None, claims), where, report)
            relations = _relations(value.get("relations"), claims, spans, where, report)
            yield Record(identifier, text, spans, tuple(dict.fromkeys(relations)), offset=offset)
            unread.look(value)
        unread.report_to(report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the file is a list whose first item is one of this format."""
        is_array = head.removeprefix("\ufeff").lstrip().startswith("[")
        return is_array and _fits(first_item(path, head))


FORMAT = Gliner()


def _items(
    records: Iterable[Record], options: Options, spoken: Mapping[str, str], report: Report
) -> Iterator[dict[str, Any]]:
    for record in records:
        tokens = joined_to_visible(record.text, tokenize(record.text, options.tokens))
        aligned = {item.span.id: item for item in align(record.spans, tokens, options.misaligned, record, report)}
        if not tokens:
            report.drop(record, _("holds no token"), what="article")
            continue
        spans = distinct((item.span for item in aligned.values()), record, report)
        report.wrote(record, spans)
        ner = [
            (aligned[span.id].first, aligned[span.id].last - 1, spoken.get(span.label, span.label)) for span in spans
        ]
        item: dict[str, Any] = {"tokenized_text": [record.text[start:end] for start, end in tokens], "ner": ner}
        if relations := _numbered(record, aligned, spans, report):
            item["relations"] = relations
        if absent := absent_labels(record, options):
            item["ner_negatives"] = [spoken.get(name, name) for name in absent]
        yield item | place_of(record)


def _numbered(
    record: Record, aligned: Mapping[str, Aligned], spans: Sequence[Span], report: Report
) -> list[tuple[int, int, str]]:
    """Return the relations by the numbers of their spans; one that became another's duplicate has its number."""
    numbers = {(span.start, span.end, span.label): number for number, span in enumerate(spans)}
    ids = {name: numbers[item.span.start, item.span.end, item.span.label] for name, item in aligned.items()}
    relations = []
    for tie in record.relations:
        if tie.head in ids and tie.tail in ids:
            relations.append((ids[tie.head], ids[tie.tail], tie.type))
        else:
            report.drop(record, _("one of its spans is lost"), what="relation")
    return relations


def _values(path: Path, report: Report) -> list[Any]:
    text = "\n".join(line for _number, line in read_text_lines(path, report, limit=WHOLE))
    try:
        value = json.loads(text, object_hook=TrackedObject)
    except json.JSONDecodeError as error:
        message = _("is not valid JSON, or was cut off")
        raise SourceError(Problem(str(path), message, error.lineno)) from error
    except RecursionError as error:
        raise SourceError(Problem(str(path), too_deep_json(text))) from error
    if not isinstance(value, list):
        raise SourceError(Problem(str(path), _("is not a list"), 1))
    return value


def _fits(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("ner"), list):
        return False
    tokens = value.get("tokenized_text")
    return isinstance(tokens, list) and all(isinstance(token, str) for token in tokens)


def _claim(item: object, places: Sequence[Token], where: str, report: Report) -> SpanCandidate | None:
    """Return what is said of tokens, at the offsets of these; None, which is reported, for anything else."""
    match item:
        case [int(first), int(last), label] if 0 <= first <= last < len(places):
            return SpanCandidate(places[first][0], places[last][1], label)
        case _:
            reason = _("is not [first, last, label] of tokens that there are, counted from 0")
            report.add(DroppedItem(where, json.dumps(item, ensure_ascii=False), reason))
            return None


def _relations(
    items: object, claims: Sequence[SpanCandidate | None], spans: Iterable[Span], where: str, report: Report
) -> Iterator[Relation]:
    ids = {(span.start, span.end, span.label): span.id for span in spans}
    names = [_id_of(claim, ids) for claim in claims]
    for item in listed(items):
        match item:
            case [int(head), int(tail), str(kind)] if kind and min(head, tail) >= 0 and max(head, tail) < len(names):
                ends = names[head], names[tail]
            case _:
                ends = None, None
        if ends[0] and ends[1]:
            yield Relation(item[2], ends[0], ends[1])
        else:
            reason = _("is not [head, tail, type] of spans that there are, counted from 0")
            report.add(DroppedItem(where, json.dumps(item, ensure_ascii=False), reason), "relation")


def _id_of(claim: SpanCandidate | None, ids: Mapping[tuple[int, int, str], str]) -> str | None:
    match claim:
        case SpanCandidate(start=int(start), end=int(end), label=str(label)):
            return ids.get((start, end, label))
        case _:
            return None
