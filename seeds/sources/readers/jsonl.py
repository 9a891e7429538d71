"""Read JSON Lines: one value a line, as a stream, so that a file of any size can be listed."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from seeds.encoding.damage import repair
from seeds.encoding.decoding import DecodedText, damage_of, is_utf8, text_codec, unify_newlines
from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.document import RecordPlace, SourceFile, unreadable
from seeds.sources.readers.lines import lines
from seeds.sources.readers.objects import Objects, ReadValue
from seeds.sources.settings import STRICT
from seeds.system.files import bounded_lines
from seeds.toml.nesting import load_json

_HEAD = 1 << 16
_BOM = b"\xef\xbb\xbf"


class _Line(NamedTuple):
    """Hold the text of a line, or None where it is not UTF-8, its place, and what was replaced in it."""

    text: str | None
    place: RecordPlace
    damage: Problem | None = None


class JsonLines(Objects):
    """Read a file of JSON values, one a line.

    UTF-8 is read line by line, and a value's locator is the byte offset of its line. A file in another encoding, or
    with CR alone as its line ends, is decoded whole, and the locator is a code point.
    """

    def __init__(self, source: SourceFile) -> None:
        super().__init__(source)
        with source.open() as file:
            head = file.read(_HEAD)
        self._decoded: DecodedText | None = None
        self._encoding = "utf-8-sig" if head.startswith(_BOM) else "utf-8"
        self._newline = unify_newlines(head[: head.rfind(b"\n") + 1].decode("latin-1"))[1]
        if not _can_stream(head, source.settings.encoding):
            self._decoded = source.decoded()
            self.weight = sys.getsizeof(self._decoded.text)

    def _values(self, locator: int) -> Iterator[ReadValue]:
        """Read values to the end, or up to where the file cannot be read any further, which is a problem."""
        place = RecordPlace(0, 1, locator, self._encoding, self._newline)
        try:
            for text, place, damage in self._whole(self._decoded, locator) if self._decoded else self._stream(locator):
                if text is None:
                    yield ReadValue(Problem(self._source.name, _("this line is not UTF-8"), place.line), place)
                elif text and not text.isspace():
                    yield ReadValue(self._value(text, place.line), place)
                if damage:
                    yield ReadValue(damage, place)
        except OSError as error:
            yield ReadValue(unreadable(self._source.name, error), place)

    def _value(self, text: str, line: int) -> object:
        try:
            return load_json(text)
        except ValueError as error:
            return self._broken(str(error), line)

    def _stream(self, locator: int) -> Iterator[_Line]:
        """Read lines of UTF-8. Start and line are right from locator 0 on, where all that came before was counted."""
        start, number = 0, 0
        with self._source.open() as file:
            file.seek(locator)
            for raw in bounded_lines(file, self._source.path):
                number += 1
                place = RecordPlace(start, number, locator, self._encoding, self._newline)
                locator += len(raw)
                line = self._line(raw, place)
                start += len(raw) if line.text is None else len(line.text) - line.text.endswith("\r\n")
                yield line

    def _line(self, raw: bytes, place: RecordPlace) -> _Line:
        encoding = "utf-8-sig" if place.line == 1 else "utf-8"
        try:
            return _Line(raw.decode(encoding), place)
        except UnicodeDecodeError:
            repaired = None if self._source.settings.errors == STRICT else repair(raw, encoding)
        if repaired is None:
            return _Line(None, place)
        return _Line(repaired.text, place, damage_of(raw, self._source.name, repaired, place.line))

    def _whole(self, decoded: DecodedText, locator: int) -> Iterator[_Line]:
        """Read lines of what is decoded; their numbers are right from locator 0 on."""
        for line in lines(decoded.text, locator):
            place = RecordPlace(line.start, line.number, line.start, decoded.encoding, decoded.newline)
            yield _Line(decoded.text[line.start : line.end], place)


def _can_stream(head: bytes, forced: str | None) -> bool:
    has_lf = b"\n" in head or b"\r" not in head
    return has_lf and is_utf8(head) and (not forced or text_codec(forced) in ("utf-8", "utf-8-sig"))
