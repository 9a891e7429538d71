"""Report what a format has no place for, in the same way for all formats."""

from annotations.exchange.format import Capabilities
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from seeds.i18n import _

TIME = "time"
"""The kind of loss that no strict export is refused for: every mark of today has a time, and no label goes with it."""


def report_unsupported(record: Record, carries: Capabilities, report: Report, *, several: bool = False) -> None:
    """Report what is said of a record and cannot be written: relations, notes, attributes, categories.

    Where ``several`` people's records are written, who made one is lost too. The times of spans are one loss a record.
    """
    reason = _("the format has no place for it")
    if several and record.annotator and not carries.people:
        report.drop(record, reason, what="annotator", words=record.annotator)
    if not carries.times and any(span.time for span in record.spans):
        report.drop(record, reason, what=TIME)
    if not carries.relations:
        for _relation in record.relations:
            report.drop(record, reason, what="relation")
    for span in record.spans:
        if span.note and not carries.notes:
            report.drop(record, reason, span, "note")
        if span.attributes and not carries.attributes:
            report.drop(record, reason, span, "attribute")
    if record.note and not carries.notes:
        report.drop(record, reason, what="note")
    if not carries.categories:
        for _category in record.categories:
            report.drop(record, reason, what="category")
