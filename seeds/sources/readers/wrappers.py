"""Find the lists of records that a JSON value wraps in others, as the answers of services and data sets do."""

import json
import re
from collections.abc import Iterator

from seeds.sources.readers.column_names import ROLES, rank_of, spelling
from seeds.sources.readers.leaves import han_total, leaves_of

Keys = tuple[str, ...]
"""The keys that lead from the top to a list, or to an object whose values are records."""

_NAMES = (
    "data dataset items item records record rows result results hits documents docs articles entries list values posts "
    "response payload examples instances texts corpus 資料 数据 數據 結果 结果 列表 文章列表"
)
_WRAPPERS = frozenset(_NAMES.split())
_DEEPEST = 4
_SPACE = re.compile(r"[ \t\n\r,]*")


def after_space(text: str, position: int) -> int:
    """Return where the next sign is that says something."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def wrapped(value: object) -> list[Keys]:
    """Return what leads to the records in a value; nothing where it is a record itself.

    Raises ``ValueError`` where it is nested too deeply.
    """
    if not isinstance(value, dict):
        return []
    if _is_mapping(value):
        return [()]
    ways = list(_ways(value, ()))
    inside = sum(han_total(leaves_of(_at(value, keys))) for keys in ways)
    return ways if inside * 2 > han_total(leaves_of(value)) else []


def members(text: str, position: int) -> Iterator[tuple[str, int]]:
    """Give the keys of the object that begins at a position, and where their values begin; its JSON is valid."""
    decoder = json.JSONDecoder()
    position = after_space(text, position + 1)
    while text[position] != "}":
        key, position = decoder.raw_decode(text, position)
        position = after_space(text, text.index(":", position) + 1)
        yield key, position
        position = after_space(text, decoder.raw_decode(text, position)[1])


def place_of(text: str, position: int, keys: Keys) -> int:
    """Return where what the keys lead to begins; of keys that an object has twice the last one counts."""
    for key in keys:
        position = [start for name, start in members(text, position) if name == key][-1]
    return position


def _ways(value: dict[str, object], keys: Keys) -> Iterator[Keys]:
    """Find lists of what has titles, and of anything under a name that tells nothing but that there is a list."""
    is_named = any(_is_named(key, inner) for key, inner in value.items())
    for key, inner in value.items():
        is_wrapper = spelling(key) in _WRAPPERS
        if is_named and not is_wrapper:
            continue
        if isinstance(inner, list) and inner:
            titled = all(isinstance(item, dict) and _has(item, "title") for item in inner)
            if titled or (is_wrapper and not is_named and _are_records(inner)):
                yield (*keys, key)
        elif isinstance(inner, dict) and len(keys) < _DEEPEST:
            yield from _ways(inner, (*keys, key))


def _are_records(items: list[object]) -> bool:
    """Return whether the items of a list may be records, and are not the turns of a conversation."""
    if any(isinstance(item, dict) and not ROLES.isdisjoint(map(spelling, item)) for item in items):
        return False
    return all(isinstance(item, dict) for item in items) or all(isinstance(item, str) for item in items)


def _is_mapping(value: dict[str, object]) -> bool:
    """Return whether an object has records by their ids or numbers: each has a title or a text."""
    inner = list(value.values())
    return len(inner) > 1 and all(
        isinstance(item, dict) and (_has(item, "title") or _has(item, "text")) for item in inner
    )


def _has(item: dict[str, object], part: str) -> bool:
    return any(_is_named(key, inner, part) for key, inner in item.items())


def _is_named(key: str, value: object, part: str = "") -> bool:
    """Return whether a key of an object holds a title or a text, and is called so."""
    parts = (part,) if part else ("title", "text")
    return isinstance(value, str) and bool(value.strip()) and any(rank_of(key, each) for each in parts)


def _at(value: object, keys: Keys) -> object:
    for key in keys:
        value = value[key] if isinstance(value, dict) else None
    return value
