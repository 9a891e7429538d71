"""Join records that were cut into chunks for an export, when they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotations.exchange.record import Record


def rejoined(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records, with chunks that follow each other in one article's text joined, as ``chunks`` cuts them.

    Spans have other ids then. One chunk is in memory beside the whole that it belongs to.
    """
    whole: Record | None = None
    for record in records:
        if whole and _continues(whole, record):
            whole = joined(whole, record, f"{record.offset}-")
        else:
            if whole:
                yield whole
            whole = record
    if whole:
        yield whole


def _continues(whole: Record, chunk: Record) -> bool:
    same = (whole.id, whole.document, whole.annotator) == (chunk.id, chunk.document, chunk.annotator)
    return bool(chunk.id) and same and chunk.offset > 0 and chunk.offset == whole.offset + len(whole.text)


def joined(whole: Record, chunk: Record, prefix: str) -> Record:
    """Return a record with what follows it joined to it; ids of spans of the latter get a prefix."""
    shift = len(whole.text)
    spans = (replace(span, id=prefix + span.id, start=span.start + shift, end=span.end + shift) for span in chunk.spans)
    relations = (replace(tie, head=prefix + tie.head, tail=prefix + tie.tail) for tie in chunk.relations)
    suggestions = (replace(each, start=each.start + shift, end=each.end + shift) for each in chunk.suggestions)
    return replace(
        whole,
        text=whole.text + chunk.text,
        spans=(*whole.spans, *spans),
        relations=(*whole.relations, *relations),
        suggestions=(*whole.suggestions, *suggestions),
    )
