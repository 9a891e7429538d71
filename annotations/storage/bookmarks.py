"""Keep the bookmarks of a reader, by the words on which they lie, so that they follow an edited text."""

from typing import TYPE_CHECKING

from annotations.storage.anchors import Quotes, candidate, locate_all, storable
from annotations.storage.progress import Bookmark, ReadingLog

if TYPE_CHECKING:
    from seeds.article import Article

_QUOTED = 32
"""Up to how many code points a bookmark quotes from its place on."""


class Bookmarks:
    """Read and write the bookmarks of a project in the reading log; everything raises ``ReadingLogError``."""

    def __init__(self, log: ReadingLog) -> None:
        self._log = log

    def of(self, article: "Article") -> list[Bookmark]:
        """Return the bookmarks of an article by their places; those that have moved with their words are kept so."""
        key, text = article.info.key, storable(article.text)
        bookmarks = self._log.bookmarks(key)
        moved = locate_all(text, {item: item.quote for item in bookmarks if not _stands(text, item)})
        result = []
        for bookmark in bookmarks:
            if bookmark not in moved:
                result.append(bookmark)
                continue
            place = moved[bookmark] or candidate(text, bookmark.quote)
            if place is None:
                result.append(bookmark._replace(gone=True))
                continue
            result.append(bookmark._replace(start=place[0], quote=Quotes(text).of(*place)))
            self._log.drop_bookmark(key, bookmark.start)
            self._log.save_bookmark(key, result[-1])
        return sorted(result, key=lambda bookmark: bookmark.start)

    def add(self, article: "Article", start: int, end: int, name: str) -> None:
        """Put a bookmark on the words from ``start`` to ``end``, in place of the one that begins there."""
        quote = Quotes(article.text).of(start, min(end, start + _QUOTED))
        self._log.save_bookmark(article.info.key, Bookmark(name, start, quote))

    def drop(self, article: "Article", bookmark: Bookmark) -> None:
        """Take a bookmark away."""
        self._log.drop_bookmark(article.info.key, bookmark.start)


def _stands(text: str, bookmark: Bookmark) -> bool:
    """Return whether the words of a bookmark stand at its place, with what was around them."""
    quote = bookmark.quote
    start = bookmark.start - len(quote.before)
    return start >= 0 and text.startswith(quote.before + quote.text + quote.after, start)
