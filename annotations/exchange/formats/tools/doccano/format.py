"""Read and write doccano's JSON Lines: a text a line, with its spans as ``[start, end, label]``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import BY_EVIDENCE, OffsetUnit, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.offset_evidence import UnitDecision
from annotations.exchange.shared.offset_units import UNIT_KEY, Ruler, UnitWriter, in_code_points, named_unit
from annotations.exchange.shared.record_metadata import described, record_metadata
from annotations.exchange.shared.span_triples import candidates_from_triples
from annotations.exchange.shared.span_validation import validate_spans
from annotations.exchange.shared.validated_jsonl import distinct, first_object, read_validated_jsonl
from seeds.i18n import _

_LABELS = ("label", "labels")
_RESERVED = ("text", *_LABELS, UNIT_KEY)
_NOT_OURS = {"spans", "tokens", "entities"}


class Doccano:
    """Write and read ``{"text": …, "label": [[start, end, label], …]}``; the rest is doccano's metadata.

    Spans that overlap need a project that allows it. Some versions of doccano write ``labels``; both are read. Its
    editor counts UTF-16 units today, code points in 2019, and grapheme clusters in projects with that option.
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
        """Read records as the protocol says."""
        expected = _("object with a “text” and a list “label”")
        decision = UnitDecision(path, self._reading.unit)
        for _number, value in read_validated_jsonl(path, report.aside(), _fits, expected):
            spans = ((item.start, item.end, None) for item in candidates_from_triples(_labels(value), "", Report()))
            decision.add(value["text"], spans, named_unit(value.get(UNIT_KEY)))
        decision.settle(report)
        for number, value in read_validated_jsonl(path, report, _fits, expected):
            record = described(Record("", value["text"]), value, _RESERVED)
            where = record.id or line_name(number)
            triples = candidates_from_triples(_labels(value), where, report)
            unit = decision.unit(named_unit(value.get(UNIT_KEY)))
            claims = in_code_points(record.text, triples, unit, where, report)
            yield replace(record, spans=validate_spans(record.text, claims, where, report))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        value = first_object(head)
        return _fits(value) and not _NOT_OURS & value.keys() and all(isinstance(item, list) for item in _labels(value))


FORMAT = Doccano()


def _labels(value: Mapping[str, Any]) -> list[Any]:
    return next((triples for name in _LABELS if isinstance(triples := value.get(name), list)), [])


def _fits(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("text"), str) and any(isinstance(value.get(name), list) for name in _LABELS)


def _line(record: Record, ruler: Ruler, key: Mapping[str, Any], report: Report) -> dict[str, Any]:
    spans = distinct(record.spans, record, report)
    report.wrote(record, spans)
    labels = [[ruler.offset(span.start), ruler.offset(span.end), span.label] for span in spans]
    return {"text": record.text, "label": labels, **key} | record_metadata(record, report, (*_RESERVED, "note"))
