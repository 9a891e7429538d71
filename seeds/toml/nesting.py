"""Read TOML and JSON from outside so that deep nesting and huge numbers are mistakes with a place, not a crash."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from seeds.i18n import _
from seeds.system.late_pattern import late_pattern

DEEPEST = 64
"""How many lists and tables may stand in one another."""

MOST_BITS = 14_000
"""The size of a whole number; a greater one, which can be read where its digits are hexadecimal, cannot be printed."""

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_LONG_KEY = late_pattern(rf"(?:^|[\[{{,])[ \t]*(?:{_KEY}[ \t]*\.[ \t]*){{{DEEPEST},}}", re.MULTILINE)
"""A key of so many parts, for each of which Python's reader looks at all those before."""

_HUGE = late_pattern(r"[0-9](?:_?[0-9]){4299,}")
_KEY_SHOWN = 80

_TOKENS = late_pattern(
    r"""(?P<skipped>\#[^\n]*)
    |(?P<name>\"{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3})?|'{3}(?:[^']|'(?!''))*+(?:'{3})?
      |"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*'?|[A-Za-z0-9_-]+)
    |(?P<sign>[\[\]{}=:])""",
    re.DOTALL | re.VERBOSE,
)
"""What says how deep a place lies, and under which key: names and texts, and the signs around them."""


def load_toml(text: str) -> dict[str, Any]:
    """Parse TOML; raises ``tomllib.TOMLDecodeError``, also where it is nested too deeply or a number is too great."""
    if match := _LONG_KEY.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise tomllib.TOMLDecodeError(_("{why} (at line {line})").format(why=too_deep(), line=line))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError(too_deep_toml(text)) from None
    except ValueError as error:  # a number with more digits than Python reads
        match = _HUGE.search(text)
        message = _("a number is too great (at line {line})").format(
            line=text.count("\n", 0, match.start() if match else len(text)) + 1
        )
        raise tomllib.TOMLDecodeError(message) from error
    refuse_extremes(values)
    return values


def refuse_extremes(values: dict[str, Any]) -> None:
    """Raise ``tomllib.TOMLDecodeError`` where tables are nested too deeply or a number cannot be printed."""
    for key, value, depth in _every(values):
        if depth > DEEPEST:
            raise tomllib.TOMLDecodeError(_("“{key}”: {why}").format(key=key, why=too_deep()))
        if type(value) is int and value.bit_length() > MOST_BITS:
            raise tomllib.TOMLDecodeError(_("the number of “{key}” is too great").format(key=key))


def load_json(text: str | bytes, object_hook: Callable[[dict[str, Any]], Any] | None = None) -> Any:  # noqa: ANN401
    """Parse JSON; raises ``ValueError``, also where it is nested too deeply or a number is too great."""
    try:
        return json.loads(text, object_hook=object_hook)
    except RecursionError:
        raise ValueError(too_deep_json(text)) from None


def too_deep_toml(text: str) -> str:
    """Say of TOML that a reader gave up on that it is nested too deeply, with the key and the line."""
    key, place = _deep_place(text, "=")
    why = _("“{key}”: {why}").format(key=key, why=too_deep()) if key else too_deep()
    return _("{why} (at line {line})").format(why=why, line=text.count("\n", 0, place) + 1)


def too_deep_json(text: str | bytes) -> str:
    """Say of JSON that a reader gave up on that it is nested too deeply, with the key where there is one."""
    key, _place = _deep_place(text if isinstance(text, str) else text.decode("utf-8", "replace"), ":")
    return _("“{key}”: {why}").format(key=key, why=too_deep()) if key else too_deep()


def _deep_place(text: str, after_key: str) -> tuple[str, int]:
    """Find the last key before the place that lies too deep, and where that is; the end where there is none."""
    name, key, depth = "", "", 0
    for token in _TOKENS.finditer(text):
        match token[0]:
            case "[" | "{":
                depth += 1
                if depth > DEEPEST:
                    return key[:_KEY_SHOWN], token.start()
            case "]" | "}":
                depth -= 1
            case sign if sign == after_key:
                key = name
            case said if token["name"]:
                name = said.strip("\"'")
    return key[:_KEY_SHOWN], len(text)


def line_of_mistake(error: ValueError, text: str) -> int:
    """Return the line that an error of ``load_toml`` names, else that of the key, else the last one of the text."""
    message = str(error)
    if match := re.search(r"at line (\d+)", message):
        return int(match[1])
    if match := re.search("“(.*?)”", message):
        key = match[1].rpartition(".")[2]
        place = re.search(rf"^[^#\n]*?{re.escape(key)}[\s\"']*[=.\]]", text, re.MULTILINE) if key else None
        if place:
            return text.count("\n", 0, place.start()) + 1
    return text.count("\n") + 1


def too_deep() -> str:
    """Say that something is nested too deeply."""
    return _("lists and tables are nested more than {limit} deep").format(limit=DEEPEST)


def _every(values: dict[str, Any]) -> Iterator[tuple[str, Any, int]]:
    """Yield what holds others or may be refused, with its key and how deep it lies, no deeper than is allowed.

    Numbers that are neither great nor deep are left out at once: thousands of spans have two each.
    """
    waiting: list[tuple[str, Any, int]] = [("", values, 0)]
    while waiting:
        key, value, depth = waiting.pop()
        if depth:
            yield key[:_KEY_SHOWN], value, depth
        if type(value) is not int:
            items = value.items() if type(value) is dict else ((key, inner) for inner in value)
            waiting += [
                (name, inner, depth + 1)
                for name, inner in items
                if type(inner) in (dict, list)
                or (type(inner) is int and (depth >= DEEPEST or inner.bit_length() > MOST_BITS))
            ]
