"""Report what has been done to many marks at once, with the key that undoes it."""

from typing import TYPE_CHECKING

from seeds.i18n import _
from tui.ui.bindings import shown_key

if TYPE_CHECKING:
    from tui.ui.screens.base import ZhupiScreen


def key_of(screen: "ZhupiScreen", action: str) -> str:
    """Return the key of an action as it is shown; empty where the user has left it without one."""
    return shown_key(screen.app, screen.session.keys, action)


def report_done(screen: "ZhupiScreen", message: str) -> None:
    """Report what has been done to many marks at once, and the key that undoes it."""
    key = key_of(screen, "mark.undo")
    screen.notify(f"{message} · {key} {_('undo')}" if key else message, timeout=5)
