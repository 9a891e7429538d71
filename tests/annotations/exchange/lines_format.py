"""A format for tests of everything but formats: each record a line of JSON, and whatever is asked of it."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines


class LinesFormat:
    """Writes a file, or a folder with one; ``before`` is called before each record."""

    def __init__(
        self,
        shape: OutputKind = OutputKind.FILE,
        limit: int = 0,
        before: Callable[[Record], None] = lambda _record: None,
    ) -> None:
        self.about = FormatInfo("lines", "a record a line", ".jsonl", Capabilities(overlap=True), shape, limit=limit)
        self.options: Options | None = None
        self._before = before

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        self.options = options
        file = path / "all.jsonl" if self.about.shape is OutputKind.FOLDER else path
        write_lines(file, self._objects(records, report))

    def _objects(self, records: Iterable[Record], report: Report) -> Iterator[dict[str, Any]]:
        for record in records:
            self._before(record)
            report.wrote(record)
            yield {
                "id": record.id,
                "text": record.text,
                "title": record.title,
                "annotator": record.annotator,
                "status": record.status,
                "part": record.part,
                "offset": record.offset,
                "spans": [[span.start, span.end, span.label, record.words(span)] for span in record.spans],
                "relations": [[tie.head, tie.type, tie.tail] for tie in record.relations],
            }

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        raise NotImplementedError

    def detect(self, path: Path, head: str) -> bool:
        return path.suffix == self.about.suffix and not head


FORMAT = LinesFormat()


def written(path: Path) -> list[dict[str, Any]]:
    """The objects of a file that was written."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
