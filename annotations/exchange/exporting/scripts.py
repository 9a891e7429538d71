"""Convert records to another script: text, title and spans together."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.names import kept_surnames
from annotations.model.span import Span
from seeds.i18n import _
from seeds.script.converter import Converted
from seeds.script.keeping import Ranges
from seeds.script.offsets import OffsetMap

Convert = Callable[[str, str], Converted | None]
"""Converts a text by the conversion for another, which tells the script that both are in; None where it stays."""

ConvertKeeping = Callable[[str, str, Ranges], Converted | None]
"""Converts as ``Convert`` does, but for the characters of some ranges of the text."""


def keeping_names(convert: ConvertKeeping, record: Record) -> Convert:
    """Return the conversion of a record's text and title that keeps the surnames of its persons."""
    read = record.read
    surname_ranges = read.ranges(kept_surnames(record.text, record.spans))

    def convert_record(text: str, sample: str) -> Converted | None:
        return convert(text, sample, surname_ranges if read.text.startswith(text) else ())

    return convert_record


def scripted(record: Record, convert: Convert, report: Report) -> Record:
    """Return the record in another script.

    A span that begins or ends within a replacement of another length covers all of the replacement, which is counted
    as a change; one that nothing is left of is lost.
    """
    read = record.read
    shown = convert(read.text, record.text)
    if shown is None:
        return record
    converted = read.as_written(record.text, shown)
    spans = tuple(_moved(record, converted.map, report))
    ids = {span.id for span in spans}
    relations = tuple(tie for tie in record.relations if tie.head in ids and tie.tail in ids)
    for _tie in record.relations[len(relations) :]:
        report.drop(record, _("one of its spans is lost"), what="relation")
    title = convert(record.title, record.text)
    return replace(
        record,
        text=converted.text,
        spans=spans,
        relations=relations,
        rejected=tuple((*converted.map.target_range(start, end), label) for start, end, label in record.rejected),
        title=title.text if title else record.title,
    )


def _moved(record: Record, offsets: OffsetMap, report: Report) -> Iterator[Span]:
    for span in record.spans:
        start, end = offsets.target_range(span.start, span.end)
        if start == end:
            report.drop(record, _("nothing is left of it in the other script"), span)
            continue
        if offsets.source_range(start, end) != (span.start, span.end):
            report.changed[_("expanded to what is converted as one")] += 1
        yield replace(span, start=start, end=end)
