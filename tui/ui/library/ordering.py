"""Put the list into the order of a column, by keys and by clicks on the columns' names."""

from collections.abc import Callable, Mapping

from tui.core.library import Library
from tui.core.listing.column_contents import Column
from tui.ui.commands import Command, Controller


class Ordering(Controller):
    """Own the actions that order the list; ``changed`` draws it, and ``learn`` finds what the column of gains says."""

    def __init__(self, library: Library, changed: Callable[[], object], learn: Callable[[], object]) -> None:
        self._library = library
        self._changed = changed
        self._learn = learn

    def commands(self) -> Mapping[str, Command]:
        """Return the commands that order the list."""
        return {"library.sort": lambda: self._order_by(self._library.next_column()), "library.reverse": self._reverse}

    def click(self, column: Column | None) -> None:
        """Order by the column whose name was clicked, or turn the order around where that is so already."""
        if column is self._library.column:
            self._reverse()
        elif column:
            self._order_by(column)

    def _order_by(self, column: Column) -> None:
        self._library.sort(column)
        self._changed()
        if column is Column.GAIN:
            self._learn()

    def _reverse(self) -> None:
        """Turn the order around."""
        self._library.sort(self._library.column, reverse=not self._library.reverse)
        self._changed()
