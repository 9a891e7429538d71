"""Say which key quits, where a key is pressed that interrupts programs which have no others."""

from textual.app import App

from seeds.i18n import _
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of


def say_how_to_quit(app: App[None], library: ZhupiScreen) -> None:
    """Say which key quits, in the status line where there is one; the palette has what has no key."""
    key = key_of(library, "app.quit") or key_of(library, "library.quit") or "ctrl+p"
    message = _("{key} quits").format(key=key)
    if isinstance(app.screen, ZhupiScreen):
        app.screen.said.show(message)
    else:
        app.notify(message, timeout=4)
