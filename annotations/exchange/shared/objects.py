"""Find the objects at the head of a file of JSON Lines or of an array, for formats that the first may not tell."""

import json
from collections.abc import Iterator
from typing import Any


def objects_in(head: str) -> Iterator[dict[str, Any]]:
    """Yield the objects as far as they are whole, from either kind of file; none is no error."""
    text = head.removeprefix("\ufeff").lstrip()
    separator = "," if text.startswith("[") else ""
    text = text.removeprefix("[")
    decoder = json.JSONDecoder()
    place = 0
    while True:
        while text[place : place + 1].isspace() or (separator and text.startswith(separator, place)):
            place += 1
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        if not isinstance(value, dict):
            return
        yield value
