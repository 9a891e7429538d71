"""Say for some seconds what nobody has asked for, in a row of its own: it lies over no text."""

from tui.ui.widgets.status_line import StatusLine


class TipLine(StatusLine):
    """Show a line while there is something to say; the page above gives way to it."""

    DEFAULT_CSS = "TipLine { display: none; color: $foreground; background: $panel; }"

    def say(self, text: str, seconds: float) -> None:
        """Show a sentence for some seconds."""
        self.left = text
        self.display = True
        self.set_timer(seconds, self._end)

    def _end(self) -> None:
        self.display = False
