"""Read a series of JSON values, each an article, in whatever form they come."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.columns import Columns, find_columns
from seeds.sources.readers.document import RecordPlace, SourceFile, SourceRecord
from seeds.sources.readers.former_columns import FormerColumns, find_former_columns, former_leaves
from seeds.sources.readers.fragments import fragment_notice, fragments_among, text_of
from seeds.sources.readers.leaves import Leaf, leaves_of
from seeds.sources.readers.share import Share

_SAMPLES = 20


class ReadValue(NamedTuple):
    """Hold a JSON value, or what is wrong in its place."""

    value: object
    place: RecordPlace


class Objects(ABC):
    """Read a document of JSON values whose paths play the part of columns."""

    single = False
    weight = 0

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._known_columns: Columns | FormerColumns | None = None
        self._fragments: frozenset[str] = frozenset()

    @abstractmethod
    def _values(self, locator: int) -> Iterator[ReadValue]:
        """Read the values from the one with this locator on; 0 is the first."""

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the records in order; what is no value with a text is a problem, and the rest is read."""
        share: Share | None = None
        for value, place in self._values(0):
            fields = self._fields(value, place.line)
            if isinstance(fields, Problem):
                yield fields
                continue
            columns = self._columns()
            fields = self._without_tags(fields)
            record = columns.record(fields, place)
            if record:
                yield record
            if not record or len(record.text) == record.title_length:
                message = _("this record has no text in “{column}”").format(column=columns.text_name)
                yield Problem(self._source.name, message, place.line)
            if isinstance(columns, Columns):
                share = share or Share(self._source.name, columns)
                share.add(fields)
        yield from (fragment_notice(self._source.name, name) for name in sorted(self._fragments))
        yield from share.notices() if share else ()

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the record that begins at ``locator``."""
        for value, place in self._values(locator):
            fields = self._fields(value, place.line)
            if isinstance(fields, Problem):
                return None
            columns = self._columns()
            return columns.record(self._without_tags(fields), place)
        return None

    def _columns(self) -> Columns | FormerColumns:
        """Choose the columns by the first values; raises ``SourceError`` where none of them holds text."""
        if self._known_columns is None:
            read = (self._fields(item.value, item.place.line) for item in self._values(0))
            samples = list(islice((fields for fields in read if not isinstance(fields, Problem)), _SAMPLES))
            names = list(dict.fromkeys(leaf.path for leaves in samples for leaf in leaves))
            settings, name = self._source.settings.columns, self._source.name
            if self._source.former:
                self._known_columns = find_former_columns(names, samples, settings, name)
            else:
                columns = find_columns(names, samples, settings, name)
                self._fragments = fragments_among([*columns.text, columns.title], samples)
                self._known_columns = columns
        return self._known_columns

    def _without_tags(self, leaves: list[Leaf]) -> list[Leaf]:
        """Give the leaves with the text of those that are fragments of HTML."""
        if not self._fragments:
            return leaves
        return [leaf._replace(text=text_of(leaf.text)) if leaf.path in self._fragments else leaf for leaf in leaves]

    def _fields(self, value: object, line: int) -> list[Leaf] | Problem:
        """Return the texts of a value, or what keeps it from being a record."""
        if isinstance(value, Problem):
            return value
        try:
            leaves = former_leaves(value) if self._source.former else leaves_of(value)
        except ValueError as error:
            return self._broken(str(error), line)
        is_record = isinstance(value, dict) or any(any(map(str.isalpha, leaf.text)) for leaf in leaves)
        return leaves if is_record else self._no_object(line)

    def _broken(self, reason: str, line: int) -> Problem:
        return Problem(self._source.name, _("is not valid JSON: {reason}").format(reason=reason), line)

    def _no_object(self, line: int) -> Problem:
        return Problem(self._source.name, _("this is not a JSON object with named fields"), line)
