"""Read and write Prodigy's JSON Lines: a task a line, with tokens, spans, relations, choices and the answer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.tools.prodigy.task import Answer, TaskWriter
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.mark_times import time_in
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import discard, listed, peek, text_in, use
from annotations.exchange.shared.validated_jsonl import first_object, read_validated_jsonl
from annotations.model.layer import Status
from annotations.model.span import NOTHING, Relation, Span
from seeds.i18n import _

_ASKED = "how the task was shown"
_TOKENS = "follows from start and end"
_MEANINGLESS = {
    "_input_hash": "a number of the text",
    "_task_hash": "a number of the task",
    "_view_id": _ASKED,
    "_timestamp": "when it was answered, which is read of what was accepted",
    "_is_binary": _ASKED,
    "_session_id": "who answered, where _annotator_id does not say it",
    "config": _ASKED,
    "priority": "in which order it was asked",
    "options.id": "what could be chosen",
    "options.text": "what could be chosen",
    "meta.score": "how unsure the model was that asked",
    "meta.pattern": "which pattern of the model asked",
    "spans.token_start": _TOKENS,
    "spans.token_end": _TOKENS,
    "spans.color": _ASKED,
    "spans.pattern": "which pattern of the model asked",
    "spans.priority": "in which order it was asked",
    "spans.rank": "in which order it was asked",
    "spans.input_hash": "a number of the text",
    "spans.score": "how sure the model was, where somebody has answered since",
    "spans.source": "which model asked, where somebody has answered since",
    "relations.head": _TOKENS,
    "relations.child": _TOKENS,
    "relations.color": _ASKED,
    "relations.head_span.token_start": _TOKENS,
    "relations.head_span.token_end": _TOKENS,
    "relations.child_span.token_start": _TOKENS,
    "relations.child_span.token_end": _TOKENS,
    **{f"tokens.{name}": "pieces of the text" for name in ("text", "start", "end", "id", "ws", "disabled", "style")},
}
_UNNAMED = re.compile(r"\d{4}-\d\d-\d\d[_T ]\d\d[-:]\d\d[-:]\d\d|.*-default")
"""What Prodigy puts in place of a name where nobody gave one: the time at which it began, or a default session."""


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
        keys=("text", "spans", "answer"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        write_lines(path, (TaskWriter(record, options, report).task() for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “text” and a list “spans”")
        for number, value in read_validated_jsonl(path, report, _fits, expected, _MEANINGLESS):
            meta = value["meta"] if isinstance(peek(value, "meta"), dict) else NOTHING
            record = described(Record("", value["text"]), meta)
            where = record.id or line_name(number)
            use(value, "tokens", "options")
            categories = record.categories if "categories" in meta else _categories(value)
            record = replace(record, categories=categories, annotator=_annotator(value) or record.annotator)
            yield _answered(record, value, where, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        if path.is_dir() or not head.removeprefix("\ufeff").lstrip().startswith("{"):
            return False
        value = first_object(head)
        return _fits(value) and ("tokens" in value or "answer" in value or "_input_hash" in value)


FORMAT = Prodigy()


def _fits(value: Mapping[str, Any]) -> bool:
    """Return whether it is a task about a text; one without spans may lack the list, and Argilla's is another."""
    if {"annotation", "prediction"} & value.keys():
        return False
    spans = value.get("spans", [])
    keys = {"spans", "answer", "tokens"} & value.keys()
    return isinstance(value.get("text"), str) and bool(keys) and isinstance(spans, list)


