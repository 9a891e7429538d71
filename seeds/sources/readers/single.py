"""Read the forms in which the whole file is one article."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from seeds.errors import Problem
from seeds.sources.readers.document import SourceRecord


class SingleArticle(ABC):
    """Hold a document that is one article, and none where it holds but white space."""

    single = True
    weight = 0

    @abstractmethod
    def article(self) -> SourceRecord | None:
        """Read the article."""

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the one article, if there is one."""
        record = self.article()
        if record:
            yield record

    def record(self, _locator: int, /) -> SourceRecord | None:
        """Read the article, wherever it is looked for."""
        return self.article()
