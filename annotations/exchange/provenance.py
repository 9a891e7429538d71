"""Carry where spans come from, and when they were made, through formats that keep metadata, in keys of our own."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotations.exchange.record import Record
from annotations.model import times
from annotations.model.span import NOTHING, Span

ORIGINS = "zhupi_origins"
"""The key of ``meta``: the origin of all spans, or a JSON object with the most common one and the spans of others.

That is ``{"most": "manual", "others": [[start, end, label, origin], …]}``, in code points of the record's text.
"""

TIMES = "zhupi_times"
"""The key of ``meta``: a JSON object of times, each with the spans that it is of: ``{time: [[start, end, label], …]}``.

Those without a time are under the empty one, so that a tool's own time is not taken for theirs. There is no such key
where no span has a time.
"""

_Place = tuple[Any, ...]
"""Where a span is: start, end and label, or start and end alone."""


def with_provenance_said(record: Record) -> Record:
    """Return a record whose ``meta`` says where its spans come from and when they were made."""
    return with_times_said(with_origins_said(record))


def with_provenance_read(record: Record, usual: str) -> Record:
    """Return a record whose spans have the origins and times that its ``meta`` says; the origin ``usual`` else."""
    return with_times_read(with_origins_read(record, usual))


def with_origins_said(record: Record) -> Record:
    """Return a record whose ``meta`` says where its spans come from; the record itself where it has none."""
    if not record.spans:
        return record
    most = Counter(span.origin for span in record.spans).most_common(1)[0][0]
    others = [[span.start, span.end, span.label, span.origin] for span in record.spans if span.origin != most]
    value = json.dumps({"most": most, "others": others}, ensure_ascii=False) if others else most
    return replace(record, meta={**record.meta, ORIGINS: value})


def with_origins_read(record: Record, usual: str) -> Record:
    """Return a record whose spans have the origins that its ``meta`` says; ``usual`` where it says none.

    A label may have been renamed by the format: a span is known by its range then.
    """
    most, origins = _origins(record.meta.get(ORIGINS, ""))
    spans = tuple(
        replace(
            span,
            origin=origins.get((span.start, span.end, span.label))
            or origins.get((span.start, span.end))
            or most
            or usual,
        )
        for span in record.spans
    )
    return replace(record, spans=spans, meta={name: value for name, value in record.meta.items() if name != ORIGINS})


def with_times_said(record: Record) -> Record:
    """Return a record whose ``meta`` says when its spans were made; the record itself where nobody knows of any."""
    if not any(span.time for span in record.spans):
        return record
    by_time: dict[str, list[_Place]] = {}
    for span in record.spans:
        time = times.time_text(span.time) if span.time else ""
        by_time.setdefault(time, []).append((span.start, span.end, span.label))
    value = json.dumps(dict(sorted(by_time.items())), ensure_ascii=False)
    return replace(record, meta={**record.meta, TIMES: value})


def with_times_read(record: Record) -> Record:
    """Return a record whose spans have the times that its ``meta`` says; a span that it does not name keeps its own."""
    if TIMES not in record.meta:
        return record
    known = _times(record.meta[TIMES])

    def timed(span: Span) -> Span:
        places = (span.start, span.end, span.label), (span.start, span.end)
        texts = (known[place] for place in places if place in known)
        text = next(texts, None)
        return span if text is None else replace(span, time=times.time_from(text))

    meta = {name: value for name, value in record.meta.items() if name != TIMES}
    return replace(record, spans=tuple(map(timed, record.spans)), meta=meta)


def _times(value: str) -> Mapping[_Place, str]:
    """Return times by range and label, and by range where all of it has just one; none where others have changed it."""
    try:
        exact = {(start, end, label): time for time, rows in json.loads(value).items() for start, end, label in rows}
        return exact | _by_range(exact)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return NOTHING


def _by_range(exact: Mapping[_Place, str]) -> dict[_Place, str]:
    ranges = Counter((start, end) for start, end, _label in exact)
    return {(start, end): value for (start, end, _label), value in exact.items() if ranges[start, end] == 1}


def _origins(value: str) -> tuple[str, Mapping[_Place, str]]:
    """Return the most common origin, and others by range and label, and by range where all of it has just one."""
    if not value.startswith("{"):
        return value, NOTHING
    try:
        table = json.loads(value)
        most, rows = table["most"], table["others"]
        exact = {(start, end, label): origin for start, end, label, origin in rows}
        plain = _by_range(exact)
    except (ValueError, TypeError, KeyError, RecursionError):  # another program has changed it
        return "", NOTHING
    if not all(isinstance(origin, str) and origin for origin in (most, *exact.values())):
        return "", NOTHING
    return most, exact | plain
