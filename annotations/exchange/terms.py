"""Define what Python code says of an export or an import by keywords, and a span as a row of a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from annotations.exchange.record import Record
from annotations.model.span import NOTHING, Span


class ExportSelection(TypedDict, total=False):
    """Say what is read or exported: the keywords of ``records``, ``spans`` and ``export``.

    ``annotators`` are those of the project that it was opened for where not said; ``statuses``, ``labels``, ``names``
    (a label's other name), ``script``, ``split`` and ``seed`` are what the options of ``zhupi export`` are. Without
    ``times``, which is True where not said, it is left out when the spans were made.
    """

    annotators: str | Iterable[str]
    statuses: str | Iterable[str]
    labels: str | Iterable[str]
    names: Mapping[str, str]
    script: str
    split: str
    seed: int
    times: bool


class ImportTerms(TypedDict, total=False):
    """Say how an import is made: the keywords of ``import_file`` and ``import_records``.

    ``annotator`` is whose the marks become, ``people`` whose those of somebody in the file do, and ``by_name`` leaves
    them to whom the file names. ``names`` are what labels are called in the project. The others are what the options
    of ``zhupi import`` are.
    """

    annotator: str
    by_name: bool
    people: Mapping[str, str]
    as_suggestions: bool
    names: Mapping[str, str]
    add_labels: bool
    strict: bool
    dry_run: bool


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Hold a span by itself, as a row of a table: ``quote`` is its words, in the text that its record has."""

    document: str
    article: str
    annotator: str
    status: str
    part: str
    id: str
    label: str
    start: int
    end: int
    quote: str
    origin: str
    note: str = ""
    attributes: Mapping[str, str | bool] = field(default_factory=lambda: NOTHING, hash=False)
    time: datetime | None = None


def row_of(record: Record, span: Span) -> SpanRow:
    """Return a span of a record as a row."""
    return SpanRow(
        record.document,
        record.id,
        record.annotator,
        record.status,
        record.part,
        span.id,
        span.label,
        span.start,
        span.end,
        record.words(span),
        span.origin,
        span.note,
        span.attributes,
        span.time,
    )
