"""Say what nobody has asked for, in a row of its own: it lies over no text."""

from tui.ui.widgets.status_line import StatusLine


class TipLine(StatusLine):
    """Show a line while there is something to say; the page above gives way to it."""

    DEFAULT_CSS = "TipLine { display: none; color: $foreground; background: $panel; }"

    def say(self, text: str) -> None:
        """Show a sentence until another is to be shown; none where it is empty."""
        self.left = text
        self.display = bool(text)
