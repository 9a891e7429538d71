"""Read and write doccano's JSON Lines: a text a line, with its spans as ``[start, end, label]``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.tools.doccano.shapes import (
    LABELS,
    RESERVED,
    LabelNames,
    annotations_in,
    are_annotations,
    comments_in,
    labels_in,
    marks_of,
    places_in,
    text_key,
    text_of,
)
from annotations.exchange.options import BY_EVIDENCE, OffsetUnit, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.offset_evidence import UnitDecision
from annotations.exchange.shared.offset_units import UNIT_KEY, Ruler, UnitWriter, in_code_points, named_unit
from annotations.exchange.shared.record_metadata import described, record_metadata
from annotations.exchange.shared.span_validation import validate_spans
from annotations.exchange.shared.unread_keys import peek, use
from annotations.exchange.shared.validated_jsonl import distinct, first_item, read_validated_json
from seeds.i18n import _

_WRITTEN = ("text", "data", *LABELS, UNIT_KEY)
_NOT_OURS = {"spans", "tokens", "entities"}
_NUMBERS = "a number in doccano's own database"
_MEANINGLESS = {
    UNIT_KEY: "read before, for the whole file",
    **{f"annotations.{key}": _NUMBERS for key in ("id", "uuid", "document", "example")},
    **{f"annotations.{key}": "when it was made, which is read of spans" for key in ("created_at", "updated_at")},
    **{f"annotations.{key}": "how it was made" for key in ("manual", "prob")},
}


class Doccano:
    """Write and read ``{"text": …, "label": [[start, end, label], …]}``; the rest is doccano's metadata.

    Spans that overlap need a project that allows it. Its editor counts UTF-16 units today, code points in 2019, and
    grapheme clusters in projects with that option. Read is what all versions write: ``labels``, ``data`` for the text,
    categories as labels without offsets, ``Comments`` as the note, an array of lines, and before 2021 ``annotations``:
    ``{"label": number or name, "start_offset", "end_offset", "user"}``, with ``label_config.json`` beside the file.
    """

    about = FormatInfo(
        "doccano",
        _("doccano: JSON Lines for sequence labelling"),
        ".jsonl",
        Capabilities(Unit.UTF16, overlap=True, categories=True),
        options=frozenset({"unit"}),
        keys=("text", "label"),
    )

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "Doccano":
        """Return the format as it reads with options."""
        return Doccano(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        writer = UnitWriter(options.unit or OffsetUnit.UTF16, report)
        write_lines(path, (_line(*writer.prepare(record), writer.key, report) for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says: one for each person who says something of a text."""
        decision = UnitDecision(path, self._reading.unit)
        for _number, value in read_validated_json(path, report.aside(), _fits, _expected()):
            spans = ((start, end, None) for start, end in places_in(value))
            decision.add(value[text_key(value)], spans, named_unit(value.get(UNIT_KEY)))
        decision.settle(report)
        names = LabelNames(path)
        for number, value in read_validated_json(path, report, _fits, _expected(), _MEANINGLESS):
            yield from _records(value, names, decision.unit(named_unit(value.get(UNIT_KEY))), line_name(number), report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line, or the first object of an array, is of this format."""
        value = first_item(path, head)
        if not _fits(value) or _NOT_OURS & value.keys():
            return False
        labels = labels_in(value) or []
        kinds = {type(item) for item in labels}
        return (kinds in ({list}, {str}) or not kinds) and are_annotations(annotations_in(value) or [])


FORMAT = Doccano()


def _expected() -> str:
    return _("object with a “text” and a list “label” or “annotations”")


def _fits(value: Mapping[str, Any]) -> bool:
    return text_of(value) is not None and (labels_in(value) is not None or annotations_in(value) is not None)


def _records(
    value: Mapping[str, Any], names: LabelNames, unit: OffsetUnit, place: str, report: Report
) -> Iterator[Record]:
    key = text_key(value)
    record = described(Record("", value[key]), value, (key, *RESERVED, UNIT_KEY))
    number = peek(value, "doc_id")
    if not record.id and isinstance(number, int | str):
        use(value, "doc_id")
        record = replace(record, id=str(number))
    if isinstance(peek(value, "meta"), dict):
        record = described(record, value["meta"], ("id", "text"))
    record = replace(record, note=comments_in(value) or record.note)
    where = record.id or place
    for marks in marks_of(value, names, where, report):
        claims = in_code_points(record.text, marks.spans, unit, where, report)
        yield replace(
            record,
            spans=validate_spans(record.text, claims, where, report),
            categories=marks.categories or record.categories,
            annotator=marks.annotator or record.annotator,
        )


def _line(record: Record, ruler: Ruler, key: Mapping[str, Any], report: Report) -> dict[str, Any]:
    spans = distinct(record.spans, record, report)
    report.wrote(record, spans)
    labels = [[ruler.offset(span.start), ruler.offset(span.end), span.label] for span in spans]
    return {"text": record.text, "label": labels, **key} | record_metadata(record, report, (*_WRITTEN, "note"))
