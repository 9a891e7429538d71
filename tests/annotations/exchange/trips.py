"""Records that go through a format and back, and what of them can be compared."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.exchange.format import Format, OutputKind
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from tests.annotations.exchange.records import OPTIONS


@dataclass(frozen=True, slots=True)
class Trip:
    """Hold what came back, and what the reports of writing and of reading tell."""

    records: list[Record]
    written: Report
    read: Report


def trip(format_: Format, records: Sequence[Record], options: Options = OPTIONS) -> Trip:
    """Write records and read them again; the format must know what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        written, read = Report(), Report()
        path = write(format_, records, Path(folder), options, written)
        assert format_.detect(path, head(path))
        return Trip(list(format_.read(path, read)), written, read)


def write(
    format_: Format, records: Sequence[Record], folder: Path, options: Options = OPTIONS, report: Report | None = None
) -> Path:
    """Write records into a new file or folder below a folder."""
    path = folder / f"export{format_.about.suffix}"
    if format_.about.shape is OutputKind.FOLDER:
        path.mkdir()
    format_.write(iter(records), path, options, report or Report())
    return path


def head(path: Path) -> str:
    """Return what ``detect`` is told of a file."""
    if path.is_dir():
        return ""
    with path.open("rb") as file:
        return file.read(1 << 16).decode("utf-8", "replace")


def told(record: Record) -> dict[str, Any]:
    """Everything that a record says, without the ids of its spans and the order of what is over the same range."""
    places = {span.id: (span.start, span.end, span.label) for span in record.spans}
    return {
        "id": record.id,
        "text": record.text,
        "title": record.title,
        "document": record.document,
        "annotator": record.annotator,
        "status": record.status,
        "categories": record.categories,
        "note": record.note,
        "offset": record.offset,
        "meta": dict(record.meta),
        "spans": sorted(
            (span.start, span.end, span.label, span.note, sorted(span.attributes.items())) for span in record.spans
        ),
        "relations": sorted((tie.type, places[tie.head], places[tie.tail]) for tie in record.relations),
    }


def reasons(report: Report) -> list[str]:
    """Return why something was lost, once for each thing."""
    return [loss.reason for loss in report.losses]
