# mypy: ignore-errors
# ruff: noqa
"""A format of a plug-in, written against zhupi 0.1.0: a record a line, with all that it says."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotations.exchange.claims import Claim, true_spans
from annotations.exchange.format import About, Carries, Shape, Unit
from annotations.exchange.jsonl import read_lines, write_lines
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Loss, Report
from annotations.span import Relation, Span
from annotations.suggest.suggestion import Suggestion


class StarLines:
    """Write and read lines of JSON, each with a star in it."""

    about = About(
        "stars",
        "stars: a record a line",
        ".stars",
        Carries(Unit.CODE_POINTS, overlap=True, relations=True, notes=True, attributes=True, categories=True),
        Shape.FILE,
        limit=0,
        streams=True,
        reads=True,
        writes=True,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write every record."""
        labels = [label.name for label in options.schema.labels]
        write_lines(path, (self._line(record, labels, report) for record in records))

    def _line(self, record: Record, labels: list[str], report: Report) -> dict[str, Any]:
        kept = tuple(span for span in record.spans if span.label in labels)
        for span in record.spans:
            if span not in kept:
                report.lose(record, "its label is not in the schema", span)
        report.wrote(record, kept)
        return {
            "★": 1,
            "id": record.id,
            "text": record.text,
            "title": record.title,
            "document": record.document,
            "annotator": record.annotator,
            "status": record.status,
            "categories": list(record.categories),
            "note": record.note,
            "meta": dict(record.meta),
            "spans": [self._span(record, span) for span in kept],
            "relations": [[tie.head, tie.type, tie.tail] for tie in record.relations],
        }

    def _span(self, record: Record, span: Span) -> dict[str, Any]:
        return {
            "id": span.id,
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "words": record.words(span),
            "origin": span.origin,
            "note": span.note,
            "attributes": dict(span.attributes),
        }

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the records of a file; a line without a star is a loss."""
        for line in read_lines(path, report):
            value = line.value
            if value.get("★") != 1:
                report.add(Loss("", f"line {line.number}", "has no star"), "line")
                continue
            claims = [
                Claim(
                    item["start"],
                    item["end"],
                    item["label"],
                    item["words"],
                    item["id"],
                    item["note"],
                    item["attributes"],
                )
                for item in value["spans"]
            ]
            spans = true_spans(value["text"], claims, value["id"], report)
            names = {span.id for span in spans}
            yield Record(
                value["id"],
                value["text"],
                spans,
                tuple(Relation(kind, head, tail) for head, kind, tail in value["relations"] if {head, tail} <= names),
                title=value["title"],
                annotator=value["annotator"],
                status=value["status"],
                categories=tuple(value["categories"]),
                note=value["note"],
                suggestions=tuple(Suggestion(*row) for row in value.get("suggestions", ())),
            )

    def recognises(self, path: Path, head: str) -> bool:
        """Tell by the first key."""
        return head.startswith('{"★"')


FORMAT = StarLines()
