"""Carry where spans come from through formats that keep metadata, in a key of their own: ``zhupi_origins``."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotations.exchange.record import Record
from annotations.model.span import NOTHING

ORIGINS = "zhupi_origins"
"""The key of ``meta``: the origin of all spans, or a JSON object with the most common one and the spans of others.

That is ``{"most": "manual", "others": [[start, end, label, origin], …]}``, in code points of the record's text.
"""


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


def _origins(value: str) -> tuple[str, Mapping[tuple[Any, ...], str]]:
    """Return the most common origin, and others by range and label, and by range where all of it has just one."""
    if not value.startswith("{"):
        return value, NOTHING
    try:
        table = json.loads(value)
        most, rows = table["most"], table["others"]
        exact = {(start, end, label): origin for start, end, label, origin in rows}
        ranges = Counter((start, end) for start, end, _label in exact)
        plain = {(start, end): origin for (start, end, _label), origin in exact.items() if ranges[start, end] == 1}
    except (ValueError, TypeError, KeyError, RecursionError):  # another program has changed it
        return "", NOTHING
    if not all(isinstance(origin, str) and origin for origin in (most, *exact.values())):
        return "", NOTHING
    return most, exact | plain
