"""Say something in the status line of whatever screen is shown."""

from textual.app import App

from seeds.i18n import _
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of


def say(app: App[None], message: str) -> None:
    """Say something in the status line; over a dialog, which has none, it is a notification."""
    if isinstance(app.screen, ZhupiScreen):
        app.screen.said.show(message)
    else:
        app.notify(message, timeout=5)


def say_how_to_quit(app: App[None], library: ZhupiScreen) -> None:
    """Say which key quits, where a key is pressed that interrupts programs which have no others."""
    key = key_of(library, "app.quit") or key_of(library, "library.quit") or "ctrl+p"  # the palette has what has none
    say(app, _("{key} quits").format(key=key))