def _categories(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was chosen, or the category that the task asks about with yes or no."""
    chosen = peek(value, "accept")
    options = peek(value, "options")
    named = [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    names = {peek(option, "id"): peek(option, "text") for option in named if isinstance(peek(option, "id"), int)}
    if isinstance(chosen, list) and all(isinstance(item, str | int) for item in chosen):
        accepted = [names.get(item) if isinstance(item, int) else item for item in chosen]
        if all(isinstance(name, str) for name in accepted):
            use(value, "accept")
            return tuple(map(str, accepted))
    label = text_in(value, "label")
    return (label,) if label else ()


def _annotator(value: Mapping[str, Any]) -> str:
    """Return who answered a task, where the name is that of a person or a named session."""
    names = (text_in(value, key) for key in ("_annotator_id", "_session_id"))
    return next((name for name in names if name and not _UNNAMED.fullmatch(name)), "")


def _answered(record: Record, value: Mapping[str, Any], where: str, report: Report) -> Record:
    """Return the record with what the answer to its task lets stand."""
    spans = [item for item in value.get("spans", []) if _is_object(item, where, report)]
    match value.get("answer"):
        case None:
            scored = [ScoredSpan(_claim(item), item.get("score"), text_in(item, "source")) for item in spans]
            _drop_relations(value, _("nobody has answered its task"), where, report)
            record = _without_label(record, value, _("nobody has answered its task"), where, report)
            return replace(record, suggestions=true_suggestions(record.text, scored, where, report))
        case Answer.REJECT:
            for span in validate_spans(record.text, map(_claim, spans), where, report):
                reason = _("was rejected")
                report.add(DroppedItem(where, record.words(span), reason, span.label, span.start, span.end))
            _drop_relations(value, _("was rejected"), where, report)
            for name in record.categories:
                report.add(DroppedItem(where, name, _("was rejected")), "category")
            return replace(record, status="", categories=())
        case Answer.ACCEPT:
            status = record.status if record.status not in ("", Status.SKIPPED) else Status.DONE.value
        case Answer.IGNORE:
            status = Status.SKIPPED.value
            record = _without_label(record, value, _("its task was skipped"), where, report)
        case other:
            discard(value)
            answers = ", ".join(Answer)
            report.add(
                DroppedItem(where, str(other), _("is not a valid answer; known: {names}").format(names=answers)),
                "answer",
            )
            return record
    time = time_in(value, "_timestamp", where, report)
    claims = (replace(_claim(item), time=time) for item in spans)
    valid = validate_spans(record.text, claims, where, report)
    relations = _relations(value.get("relations"), valid, where, report)
    return replace(record, status=status, spans=valid, relations=tuple(relations))


def _without_label(record: Record, value: Mapping[str, Any], reason: str, where: str, report: Report) -> Record:
    """Return the record without the category that its task asked about, and to which nobody said yes."""
    label = peek(value, "label")
    if record.categories != (label,):
        return record
    report.add(DroppedItem(where, str(label), reason), "category")
    return replace(record, categories=())


def _is_object(item: object, where: str, report: Report) -> bool:
    if not isinstance(item, dict):
        report.add(DroppedItem(where, str(item), _("is not an object")))
    return isinstance(item, dict)


def _claim(item: Mapping[str, Any]) -> SpanCandidate:
    attributes = item["attributes"] if isinstance(peek(item, "attributes"), dict) else NOTHING
    usable = {name: value for name in attributes if isinstance(value := peek(attributes, name), str | bool)}
    use(attributes, *usable)
    quote = item["text"] if isinstance(peek(item, "text"), str) else None
    note = text_in(item, "note")
    return SpanCandidate(item.get("start"), item.get("end"), item.get("label"), quote, note=note, attributes=usable)


def _drop_relations(value: Mapping[str, Any], reason: str, where: str, report: Report) -> None:
    relations = value.get("relations")
    discard(relations)
    for _item in listed(relations):
        report.add(DroppedItem(where, "relation", reason), "relation")


def _relations(items: object, spans: Iterable[Span], where: str, report: Report) -> Iterator[Relation]:
    ids = {(span.start, span.end, span.label): span.id for span in spans}
    for item in listed(items):
        match item:
            case {"label": str(kind), "head_span": dict(head), "child_span": dict(tail)} if kind:
                ends = ids.get(_place(head)), ids.get(_place(tail))
            case _:
                discard(item)
                kind, ends = "", (None, None)
        if ends[0] and ends[1]:
            yield Relation(kind, ends[0], ends[1])
        else:
            report.add(DroppedItem(where, kind or "relation", _("does not join two of the spans")), "relation")


def _place(item: Mapping[str, Any]) -> tuple[int, int, str]:
    """Return the place and label that an end of a relation has; one that no span has where they are anything else."""
    match item:
        case {"start": int(start), "end": int(end), "label": str(label)}:
            return start, end, label
        case _:
            return -1, -1, ""
