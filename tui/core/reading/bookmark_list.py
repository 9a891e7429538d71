"""List the bookmarks of an article, and find them by typing."""

from collections.abc import Sequence

from annotations.storage.progress import Bookmark
from seeds.i18n import _
from seeds.script.fold import fold


class BookmarkList:
    """Hold the bookmarks of an article of ``length`` code points; one is called by its number, from 0."""

    def __init__(self, bookmarks: Sequence[Bookmark], length: int) -> None:
        self._bookmarks = dict(enumerate(bookmarks))
        self._length = length

    def __getitem__(self, number: int) -> Bookmark:
        """Return the bookmark of a number; raises ``KeyError``."""
        return self._bookmarks[number]

    def find(self, query: str) -> list[int]:
        """Return the bookmarks whose name or quoted words have every word, in either script and any case."""
        words = fold(query).split()
        return [
            number
            for number, bookmark in self._bookmarks.items()
            if all(word in fold(f"{bookmark.name} {bookmark.quote.text}") for word in words)
        ]

    def line(self, number: int) -> str:
        """Return a bookmark as a line of the list: how far on it is, or that its words are gone, and its name."""
        bookmark = self._bookmarks[number]
        place = _("gone") if bookmark.gone else f"{bookmark.start / max(1, self._length):.0%}"
        return f"{place:>4}  {bookmark.name}"

    def drop(self, number: int) -> Bookmark:
        """Take a bookmark off the list, and return it."""
        return self._bookmarks.pop(number)
