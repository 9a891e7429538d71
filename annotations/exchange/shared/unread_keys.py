"""Notice which keys of JSON objects a reader used, so that those that nobody read are reported.

A reader uses the objects like any others: whatever it gets by name, or by walking over all items, counts as read. Of a
value that was read, the objects in it are looked at in turn. A format lists the keys that say nothing of the text, each
with the reason, by its path: ``{"annotations.lead_time": "how long somebody took"}``.
"""

from collections import Counter
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from pathlib import Path
from typing import Any

from annotations.exchange.report import DroppedItem, Report
from annotations.model.span import NOTHING
from seeds.i18n import _

Value = Any
"""A value of JSON, which may hold anything."""

_MOST_PATHS = 200
"""Keys beyond this many are counted together, as a file may have others on every line."""

_EMPTY: tuple[object, ...] = (None, "", [], {})
_PLACE_WORDS = ("start", "end", "begin", "offset")
_DEPTH = 4


class TrackedObject(dict[str, Any]):
    """Hold an object of JSON and the names of those of its keys that were read."""

    __slots__ = ("used",)

    def __init__(self, values: Mapping[str, Any] = NOTHING) -> None:
        super().__init__(values)
        self.used: set[str] = set()

    def __getitem__(self, key: str) -> Value:
        self.used.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Value = None) -> Value:
        """Return a value, which counts as read."""
        self.used.add(key)
        return super().get(key, default)

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        """Return all items, which count as read."""
        self.used.update(self)
        return super().items()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """Return all values, which count as read."""
        self.used.update(self)
        return super().values()


def tracked(value: Value) -> Value:
    """Return a value of JSON whose objects are all tracked."""
    if isinstance(value, dict):
        return TrackedObject({key: tracked(item) for key, item in value.items()})
    return [tracked(item) for item in value] if isinstance(value, list) else value


def peek(value: Mapping[str, Any], key: str) -> object:
    """Return the value of a key, which does not count as read; None where there is none."""
    return dict.get(value, key) if isinstance(value, dict) else value.get(key)


def use(value: Mapping[str, Any], *keys: str) -> None:
    """Count keys as read."""
    if isinstance(value, TrackedObject):
        value.used.update(keys)


def discard(value: object) -> None:
    """Count all that is in a value as read, since it is reported as lost itself."""
    if isinstance(value, TrackedObject):
        for item in value.values():
            discard(item)
    elif isinstance(value, list):
        for item in value:
            discard(item)


def listed(value: Value) -> list[Value]:
    """Return a value as a list: anything else is its only item, so that nothing vanishes; None is no item."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_in(value: Mapping[str, Any], key: str) -> str:
    """Return the text that a key has, which counts as read; empty where it has anything else."""
    item = peek(value, key)
    if not isinstance(item, str):
        return ""
    use(value, key)
    return item


class UnreadKeys:
    """Count the keys of a file's objects that were not read and that its format does not list as ``meaningless``."""

    def __init__(self, path: Path, meaningless: Mapping[str, str]) -> None:
        self._path = path
        self._meaningless = meaningless
        self._counts: Counter[str] = Counter()
        self._with_offsets: set[str] = set()

    def look(self, value: object) -> None:
        """Look at an object that a reader is done with."""
        unread = dict(self._unread(value, ""))
        for path, item in unread.items():
            name = path if path in self._counts or len(self._counts) < _MOST_PATHS else "…"
            self._counts[name] += 1
            if name not in self._with_offsets and _holds_offsets(item, _DEPTH):
                self._with_offsets.add(name)

    def report_to(self, report: Report) -> None:
        """Report each key once, with the number of objects that have it."""
        for name, count in self._counts.items():
            if name in self._with_offsets:
                reason = _("“{key}” holds offsets of which no span was made; is it another format, for --format?")
            else:
                reason = _("“{key}” is not read in this format")
            report.add(DroppedItem(self._path.name, name, reason.format(key=name)), "key", count)

    def _unread(self, value: object, prefix: str) -> Iterator[tuple[str, object]]:
        if isinstance(value, TrackedObject):
            for key, item in dict.items(value):
                path = f"{prefix}.{key}" if prefix else key
                if path in self._meaningless:
                    continue
                if key in value.used:
                    yield from self._unread(item, path)
                elif item not in _EMPTY:
                    yield path, item
        elif isinstance(value, list):
            for item in value:
                yield from self._unread(item, prefix)


def _holds_offsets(value: object, depth: int) -> bool:
    """Return whether there are places in a value: two whole numbers in a list, or by names such as ``start``."""
    if isinstance(value, dict):
        items = dict.items(value)
        numbers = [key for key, item in items if type(item) is int and any(word in key for word in _PLACE_WORDS)]
        return len(numbers) > 1 or (depth > 0 and any(_holds_offsets(item, depth - 1) for _key, item in items))
    if isinstance(value, list):
        numbers_in_list = sum(type(item) is int for item in value)
        return numbers_in_list > 1 or (depth > 0 and any(_holds_offsets(item, depth - 1) for item in value))
    return False
