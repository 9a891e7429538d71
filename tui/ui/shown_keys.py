"""Return the key of an action as it is shown, for what is said in words."""

from typing import Protocol

from textual.app import App
from textual.binding import Binding

from tui.core.keymap import ACTIONS
from tui.core.session import Session


class Keyed(Protocol):
    """Represent a screen: its session has the keys, and its application shows them."""

    session: Session

    @property
    def app(self) -> App[object]:
        """The application."""


def key_of(screen: Keyed, action: str, but: str = "") -> str:
    """Return the key of an action as it is shown; empty where the user has left it without one, other than ``but``."""
    default = next(each.keys for each in ACTIONS if each.id == action)
    keys = [key for key in screen.session.keys.get(action, default) if key != but]
    return screen.app.get_key_display(Binding(keys[0], "")) if keys else ""
