"""Make the options of an export or an import from plain values by their names, as Python code gives them."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import TypeVar, get_args, get_type_hints

from seeds.errors import NotFoundError, Problem, ZhupiError
from seeds.i18n import _

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
