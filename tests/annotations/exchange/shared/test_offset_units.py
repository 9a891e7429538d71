"""Test offset units: every unit leads to the place that it came from, and only evidence decides between them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.options import OffsetUnit
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.offset_evidence import RawSpan, UnitDecision
from annotations.exchange.shared.offset_units import Ruler, UnitWriter, in_code_points
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.model.span import Relation, Span
from seeds.errors import UndecidedError
from tests.annotations.exchange.records import ODD_TEXTS
from tests.annotations.exchange.trips import reasons

CODE_POINT, UTF16, GRAPHEME = OffsetUnit
FAMILY = "👩\u200d👧"


@given(ODD_TEXTS, st.sampled_from(OffsetUnit))
def test_every_place_that_a_unit_can_say_comes_back(text: str, unit: OffsetUnit) -> None:
    ruler = Ruler(text, unit)
    places = [place for place in range(len(text) + 1) if ruler.offset(place) >= 0]
    assert [ruler.place(ruler.offset(place)) for place in places] == places
    assert {0, len(text)} <= set(places)
    assert len(places) == len(text) + 1 or unit is GRAPHEME
    assert [ruler.place(offset) for offset in (-1, ruler.offset(len(text)) + 1)] == [-1, -1]


def test_the_units_count_as_their_programs_do() -> None:
    text = f"e\u0301\r\n😀{FAMILY}北京"
    start, end = len(text) - 2, len(text)
    found = {unit: (Ruler(text, unit).offset(start), Ruler(text, unit).offset(end)) for unit in OffsetUnit}
    assert found == {CODE_POINT: (8, 10), UTF16: (11, 13), GRAPHEME: (4, 6)}


def decide(*seen: tuple[str, list[RawSpan]], named: OffsetUnit | None = None) -> tuple[OffsetUnit, Report]:
    decision, report = UnitDecision(Path("f"), None), Report()
    for text, spans in seen:
        decision.add(text, spans, named)
    decision.settle(report)
    return decision.unit(named), report


@pytest.mark.parametrize(
    ("spans", "unit", "reason"),
    [
        ([(1, 3, "北京")], CODE_POINT, "as the quotes fit no other"),
        ([(2, 4, "北京")], UTF16, "as the quotes fit no other"),
        ([(1, 3, "北京"), (1, 3, None), (2, 4, "x")], CODE_POINT, "as the quotes fit no other"),
        ([(1, 3, None)], CODE_POINT, "as others would divide a character or leave the text"),
        ([(2, 4, None)], UTF16, "as others would divide a character or leave the text"),
        ([(0, 1, None), ("1", True, None), (9, 12, None)], CODE_POINT, "as others would divide a character"),
    ],
)
def test_evidence_decides_and_is_told(spans: list[RawSpan], unit: OffsetUnit, reason: str) -> None:
    found, report = decide(("😀北京", spans), ("北京", [(0, 2, "北京")]))
    ((decision, count),) = report.decided.items()
    assert (found, decision.value, count) == (unit, unit.value, 1)
    assert reason in decision.message


def test_grapheme_clusters_are_taken_where_the_quotes_fit_nothing_else() -> None:
    found, report = decide((f"{FAMILY}北京", [(1, 3, "北京")]))
    assert (found, [decision.value for decision in report.decided]) == (GRAPHEME, ["grapheme"])


@pytest.mark.parametrize(
    "spans",
    [
        [(2, 3, None)],
        [(2, 3, "x")],
        [(1, 3, "北京"), (2, 4, "北京")],
        [(1, 3, None), (2, 4, None)],
    ],
)
def test_where_nothing_decides_it_is_asked(spans: list[RawSpan]) -> None:
    with pytest.raises(UndecidedError, match=r"1 text has emoji .*--unit codepoint"):
        decide(("😀北京", spans))


def test_what_makes_no_difference_is_not_asked() -> None:
    found, report = decide(("北京😀", [(0, 2, None)]), ("e\u0301\r\n北", [(0, 5, None)]), ("", []))
    assert (found, report.decided) == (CODE_POINT, {})


@pytest.mark.parametrize("unit", OffsetUnit)
def test_what_the_file_says_is_believed_unless_it_is_refuted(unit: OffsetUnit) -> None:
    assert decide(("😀北京", [(2, 3, None)]), named=unit)[0] is unit
    found, report = decide(("😀北京", [(2, 4, "北京")]), named=unit)
    assert found is UTF16
    assert len(report.decided) == 1


def test_the_user_is_over_all() -> None:
    decision, report = UnitDecision(Path("f"), CODE_POINT), Report()
    decision.add("😀北京", [(2, 4, "北京")], UTF16)
    decision.settle(report)
    assert decision.unit(UTF16) is CODE_POINT
    assert [decided.message for decided in report.decided] == ["offsets are read as code points, as was chosen"]


def test_quotes_may_have_line_ends_written_as_backslash_and_n() -> None:
    report = Report()
    text = "😀甲\r\n乙"
    claims = [SpanCandidate(2, 6, "X", "甲\\n\\n乙"), SpanCandidate(2, 6, "X", "甲\\n乙"), SpanCandidate("2", 6, "X")]
    found = list(in_code_points(text, claims, UTF16, "a", report))
    assert [(claim.start, claim.end, claim.quote) for claim in found] == [
        (1, 5, "甲\r\n乙"),
        (1, 5, "甲\\n乙"),
        ("2", 6, None),
    ]
    assert [(decided.what, count) for decided, count in report.decided.items()] == [("quote", 1)]


def test_what_a_unit_cannot_say_is_told() -> None:
    report = Report()
    spans = Span("s1", 0, 1, "X"), Span("s2", 3, 4, "X"), Span("s3", 0, 4, "X")
    relations = Relation("owns", "s1", "s2"), Relation("owns", "s2", "s3")
    record, ruler = UnitWriter(GRAPHEME, report).prepare(Record("a", f"{FAMILY}甲", spans, relations))
    assert [(ruler.offset(span.start), ruler.offset(span.end)) for span in record.spans] == [(1, 2), (0, 2)]
    assert record.relations == relations[1:]
    assert reasons(report) == ["begins or ends within a grapheme cluster", "one of its spans is lost"]
    assert [(decided.what, decided.value) for decided in report.decided] == [("text", "grapheme")]
