"""Report what has been done to many marks at once, with the key that undoes it."""

from typing import TYPE_CHECKING

from seeds.i18n import _
from tui.ui.shown_keys import key_of

if TYPE_CHECKING:
    from tui.ui.screens.base import ZhupiScreen


def report_done(screen: "ZhupiScreen", message: str) -> None:
    """Report what has been done to many marks at once, and the key that undoes it."""
    key = key_of(screen, "mark.undo")
    screen.said.show(f"{message} · {key} {_('undo')}" if key else message)
