"""Cut long records into chunks that a model can take: at the ends of sentences, and never within a span."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.i18n import _

_PAUSE = re.compile("[，,；;、：:\\s]")


def chunks(record: Record, limit: int, report: Report) -> list[Record]:
    """Cut a record into chunks of at most ``limit`` code points, whose texts join up to the whole.

    A chunk is as long as it can be. It ends with a sentence; where a sentence is longer than the limit, after a comma
    or the like; where there is none, anywhere outside of spans. Lost are spans that are longer than the limit, those
    that overlap others so that together they are, and relations between two chunks. The note stays with the first.
    """
    if len(record.text) <= limit:
        return [record]
    short = [span for span in record.spans if span.end - span.start <= limit]
    edges = pairwise([0, *_cuts(record, short, limit)])
    all_chunks = [chunk(record, short, start, end) for start, end in edges]
    written = {span.id for each in all_chunks for span in each.spans}
    for span in record.spans:
        if span.id not in written:
            report.drop(record, _("is longer than a text may be, alone or with those that it overlaps"), span)
    tied = {relation for each in all_chunks for relation in each.relations}
    for relation in record.relations:
        if relation not in tied:
            report.drop(record, _("its spans are in two chunks of the text, or lost"), what="relation")
    return all_chunks


def chunk(record: Record, spans: Sequence[Span], start: int, end: int) -> Record:
    """Return ``start`` to ``end`` of a record as a record by itself, with those of the spans that are whole in it."""
    inside = [
        replace(span, start=span.start - start, end=span.end - start)
        for span in spans
        if start <= span.start and span.end <= end
    ]
    ids = {span.id for span in inside}
    return replace(
        record,
        text=record.text[start:end],
        spans=tuple(inside),
        relations=tuple(tie for tie in record.relations if tie.head in ids and tie.tail in ids),
        rejected=tuple((a - start, b - start, label) for a, b, label in record.rejected if start <= a and b <= end),
        note="" if start else record.note,
        offset=record.offset + start,
    )


def _cuts(record: Record, spans: Sequence[Span], limit: int) -> Iterator[int]:
    """Yield the offsets at which the chunks end."""
    text = record.text
    covered = _covered(spans)
    ends = [end for _start, end in record.sentences() if not _cover(covered, end)]
    start = 0
    while len(text) - start > limit:
        furthest = start + limit
        index = bisect_right(ends, furthest) - 1
        start = ends[index] if index >= 0 and ends[index] > start else _cut(text, start, furthest, covered)
        yield start
    yield len(text)


def _cut(text: str, start: int, furthest: int, covered: Sequence[tuple[int, int]]) -> int:
    """Choose where to cut within a sentence: through spans only where they leave no choice."""
    pauses = (match.end() for match in _PAUSE.finditer(text, start, furthest))
    free = [pause for pause in pauses if not _cover(covered, pause)]
    if free:
        return free[-1]
    cover = _cover(covered, furthest)
    return cover[0] if cover and cover[0] > start else furthest


def _covered(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the ranges that spans cover, in order; those that overlap make one, those that touch do not."""
    ranges: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if ranges and span.start < ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], span.end)
        else:
            ranges.append((span.start, span.end))
    return ranges


def _cover(covered: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Return the range that a cut at an offset would divide, if there is one."""
    index = bisect_left(covered, offset, key=itemgetter(0)) - 1
    return covered[index] if index >= 0 and covered[index][1] > offset else None
