"""Find a bookmark of an article in the list of all of them, or take one away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Input, OptionList

from seeds.i18n import _
from tui.core.reading.bookmark_list import BookmarkList
from tui.ui.screens.picker import PickerScreen
from tui.ui.widgets.plain import choice, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widgets.option_list import Option

    from annotations.storage.progress import Bookmark


class BookmarksScreen(PickerScreen):
    """Show the bookmarks below a line to type in; end with the number of one, or None.

    ``dropped`` is called with each bookmark that is taken away.
    """

    BINDINGS = [Binding("delete", "drop", _("delete"), show=False, priority=True)]
    DEFAULT_CSS = """
    BookmarksScreen > Vertical { width: 76; }
    BookmarksScreen OptionList, BookmarksScreen OptionList:focus { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, bookmarks: BookmarkList, dropped: "Callable[[Bookmark], object]") -> None:
        def find(query: str) -> "Iterable[Option]":
            return (choice(plain(bookmarks.line(number)), str(number)) for number in bookmarks.find(query))

        super().__init__(find, _("words of a bookmark; delete takes one away"))
        self._bookmarks = bookmarks
        self._dropped = dropped

    def action_drop(self) -> None:
        """Take the bookmark away that is highlighted."""
        options = self.query_one(OptionList)
        number = options.highlighted
        if number is not None:
            self._dropped(self._bookmarks.drop(int(options.get_option_at_index(number).id or 0)))
            self._list(self.query_one(Input).value)
            if options.option_count:
                options.highlighted = min(number, options.option_count - 1)
