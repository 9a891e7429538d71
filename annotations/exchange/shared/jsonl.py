"""Write and read JSON Lines, which many formats are made of: one object a line, as a stream."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.unread_keys import TrackedObject, UnreadKeys
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.toml.nesting import too_deep_json

_ESCAPED = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Line(NamedTuple):
    """Hold the object on a line of a file, which counts from 1."""

    number: int
    value: dict[str, Any]


def write_lines(path: Path, values: Iterable[object]) -> None:
    """Write each value on a line of a new file, UTF-8; raises ``OSError``."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(map(line_of, values))


def line_of(value: object) -> str:
    """Return a value as one line of JSON with its line end, whatever ends a line for its reader.

    A lone surrogate becomes an escape of JSON's when it is written with the error handler ``backslashreplace``.
    """
    line = json.dumps(value, ensure_ascii=False)
    for character, escape in _ESCAPED.items():
        if character in line:
            line = line.replace(character, escape)
    return f"{line}\n"


def read_lines(path: Path, report: Report, meaningless: Mapping[str, str] | None = None) -> Iterator[Line]:
    """Read the objects of a file with the lines that they stand on; a line that holds none is a loss.

    With ``meaningless``, keys that are neither read nor in there are losses, as ``unread_keys`` has it: what is done
    with an object has to be done when the next one is asked for.
    Raises ``SourceError`` with the line where the file cannot be read, is not UTF-8, or holds no object at all; a byte
    order mark is tolerated.
    """
    any_object = False
    broken = 0
    unread = None if meaningless is None else UnreadKeys(path, meaningless)
    for number, line in read_text_lines(path, report, damaged=True):
        if not line or line.isspace():
            continue
        value, why = _object(line)
        if value is None:
            broken = broken or number
            report.add(DroppedItem("", line_name(number), why), "line")
        else:
            any_object = True
            yield Line(number, value)
            if unread:
                unread.look(value)
    if unread:
        unread.report_to(report)
    if broken and not any_object:
        raise SourceError(Problem(str(path), _("holds no JSON object, of which there should be one a line"), broken))


def _object(line: str) -> tuple[dict[str, Any] | None, str]:
    """Return the object on a line, or None and why there is none."""
    try:
        value = json.loads(line, object_hook=TrackedObject)
    except RecursionError:
        return None, too_deep_json(line)
    except ValueError:
        return None, _("is not valid JSON, or was cut off")
    return (value, "") if isinstance(value, dict) else (None, _("is not a JSON object"))
