"""Tell which actions of the table can be done now on a screen, and run one of them."""

from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.screen import Screen

from tui.core.guidance.action_list import ActionLine, listed_actions
from tui.core.keymap import ACTIONS, APP
from tui.ui.bindings import NO_KEY
from tui.ui.commands import CommandTable
from tui.ui.widgets.key_bar import KeyBar


def live_actions(screen: Screen[Any]) -> list[ActionLine]:
    """Return the actions that a key would start now, those on the line of keys first.

    Those of every screen are there too where they have no key.
    """
    keys: dict[str, list[str]] = {action.id: [] for action in ACTIONS if action.scope == APP}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id and active.enabled:
            names = keys.setdefault(binding.id, [])
            if key != NO_KEY:
                names.append(screen.app.get_key_display(binding))
    bars = screen.query(KeyBar)
    labels: Mapping[str, str] = bars.first().labels() if bars else {}
    return listed_actions(keys, labels)


def run_action(app: App[Any], screen: Screen[Any], action: str) -> None:
    """Do what an action stands for on a screen, as its key would."""
    for owner in (screen, app):
        table = getattr(owner, "command_table", None)
        if isinstance(table, CommandTable) and action in table and table.enabled(action):
            app.call_next(table.run, action)
            return
