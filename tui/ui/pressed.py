"""Press a key for somebody who has clicked it: what is shown as a key does with the mouse what it does."""

from textual import events
from textual.app import App
from textual.widgets import Input


def press(app: App[None], key: str, character: str | None = None) -> None:
    """Press a key, unless a character would go to a field that is typed in."""
    if not (character and isinstance(app.focused, Input)):
        app.post_message(events.Key(key, character))
