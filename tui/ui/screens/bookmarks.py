"""Find a bookmark of an article in the list of all of them, or take one away."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.binding import Binding

from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.reading.bookmark_list import BookmarkList
from tui.ui.screens.chooser import ChooserScreen

if TYPE_CHECKING:
    from annotations.storage.progress import Bookmark


class BookmarksScreen(ChooserScreen):
    """Show the bookmarks below a line to type in; end with the number of one, or None.

    ``dropped`` is called with each bookmark that is taken away.
    """

    HINTS = _("del delete")
    BINDINGS = [Binding("delete", "drop", _("delete"), show=False, priority=True)]

    def __init__(self, bookmarks: BookmarkList, dropped: "Callable[[Bookmark], object]", ambiguous: int = 1) -> None:
        def find(query: str) -> Iterable[Choice]:
            return [Choice(str(number), bookmarks.line(number)) for number in bookmarks.find(query)]

        super().__init__(_("Bookmarks"), list(find("")), find=find, searching=True, ambiguous=ambiguous)
        self._bookmarks = bookmarks
        self._dropped = dropped

    def action_drop(self) -> None:
        """Take the bookmark away that is in focus."""
        if name := self.name_in_focus:
            following = self.name_after
            self._dropped(self._bookmarks.drop(int(name)))
            self.show_choices(following)
