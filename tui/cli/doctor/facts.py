"""Hold what was found out, section by section, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seeds.errors import Problem
from seeds.i18n import _

Value = str | int | bool | None | list[str] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one thing that was found out: its key in JSON and its value there, its name for people and their words."""

    key: str
    name: str
    value: Value
    text: str


@dataclass(slots=True)
class Section:
    """Hold facts of one kind, and what is wrong about them."""

    key: str
    title: str
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, key: str, name: str, value: Value, text: str = "") -> None:
        """Add a fact; its words are the value where none are given."""
        self.facts.append(Fact(key, name, value, text or _words(value)))

    def wrong(self, message: str, advice: str) -> None:
        """Add something that is wrong."""
        self.problems.append(Problem(self.title, message, advice=advice))


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return "–" if value is None or value == "" else str(value)
