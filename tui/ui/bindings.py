"""Make Textual's bindings from the table of actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.actions import parse
from textual.app import App
from textual.binding import Binding, BindingType

from tui.core.keymap import ACTIONS, actions_of

NO_KEY = "no-key"
"""The name of a key that no terminal sends, for an action that the user has left without one."""

COMMAND = "command"
"""Textual's name of the one action that runs the command of an action of ours, whose id is its parameter."""


def bindings_of(scope: str, namespace: str = "") -> list[BindingType]:
    """Return the bindings of a scope; a widget names the ``namespace`` that has its commands, such as ``screen``."""
    prefix = f"{namespace}." if namespace else ""
    return [
        Binding(
            ",".join(action.keys),
            f"{prefix}{COMMAND}('{action.id}')",
            action.label or action.text,
            show=bool(action.label),
            id=action.id,
            tooltip=action.text,
        )
        for action in actions_of(scope)
    ]


def shown_key(app: App[Any], keys: Mapping[str, Sequence[str]], action: str) -> str:
    """Return the key of an action as it is shown, where ``keys`` are the user's own; empty where it has none."""
    default = next(each.keys for each in ACTIONS if each.id == action)
    own = keys.get(action, default)
    return app.get_key_display(Binding(own[0], "")) if own else ""


def action_id(action: str) -> str:
    """Return the id of the action of ours that a binding runs; empty where it runs one of Textual's."""
    _namespace, name, parameters = parse(action)
    return str(parameters[0]) if name == COMMAND and parameters else ""
