"""Test how the text of a record lies in that of an article."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.exchange.exporting.scripts import scripted
from annotations.exchange.importing.text_alignment import QUOTE, MatchKind, align_edited, align_quotes, fit
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.script.converter import Converted, load_converter
from tests.annotations.exchange.records import BEIJING, TEXTS, beijing, records


def conversions(*names: str) -> list[Callable[[str], Converted]]:
    return [load_converter(name).convert for name in names]


@given(records())
def test_the_same_text_keeps_every_offset(record: Record) -> None:
    found = fit(record.text, record, ())
    assert found
    assert found.way is MatchKind.SAME
    assert all(found.place(span.start, span.end) == (span.start, span.end) for span in record.spans)


@given(records(), st.lists(st.tuples(st.integers(0, 60), st.sampled_from(" \n\t\u3000")), max_size=8))
def test_white_space_may_be_another_and_moves_nothing_else(record: Record, spaces: list[tuple[int, str]]) -> None:
    text = record.text
    for offset, space in spaces:
        text = text[:offset] + space + text[offset:]
    found = fit(text, record, ())
    if not record.text.split():
        assert found is None or found.way is MatchKind.SAME
        return
    assert found
    for span in record.spans:
        place = found.place(span.start, span.end)
        words = "".join(record.words(span).split())
        assert (place is None) == (words == "" and found.way is MatchKind.SPACED)
        if place and found.way is MatchKind.SPACED:
            here = text[slice(*place)]
            assert "".join(here.split()) == words
            assert here == here.strip()


@pytest.mark.parametrize("conversion", ["t2s", "t2tw", "tw2sp"])
@pytest.mark.parametrize("prefix", ["", "😀𠀀", "滑鼠軟體,"])
def test_a_text_in_another_script_leads_back(conversion: str, prefix: str) -> None:
    record = beijing(prefix)
    convert = load_converter(conversion).convert
    other = scripted(record, lambda text, _sample: convert(text), Report())
    found = fit(record.text, other, conversions("t2s", "t2tw", "tw2sp"))
    assert found
    assert (found.way is MatchKind.CONVERTED) == (other.text != record.text)
    assert [found.place(span.start, span.end) for span in other.spans] == [
        (span.start, span.end) for span in record.spans
    ]


def test_tokens_in_another_script_lead_back() -> None:
    article = "外賣 搶人大戰\n北京 iPhone 17"
    record = Record("", "外卖抢人大战北京iPhone17", (Span("s1", 8, 16, "PROD"),))
    found = fit(article, record, conversions("s2t", "t2s"))
    assert found
    assert article[slice(*(found.place(8, 16) or (0, 0)))] == "iPhone 17"


def test_a_piece_is_where_it_was_cut_or_stands_once() -> None:
    text = "美團、美團、淘寶"
    assert fit(text, Record("a", "淘寶"), ()) is None
    once = fit(text, Record("a", "淘寶"), (), part=True)
    assert once
    assert once.place(0, 2) == (6, 8)
    assert fit(text, Record("a", "美團"), (), part=True) is None
    cut = fit(text, Record("a", "美團", offset=3), (), part=True)
    assert cut
    assert cut.place(0, 1) == (3, 4)
    spaced = fit(text, Record("a", "團、 淘"), (), part=True)
    assert spaced
    assert spaced.place(0, 4) == (4, 7)


@given(TEXTS, TEXTS)
def test_other_texts_do_not_fit(text: str, other: str) -> None:
    assume("".join(text.split()) != "".join(other.split()))
    assert fit(text, Record("a", other), ()) is None


def test_an_edited_text_has_what_is_found_once_with_its_surroundings() -> None:
    record = beijing()
    edited = align_edited("昨天," + BEIJING.replace("城裡", "城裏"), record)
    assert edited.way is MatchKind.EDITED
    first, second = record.spans
    assert edited.place(first.start, first.end) == (first.start + 3, first.end + 3)  # what follows it is as it was
    assert edited.place(second.start, second.end) == (second.start + 3, second.end + 3)
    far = replace(record, spans=(Span("s1", BEIJING.index("轉會費"), BEIJING.index("轉會費") + 3, "ORG"),))
    place = align_edited("昨天," + BEIJING.replace("北京", "南京"), far).place(far.spans[0].start, far.spans[0].end)
    assert place == (far.spans[0].start + 3, far.spans[0].end + 3)


def test_spans_without_a_text_are_where_their_words_are() -> None:
    spans = Span("s1", 0, 2, "LOC", extra={QUOTE: "北京"}), Span("s2", 2, 4, "LOC", extra={QUOTE: "北京"})
    found = align_quotes(BEIJING, Record("a", "", (*spans, Span("s3", 5, 7, "ORG"))), ())
    assert found.place(0, 2) == (0, 2)
    assert found.place(2, 4) is None
    assert found.place(5, 7) is None
    simplified = Span("s4", 8, 12, "PROD", extra={QUOTE: "淘宝闪购"})
    assert align_quotes(BEIJING, Record("a", "", (simplified,)), ()).place(8, 12) is None
    assert align_quotes(BEIJING, Record("a", "", (simplified,)), conversions("t2s")).place(8, 12) == (8, 12)
