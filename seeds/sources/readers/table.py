"""Read CSV and TSV: a header, if there is one, then a row for each article."""

import sys
from collections.abc import Iterator
from itertools import islice

from seeds.encoding.decoding import DecodedText
from seeds.errors import Notice, Problem
from seeds.i18n import _
from seeds.sources.readers.columns import Columns, find_columns
from seeds.sources.readers.document import RecordPlace, SourceFile, SourceRecord
from seeds.sources.readers.former_columns import FormerColumns, find_former_columns
from seeds.sources.readers.fragments import fragment_notice, fragments_among, text_of
from seeds.sources.readers.leaves import Leaf
from seeds.sources.readers.path_choice import LEAST_LENGTH
from seeds.sources.readers.share import Share
from seeds.sources.readers.table_layout import SAMPLES, find_layout, former_layout
from seeds.sources.readers.table_rows import TableRows


class Table:
    """Read a table, its delimiter a comma, a semicolon, a tab or a vertical bar; a record's locator is a code point."""

    single = False

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._decoded: DecodedText = source.decoded()
        self.weight = sys.getsizeof(self._decoded.text)
        text, suffix, configured = self._decoded.text, source.path.suffix.lower(), source.settings.columns
        names = [*configured.texts, configured.title, configured.id, configured.source, configured.date, configured.tag]
        self._layout = former_layout(text, suffix) if source.former else find_layout(text, suffix, names)
        self._known_columns: Columns | FormerColumns | None = None
        self._fragments: frozenset[str] = frozenset()

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the rows in order; a row that does not fit the header is a problem, and the rest is read."""
        rows = self._rows(self._layout.start)
        share: Share | None = None
        for row in self._data(rows):
            problem = self._misfit(row, rows)
            if problem:
                yield problem
                continue
            columns, leaves = self._columns(), self._leaves(row)
            record = columns.record(leaves, self._place(rows))
            if record:
                yield record
            if not record or len(record.text) == record.title_length:
                message = _("this row has no text in “{column}”").format(column=columns.text_name)
                yield Problem(self._source.name, message, rows.line)
            if isinstance(columns, Columns):
                share = share or Share(self._source.name, columns)
                share.add(leaves)
        if share:
            yield from self._notices()
            yield from share.notices()

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the row that begins at the code point ``locator``; its line is not counted."""
        rows = TableRows(self._decoded.text, self._layout.delimiter, locator)
        row = next(iter(rows), None)
        if not row or self._misfit(row, rows):
            return None
        columns = self._columns()
        return columns.record(self._leaves(row), self._place(rows))

    def _rows(self, start: int) -> TableRows:
        number = self._decoded.text.count("\n", 0, start) + 1
        return TableRows(self._decoded.text, self._layout.delimiter, start, number)

    def _data(self, rows: TableRows) -> Iterator[list[str]]:
        """Give the rows without the header."""
        return islice(rows, int(self._layout.has_header), None)

    def _place(self, rows: TableRows) -> RecordPlace:
        return RecordPlace(rows.start, rows.line, rows.start, self._decoded.encoding, self._decoded.newline)

    def _leaves(self, row: list[str]) -> list[Leaf]:
        return [
            Leaf(name, text_of(cell) if name in self._fragments else cell)
            for name, cell in zip(self._layout.names, row, strict=False)
        ]

    def _columns(self) -> Columns | FormerColumns:
        """Choose the columns by the header and the first rows; raises ``SourceError`` where none holds text."""
        if self._known_columns is None:
            samples = [self._leaves(row) for row in islice(self._data(self._rows(self._layout.start)), SAMPLES)]
            names, settings = self._layout.names, self._source.settings.columns
            if self._source.former:
                self._known_columns = find_former_columns(names, samples, settings, self._source.name)
            else:
                shortest = LEAST_LENGTH if self._layout.has_header else 1
                columns = find_columns(names, samples, settings, self._source.name, shortest)
                self._fragments = fragments_among([*columns.text, columns.title], samples)
                self._known_columns = columns
        return self._known_columns

    def _notices(self) -> Iterator[Problem]:
        """Tell in which way the table is read, where that is no matter of course."""
        yield from (Notice(self._source.name, message) for message in self._layout.notices)
        yield from (fragment_notice(self._source.name, name) for name in sorted(self._fragments))

    def _misfit(self, row: list[str], rows: TableRows) -> Problem | None:
        """Tell what keeps a row from being read: to guess would be to lose text without a word."""
        if rows.unended:
            message = _("a quotation mark opens in this row that nothing closes")
            return Problem(self._source.name, message, rows.line)
        expected = len(self._layout.names)
        if any(row[expected:]):
            message = _("this row has {count} fields, the header {expected}")
            advice = _("a text that holds the delimiter or a quotation mark has to be in quotation marks")
            return Problem(self._source.name, message.format(count=len(row), expected=expected), rows.line, advice)
        return None
