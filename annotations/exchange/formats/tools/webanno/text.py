r"""Escape texts and values as WebAnno TSV 3.3 does: reserved characters have a backslash before them."""

import re

_CONTROL = "\x00-\x07\x0e-\x1f"
_LETTERS = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b"}
_CHARACTERS = {letter: character for character, letter in _LETTERS.items()}

_IN_TEXT = re.compile(rf"[{_CONTROL}\t\n\r\f\b\\]")
_IN_VALUE = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_TEXT_ESCAPE = re.compile(rf"\\([{_CONTROL}tnrfb\\])")
_VALUE_ESCAPE = re.compile(r"\\(->|[\\\[\]|_;tnr*])")
_STACKED = re.compile(r"(?:\\.|[^|\\])+", re.DOTALL)
_NUMBERED = re.compile(r"((?:\\.|[^\\\[\]])*)(?:\[(\d+(?:_\d+)?)\])?", re.DOTALL)


def escape_text(text: str) -> str:
    """Return what stands after ``#Text=`` for a line of a text."""
    return _IN_TEXT.sub(_escape, text)


def unescape_text(text: str) -> str:
    """Return the line of a text that stands after ``#Text=``."""
    return _TEXT_ESCAPE.sub(_unescape, text)


def escape_value(value: str) -> str:
    """Return what stands in a column for the value of a feature."""
    return _IN_VALUE.sub(_escape, value)


def unescape_value(value: str) -> str:
    """Return the value of a feature that stands in a column."""
    return _VALUE_ESCAPE.sub(_unescape, value)


def stacked(cell: str) -> list[tuple[str, str]]:
    """Return the values of a column, still escaped, each with the numbers in brackets after it, or nothing."""
    values: list[str] = _STACKED.findall(cell)
    return [(match[1], match[2] or "") if (match := _NUMBERED.fullmatch(value)) else (value, "") for value in values]


def _escape(match: re.Match[str]) -> str:
    return "\\" + _LETTERS.get(match[0], match[0])


def _unescape(match: re.Match[str]) -> str:
    return _CHARACTERS.get(match[1], match[1])
