"""Find out what the numbers of tags are called: by the user, the table itself, or what stands beside it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.exchange.formats.datasets.huggingface.features import names_in_features
from annotations.exchange.formats.datasets.huggingface.rows import LABELS
from seeds.errors import Problem, Question, UndecidedError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_json

INFO = "dataset_info.json"
CARD = "README.md"

_CARD_NAME = re.compile(r"'?(\d+)'?: *(.+)")


class TagNames:
    """Know the names of the tags of a table, in the order of their numbers, by the column that has them.

    ``named`` are what the user says, and ``in_table`` the features that the table itself describes.
    """

    def __init__(self, path: Path, named: Sequence[str], in_table: object = None) -> None:
        self._path = path
        self._named = list(named)
        self._in_table = in_table
        self._of: dict[str, list[str]] = {}

    def texts(self, tags: Sequence[object], column: str) -> list[str]:
        """Return tags as texts; numbers are those of the names of the column.

        Raises ``UndecidedError`` where they are numbers, and there are no names.
        """
        if column not in self._of:
            self._of[column] = self._find(column)
        names = self._of[column]
        if not names and any(isinstance(tag, int) for tag in tags):
            message = _("has tags that are numbers, and nothing says what these are called")
            advice = _("nothing was imported; --tags O,B-PER,I-PER,… or --tags FILE says it")
            raise UndecidedError(Problem(str(self._path), message, advice=advice), Question("tags"))
        return [names[tag] if isinstance(tag, int) and 0 <= tag < len(names) else str(tag) for tag in tags]

    def _find(self, column: str) -> list[str]:
        return (
            self._named
            or names_in_features(self._in_table, column)
            or names_in_features(_json(self._path.parent / INFO, "features"), column)
            or _in_order(_json(self._path.parent / LABELS, "id2label"))
            or _in_card(self._path.parent / CARD, column)
            or _in_card(self._path.parent.parent / CARD, column)
        )


def _json(path: Path, key: str) -> object:
    try:
        value = load_json(read_regular(path, SETTINGS))
    except (OSError, ValueError):
        return None
    return value.get(key) if isinstance(value, dict) else None


def _in_order(table: object) -> list[str]:
    """Return names by number as a list; none where a number is missing."""
    if not isinstance(table, Mapping):
        return []
    names: list[Any] = [table.get(str(number)) for number in range(len(table))]
    return names if all(isinstance(name, str) for name in names) else []


def _in_card(path: Path, column: str) -> list[str]:
    """Return the names that a card has in its YAML for a column, whose names stand each on a line of its own."""
    try:
        lines = read_regular(path, SETTINGS).decode("utf-8").partition("\n---")[0].split("\n")
    except (OSError, ValueError):
        return []
    names: dict[str, str] = {}
    inside = False
    for line in map(str.strip, lines):
        if line.startswith("- name:"):
            inside = line.removeprefix("- name:").strip() == column
        elif inside and (match := _CARD_NAME.fullmatch(line)):
            names[match[1]] = match[2].strip("'\"")
    return _in_order(names)
