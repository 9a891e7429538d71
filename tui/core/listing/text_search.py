"""Find the articles in whose texts words occur: by reading them now, by an index one day."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.segmentation.reflow import article_finder
from seeds.sources.corpus import Corpus

Key = tuple[str, str]
"""Document and id of an article."""


class TextSearch(Protocol):
    """Find articles by their texts, in either script."""

    def matches(self, query: str) -> Iterator[Key]:
        """Yield the articles in whose texts every word of a query occurs, as they are found; for a worker."""
        ...


class ScanSearch:
    """Read one article after another; ``stopped`` tells that nobody waits for more.

    An article that cannot be read has no matches: what is wrong with it is reported where articles are listed.
    """

    def __init__(self, corpus: Corpus, infos: Sequence[ArticleInfo], stopped: Callable[[], bool]) -> None:
        self._corpus = corpus
        self._infos = infos
        self._stopped = stopped

    def matches(self, query: str) -> Iterator[Key]:
        """Yield the articles in whose texts every word of a query occurs, as they are found; for a worker."""
        words = query.split()
        for info in self._infos:
            if self._stopped():
                return
            try:
                article = self._corpus.read(info)
            except ZhupiError:
                continue
            if _holds(article, words):
                yield info.key


def _holds(article: Article, words: Sequence[str]) -> bool:
    finder = article_finder(article)
    return bool(words) and all(finder.find(word) for word in words)
