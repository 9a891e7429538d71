"""Tokens, spans fitted to them, and spans without overlap."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.options import Misaligned, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.tokens import Aligned, align, joined_to_visible, outermost, tokenize
from annotations.model.span import Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, records


def fitted(record: Record, kind: Tokens, misaligned: Misaligned) -> tuple[list[Aligned], Report]:
    report = Report()
    return align(record.spans, tokenize(record.text, kind), misaligned, record, report), report


@given(ODD_TEXTS, st.sampled_from(Tokens))
def test_tokens_are_all_of_a_text_but_its_white_space(text: str, kind: Tokens) -> None:
    tokens = tokenize(text, kind)
    assert "".join(text[start:end] for start, end in tokens) == "".join(text.split())
    assert all(start < end for start, end in tokens)
    assert tokens == sorted(tokens)


def test_characters_are_tokens_and_so_are_words() -> None:
    assert tokenize("a 😀\u3000淘", Tokens.CHARACTER) == [(0, 1), (2, 3), (4, 5)]
    words = [beijing().text[start:end] for start, end in tokenize(beijing().text, Tokens.JIEBA)]
    assert {"北京城", "美團", "3000"} <= set(words)


@pytest.mark.parametrize(
    ("misaligned", "words", "changed", "lost"),
    [
        (Misaligned.EXPAND, ["在北京城"], {"expanded": 1}, {}),
        (Misaligned.CONTRACT, ["北京"], {"contracted": 1}, {}),
        (Misaligned.DROP, [], {}, {("span", "begins or ends within a token"): 1}),
    ],
)
def test_a_span_that_cuts_tokens(
    misaligned: Misaligned, words: list[str], changed: dict[str, int], lost: dict[tuple[str, str], int]
) -> None:
    record = Record("a", "我在北京城裡", (Span("s1", 2, 5, "LOC"),))
    tokens = [(0, 1), (1, 2), (2, 4), (4, 6)]
    if misaligned is Misaligned.EXPAND:
        tokens = [(0, 1), (1, 3), (3, 5), (5, 6)]
    report = Report()
    found = align(record.spans, tokens, misaligned, record, report)
    assert [record.words(item.span) for item in found] == words
    assert (report.changed, report.lost) == (changed, lost)


def test_a_span_within_one_token_cannot_be_contracted() -> None:
    record = Record("a", "在北京城裡", (Span("s1", 2, 3, "LOC"),))
    report = Report()
    assert align(record.spans, [(0, 1), (1, 5)], Misaligned.CONTRACT, record, report) == []
    assert [loss.reason for loss in report.losses] == ["begins or ends within a token"]
    assert not report.changed


def test_a_misaligned_span_can_be_an_error_that_names_it() -> None:
    record = Record("a7", "在北京城裡", (Span("s1", 2, 3, "LOC"),), document="b.txt")
    with pytest.raises(SourceError, match=r"b\.txt: LOC “京” at 2 of the article a7"):
        align(record.spans, [(0, 1), (1, 5)], Misaligned.FAIL, record, Report())


def test_white_space_at_the_ends_is_left_out_and_told() -> None:
    record = Record("a", " 甲 乙\n", (Span("s1", 0, 5, "ORG"), Span("s2", 2, 3, "ORG")))
    (item,), report = fitted(record, Tokens.CHARACTER, Misaligned.FAIL)
    assert (item.first, item.last, item.span.start, item.span.end) == (0, 2, 1, 4)
    assert sum(report.changed.values()) == 1
    assert [(loss.article, loss.reason) for loss in report.losses] == [("a", "holds no token")]


@given(records(), st.sampled_from([Misaligned.EXPAND, Misaligned.CONTRACT, Misaligned.DROP]))
def test_every_span_is_aligned_or_lost(record: Record, misaligned: Misaligned) -> None:
    tokens = tokenize(record.text, Tokens.JIEBA)
    found, report = fitted(record, Tokens.JIEBA, misaligned)
    assert len(found) + report.lost.total() == len(record.spans)
    for item in found:
        assert (tokens[item.first][0], tokens[item.last - 1][1]) == (item.span.start, item.span.end)


@given(records())
def test_of_spans_that_overlap_the_longer_stays(record: Record) -> None:
    report = Report()
    kept = outermost(record.spans, record, report)
    assert len(kept) + report.lost.total() == len(record.spans)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    for span in set(record.spans) - set(kept):
        rivals = [other for other in kept if other.start < span.end and span.start < other.end]
        assert max((other.end - other.start, -other.start) for other in rivals) >= (span.end - span.start, -span.start)


def test_a_duplicate_is_told_from_an_overlap() -> None:
    spans = Span("s1", 0, 2, "ORG"), Span("s2", 0, 2, "ORG"), Span("s3", 0, 2, "PER"), Span("s4", 1, 3, "ORG")
    report = Report()
    assert [span.id for span in outermost(spans, Record("a", "甲乙丙", spans), report)] == ["s1"]
    assert [loss.reason.split()[0] for loss in report.losses] == ["is", "overlaps", "overlaps"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("e\u0301人", ["e\u0301", "人"]),
        ("👩\u200d👧\ufe0f人", ["👩\u200d", "👧\ufe0f", "人"]),
        ("\u200b\u200b人", ["\u200b\u200b人"]),
        ("人 \u200b 人", ["人", "\u200b", "人"]),
        ("\u0301", ["\u0301"]),
        ("", []),
    ],
)
def test_what_shows_nothing_by_itself_is_joined_to_its_neighbour(text: str, words: list[str]) -> None:
    joined = joined_to_visible(text, tokenize(text, Tokens.CHARACTER))
    assert [text[start:end] for start, end in joined] == words
