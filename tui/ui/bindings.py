"""Textual bindings, made from the table of actions."""

from textual.binding import Binding, BindingType

from tui.core.keymap import actions_of

NO_KEY = "no-key"
"""The name of a key that no terminal sends, for an action that the user has left without one."""


def bindings_of(scope: str, prefix: str = "") -> list[BindingType]:
    """The bindings of a scope; ``prefix`` stands before the names of its actions, to say whose they are."""
    return [
        Binding(
            ",".join(action.keys),
            prefix + action.method,
            action.label or action.text,
            show=bool(action.label),
            id=action.id,
            tooltip=action.text,
        )
        for action in actions_of(scope)
    ]
