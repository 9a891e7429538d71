"""Read a series of JSON objects, each an article, in whatever form they come."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.columns import Columns, RecordPlace, find_columns
from seeds.sources.readers.document import SourceFile, SourceRecord

_SAMPLES = 20


class ReadObject(NamedTuple):
    """Hold a JSON object, or what is wrong in its place."""

    value: Mapping[str, object] | Problem
    place: RecordPlace


class Objects(ABC):
    """Read a document of JSON objects whose keys play the part of columns."""

    single = False
    weight = 0

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._known_columns: Columns | None = None

    @abstractmethod
    def _objects(self, locator: int) -> Iterator[ReadObject]:
        """Read the objects from the one with this locator on; 0 is the first."""

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the records in order; what is no object with a text is a problem, and the rest is read."""
        for value, place in self._objects(0):
            if isinstance(value, Problem):
                yield value
                continue
            columns = self._columns()
            record = columns.record(value, place)
            if record:
                yield record
            if not record or len(record.text) == record.title_length:
                message = _("this record has no text in “{column}”").format(column=columns.text)
                yield Problem(self._source.name, message, place.line)

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the record that begins at ``locator``."""
        for value, place in self._objects(locator):
            return None if isinstance(value, Problem) else self._columns().record(value, place)
        return None

    def _columns(self) -> Columns:
        """Choose the columns by the first objects; raises ``SourceError`` where none of them holds text."""
        if self._known_columns is None:
            objects = (item.value for item in self._objects(0) if not isinstance(item.value, Problem))
            samples = list(islice(objects, _SAMPLES))
            names = list(dict.fromkeys(name for sample in samples for name in sample))
            self._known_columns = find_columns(names, samples, self._source.settings.columns, self._source.name)
        return self._known_columns

    def _broken(self, reason: str, line: int) -> Problem:
        return Problem(self._source.name, _("is not valid JSON: {reason}").format(reason=reason), line)

    def _no_object(self, line: int) -> Problem:
        return Problem(self._source.name, _("this is not a JSON object with named fields"), line)
