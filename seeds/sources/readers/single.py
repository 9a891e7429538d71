"""Read the forms in which the whole file is one article."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from seeds.errors import Problem
from seeds.sources.readers.document import Record


class SingleArticle(ABC):
    """Hold a document that is one article, and none where it holds but white space."""

    single = True
    weight = 0

    @abstractmethod
    def article(self) -> Record | None:
        """Read the article."""

    def records(self) -> Iterator[Record | Problem]:
        """Read the one article, if there is one."""
        record = self.article()
        if record:
            yield record

    def record(self, _locator: int, /) -> Record | None:
        """Read the article, wherever it is looked for."""
        return self.article()
