"""Spans that a file claims of a text."""

import pytest

from annotations.exchange.report import Report
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans


@pytest.mark.parametrize(
    ("start", "end", "quote", "reason"),
    [
        (2, 99, None, "reaches beyond the text"),
        (2, 99, "消防員", "reaches beyond the text"),
        (2, 99, "火車", "its quote is not what stands at its offsets"),
        (2, 4, "消防員", "its quote fits only if its end is inclusive, which it is not in this format"),
        (-3, 5, "消防員", "is empty, or begins after its end or before the text"),
    ],
)
def test_a_span_beyond_the_text_is_none_whatever_it_quotes(start: int, end: int, quote: str, reason: str) -> None:
    report = Report()
    assert validate_spans("😀\n消防員", [SpanCandidate(start, end, "人", quote, "r-7")], "a1", report) == ()
    assert [(loss.item, loss.reason) for loss in report.losses] == [("r-7", reason)]


def test_a_span_up_to_the_end_of_the_text_is_right() -> None:
    report = Report()
    (span,) = validate_spans("😀\n消防員", [SpanCandidate(2, 5, "人", "消防員")], "a1", report)
    assert (span.start, span.end, report.complete) == (2, 5, True)
