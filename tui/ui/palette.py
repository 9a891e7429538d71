"""Offer the articles in the command palette."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from seeds.article import ArticleInfo
from seeds.script.fold import fold
from tui.ui.messages import ArticleWanted
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.plain import plain

SHOWN = 20
"""Articles that one search offers."""


class ArticleProvider(Provider):
    """Find the articles of the project by words in either script."""

    async def discover(self) -> Hits:
        """Yield the first articles of the list, before anything is typed."""
        for title, command in self._articles(""):
            yield DiscoveryHit(plain(title), command, title)

    async def search(self, query: str) -> Hits:
        """Yield the articles in which every word occurs."""
        for title, command in self._articles(query):
            yield Hit(1.0, plain(title), command, title)

    def _articles(self, query: str) -> Iterator[tuple[str, IgnoreReturnCallbackType]]:
        if not isinstance(self.screen, ZhupiScreen):
            return
        words = fold(query).split()
        matching = (
            entry.info for entry in self.screen.session.library.entries if all(word in entry.folded for word in words)
        )
        for info in islice(matching, SHOWN):
            yield info.title, partial(self._open, info)

    def _open(self, info: ArticleInfo) -> None:
        self.app.post_message(ArticleWanted(info))
