"""Long records are cut outside of spans, and every span and relation is in one piece, or told of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.exporting.chunks import chunks
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from tests.annotations.exchange.records import records


def texts(record: Record, limit: int) -> list[str]:
    return [piece.text for piece in chunks(record, limit, Report())]


@given(records(), st.integers(1, 70))
def test_chunks_join_up_and_nothing_goes_missing(record: Record, limit: int) -> None:
    report = Report()
    found = chunks(record, limit, report)
    assert "".join(piece.text for piece in found) == record.text
    offset = 0
    kept = []
    for piece in found:
        assert piece.offset == offset
        assert piece.id == record.id
        assert len(piece.text) <= limit
        assert piece.text or not record.text
        for span in piece.spans:
            kept.append(replace(span, start=span.start + offset, end=span.end + offset))
            assert piece.words(span) == record.words(kept[-1])
        assert {name for tie in piece.relations for name in (tie.head, tie.tail)} <= {span.id for span in piece.spans}
        offset += len(piece.text)
    ties = [tie for piece in found for tie in piece.relations]
    assert set(kept) <= set(record.spans)
    assert len(kept) + sum(report.lost[key] for key in report.lost if key[0] == "span") == len(record.spans)
    assert len(ties) + sum(report.lost[key] for key in report.lost if key[0] == "relation") == len(record.relations)
    assert [piece.note for piece in found] == [record.note, *[""] * (len(found) - 1)]


@given(records(), st.integers(1, 70))
def test_only_what_is_too_long_is_lost(record: Record, limit: int) -> None:
    apart = [span for span in record.spans if span.end - span.start <= limit]
    lonely = [
        span
        for span in apart
        if not any(other.start < span.end and span.start < other.end for other in apart if other != span)
    ]
    kept = {span.id for piece in chunks(record, limit, Report()) for span in piece.spans}
    assert {span.id for span in lonely} <= kept


def test_a_cut_is_at_a_sentence_else_at_a_pause_else_outside_of_spans() -> None:
    assert texts(Record("a", "一二。三四五。六七。"), 7) == ["一二。三四五。", "六七。"]
    assert texts(Record("a", "一二三,四五六,七八九。"), 6) == ["一二三,", "四五六,", "七八九。"]
    span = Span("s1", 2, 5, "ORG")
    assert texts(Record("a", "一二三四五六七", (span,)), 4) == ["一二", "三四五六", "七"]
    assert texts(Record("a", "一。二,三四五。", (Span("s1", 1, 5, "ORG"),)), 6) == ["一。二,三四", "五。"]


def test_spans_that_together_are_too_long_are_lost_where_they_must_be_cut() -> None:
    spans = Span("s1", 0, 3, "ORG"), Span("s2", 2, 5, "ORG"), Span("s3", 5, 6, "PER"), Span("s4", 0, 6, "PER")
    report = Report()
    record = Record("a", "一二三四五六", spans, (Relation("owns", "s1", "s3"),))
    found = chunks(record, 4, report)
    assert [[span.id for span in piece.spans] for piece in found] == [["s1"], ["s3"]]
    assert [(loss.what, loss.start, loss.end) for loss in report.losses] == [
        ("三四五", 2, 5),
        ("一二三四五六", 0, 6),
        ("relation", -1, -1),
    ]
