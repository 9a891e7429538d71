"""Name the columns of the library's list, and know which of them have anything to say."""

from collections.abc import Iterable
from enum import StrEnum

from seeds.article import ArticleInfo


class Column(StrEnum):
    """Name what the list can be sorted by."""

    ORDER = "order"
    TITLE = "title"
    FILE = "file"
    SOURCE = "source"
    TAG = "tag"
    DATE = "date"
    LENGTH = "length"
    READ = "read"
    SPANS = "spans"
    GAIN = "gain"


class ColumnContents:
    """Follow what is said of the articles, as they are found, so that no key looks through all of them.

    ``longest_file`` is the number of cells that the longest path of a document takes, at most.
    """

    def __init__(self) -> None:
        self.longest_file = 0
        self._filled: set[Column] = set()
        self._titles: set[str] = set()
        self._documents: set[str] = set()
        self._folders: set[str] = set()
        self._titles_repeat = False

    def note(self, infos: Iterable[ArticleInfo]) -> None:
        """Take note of more articles."""
        for info in infos:
            document = info.origin.document
            if document not in self._documents:
                self._documents.add(document)
                self._folders.add(document.rpartition("/")[0])
                self.longest_file = max(self.longest_file, len(document) * (1 if document.isascii() else 2))
            self._titles_repeat = self._titles_repeat or info.title in self._titles
            self._titles.add(info.title)
            if info.source:
                self._filled.add(Column.SOURCE)
            if info.tag:
                self._filled.add(Column.TAG)
            if info.date:
                self._filled.add(Column.DATE)

    @property
    def several_files(self) -> bool:
        """Return whether the articles come from more than one document."""
        return len(self._documents) > 1

    def has(self, column: Column) -> bool:
        """Return whether a column says anything: that of the files, where titles do not tell texts apart."""
        if column is Column.FILE:
            return len(self._folders) > 1 or (self._titles_repeat and self.several_files)
        return column in self._filled
