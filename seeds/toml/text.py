"""Write TOML as annotations are written: one block a table, one line a key, the same bytes for the same content."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from seeds.system.late_pattern import late_pattern

_BARE_KEY = late_pattern(r"[A-Za-z0-9_-]+")
# Beside what TOML forbids, what would break lines or turn around the text in an editor or a diff.
_ESCAPED = late_pattern('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dumps(document: Mapping[str, Any]) -> str:
    """Write a document: its plain values, then every table and list of tables as blocks, each in the order given.

    Tables inside a block are written in braces on the line of their key. A lone surrogate, which TOML cannot hold,
    becomes U+FFFD.
    """
    return "\n".join(blocks(document))


def blocks(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the blocks of a document, one after the other, to be joined by empty lines."""
    plain = {key: value for key, value in document.items() if not _is_table(value) and not _is_tables(value)}
    if plain:
        yield _lines(plain)
    for key, value in document.items():
        if _is_table(value):
            yield f"[{_key_text(key)}]\n{_lines(value)}"
        elif _is_tables(value):
            yield from (list_block(key, table) for table in value)


def list_block(key: str, table: Mapping[str, Any]) -> str:
    """Write the block of one table of a list: what ``dumps`` writes of a document with nothing else."""
    return f"[[{_key_text(key)}]]\n{_lines(table)}"


def value_text(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    """Write a value on one line."""
    match value:
        case str():
            return f'"{_ESCAPED.sub(_escape, value)}"'
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date() | time():  # a datetime is a date
            return value.isoformat().replace("+00:00", "Z")
        case Mapping():
            pairs = ", ".join(_pair(key, item) for key, item in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            return f"[{', '.join(map(value_text, value))}]"


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_table, value))


def _lines(table: Mapping[str, Any]) -> str:
    return "".join([f"{_key_text(key)} = {value_text(value)}\n" for key, value in table.items()])


def _pair(key: str, value: object) -> str:
    return f"{_key_text(key)} = {value_text(value)}"


@lru_cache(1024)  # thousands of spans have the same few
def _key_text(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else value_text(key)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
