"""Search finds every occurrence at its exact offsets, however script, width, case and spacing differ."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.script.fold import fold
from seeds.script.search import Finder

DIGEST = next((Path(__file__).parents[2] / "seeds" / "data").glob("*.txt")).read_text("utf-8")

letters = st.sampled_from("淘淘寶閃閃購aab1 ,。")
texts = st.text(letters, max_size=60)


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in Finder(text).find(query)]


@given(texts, st.text(st.sampled_from("淘寶閃"), min_size=1, max_size=3))
def test_hits_are_all_the_occurrences_in_order_that_do_not_overlap(text: str, query: str) -> None:
    hits = Finder(text).find(query)
    assert all(text[start:end] == query for start, end in hits)
    assert [end for _start, end in hits][:-1] <= [start for start, _end in hits][1:]
    assert len(hits) == text.count(query)


@given(texts, texts)
def test_a_hit_says_what_was_asked_but_for_its_spaces(text: str, query: str) -> None:
    for start, end in Finder(text).find(query):
        assert fold(text[start:end]).replace(" ", "") == fold(query).replace(" ", "")


@given(texts, st.data())
def test_what_stands_in_the_text_is_found_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    query = text[start:end].strip()
    assert bool(found(text, query)) == bool(query)


@given(st.text(max_size=40), st.text(max_size=5))
def test_any_query_is_taken_as_it_stands(text: str, query: str) -> None:
    hits = Finder(text).find(query)
    assert all(0 <= start < end <= len(text) for start, end in hits)
    assert not query.strip() or Finder(f"{text} {query} ").find(query)


@pytest.mark.parametrize(
    ("query", "count", "hit"),
    [
        ("淘宝闪购", 64, "淘寶閃購"),
        ("淘寶閃購", 64, "淘寶閃購"),
        ("deepseek", 9, "DeepSeek"),
        ("ＤeepSeek", 9, "DeepSeek"),
        ("11月28日", 9, "11 月28 日"),
        ("11 月 28 日", 9, "11 月28 日"),
        ("北京 日報", 0, ""),
        ("high tech, low life", 1, "High Tech, Low Life"),
        (" 餓了麼\n", 39, "餓了麼"),
        (".", DIGEST.count(".") + DIGEST.count("。"), "。"),
    ],
)
def test_the_bundled_articles_are_searched_in_either_script(query: str, count: int, hit: str) -> None:
    hits = found(DIGEST, query)
    assert len(hits) == count
    assert hits[:1] == [hit][:count]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("用App吧,用 App  吧", "用app吧", ["用App吧", "用 App  吧"]),
        ("foo  bar foo\nbar foobar", "foo bar", ["foo  bar", "foo\nbar"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("C++ 語言(C)", "c++ 語言(c)", ["C++ 語言(C)"]),
        ("淘\u3000寶 淘寶", "淘 寶", ["淘\u3000寶"]),
        ("甲甲甲", "甲甲", ["甲甲"]),
        ("甲乙", "", []),
        ("甲 乙", "  ", []),
        ("", "甲", []),
    ],
)
def test_what_counts_as_an_occurrence(text: str, query: str, hits: list[str]) -> None:
    assert found(text, query) == hits


def test_a_text_is_folded_once() -> None:
    folded: list[str] = []

    def folding(text: str) -> str:
        folded.append(text)
        return text.lower()

    finder = Finder("Abc", folding)
    assert finder.find("B") == finder.find("b") == [(1, 2)]
    assert folded == ["Abc", "B", "b"]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("在葛\U000e0100城市住", "葛城市", ["葛\U000e0100城市"]),
        ("在葛城市住", "葛\U000e0100城市", ["葛城市"]),
        ("在葛\U000e0100城市\ufe00住", "城市", ["城市\ufe00"]),
        ("一家cafe\u0301館", "café", ["cafe\u0301"]),
        ("一家café館", "cafe\u0301", ["café"]),
        ("一家cafe\u0301館", "cafe", []),
        ("か\u3099っこう", "がっこう", ["か\u3099っこう"]),
        ("零\u200b寬\u00ad空\u2060格", "零寬空格", ["零\u200b寬\u00ad空\u2060格"]),
        ("11\u200b 月28 日", "11月28日", ["11\u200b 月28 日"]),
    ],
)
def test_what_is_not_seen_counts_for_nothing(text: str, query: str, hits: list[str]) -> None:
    assert [text[start:end] for start, end in Finder(text).find(query)] == hits
