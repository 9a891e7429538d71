"""Read JSON Lines or an array of objects that have the shape of a format, and drop duplicates that most cannot have."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.json_array import read_array
from annotations.exchange.shared.jsonl import Line, read_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.unread_keys import TrackedObject, UnreadKeys, discard, peek, text_in, use
from annotations.model.span import NOTHING, Span
from seeds.errors import Problem, SourceError, ZhupiError
from seeds.i18n import _
from seeds.system.files import open_stream

__all__ = [
    "distinct",
    "first_item",
    "first_object",
    "line_name",
    "place_in",
    "place_of",
    "read_shaped",
    "read_validated_json",
    "read_validated_jsonl",
]

_WHOLE_HEAD = 1 << 15
"""A head of fewer characters is the whole file."""


def read_validated_jsonl(
    path: Path,
    report: Report,
    fits: Callable[[Mapping[str, Any]], bool],
    expected: str,
    meaningless: Mapping[str, str] = NOTHING,
) -> Iterator[Line]:
    """Read the objects that have a shape with the lines that they stand on; other lines are losses.

    ``expected`` says what there should be, and ``meaningless`` which keys say nothing: others that are not read are
    losses, as ``read_lines`` has it. Raises ``SourceError`` as ``read_lines`` does, and where no object has it.
    """
    yield from _validated(read_lines(path, report, meaningless), path, report, fits, expected)


def read_validated_json(
    path: Path,
    report: Report,
    fits: Callable[[Mapping[str, Any]], bool],
    expected: str,
    meaningless: Mapping[str, str] = NOTHING,
) -> Iterator[Line]:
    """Read the objects that have a shape from JSON Lines, or from an array of objects, as ``read_validated_jsonl``."""
    lines = _read_items(path, report, meaningless) if _is_array(path) else read_lines(path, report, meaningless)
    yield from _validated(lines, path, report, fits, expected)


def _is_array(path: Path) -> bool:
    """Return whether a file begins as an array does; false where it cannot be read."""
    try:
        with open_stream(path) as file:
            start = file.read(_WHOLE_HEAD)
    except OSError:
        return False
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"[")


def _read_items(path: Path, report: Report, meaningless: Mapping[str, str]) -> Iterator[Line]:
    unread = UnreadKeys(path, meaningless)
    for line in read_array(path, report):
        yield line
        unread.look(line.value)
    unread.report_to(report)


def _validated(
    lines: Iterable[Line], path: Path, report: Report, fits: Callable[[Mapping[str, Any]], bool], expected: str
) -> Iterator[Line]:
    wrong, any_fits = 0, False
    for line in lines:
        if fits(line.value):
            any_fits = True
            if isinstance(line.value, TrackedObject):
                line.value.used.clear()  # what was looked at to see whether it fits is not read by that
            yield line
        else:
            wrong = wrong or line.number
            discard(line.value)
            report.add(
                DroppedItem("", line_name(line.number), _("is not a valid {expected}").format(expected=expected)),
                "line",
            )
    if wrong and not any_fits:
        raise SourceError(Problem(str(path), _("holds no {expected}").format(expected=expected), wrong))


@lru_cache(maxsize=4)  # as every format looks at the same heads
def first_object(head: str) -> dict[str, Any]:
    """Return the object on the first line that is not blank; empty where there is none, or not all of it."""
    line = next((line for line in head.removeprefix("\ufeff").split("\n") if line.strip()), "")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def first_item(path: Path, head: str) -> dict[str, Any]:
    """Return the first object of a file, on its first line or in its array; empty where there is none."""
    start = head.lstrip("\ufeff \t\r\n")
    if path.is_dir() or not start.startswith("["):
        return first_object(head)
    first = _first_in_array(start)
    if first is None and len(head) >= _WHOLE_HEAD:
        with suppress(ZhupiError):
            return next((line.value for line in read_array(path)), {})
    return first or {}


@lru_cache(maxsize=4)
def _first_in_array(start: str) -> dict[str, Any] | None:
    """Return the first object of an array; None where its end is not there, or it is something else."""
    try:
        value, _end = json.JSONDecoder().raw_decode(start.removeprefix("[").lstrip())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def distinct(spans: Iterable[Span], record: Record, report: Report) -> tuple[Span, ...]:
    """Return the spans without those that have the range and the label of an earlier one, which are dropped."""
    distinct_spans: dict[tuple[int, int, str], Span] = {}
    for span in spans:
        if distinct_spans.setdefault((span.start, span.end, span.label), span) is not span:
            report.drop(record, _("is a duplicate"), span)
    return tuple(distinct_spans.values())


def place_of(record: Record) -> dict[str, str | int]:
    """Return which article a record is, or is a chunk of: keys that consumers pass over, by which it is found again."""
    return {"id": record.id, "offset": record.offset} if record.offset else {"id": record.id}


def place_in(value: Mapping[str, Any]) -> tuple[str, int]:
    """Return the id and the offset that ``place_of`` wrote; an empty id where there is none."""
    offset = peek(value, "offset")
    if not isinstance(offset, int) or offset < 0:
        return text_in(value, "id"), 0
    use(value, "offset")
    return text_in(value, "id"), offset


# What plug-ins of version 0.1.0 import.
read_shaped = read_validated_jsonl
