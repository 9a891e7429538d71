"""Test that what a format has no place for is counted, and nothing else."""

from dataclasses import replace
from pathlib import Path

from annotations.exchange.exporting.unsupported import report_unsupported
from annotations.exchange.format import Capabilities
from annotations.exchange.record import Record
from annotations.exchange.registry import all_formats
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import Problem
from tests.annotations.exchange.trips import write

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


def test_who_it_was_is_lost_where_several_people_are_written(tmp_path: Path) -> None:
    two = [replace(RECORD, annotator=name) for name in ("Ada", "Bob")]
    for item in all_formats():
        assert not isinstance(item, Problem)
        about, report = item.about, Report()
        if not (about.writes and about.reads):
            continue
        (tmp_path / about.name).mkdir()
        for record in two:
            report_unsupported(record, about.carries, report, several=True)
        lost = report.lost["annotator", "the format has no place for it"]
        names = {record.annotator for record in item.read(write(item, two, tmp_path / about.name), Report())}
        assert (names == {"Ada", "Bob"}, lost) == (about.carries.people, 0 if about.carries.people else 2), about.name
