"""Find the columns of JSON Lines, and whether every row has the same: only then table readers can load them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import read_lines

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_-]*")
_MOST = 64
"""The most columns that a table, or an object in it, has."""


class Kind(StrEnum):
    """Name what a column holds; ``NOTHING`` where no row says."""

    NOTHING = "nothing"
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    LIST = "list"
    OBJECT = "object"
    MIXED = "mixed"


@dataclass(slots=True)
class Column:
    """Describe a column: what it holds, the ``item`` of a list, and the ``fields`` of an object by their names."""

    kind: Kind = Kind.NOTHING
    item: "Column | None" = None
    fields: dict[str, "Column"] = field(default_factory=dict)

    def add(self, value: object) -> None:
        """Take note of one more value."""
        self.kind = _joined(self.kind, _kind(value))
        if isinstance(value, list):
            self.item = self.item or Column()
            for item in value:
                self.item.add(item)
        elif isinstance(value, Mapping):
            for name, inner in value.items():
                self.fields.setdefault(name, Column()).add(inner)

    @property
    def is_plain(self) -> bool:
        """Tell whether all values are of one kind, and all that is in them.

        An object whose keys are words of the texts is no row of columns.
        """
        if self.kind is Kind.LIST:
            return self.item is None or self.item.is_plain
        if self.kind is Kind.OBJECT:
            names = 0 < len(self.fields) <= _MOST and all(map(_NAME.fullmatch, self.fields))
            return names and all(column.is_plain for column in self.fields.values())
        return self.kind is not Kind.MIXED


_KINDS: Mapping[type, Kind] = {
    type(None): Kind.NOTHING,
    str: Kind.TEXT,
    bool: Kind.FLAG,  # which is an int as well
    int: Kind.INTEGER,
    float: Kind.NUMBER,
    list: Kind.LIST,
    dict: Kind.OBJECT,
}


def columns_of(paths: Iterable[Path]) -> dict[str, Column]:
    """Return the columns of files of JSON Lines; none where their rows do not fit together. Raises ``OSError``."""
    table = Column()
    for path in paths:
        for line in read_lines(path, Report()):
            table.add(line.value)
    return table.fields if table.kind is Kind.OBJECT and table.is_plain else {}


def _kind(value: object) -> Kind:
    for type_, kind in _KINDS.items():
        if isinstance(value, type_):
            return kind
    return Kind.MIXED


def _joined(one: Kind, other: Kind) -> Kind:
    """Return the kind of a column that has values of both kinds."""
    if one is Kind.NOTHING or one is other:
        return other
    if other is Kind.NOTHING:
        return one
    return Kind.NUMBER if {one, other} == {Kind.INTEGER, Kind.NUMBER} else Kind.MIXED
