"""Join records that were cut into chunks for an export, when they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotations.exchange.record import Record


def rejoined(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records, with chunks that follow each other in one article's text joined, as ``chunks`` cuts them.

    Spans have other ids then. One piece is in memory beside the whole that it belongs to.
    """
    whole: Record | None = None
    for record in records:
        if whole and _continues(whole, record):
            whole = _joined(whole, record)
        else:
            if whole:
                yield whole
            whole = record
    if whole:
        yield whole


def _continues(whole: Record, piece: Record) -> bool:
    same = (whole.id, whole.document, whole.annotator) == (piece.id, piece.document, piece.annotator)
    return bool(piece.id) and same and piece.offset > 0 and piece.offset == whole.offset + len(whole.text)


def _joined(whole: Record, piece: Record) -> Record:
    shift, prefix = len(whole.text), f"{piece.offset}-"
    spans = (replace(span, id=prefix + span.id, start=span.start + shift, end=span.end + shift) for span in piece.spans)
    relations = (replace(tie, head=prefix + tie.head, tail=prefix + tie.tail) for tie in piece.relations)
    suggestions = (replace(each, start=each.start + shift, end=each.end + shift) for each in piece.suggestions)
    return replace(
        whole,
        text=whole.text + piece.text,
        spans=(*whole.spans, *spans),
        relations=(*whole.relations, *relations),
        suggestions=(*whole.suggestions, *suggestions),
    )
