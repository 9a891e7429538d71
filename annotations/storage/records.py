"""Turn spans, relations, rejections and metadata into plain tables, for the file of an article and its journal."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from annotations.model import times
from annotations.model.layer import ArticleMetadata, Status
from annotations.model.span import MANUAL, NOTHING, Orphan, Quote, Rejection, Relation, Span

_REPEATED: "Types" = {"repeated": bool, "repeated-before": bool, "repeated-after": bool}
_QUOTE_KEYS = frozenset(("text", "before", "after", *_REPEATED))
SPAN_KEYS = frozenset(("id", "start", "end", "label", "origin", times.KEY, "attributes", "note")) | _QUOTE_KEYS
_WITHOUT_TIME = SPAN_KEYS - {times.KEY}
REJECTION_KEYS = frozenset(("start", "end", "label", "lost", "origin")) | _QUOTE_KEYS
RELATION_KEYS = frozenset(("type", "from", "to"))
METADATA_KEYS = frozenset(("status", "categories", "note"))

SPAN_TYPES: "Types" = {"id": str, "start": int, "end": int, "label": str, "text": str}
SPAN_OPTIONS: "Types" = {"before": str, "after": str, **_REPEATED, "origin": str, "attributes": dict, "note": str}
REJECTION_TYPES: "Types" = {key: kind for key, kind in SPAN_TYPES.items() if key != "id"}
REJECTION_OPTIONS: "Types" = {"before": str, "after": str, **_REPEATED, "lost": bool, "origin": str}
RELATION_TYPES: "Types" = {"type": str, "from": str, "to": str}
METADATA_OPTIONS: "Types" = {"status": str, "categories": list, "note": str}

Table = Mapping[str, Any]
Types = Mapping[str, type]
"""The types that the values of keys have to be of."""


def wrong_keys(table: Table, required: Types, options: Types) -> Iterator[tuple[str, type]]:
    """Find the keys of a table whose values are of another type, with the right one; not those that are missing."""
    for key, value in table.items():
        expected = required.get(key) or options.get(key)
        if expected and type(value) is not expected:
            yield key, expected


def wrong_attributes(span: Span) -> Iterator[str]:
    """Find the attributes of a span whose values are neither text nor true or false."""
    return (key for key, value in span.attributes.items() if type(value) not in (str, bool))


def checked(table: object, required: Types, options: Types) -> Table:
    """Return a value if it is a table with all that is required and right types; raises ``ValueError``."""
    if not isinstance(table, dict) or not required.keys() <= table.keys() or any(wrong_keys(table, required, options)):
        raise ValueError(table)
    return table


def span_table(span: Span, quote: Quote) -> dict[str, Any]:
    """Write the keys of a span and of what it quotes, in order."""
    table: dict[str, Any] = {"id": span.id, "start": span.start, "end": span.end, "label": span.label}
    table |= _quote_table(quote)
    table["origin"] = span.origin
    if span.time:
        table[times.KEY] = span.time
    if span.attributes:
        table["attributes"] = dict(sorted(span.attributes.items()))
    if span.note:
        table["note"] = span.note
    return table | dict(span.extra)


def span_from(table: Table) -> tuple[Span, Quote]:
    """Read the span that a table of the right types tells of, and what it quotes.

    A time that is none is kept with the keys that nobody knows: 0.1.0 took any value there.
    """
    time = table.get(times.KEY)
    is_known = time is None or times.is_time(time)
    span = Span(
        table["id"],
        table["start"],
        table["end"],
        table["label"],
        table.get("origin", MANUAL),
        table.get("attributes", NOTHING),
        table.get("note", ""),
        extra_of(table, SPAN_KEYS if is_known else _WITHOUT_TIME),
        time if is_known else None,
    )
    return span, _quote_from(table)


def orphan_table(orphan: Orphan) -> dict[str, Any]:
    """Write the keys of an orphan, which are those that it had as a span."""
    return span_table(orphan.span, orphan.quote)


def rejection_table(rejection: Rejection, quote: Quote) -> dict[str, Any]:
    """Write the keys of a rejection and of what it quotes, in order."""
    table: dict[str, Any] = {"start": rejection.start, "end": rejection.end, "label": rejection.label}
    table |= _quote_table(quote)
    if rejection.lost:
        table["lost"] = True
    if rejection.origin:
        table["origin"] = rejection.origin
    return table | dict(rejection.extra)


def rejection_from(table: Table) -> tuple[Rejection, Quote]:
    """Read the rejection that a table of the right types tells of, and what it quotes."""
    quote = _quote_from(table)
    rejection = Rejection(
        table["start"],
        table["end"],
        table["label"],
        table.get("origin", ""),
        quote if table.get("lost") else None,
        extra_of(table, REJECTION_KEYS),
    )
    return rejection, quote


def relation_table(relation: Relation) -> dict[str, Any]:
    """Write the keys of a relation, in order."""
    return {"type": relation.type, "from": relation.head, "to": relation.tail, **relation.extra}


def relation_from(table: Table) -> Relation:
    """Read the relation that a table of the right types tells of."""
    return Relation(table["type"], table["from"], table["to"], extra_of(table, RELATION_KEYS))


def metadata_table(metadata: ArticleMetadata) -> dict[str, Any]:
    """Write the keys of what is said of an article as a whole."""
    table: dict[str, Any] = {"status": metadata.status.value}
    if metadata.categories:
        table["categories"] = list(metadata.categories)
    if metadata.note:
        table["note"] = metadata.note
    return table


def metadata_from(table: Table) -> ArticleMetadata:
    """Read what a table of the right types says of an article as a whole."""
    return ArticleMetadata(
        Status(table.get("status", Status.NEW)), tuple(table.get("categories", ())), table.get("note", "")
    )


def extra_of(table: Table, own_keys: AbstractSet[str]) -> Table:
    """Return what a table has beside the known keys, in its order."""
    if table.keys() <= own_keys:  # as of thousands of spans
        return NOTHING
    return {key: value for key, value in table.items() if key not in own_keys}


def _quote_table(quote: Quote) -> dict[str, Any]:
    table: dict[str, Any] = {"text": quote.text, "before": quote.before, "after": quote.after}
    repeated = quote.repeated, quote.repeated_before, quote.repeated_after
    table |= {key: True for key, value in zip(_REPEATED, repeated, strict=True) if value}
    return table


def _quote_from(table: Table) -> Quote:
    words = table["text"], table.get("before", ""), table.get("after", "")
    if _REPEATED.keys().isdisjoint(table):  # as of thousands of spans
        return Quote(*words)
    return Quote(*words, *(table.get(key, False) for key in _REPEATED))
