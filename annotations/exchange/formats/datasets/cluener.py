"""Read and write CLUENER2020: a text a line, with the places of each surface by label."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.validated_jsonl import distinct, first_object, read_validated_jsonl
from seeds.i18n import _

_MEANINGLESS = {"id": "the number of the line in CLUENER's own files"}


class Cluener:
    """Write and read ``{"text": …, "label": {label: {surface: [[start, end], …]}}}``, with inclusive ends."""

    about = FormatInfo(
        "cluener",
        _("CLUENER: a text a line, with the places of each surface by label"),
        ".jsonl",
        Capabilities(inclusive=True, overlap=True, people=False, times=False),
        keys=("text", "label"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        write_lines(path, (_line(record, report) for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “text” and an object “label”")
        for number, value in read_validated_jsonl(path, report, _fits, expected, _MEANINGLESS):
            text, where = value["text"], line_name(number)
            spans = validate_spans(text, _claims(value["label"], where, report), where, report)
            yield Record("", text, spans)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        value = first_object(head)
        return _fits(value) and all(isinstance(surfaces, dict) for surfaces in value["label"].values())


FORMAT = Cluener()


def _fits(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("text"), str) and isinstance(value.get("label"), dict)


def _line(record: Record, report: Report) -> dict[str, Any]:
    labels: dict[str, dict[str, list[list[int]]]] = {}
    spans = distinct(record.spans, record, report)
    for span in spans:
        labels.setdefault(span.label, {}).setdefault(record.words(span), []).append([span.start, span.end - 1])
    report.wrote(record, spans)
    return {"text": record.text, "label": labels}


def _claims(labels: Mapping[str, Any], where: str, report: Report) -> Iterator[SpanCandidate]:
    for label, surfaces in labels.items():
        by_surface = surfaces if isinstance(surfaces, dict) else {"": surfaces}
        for surface, places in by_surface.items():
            for place in places if isinstance(places, list) else [places]:
                match place:
                    case [start, int(end)]:
                        yield SpanCandidate(start, end + 1, label, surface)
                    case _:
                        report.add(DroppedItem(where, surface, _("has no place such as [start, end]"), label))
