"""Make the options of an export or an import from plain values by their names, as Python code gives them."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, get_args, get_type_hints

from seeds.encoding.decoding import text_codec
from seeds.errors import NotFoundError, Problem, SourceError, ZhupiError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_json

Made = TypeVar("Made")


def option_names(kind: type, *without: str) -> list[str]:
    """Return the names of the options of a kind, such as ``Options``, in order."""
    return [field.name for field in fields(kind) if field.name not in without]


def make_options(kind: type[Made], values: Mapping[str, object], **required: object) -> Made:
    """Make options of a kind from values, of which the names of choices may be plain strings.

    Raises ``NotFoundError`` for a name or choice that there is not, with the nearest, and ``ZhupiError`` for a value of
    another type.
    """
    hints = get_type_hints(kind)
    names = option_names(kind, *required)
    for name in values:
        if name not in names:
            raise NotFoundError.nearest(_("option"), name, names)
    return kind(**required, **{name: _value(name, hints[name], value) for name, value in values.items()})


def choice_of(kind: type[StrEnum], name: str, value: object) -> StrEnum:
    """Return the choice of a kind that has a name; raises ``NotFoundError`` with the nearest."""
    if not isinstance(value, str) or value not in list(kind):
        raise NotFoundError.nearest(name, str(value), [choice.value for choice in kind])
    return kind(value)


def encoding_name(text: str) -> str:
    """Return the name of an encoding of texts as Python has it; raises ``NotFoundError`` where there is none."""
    name = text_codec(text)
    if not name:
        raise NotFoundError(Problem("", _("“{text}” is not the name of an encoding").format(text=text)))
    return name


def tag_names(text: str) -> tuple[str, ...]:
    """Read the names of tags: with commas between them, or of a file with a name a line, or a list or table of JSON.

    Raises ``SourceError`` for a file without any.
    """
    if not Path(text).is_file():
        return tuple(name.strip() for name in text.split(",") if name.strip())
    problem = Problem("", _("{file} has no names of tags").format(file=text))
    try:
        content = read_regular(Path(text), SETTINGS).decode("utf-8-sig")
        value = load_json(content) if content.lstrip().startswith(("[", "{")) else content.split("\n")
    except (OSError, ValueError) as error:
        raise SourceError(problem) from error
    table = value.get("id2label", value) if isinstance(value, dict) else value
    items = [table.get(str(number)) for number in range(len(table))] if isinstance(table, dict) else table
    names = [name.strip() for name in items if isinstance(name, str)] if isinstance(items, list) else []
    if not any(names) or len(names) < len(items):
        raise SourceError(problem)
    return tuple(name for name in names if name)


def _value(name: str, hint: object, value: object) -> object:
    kinds = get_args(hint) or (hint,)
    if value is None and type(None) in kinds:
        return None
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return choice_of(kind, name, value)
        if type(value) is kind:
            return value
    expected = " | ".join(getattr(kind, "__name__", str(kind)) for kind in kinds)
    message = _("“{key}” wants a value of type {type}").format(key=name, type=expected)
    raise ZhupiError(Problem("", message))
