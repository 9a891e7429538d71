"""Read and write doccano's JSON Lines for projects with relations: entities and relations with ids."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.tools.doccano.shapes import COMMENTS, comments_in, text_key, text_of
from annotations.exchange.options import BY_EVIDENCE, OffsetUnit, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.offset_evidence import UnitDecision
from annotations.exchange.shared.offset_units import UNIT_KEY, Ruler, UnitWriter, in_code_points, named_unit
from annotations.exchange.shared.record_metadata import described, record_metadata
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.validated_jsonl import distinct, first_item, read_validated_json
from annotations.model.span import Relation, Span
from seeds.i18n import _

_RESERVED = ("text", "data", "entities", "relations", UNIT_KEY)
_MEANINGLESS = {"relations.id": "a number that nothing refers to", UNIT_KEY: "read before, for the whole file"}


class DoccanoRelations:
    """Write and read ``{"text", "entities": [{"id", "start_offset", "end_offset", "label"}], "relations"}``.

    A relation is ``{"id", "from_id", "to_id", "type"}``. Ids are numbers, and unique in the file. What else is
    said of the text becomes doccano's metadata; ``Comments`` are read as the note.
    """

    about = FormatInfo(
        "doccano-relations",
        _("doccano: JSON Lines with entities and relations"),
        ".jsonl",
        Capabilities(Unit.UTF16, overlap=True, relations=True, categories=True),
        options=frozenset({"unit"}),
        keys=("text", "entities", "relations"),
    )

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "DoccanoRelations":
        """Return the format as it reads with options."""
        return DoccanoRelations(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        entities, relations = count(1), count(1)
        writer = UnitWriter(options.unit or OffsetUnit.UTF16, report)
        lines = (_line(*writer.prepare(record), entities, relations, report) | writer.key for record in records)
        write_lines(path, lines)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “text” and a list “entities” of objects")
        decision = UnitDecision(path, self._reading.unit)
        for _number, value in read_validated_json(path, report.aside(), _fits, expected):
            places = ((item.get("start_offset"), item.get("end_offset"), None) for item in value["entities"])
            decision.add(value[text_key(value)], places, named_unit(value.get(UNIT_KEY)))
        decision.settle(report)
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            record = described(Record("", value[text_key(value)]), value, (*_RESERVED, COMMENTS))
            record = replace(record, note=comments_in(value) or record.note)
            where = record.id or line_name(number)
            unit = decision.unit(named_unit(value.get(UNIT_KEY)))
            claims = in_code_points(record.text, map(_claim, value["entities"]), unit, where, report)
            spans = validate_spans(record.text, claims, where, report)
            relations = _relations(value.get("relations"), spans, where, report)
            yield replace(record, spans=spans, relations=tuple(relations))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line, or the first object of an array, is of this format."""
        value = first_item(path, head)
        if not _fits(value):
            return False
        entities = value["entities"]
        return all("start_offset" in item for item in entities) and (
            bool(entities) or isinstance(value.get("relations"), list)
        )


FORMAT = DoccanoRelations()


def _fits(value: Mapping[str, Any]) -> bool:
    entities = value.get("entities")
    return (
        text_of(value) is not None and isinstance(entities, list) and all(isinstance(item, dict) for item in entities)
    )


def _line(
    record: Record, ruler: Ruler, entities: Iterator[int], relations: Iterator[int], report: Report
) -> dict[str, Any]:
    spans = distinct(record.spans, record, report)
    report.wrote(record, spans)
    numbers = {_place(span): next(entities) for span in spans}
    places = {span.id: _place(span) for span in record.spans}
    return {
        "text": record.text,
        "entities": [
            {
                "id": numbers[_place(span)],
                "label": span.label,
                "start_offset": ruler.offset(span.start),
                "end_offset": ruler.offset(span.end),
            }
            for span in spans
        ],
        "relations": [
            {
                "id": next(relations),
                "from_id": numbers[places[tie.head]],
                "to_id": numbers[places[tie.tail]],
                "type": tie.type,
            }
            for tie in record.relations
        ],
    } | record_metadata(record, report, (*_RESERVED, "note"))


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label


def _claim(entity: Mapping[str, Any]) -> SpanCandidate:
    identifier = entity.get("id")
    name = "" if identifier is None else str(identifier)
    return SpanCandidate(entity.get("start_offset"), entity.get("end_offset"), entity.get("label"), id=name)


def _relations(items: object, spans: Iterable[Span], where: str, report: Report) -> Iterator[Relation]:
    ids = {span.id for span in spans}
    for item in items if isinstance(items, list) else []:
        match item:
            case {"type": str(kind), "from_id": head, "to_id": tail} if kind and {str(head), str(tail)} <= ids:
                yield Relation(kind, str(head), str(tail))
            case _:
                report.add(
                    DroppedItem(where, "relation", _("has no type, or one of its entities is missing")), "relation"
                )
