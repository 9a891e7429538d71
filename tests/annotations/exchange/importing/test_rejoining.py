"""Records that were cut into pieces are put together again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.exporting.chunks import chunks
from annotations.exchange.importing.rejoining import rejoined
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from tests.annotations.exchange.records import record_lists


def content(record: Record) -> tuple[object, ...]:
    ids = {span.id: (span.start, span.end, span.label) for span in record.spans}
    spans = {(*ids[span.id], span.note, tuple(span.attributes.items())) for span in record.spans}
    return record.id, record.text, spans, {(tie.type, ids[tie.head], ids[tie.tail]) for tie in record.relations}


@given(record_lists(), st.integers(1, 30))
def test_what_was_cut_is_whole_again(records: list[Record], limit: int) -> None:
    report = Report()
    cut = [chunks(record, limit, report) for record in records]
    whole = list(rejoined(piece for found in cut for piece in found))
    assert [record.text for record in whole] == [record.text for record in records]
    kept = {piece.id: sum(len(each.spans) for each in found) for found in cut for piece in found}
    for record, former in zip(whole, records, strict=True):
        assert len({span.id for span in record.spans}) == len(record.spans) == kept[record.id]
        assert content(record)[2] <= content(former)[2]  # type: ignore[operator]
        assert content(record)[3] <= content(former)[3]  # type: ignore[operator]
        if report.complete:
            assert content(record) == content(former)


def test_pieces_that_do_not_follow_each_other_stay_apart() -> None:
    first = Record("a", "北京", annotator="x")
    for other in (
        Record("a", "北京", annotator="x"),
        Record("a", "上海", annotator="x", offset=3),
        Record("b", "上海", annotator="x", offset=2),
        Record("a", "上海", annotator="y", offset=2),
    ):
        assert list(rejoined([first, other])) == [first, other]
    assert [record.text for record in rejoined([first, replace(first, text="上海", offset=2)])] == ["北京上海"]
