"""What a format has no place for is counted, and nothing else."""

from annotations.exchange.exporting.unsupported import report_unsupported
from annotations.exchange.format import Capabilities
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span

RECORD = Record(
    "a",
    "美團和淘寶",
    (Span("s1", 0, 2, "ORG", note="why"), Span("s2", 3, 5, "ORG", attributes={"sure": True})),
    (Relation("rivals", "s1", "s2"),),
    categories=("business",),
    note="of the article",
)


def test_everything_else_is_counted_by_what_it_is() -> None:
    report = Report()
    report_unsupported(RECORD, Capabilities(), report)
    assert {what: count for (what, _why), count in report.lost.items()} == {
        "relation": 1,
        "note": 2,
        "attribute": 1,
        "category": 1,
    }


def test_what_is_carried_is_no_loss() -> None:
    report = Report()
    report_unsupported(RECORD, Capabilities(relations=True, notes=True, attributes=True, categories=True), report)
    assert report.complete
