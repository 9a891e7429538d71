"""Join records that were cut into chunks for an export, when they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from seeds.i18n import _

_KEPT_STATUS = ("", "new", "in-progress")


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


def without_facts_of_all(record: Record, report: Report) -> Record:
    """Return a record that becomes a part of an article without what would be said of all of that, which is a loss."""
    reason = _("is said of a part of an article alone")
    for name in record.categories:
        report.drop(record, reason, what="category", words=name)
    if record.note:
        report.drop(record, reason, what="note", words=record.note)
    if record.status not in _KEPT_STATUS:
        report.drop(record, reason, what="status", words=record.status)
    return replace(record, categories=(), note="", status="", offset=0)
