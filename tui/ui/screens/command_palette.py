"""Show the command palette."""

from textual import events
from textual.app import ScreenStackError
from textual.command import CommandPalette
from textual.errors import NoWidget


class Palette(CommandPalette):
    """Show Textual's command palette, to which the mouse may come late: after a new size, or when it has been left.

    Textual looks for what is under the mouse, or for the screen below, and ends where there is nothing.
    """

    async def on_event(self, event: events.Event) -> None:
        """Handle an event, unless it is of the mouse or the keyboard and for something that is gone."""
        try:
            await super().on_event(event)
        except (NoWidget, ScreenStackError) as error:
            if not isinstance(event, events.InputEvent):
                raise
            self.log.warning(f"{event!r} came too late: {error}")
