"""The baseline: the least Textual application whose first paint can be seen from outside."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One word on an otherwise empty screen."""

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield Static("ready")


if __name__ == "__main__":
    EmptyApp().run()
