"""Report what has been done to many marks at once, with the key that undoes it."""

from typing import TYPE_CHECKING

from textual.binding import Binding

from seeds.i18n import _
from tui.core.keymap import ACTIONS

if TYPE_CHECKING:
    from tui.ui.screens.base import ZhupiScreen


def key_of(screen: "ZhupiScreen", action: str) -> str:
    """Return the key of an action as it is shown; empty where the user has left it without one."""
    default = next(each.keys for each in ACTIONS if each.id == action)
    keys = screen.session.keys.get(action, default)
    return screen.app.get_key_display(Binding(keys[0], "")) if keys else ""


def report_done(screen: "ZhupiScreen", message: str) -> None:
    """Report what has been done to many marks at once, and the key that undoes it."""
    key = key_of(screen, "mark.undo")
    screen.notify(f"{message} · {key} {_('undo')}" if key else message, timeout=5)
