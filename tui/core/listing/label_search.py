"""Find the articles that hold spans of a label: by reading their annotations now, by an index one day."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

from annotations.storage.disk import signature_of
from annotations.storage.quotes import marked_words
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.errors import ZhupiError
from tui.core.listing.filter_terms import LabelTerm

Key = tuple[str, str]
"""Document and id of an article."""

Marks = frozenset[tuple[str, str]]
"""The labels of an article's spans, each with the words that it is on."""


class LabelSearch(Protocol):
    """Find articles by the labels of their spans and the words that these are on, in either script."""

    labels: set[str]
    """The labels that the spans have which have been looked at."""

    def matches(self, terms: Sequence[LabelTerm]) -> Iterator[Key]:
        """Yield the articles that have a span for each of the terms, as they are found; for a worker."""
        ...


class MarksRead:
    """Keep what was read of the annotations, as long as their files stay the same."""

    def __init__(self) -> None:
        self._read: dict[Key, tuple[object, Marks]] = {}

    def of(self, store: Store, info: ArticleInfo) -> Marks:
        """Return what an article is marked with; nothing where that cannot be read, which is told elsewhere."""
        try:
            path = store.path(info)
        except ZhupiError:
            return frozenset()
        signature = signature_of(path)
        former = self._read.get(info.key)
        if signature and former and former[0] == (path, signature):
            return former[1]
        marks = marked_words(path)
        self._read[info.key] = (path, signature), marks
        return marks


class ScanLabels:
    """Read the annotations of one article after another; ``stopped`` tells that nobody waits for more.

    ``known`` are the labels of the schema.
    """

    def __init__(
        self,
        store: Store,
        infos: Sequence[ArticleInfo],
        known: Collection[str],
        read: MarksRead,
        stopped: Callable[[], bool],
    ) -> None:
        self.labels: set[str] = set()
        self._store = store
        self._infos = infos
        self._known = known
        self._read = read
        self._stopped = stopped

    def matches(self, terms: Sequence[LabelTerm]) -> Iterator[Key]:
        """Yield the articles that have a span for each of the terms, as they are found; for a worker."""
        for info in self._infos:
            if self._stopped():
                return
            marks = self._read.of(self._store, info)
            labels = {label for label, _words in marks}
            self.labels |= labels
            if labels and all(self._is_there(term, marks, term.named(labels.union(self._known))) for term in terms):
                yield info.key

    @staticmethod
    def _is_there(term: LabelTerm, marks: Marks, labels: Collection[str]) -> bool:
        return any(label in labels and term.fits(words) for label, words in marks)
