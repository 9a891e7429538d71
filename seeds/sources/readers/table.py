"""Read CSV and TSV: a header, then a row for each article."""

import csv
import sys
from collections.abc import Iterator
from itertools import islice

from seeds.encoding.decoding import DecodedText
from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.columns import Columns, find_columns
from seeds.sources.readers.document import RecordPlace, SourceFile, SourceRecord
from seeds.sources.readers.former_columns import FormerColumns, find_former_columns
from seeds.sources.readers.leaves import Leaf
from seeds.sources.readers.lines import lines

_DELIMITERS = ",;\t"
_SAMPLES = 20
_LARGEST_FIELD = 2**31 - 1


class _Rows:
    """Iterate the rows of a table from a code point on, with the code points and the line of the last one."""

    def __init__(self, text: str, delimiter: str, start: int = 0, number: int = 1) -> None:
        self.start = self.end = start
        self.line = self._next_line = number
        self._text = text
        self._lines = lines(text, start, number)
        self._reader = csv.reader(self._feed(), delimiter=delimiter)

    def __iter__(self) -> Iterator[list[str]]:
        """Give the rows that are not blank."""
        while True:
            self.start, self.line = self.end, self._next_line
            try:
                row = next(self._reader)
            except StopIteration:
                return
            if any(row):
                yield row

    @property
    def unended(self) -> bool:
        """Return whether the last row runs on to the end of the text for want of a closing quotation mark."""
        raw = self._text[self.start : self.end]
        return self.end >= len(self._text) and "\n" in raw.rstrip("\n") and raw.count('"') % 2 == 1

    def _feed(self) -> Iterator[str]:
        for line in self._lines:
            self.end, self._next_line = min(line.end + 1, len(self._text)), line.number + 1
            yield self._text[line.start : self.end]


class Table:
    """Read a table with a header, its delimiter a comma, a semicolon or a tab; a record's locator is a code point."""

    single = False

    def __init__(self, source: SourceFile) -> None:
        csv.field_size_limit(_LARGEST_FIELD)
        self._source = source
        self._decoded: DecodedText = source.decoded()
        self.weight = sys.getsizeof(self._decoded.text)
        self._delimiter = _find_delimiter(self._decoded.text, source.path.suffix.lower())
        self._header: list[str] = next(iter(self._rows()), [])
        self._known_columns: Columns | FormerColumns | None = None

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the rows in order; a row that does not fit the header is a problem, and the rest is read."""
        rows = self._rows()
        for row in islice(rows, 1, None):
            problem = self._misfit(row, rows)
            if problem:
                yield problem
                continue
            record = self._record(row, rows)
            if record:
                yield record
            if not record or len(record.text) == record.title_length:
                message = _("this row has no text in “{column}”").format(column=self._columns().text_name)
                yield Problem(self._source.name, message, rows.line)

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the row that begins at the code point ``locator``."""
        rows = self._rows(locator)
        row = next(iter(rows), None)
        return self._record(row, rows) if row and not self._misfit(row, rows) else None

    def _rows(self, start: int = 0) -> _Rows:
        return _Rows(self._decoded.text, self._delimiter, start, self._decoded.text.count("\n", 0, start) + 1)

    def _record(self, row: list[str], rows: _Rows) -> SourceRecord | None:
        place = RecordPlace(rows.start, rows.line, rows.start, self._decoded.encoding, self._decoded.newline)
        return self._columns().record(self._leaves(row), place)

    def _leaves(self, row: list[str]) -> list[Leaf]:
        return [Leaf(name, text) for name, text in zip(self._header, row, strict=False)]

    def _columns(self) -> Columns | FormerColumns:
        """Choose the columns by the header and the first rows; raises ``SourceError`` where none holds text."""
        if self._known_columns is None:
            samples = [self._leaves(row) for row in islice(self._rows(), 1, _SAMPLES + 1)]
            find = find_former_columns if self._source.former else find_columns
            self._known_columns = find(self._header, samples, self._source.settings.columns, self._source.name)
        return self._known_columns

    def _misfit(self, row: list[str], rows: _Rows) -> Problem | None:
        """Tell what keeps a row from being read: to guess would be to lose text without a word."""
        if rows.unended:
            message = _("a quotation mark opens in this row that nothing closes")
            return Problem(self._source.name, message, rows.line)
        if any(row[len(self._header) :]):
            message = _("this row has {count} fields, the header {expected}")
            advice = _("a text that holds the delimiter or a quotation mark has to be in quotation marks")
            return Problem(
                self._source.name, message.format(count=len(row), expected=len(self._header)), rows.line, advice
            )
        return None


def _find_delimiter(text: str, suffix: str) -> str:
    """Choose the delimiter with which the most rows have as many fields as the header, then the one with the most."""
    preferred = "\t" if suffix == ".tsv" else ","

    def fitness(delimiter: str) -> tuple[bool, int, int, bool]:
        rows = list(islice(_Rows(text, delimiter), _SAMPLES))
        width = len(rows[0]) if rows else 0
        fitting = sum(len(row) == width for row in rows)
        return width > 1, fitting, width, delimiter == preferred

    return max(_DELIMITERS, key=fitness)
