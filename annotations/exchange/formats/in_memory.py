"""Treat records in memory as a format: what Python code asks for, or brings along, instead of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind
from annotations.exchange.options import Options
from annotations.exchange.provenance import ORIGINS, TIMES, with_origins_said
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import MANUAL
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_EVERYTHING = Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True)


class RecordsInMemory:
    """Give the records, anew for each reading, whatever the path."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.about = FormatInfo(
            "records", _("records in memory"), "", _EVERYTHING, OutputKind.FOLDER, reads=True, writes=False
        )
        self._records = tuple(records)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is no file; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the records; where spans have other origins than that by hand, all of them keep theirs.

        Their times are those that the spans say, whatever the record was made of.
        """
        for each in self._records:
            record = replace(each, meta={key: value for key, value in each.meta.items() if key != TIMES})
            made = any(span.origin != MANUAL for span in record.spans)
            yield with_origins_said(record) if made and ORIGINS not in record.meta else record

    def detect(self, path: Path, head: str) -> bool:
        """Return that no file is of this format."""
        return False
