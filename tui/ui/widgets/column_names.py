"""Draw the names of the list's columns, which can be clicked."""

from collections.abc import Callable

from textual import events

from tui.ui.widgets.status_line import StatusLine


def _ignore(_cell: int) -> None:
    """Do nothing with a click."""


class ColumnNames(StatusLine):
    """Show the names in one line; ``clicked`` is called with the cell that is clicked."""

    clicked: Callable[[int], object] = staticmethod(_ignore)

    def on_click(self, event: events.Click) -> None:
        """Pass the cell on."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.clicked(offset.x)
