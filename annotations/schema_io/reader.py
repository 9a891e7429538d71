"""Read the tables of ``zhupi.toml`` that make the schema, and report every mistake in them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from typing import TypeVar

from annotations.model.schema import Attribute, AttributeKind, Category, Label, Overlap, RelationType, Schema
from annotations.schema_io.default import COLOURS, KEYS, default_schema
from annotations.user_settings import OWN_TABLES
from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.sources.settings import TABLE as SOURCES
from seeds.toml.table import TomlTable

Item = TypeVar("Item", Attribute, Label, RelationType, Category)

SUGGEST = "suggest"
"""The table of ``zhupi.toml`` that says how suggestions are made; ``annotations.suggest`` reads it."""

_TABLES = (SOURCES, SUGGEST, "schema", "label", "relation", "category")
_SCHEMA = ("overlap", "single-category", "guidelines")
_LABEL = ("name", "title", "key", "colour", "description", "examples", "attributes")
_ATTRIBUTE = ("name", "kind", "choices", "default", "description")
_RELATION = ("name", "heads", "tails", "description")
_CATEGORY = ("name", "title", "description")

_KEY = re.compile("[0-9A-Za-z]")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def read_schema(file: TomlTable, reserved: Mapping[str, str]) -> Schema:
    """Read the schema that a file defines, the default labels where it defines none.

    ``reserved`` are the keys that the application takes, with what they do. The first labels without a key get the
    digits that are left, those without a colour the colours that are left. Raises ``SourceError`` with file and line.
    """
    return _Reader(reserved).schema(file)


@dataclass(frozen=True, slots=True)
class _Reader:
    reserved: Mapping[str, str]
    keys: dict[str, str] = field(default_factory=dict)

    def schema(self, file: TomlTable) -> Schema:
        for name in OWN_TABLES:
            if name in file:
                message = _("the table “{name}” is one of your own settings, which no project can set: it is ignored")
                file.fail(name, message.format(name=name))
        file.check_keys(_TABLES, _("table"))
        table = file.table("schema")
        table.check_keys(_SCHEMA)
        labels = _each(file, "label", self._label) or default_schema().labels
        names = [label.name for label in labels]
        return Schema(
            labels=_with_keys_and_colours(labels),
            relations=_each(file, "relation", lambda relation: _relation(relation, names)),
            categories=_each(file, "category", _category),
            single_category=table.flag("single-category"),
            overlap=Overlap(table.choice("overlap", Overlap, Overlap.ALLOW)),
            guidelines=table.text("guidelines"),
        )

    def _label(self, table: TomlTable) -> Label:
        table.check_keys(_LABEL)
        return Label(
            name=_name(table),
            title=table.text("title"),
            key=self._key(table),
            colour=_colour(table),
            description=table.text("description"),
            examples=table.texts("examples"),
            attributes=_each(table, "attributes", _attribute),
        )

    def _key(self, table: TomlTable) -> str:
        key = table.text("key")
        if not key:
            return ""
        if not _KEY.fullmatch(key):
            table.fail("key", _("the key “{key}” is not one digit or one letter from a to z").format(key=key))
        if key in self.reserved:
            message = _("the key “{key}” is taken by the application: {action}")
            table.fail("key", message.format(key=key, action=self.reserved[key]), _("digits are always free"))
        owner = self.keys.setdefault(key, table.text("name"))
        if owner != table.text("name"):
            table.fail("key", _("the key “{key}” is already that of “{name}”").format(key=key, name=owner))
        return key


def _each(table: TomlTable, key: str, read: Callable[[TomlTable], Item]) -> tuple[Item, ...]:
    """Read the tables of a list, no two of one name."""
    items: dict[str, Item] = {}
    for inner in table.tables(key):
        item = read(inner)
        if item.name in items:
            inner.fail("name", _("there are two of the name “{name}”").format(name=item.name))
        items[item.name] = item
    return tuple(items.values())


def is_name(name: str) -> bool:
    """Return whether something in a schema may have a name: printable, and without white space around it."""
    return bool(name) and name == name.strip() and name.isprintable()


def _name(table: TomlTable) -> str:
    name = table.text("name")
    if not name:
        table.fail("name", _("“name” is missing"))
    if not is_name(name):
        table.fail("name", _("“name” has spaces around it, or characters that cannot be printed"))
    return name


def _colour(table: TomlTable) -> str:
    colour = table.text("colour")
    if colour and not _COLOUR.fullmatch(colour):
        table.fail("colour", _("“{colour}” is not a valid colour").format(colour=colour), _("such as “#3067d4”"))
    return colour.lower()


def _attribute(table: TomlTable) -> Attribute:
    table.check_keys(_ATTRIBUTE)
    name = _name(table)
    kinds = [str(kind) for kind in AttributeKind]
    if "kind" not in table:
        table.fail("kind", _("“kind” is missing"), _("known: {names}").format(names=", ".join(kinds)))
    kind = AttributeKind(table.choice("kind", kinds))
    choices = table.texts("choices")
    if bool(choices) != (kind is AttributeKind.CHOICE):
        table.fail("choices", _("“choices” are for the kind “choice”, which has at least one"))
    if kind is AttributeKind.FLAG:
        default: str | bool = table.flag("default")
    elif kind is AttributeKind.CHOICE:
        default = table.choice("default", choices)
    else:
        default = table.text("default")
    return Attribute(name, kind, choices, default, table.text("description"))


def _relation(table: TomlTable, labels: Sequence[str]) -> RelationType:
    table.check_keys(_RELATION)
    return RelationType(
        _name(table), _ends(table, "heads", labels), _ends(table, "tails", labels), table.text("description")
    )


def _ends(table: TomlTable, key: str, labels: Sequence[str]) -> tuple[str, ...]:
    names = table.texts(key)
    if key in table and not names:
        table.fail(key, _("“{key}” names no label").format(key=key), _("leave it out to allow every label"))
    for name in names:
        if name not in labels:
            nearest = NotFoundError.nearest(_("label"), name, labels).problem
            table.fail(key, nearest.message, nearest.advice)
    return names


def _category(table: TomlTable) -> Category:
    table.check_keys(_CATEGORY)
    return Category(_name(table), table.text("title"), table.text("description"))


def _with_keys_and_colours(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Return the labels in order, with the remaining digits and colours given to those without."""
    explicit = tuple(labels)
    keys = iter([key for key in KEYS if key not in {label.key for label in explicit}])
    unused = [colour for colour in COLOURS if colour not in {label.colour for label in explicit}]
    colours = cycle(unused or COLOURS)
    return tuple(
        replace(label, key=label.key or next(keys, ""), colour=label.colour or next(colours)) for label in explicit
    )
