"""Read JSON: a list of objects, or objects one after the other, each an article."""

import json
import re
import sys
from collections.abc import Iterator

from seeds.sources.readers.columns import RecordPlace
from seeds.sources.readers.document import SourceFile
from seeds.sources.readers.objects import Objects, ReadObject
from seeds.toml.nesting import too_deep_json

_BETWEEN = re.compile(r"[ \t\n\r,]*")


class JsonList(Objects):
    """Read a file of JSON with a list of objects at its top, or a series of them; the locator is a code point."""

    def __init__(self, source: SourceFile) -> None:
        super().__init__(source)
        self._decoded = source.decoded()
        self.weight = sys.getsizeof(self._decoded.text)

    def _objects(self, locator: int) -> Iterator[ReadObject]:
        """Read objects until the list ends, or up to the first mistake, after which nothing can be found."""
        text = self._decoded.text
        decoder = json.JSONDecoder()
        position = _after_space(text, locator)
        if text.startswith("[", position):
            position = _after_space(text, position + 1)
        line, counted = 1, 0
        while position < len(text) and text[position] != "]":
            line += text.count("\n", counted, position)
            counted = position
            place = RecordPlace(position, line, position, self._decoded.encoding, self._decoded.newline)
            try:
                value, position = decoder.raw_decode(text, position)
            except (ValueError, RecursionError) as error:
                why = too_deep_json(text[position:]) if isinstance(error, RecursionError) else str(error)
                yield ReadObject(self._broken(why, getattr(error, "lineno", line)), place)
                return
            yield ReadObject(value if isinstance(value, dict) else self._no_object(line), place)
            position = _after_space(text, position)


def _after_space(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position
