"""Read the objects of a file of JSON Lines or of an array, as programs write the same objects in both ways."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.exchange.report import Report
from annotations.exchange.shared.json_array import read_array
from annotations.exchange.shared.jsonl import Line, read_lines
from annotations.exchange.shared.unread_keys import UnreadKeys
from annotations.exchange.shared.validated_jsonl import validated
from annotations.model.span import NOTHING
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import open_stream

_START = 1 << 12
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may stand before the first bracket: marks of the byte order, halves of UTF-16, white space."""


def read_validated_objects(
    path: Path,
    report: Report,
    fits: Callable[[Mapping[str, Any]], bool],
    expected: str,
    meaningless: Mapping[str, str] = NOTHING,
) -> Iterator[Line]:
    """Read the objects that have a shape, as ``read_validated_jsonl`` does, from either kind of file."""
    is_array = _is_array(path)
    lines = _read_array(path, report, meaningless) if is_array else read_lines(path, report, meaningless)
    yield from validated(path, lines, report, fits, expected)


def objects_in(head: str) -> Iterator[dict[str, Any]]:
    """Yield the objects at the head of a file as far as they are whole, from either kind of file; none is no error."""
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


def _is_array(path: Path) -> bool:
    try:
        with open_stream(path) as file:
            return file.read(_START).lstrip(_BEFORE).startswith(b"[")
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error


def _read_array(path: Path, report: Report, meaningless: Mapping[str, str]) -> Iterator[Line]:
    unread = UnreadKeys(path, meaningless)
    for line in read_array(path, report):
        yield line
        unread.look(line.value)
    unread.report_to(report)
