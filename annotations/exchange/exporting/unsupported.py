"""What a format has no place for, counted once for all formats."""

from annotations.exchange.format import Carries
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from seeds.i18n import _


def count_uncarried(record: Record, carries: Carries, report: Report) -> None:
    """Tell of what is said of a record and cannot be written: relations, notes, attributes, categories."""
    reason = _("the format has no place for it")
    if not carries.relations:
        for _relation in record.relations:
            report.lose(record, reason, what="relation")
    for span in record.spans:
        if span.note and not carries.notes:
            report.lose(record, reason, span, "note")
        if span.attributes and not carries.attributes:
            report.lose(record, reason, span, "attribute")
    if record.note and not carries.notes:
        report.lose(record, reason, what="note")
    if not carries.categories:
        for _category in record.categories:
            report.lose(record, reason, what="category")
