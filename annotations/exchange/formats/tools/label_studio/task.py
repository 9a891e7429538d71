"""Make a task of Label Studio's of a record."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotations.exchange.formats.tools.label_studio.config import CATEGORY, LABEL, TEXT, Config, choice_of, control
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.offset_units import UNIT_KEY, Ruler, UnitWriter
from annotations.exchange.shared.record_metadata import record_metadata
from annotations.exchange.shared.validated_jsonl import distinct
from annotations.model.layer import Status
from annotations.model.span import Span
from seeds.i18n import _

Region = dict[str, Any]
"""What a control says of a text, or of a range of it."""


def task_of(whole: Record, number: int, config: Config, units: UnitWriter, report: Report) -> dict[str, Any]:
    """Return the task of a number with one annotation, whose controls are declared in ``config``."""
    record, ruler = units.prepare(whole)
    config.know(record)
    spans = distinct(record.spans, record, report)
    report.wrote(record, spans)
    facts = record_metadata(record, report, (TEXT, "categories", UNIT_KEY))
    regions = _regions(record, ruler, spans, config, report)
    annotation: dict[str, Any] = {"result": [*regions, *_relations(record, spans)]}
    if record.status == Status.SKIPPED:
        annotation["was_cancelled"] = True
    return {"id": number, "data": {TEXT: record.text} | facts | units.key, "annotations": [annotation]}


def _regions(record: Record, ruler: Ruler, spans: Sequence[Span], config: Config, report: Report) -> Iterator[Region]:
    for span in spans:
        place = {"start": ruler.offset(span.start), "end": ruler.offset(span.end)}
        region = _said(LABEL, "labels", place | {"text": record.words(span), "labels": [span.label]}, span.id)
        yield region | {"meta": {"text": [span.note]}} if span.note else region
        yield from _attributes(record, span, place, config, report)
    if record.categories:
        ids = {span.id for span in spans}
        free = next(name for name in map("c{}".format, range(len(ids) + 1)) if name not in ids)
        yield _said(CATEGORY, "choices", {"choices": list(record.categories)}, free)


def _attributes(record: Record, span: Span, place: dict[str, int], config: Config, report: Report) -> Iterator[Region]:
    for name, value in span.attributes.items():
        kind = config.kind(span.label, name, value)
        if kind is None:
            report.drop(record, _("is not a text, as other values of the attribute are"), span, "attribute")
            continue
        content = {"choices": [choice_of(value)]} if kind == "choices" else {"text": [value]}
        yield _said(control(span.label, name), kind, place | content, span.id)


def _said(name: str, kind: str, value: dict[str, Any], region: str) -> Region:
    return {"id": region, "from_name": name, "to_name": TEXT, "type": kind, "value": value}


def _relations(record: Record, spans: Sequence[Span]) -> Iterator[Region]:
    written = {(span.start, span.end, span.label): span.id for span in spans}
    ids = {span.id: written[span.start, span.end, span.label] for span in record.spans}
    for tie in record.relations:
        yield {
            "type": "relation",
            "from_id": ids[tie.head],
            "to_id": ids[tie.tail],
            "direction": "right",
            "labels": [tie.type],
        }
