"""Write and read a JSON array of objects as a stream: one object at a time is in memory."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from annotations.exchange.report import Report
from annotations.exchange.shared.encodings import UTF8, encoding_of
from annotations.exchange.shared.jsonl import Line, line_of
from annotations.exchange.shared.lines import read_text_lines
from annotations.exchange.shared.unread_keys import TrackedObject
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.descriptors import amount
from seeds.system.files import LINE, open_stream
from seeds.toml.nesting import too_deep_json

_CHUNK = 1 << 16
_SPACE = " \t\r\n"


class ArrayWriter:
    """Write an array of values into a new file, one a line; the array is whole once it is closed."""

    def __init__(self, file: IO[str]) -> None:
        """Write into an open file, which should have the error handler ``backslashreplace``."""
        self._file = file
        self._before = "[\n"

    def add(self, value: object) -> None:
        """Write one more value; raises ``OSError``."""
        self._file.write(self._before + line_of(value).removesuffix("\n"))
        self._before = ",\n"

    def close(self) -> None:
        """End the array; raises ``OSError``."""
        self._file.write("[]\n" if self._before == "[\n" else "\n]\n")


def write_array(path: Path, values: Iterable[object]) -> None:
    """Write values as an array into a new file, UTF-8; raises ``OSError``."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        array = ArrayWriter(file)
        for value in values:
            array.add(value)
        array.close()


def read_array(path: Path, report: Report | None = None) -> Iterator[Line]:
    """Read the objects of an array with the lines that they begin on.

    Raises ``SourceError`` with the line where the file cannot be read, is not UTF-8, or is no array of objects, or not
    all of one; a byte order mark is tolerated.
    """
    try:
        name = encoding_of(path, report) if report else UTF8
        name = "utf-8-sig" if name == UTF8 else name
        with TextIOWrapper(open_stream(path), encoding=name, newline="") as file:
            yield from _Reader(file, path).objects()
    except UnicodeDecodeError:
        deque(read_text_lines(path, report), maxlen=0)  # which tells the line
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error


class _Reader:
    """Read an array; ``_text`` from ``_place`` on is what was read of the file and not yet used."""

    def __init__(self, file: IO[str], path: Path) -> None:
        self._file = file
        self._path = path
        self._decoder = json.JSONDecoder(object_hook=TrackedObject)
        self._text = ""
        self._place = 0
        self._line = 1

    def objects(self) -> Iterator[Line]:
        self._expect("[")
        following = self._next()
        while following != "]":
            if following != "{":
                raise self._wrong(_("is not an array of JSON objects, or was cut off"))
            line = self._line
            yield Line(line, self._object())
            following = self._next()
            if following == ",":
                self._expect(",")
                following = self._next()
            elif following != "]":
                raise self._wrong(_("is not valid JSON, or was cut off"))
        self._expect("]")
        if self._next():
            raise self._wrong(_("has something after the end of its array"))

    def _object(self) -> dict[str, Any]:
        """Return the object at hand, for which as much is read as it takes."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except RecursionError:
                raise self._wrong(too_deep_json(self._text[self._place :])) from None
            except ValueError:
                if len(self._text) - self._place > LINE:
                    message = _("has an object of more than {limit}, the most that is read")
                    raise self._wrong(message.format(limit=amount(LINE))) from None
                if not self._more():
                    raise self._wrong(_("is not valid JSON, or was cut off")) from None
            else:
                self._skip(end)
                item: dict[str, Any] = value
                return item

    def _expect(self, character: str) -> None:
        if self._next() != character:
            raise self._wrong(_("is not an array of JSON objects, or was cut off"))
        self._skip(self._place + 1)

    def _next(self) -> str:
        """Return the next character that is no white space; empty at the end."""
        while True:
            end = self._place
            while end < len(self._text) and self._text[end] in _SPACE:
                end += 1
            self._skip(end)
            if end < len(self._text) or not self._more():
                return self._text[end : end + 1]

    def _skip(self, end: int) -> None:
        self._line += self._text.count("\n", self._place, end)
        self._place = end

    def _more(self) -> bool:
        """Read more of the file: as much as is at hand, so that an object is not parsed too often."""
        rest = self._text[self._place :]
        read = self._file.read(max(_CHUNK, len(rest)))
        self._text, self._place = rest + read, 0
        return bool(read)

    def _wrong(self, message: str) -> SourceError:
        return SourceError(Problem(str(self._path), message, self._line))
