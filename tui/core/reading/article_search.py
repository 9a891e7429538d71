"""Search an article, and go from hit to hit."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from seeds.article import Article
from seeds.i18n import _
from seeds.script.converter import Converted, Converter
from seeds.script.keeping import Ranges
from seeds.script.search import ConvertedFinder, Finder
from seeds.segmentation.reflow import article_finder, read_article


@dataclass(frozen=True, slots=True)
class Hits:
    """Hold what a search found: ranges of the article's code points, sorted, and the number of the current one."""

    query: str = ""
    ranges: Sequence[tuple[int, int]] = ()
    number: int = 0

    @property
    def current(self) -> tuple[int, int] | None:
        """The hit that the reader is at."""
        return self.ranges[self.number] if self.ranges else None

    def nearest(self, offset: int) -> "Hits":
        """Return the same hits, the first at or behind a code point as the current one, or else the first of all."""
        number = bisect_left(self.ranges, (offset, offset))
        return replace(self, number=number % len(self.ranges)) if self.ranges else self

    def step(self, count: int) -> "Hits":
        """Return the same hits, another as the current one, so many further on; the first follows the last."""
        return replace(self, number=(self.number + count) % len(self.ranges)) if self.ranges else self

    def __str__(self) -> str:
        if not self.query:
            return ""
        if not self.ranges:
            return _("“{query}” is not in the text").format(query=self.query)
        return _("“{query}” {number} of {total}").format(
            query=self.query, number=f"{self.number + 1:,}", total=f"{len(self.ranges):,}"
        )


class ArticleSearch:
    """Search one article, as it was written, as it is read, and where a converter shows it converted, as it is shown.

    What the search needs is made at the first query and kept, so it wants a worker. ``keep`` are the ranges that stay
    as they are in the other script.
    """

    def __init__(self, article: Article, converter: Converter | None = None, keep: Ranges = ()) -> None:
        self._article = article
        self._keep = keep
        self._converter = converter

    def hits(self, query: str, offset: int) -> Iterator[Hits]:
        """Yield the hits, with the one nearest to ``offset`` as the current one: first those that are soonest found."""
        written = self._written.find(query)
        yield Hits(query, written).nearest(offset)
        if self._shown:
            either = self._shown.find(query)
            if either != written:
                yield Hits(query, either).nearest(offset)

    @cached_property
    def _written(self) -> Finder | ConvertedFinder:
        return article_finder(self._article)

    @cached_property
    def _shown(self) -> ConvertedFinder | None:
        if self._converter is None:
            return None
        read = read_article(self._article)
        shown = self._converter.convert(read.text, read.ranges(self._keep))
        return ConvertedFinder(self._written, Converted(shown.text, read.map.then(shown.map)))
