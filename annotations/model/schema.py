"""Describe the schema of a project: its labels, relations and categories, and which overlaps are allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from seeds.errors import NotFoundError
from seeds.i18n import _

Named = TypeVar("Named", "Attribute", "Label", "RelationType", "Category")


class AttributeKind(StrEnum):
    """Name the kinds of values of an attribute: one of its choices, true or false, or any text."""

    CHOICE = "choice"
    FLAG = "flag"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Describe a thing that can be said of the spans of a label.

    ``default`` is what holds of a span of which nothing is said: false for a flag, else a text, empty for nothing.
    """

    name: str
    kind: AttributeKind
    choices: tuple[str, ...] = ()
    default: str | bool = ""
    description: str = ""

    def allows(self, value: str | bool) -> bool:
        """Return whether a span may have this value."""
        match self.kind:
            case AttributeKind.CHOICE:
                return value in self.choices
            case AttributeKind.FLAG:
                return isinstance(value, bool)
            case AttributeKind.TEXT:
                return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class Label:
    """Describe a kind of span.

    ``name`` is what annotations and exports call it, and the mark that tells it from others without colour; ``title``
    is for people. ``key`` is one digit or letter, or empty; ``colour`` is a mid-tone ``#rrggbb``.
    """

    name: str
    title: str = ""
    key: str = ""
    colour: str = ""
    description: str = ""
    examples: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute:
        """Return the attribute of that name; raises ``NotFoundError``."""
        return _named(_("attribute"), name, self.attributes)


@dataclass(frozen=True, slots=True)
class RelationType:
    """Describe a kind of relation, from the labels ``heads`` to the labels ``tails``; empty stands for any."""

    name: str
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    description: str = ""

    def joins(self, head: str, tail: str) -> bool:
        """Return whether it may go from a span of one label to a span of the other."""
        return (not self.heads or head in self.heads) and (not self.tails or tail in self.tails)


@dataclass(frozen=True, slots=True)
class Category:
    """Describe a kind of article; ``title`` is for people."""

    name: str
    title: str = ""
    description: str = ""


class Overlap(StrEnum):
    """Say which spans may have text in common: any, those of which one lies within the other, or none."""

    ALLOW = "allow"
    NESTED = "nested"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class Schema:
    """Define what annotators may say, and the guidelines (Markdown) by which they say it.

    With ``single_category`` an article has at most one category.
    """

    labels: tuple[Label, ...] = ()
    relations: tuple[RelationType, ...] = ()
    categories: tuple[Category, ...] = ()
    single_category: bool = False
    overlap: Overlap = Overlap.ALLOW
    guidelines: str = ""

    def label(self, name: str) -> Label:
        """Return the label of that name; raises ``NotFoundError``."""
        return _named(_("label"), name, self.labels)

    def find_label(self, name: str) -> Label | None:
        """Return the label of that name, or None, for the spans of a label that the schema has no longer."""
        return next((label for label in self.labels if label.name == name), None)

    def by_key(self, key: str) -> Label | None:
        """Return the label that a key stands for, or None."""
        return next((label for label in self.labels if label.key and label.key == key), None)

    def relation(self, name: str) -> RelationType:
        """Return the relation type of that name; raises ``NotFoundError``."""
        return _named(_("relation"), name, self.relations)

    def relations_between(self, head: str, tail: str) -> list[RelationType]:
        """Return the relation types that may go from a span of one label to a span of the other."""
        return [relation for relation in self.relations if relation.joins(head, tail)]

    def category(self, name: str) -> Category:
        """Return the category of that name; raises ``NotFoundError``."""
        return _named(_("category"), name, self.categories)


def _named(kind: str, name: str, items: Iterable[Named]) -> Named:
    by_name = {item.name: item for item in items}
    if name not in by_name:
        raise NotFoundError.nearest(kind, name, by_name)
    return by_name[name]
