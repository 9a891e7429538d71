"""Read the rows of CSV and TSV, each with its place."""

import csv
from collections.abc import Iterator

from seeds.sources.readers.lines import lines

_LARGEST_FIELD = 2**31 - 1


class TableRows:
    """Iterate the rows of a table from a code point on, with the code points and the line of the last one."""

    def __init__(self, text: str, delimiter: str, start: int = 0, number: int = 1) -> None:
        csv.field_size_limit(_LARGEST_FIELD)
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
