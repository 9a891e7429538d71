"""Read and write Prodigy's JSON Lines: a task a line, with tokens, spans, relations, choices and the answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.prodigy.task import Answer, TaskWriter
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.validated_jsonl import first_object, read_validated_jsonl
from annotations.model.layer import Status
from annotations.model.span import NOTHING, Relation, Span
from seeds.i18n import _
from seeds.system.files import open_stream

_LONGEST_LINE = 1 << 24


class Prodigy:
    """Write and read ``{"text", "meta", "tokens", "spans", "relations", "options", "accept", "answer"}``.

    ``start`` and ``end`` are code points; ``token_start`` and ``token_end``, which is inclusive, count ``tokens``, and
    spans are made to fit these. Of a relation, ``head`` and ``child`` are the last tokens of its spans. Notes and
    attributes are further keys of a span, which Prodigy keeps. Categories are the choices.

    The answer is ``ignore`` for articles that were skipped, else ``accept``. When read, a task that was rejected has no
    spans, and those of a task without an answer are suggestions.
    """

    about = FormatInfo(
        "prodigy",
        _("Prodigy: JSON Lines with tokens, spans and relations"),
        ".jsonl",
        Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        write_lines(path, (TaskWriter(record, options, report).task() for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        for number, value in read_validated_jsonl(path, report, _fits, _("object with a “text” and a list “spans”")):
            meta = value.get("meta")
            record = described(Record("", value["text"]), meta if isinstance(meta, dict) else NOTHING)
            where = record.id or line_name(number)
            yield _answered(replace(record, categories=_categories(value)), value, where, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line, which may be long, is an object of this format."""
        if path.is_dir() or not head.removeprefix("\ufeff").lstrip().startswith("{"):
            return False
        value = first_object(head if "\n" in head else _first_line(path))
        return _fits(value) and ("tokens" in value or "answer" in value or "_input_hash" in value)


FORMAT = Prodigy()


def _first_line(path: Path) -> str:
    with open_stream(path) as file:
        return file.readline(_LONGEST_LINE).decode("utf-8", "replace")


def _fits(value: Mapping[str, Any]) -> bool:
    """Return whether it is a task about a text; one without spans may lack the list."""
    spans = value.get("spans", [])
    keys = {"spans", "answer", "tokens"} & value.keys()
    return isinstance(value.get("text"), str) and bool(keys) and isinstance(spans, list)


def _categories(value: Mapping[str, Any]) -> tuple[str, ...]:
    chosen = value.get("accept")
    return tuple(name for name in chosen if isinstance(name, str)) if isinstance(chosen, list) else ()


def _answered(record: Record, value: Mapping[str, Any], where: str, report: Report) -> Record:
    """Return the record with what the answer to its task lets stand."""
    spans = [item for item in value.get("spans", []) if _is_object(item, where, report)]
    match value.get("answer"):
        case None:
            scored = [ScoredSpan(_claim(item), item.get("score"), _text(item, "source")) for item in spans]
            _drop_relations(value, _("nobody has answered its task"), where, report)
            return replace(record, suggestions=true_suggestions(record.text, scored, where, report))
        case Answer.REJECT:
            for span in validate_spans(record.text, map(_claim, spans), where, report):
                reason = _("was rejected")
                report.add(DroppedItem(where, record.words(span), reason, span.label, span.start, span.end))
            _drop_relations(value, _("was rejected"), where, report)
            return replace(record, status="", categories=())
        case Answer.ACCEPT:
            status = record.status if record.status not in ("", Status.SKIPPED) else Status.DONE.value
        case Answer.IGNORE:
            status = Status.SKIPPED.value
        case other:
            answers = ", ".join(Answer)
            report.add(
                DroppedItem(where, str(other), _("is not a valid answer; known: {names}").format(names=answers)),
                "answer",
            )
            return record
    valid = validate_spans(record.text, map(_claim, spans), where, report)
    relations = _relations(value.get("relations"), valid, where, report)
    return replace(record, status=status, spans=valid, relations=tuple(relations))


def _is_object(item: object, where: str, report: Report) -> bool:
    if not isinstance(item, dict):
        report.add(DroppedItem(where, str(item), _("is not an object")))
    return isinstance(item, dict)


def _claim(item: Mapping[str, Any]) -> SpanCandidate:
    attributes = item.get("attributes")
    pairs = attributes.items() if isinstance(attributes, dict) else ()
    usable = {name: value for name, value in pairs if isinstance(value, str | bool)}
    quote = item["text"] if isinstance(item.get("text"), str) else None
    return SpanCandidate(
        item.get("start"), item.get("end"), item.get("label"), quote, note=_text(item, "note"), attributes=usable
    )


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _drop_relations(value: Mapping[str, Any], reason: str, where: str, report: Report) -> None:
    relations = value.get("relations")
    for _item in relations if isinstance(relations, list) else ():
        report.add(DroppedItem(where, "relation", reason), "relation")


def _relations(items: object, spans: Iterable[Span], where: str, report: Report) -> Iterator[Relation]:
    ids = {(span.start, span.end, span.label): span.id for span in spans}
    for item in items if isinstance(items, list) else []:
        match item:
            case {"label": str(kind), "head_span": dict(head), "child_span": dict(tail)} if kind:
                ends = ids.get(_place(head)), ids.get(_place(tail))
            case _:
                kind, ends = "", (None, None)
        if ends[0] and ends[1]:
            yield Relation(kind, ends[0], ends[1])
        else:
            report.add(DroppedItem(where, kind or "relation", _("does not join two of the spans")), "relation")


def _place(item: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return item.get("start"), item.get("end"), item.get("label")
