"""Read JSON: a list of values, or values one after the other, each an article; also where others are around them."""

import json
import sys
from collections.abc import Generator, Iterator

from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.document import RecordPlace, SourceFile
from seeds.sources.readers.objects import Objects, ReadValue
from seeds.sources.readers.wrappers import after_space, members, place_of, wrapped
from seeds.toml.nesting import too_deep_json


class JsonList(Objects):
    """Read a file of JSON with a list of values at its top or in a wrapper, or a series; a locator is a code point."""

    def __init__(self, source: SourceFile) -> None:
        super().__init__(source)
        self._decoded = source.decoded()
        self.weight = sys.getsizeof(self._decoded.text)
        self._known_starts: list[tuple[int, bool]] | None = None

    def _values(self, locator: int) -> Iterator[ReadValue]:
        """Read values until each list ends, or up to the first mistake, after which nothing can be found."""
        text, lines = self._decoded.text, _Lines(self._decoded.text, locator)
        if locator:
            yield from self._series(after_space(text, locator), lines)
            return
        if self._known_starts is None:
            self._known_starts = self._starts(after_space(text, 0))
        end: int | None = None
        for start, is_single in self._known_starts:
            end = yield from self._series(start, lines, is_single=is_single)
        is_list = text.startswith("[", after_space(text, 0)) and not self._source.former
        if end is not None and is_list and after_space(text, end + 1) < len(text):
            place = self._place(after_space(text, end + 1), lines)
            yield ReadValue(Problem(self._source.name, _("what follows the list is not read"), place.line), place)

    def _series(
        self, position: int, lines: "_Lines", *, is_single: bool = False
    ) -> Generator[ReadValue, None, int | None]:
        """Read values up to the end of the list or the text, which is returned; None after a mistake."""
        text = self._decoded.text
        decoder = json.JSONDecoder()
        while position < len(text) and text[position] != "]":
            place = self._place(position, lines)
            try:
                value, position = decoder.raw_decode(text, position)
            except (ValueError, RecursionError) as error:
                why = too_deep_json(text[position:]) if isinstance(error, RecursionError) else str(error)
                yield ReadValue(self._broken(why, getattr(error, "lineno", place.line)), place)
                return None
            yield ReadValue(value, place)
            if is_single:
                break
            position = after_space(text, position)
        return position

    def _place(self, position: int, lines: "_Lines") -> RecordPlace:
        return RecordPlace(position, lines.at(position), position, self._decoded.encoding, self._decoded.newline)

    def _starts(self, position: int) -> list[tuple[int, bool]]:
        """Return where series of values begin, and whether it is a single value: at the top, else in a wrapper."""
        text = self._decoded.text
        if text.startswith("[", position):
            return [(after_space(text, position + 1), False)]
        whole = [(position, False)]
        if self._source.former or not text.startswith("{", position):
            return whole
        try:
            value, end = json.JSONDecoder().raw_decode(text, position)
            ways = wrapped(value) if after_space(text, end) >= len(text) else []
        except (ValueError, RecursionError):  # which is told where it is read
            return whole
        if ways == [()]:
            return [(start, True) for _key, start in members(text, position)]
        return [(after_space(text, place_of(text, position, keys) + 1), False) for keys in ways] or whole


class _Lines:
    """Count the lines of a text up to places that come one after the other, from one of them on."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._line, self._counted = 1, start

    def at(self, position: int) -> int:
        self._line += self._text.count("\n", self._counted, position)
        self._counted = position
        return self._line
