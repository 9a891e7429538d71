"""Say in the status line what was just done, until the next key: it lies over no text, and goes by itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.ui.terminal.ordered import OrderedInput

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen


class Said:
    """Hold what the status line of a screen says of the last key; ``describe`` draws the line.

    Only what must be seen after the screen has gone, or wants to be read at leisure, such as an error, is a
    notification instead.
    """

    def __init__(self, screen: "Screen[None]", describe: Callable[[], object]) -> None:
        self._screen = screen
        self._describe = describe
        self._key: events.Key | None = None
        self.text = ""

    def show(self, text: str) -> None:
        """Say something from now on, in place of what was said before."""
        self.text = text
        app = self._screen.app
        self._key = app.key_in_hand if isinstance(app, OrderedInput) else None
        self._describe()

    def end(self, key: "events.Key | None" = None) -> None:
        """Say nothing any more, unless it was this very key that something was said of."""
        if self.text and (key is None or key is not self._key):
            self.text = ""
            self._describe()
