"""Change blocks of a TOML text that a user has written: everything around them stays, byte for byte."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from copy import deepcopy
from typing import Any

from seeds.toml.nesting import load_toml
from seeds.toml.outline import Outline, TableRange
from seeds.toml.text import dumps

Edit = Callable[[MutableMapping[str, Any]], None]


class NoBlockError(ValueError):
    """Report a table that cannot be changed alone: in braces, or with parts of it in several places."""


class TomlBlocks:
    """Hold a TOML text and its tables ``[[name]]``, each of which is a block of lines.

    A block is changed by itself and put back: a parser that keeps comments gives those above a block to the table
    before, and moves tables of one name together. After each change the text says what was meant, and no more.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def tables(self, name: str) -> list[dict[str, Any]]:
        """Return the values of the tables of a name."""
        values = self._values().get(name, [])
        return values if isinstance(values, list) else []

    def change(self, name: str, number: int, edit: Edit) -> None:
        """Change one table, from 0, in place; comments in it stay. Raises ``NoBlockError``."""
        import tomlkit  # noqa: PLC0415 - only when something is written

        place = self._place(name, number)
        end = Outline(self.text).content_end(place)
        block = tomlkit.parse(self.text[place.start : end])
        edit(block[name][0])
        expected = self._values()
        edit(expected[name][number])
        self._splice(place.start, end, self._lines(tomlkit.dumps(block)), expected)

    def remove(self, name: str, number: int) -> None:
        """Take one table away, from 0; comments above it stay. Raises ``NoBlockError``."""
        place = self._place(name, number)
        end = Outline(self.text).content_end(place)
        after_blank = self.text[: place.start].endswith(("\n\n", "\n\r\n"))
        blank = re.compile(r"\r?\n").match(self.text, end) if after_blank else None
        expected = self._values()
        del expected[name][number]
        if not expected[name]:
            del expected[name]
        self._splice(place.start, blank.end() if blank else end, "", expected)

    def append(self, name: str, table: Mapping[str, Any]) -> None:
        """Add a table behind the others of its name, or at the end. Raises ``NoBlockError``."""
        outline = Outline(self.text)
        count = len(self.tables(name))
        last = outline.table(name, outline.root, count - 1) if count else outline.root
        if last is None:
            raise NoBlockError(name)
        expected = self._values()
        expected.setdefault(name, []).append(deepcopy(dict(table)))
        end = outline.content_end(last) if count else len(self.text)
        before = "" if self.text[:end].endswith("\n") or not end else "\n"
        self._splice(end, end, self._lines(f"{before}\n{dumps({name: [table]})}"), expected)

    def _values(self) -> dict[str, Any]:
        return load_toml(self.text)

    def _place(self, name: str, number: int) -> TableRange:
        outline = Outline(self.text)
        place = outline.table(name, outline.root, number)
        if place is None:
            raise NoBlockError(name)
        return place

    def _lines(self, block: str) -> str:
        """Return the block, its lines ending as the text's do."""
        return re.sub(r"\r?\n", "\r\n", block) if "\r\n" in self.text else block

    def _splice(self, start: int, end: int, block: str, expected: dict[str, Any]) -> None:
        former = self.text
        self.text = former[:start] + block + former[end:]
        try:
            as_meant = self._values() == expected
        except ValueError:
            as_meant = False
        if not as_meant:
            self.text = former
            raise NoBlockError
