"""Find where the tables and keys of a TOML text stand, which the standard library's reader does not tell."""

import re
from bisect import bisect_left
from itertools import islice, takewhile
from typing import NamedTuple

from seeds.system.late_pattern import late_pattern

_SKIPPED = late_pattern(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}'  # strings of several lines
    r"|'''[\s\S]*?'{3,5}"
    r'|(?:"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')(?!\s*[=.])'  # strings that are no keys
    r"|#[^\n]*"
)
_HEADER = late_pattern(r"^[ \t]*\[\[?([\w.\"' \t-]+)\]\]?[ \t\r]*$", re.MULTILINE)
_DECORATION = late_pattern(r"[\s\"']")


class TableRange(NamedTuple):
    """Hold the part of a text that belongs to a table: from ``start`` to ``end``, in code points.

    ``own`` is where its own keys end: at the header of the first table inside it.
    """

    start: int
    end: int
    own: int


class Outline:
    """Find the headers and keys of one TOML text by their spelling; strings and comments are never taken for them."""

    def __init__(self, text: str) -> None:
        self._bare = _SKIPPED.sub(_blanked, text)
        self._headers = [(match.start(), _DECORATION.sub("", match[1])) for match in _HEADER.finditer(self._bare)]
        self._indexes: dict[str, list[int]] = {}
        for index, (_place, header) in enumerate(self._headers):
            self._indexes.setdefault(header, []).append(index)
        self.root = TableRange(0, len(text), self._headers[0][0] if self._headers else len(text))

    def table(self, name: str, within: TableRange, number: int = 0) -> TableRange | None:
        """Return the table below the ``number``-th header that reads ``name``, a dotted name.

        None where there is none.
        """
        indexes = self._indexes.get(name, [])
        at = bisect_left(indexes, within.start, key=self._start) + number
        if at >= len(indexes) or self._start(indexes[at]) >= within.end:
            return None
        start = self._start(indexes[at])
        following = takewhile(lambda header: header[0] < within.end, islice(self._headers, indexes[at] + 1, None))
        own, end = within.end, within.end
        for place, header in following:
            own = min(own, place)
            if not header.startswith(f"{name}."):
                end = place
                break
        return TableRange(start, end, own)

    def key(self, key: str, within: TableRange) -> int | None:
        """Return the place of a key of a table, or of one inside a value that is written in braces.

        None where it is missing.
        """
        spelling = re.compile(rf"(?<![\w.\"'-])[\"']?{re.escape(key)}[\"']?[ \t]*[=.]")
        match = spelling.search(self._bare, within.start, within.own)
        return match.start() if match else None

    def braces(self, start: int, end: int) -> list[TableRange]:
        """Return the values that are written in braces, without those inside them."""
        places = []
        opened: list[int] = []
        for match in re.finditer(r"[{}]", self._bare[start:end]):
            if match[0] == "{":
                opened.append(start + match.start())
            elif opened:
                first, last = opened.pop(), start + match.end()
                if not opened:
                    places.append(TableRange(first, last, last))
        return places

    def line(self, at: int) -> int:
        """Return the line of a place, from 1."""
        return self._bare.count("\n", 0, at) + 1

    def _start(self, index: int) -> int:
        return self._headers[index][0]

    def content_end(self, place: TableRange) -> int:
        """Return the end of a table's last key and value; blank lines and comments that follow are left out."""
        last = place.start + len(self._bare[place.start : place.end].rstrip())
        newline = self._bare.find("\n", last, place.end)
        return place.end if newline < 0 else newline + 1


def _blanked(match: re.Match[str]) -> str:
    """Return as many characters, on as many lines, none of which is written in TOML: white space only for a comment."""
    return re.sub(r"[^\n]", " " if match[0].startswith("#") else "\0", match[0])
