"""Test that what is kept of a text stays, that nothing else changes for it, and that maps and views agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.script import view as view_module
from seeds.script.converter import load_converter
from seeds.script.keeping import SURNAMES, hidden, merged, restored, surnames
from seeds.script.offsets import OffsetMap
from seeds.script.view import ScriptView

WORDS = [
    "余先生",
    "钟楚红",
    "范冰冰",
    "软件",
    "鼠标",
    "里面",
    "发展",
    "头发",
    "，",
    "😀",
    "\ufdd0",
    "后来",
    "a b",
    "⿰亻余",
    "于是",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)


@st.composite
def texts_with_ranges(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    place = st.integers(-2, len(text) + 2)
    return text, draw(st.lists(st.tuples(place, place), max_size=4))


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("余先生说", (0, 3), "余先生說"),
        ("钟楚红来了", (0, 3), "钟楚紅來了"),
        ("陈余来了", (0, 2), "陳餘來了"),
        ("老余来了", (0, 2), "老余來了"),
        ("范范之辈", (0, 2), "范範之輩"),
        ("于是余下的", (0, 0), "於是餘下的"),
    ],
)
def test_a_surname_keeps_its_character_and_the_rest_converts(text: str, name: tuple[int, int], shown: str) -> None:
    assert load_converter("s2t").convert(text, surnames(text, [name])).text == shown


def test_every_surname_of_the_list_would_else_be_another_somewhere() -> None:
    for surname in SURNAMES:
        assert load_converter("s2t").convert(surname, [(0, 1)]).text == surname


@settings(max_examples=60, deadline=None)
@given(texts_with_ranges(), st.sampled_from(["s2t", "s2twp", "s2hk", "t2s", "hk2tw"]), st.integers(1, 9))
def test_what_is_kept_stays_and_maps_and_views_agree(
    case: tuple[str, list[tuple[int, int]]], configuration: str, size: int
) -> None:
    text, ranges = case
    converter = load_converter(configuration)
    converted = converter.convert(text, ranges)
    for start, end in merged(ranges, len(text)):
        first, last = converted.map.target_range(start, end)
        assert converted.text[first:last] == text[start:end]
        assert converted.map.source_range(first, last) == (start, end)
    assert converted.map.to_target(len(text)) == len(converted.text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view_module, "_CHUNK", size)
        view = ScriptView(text, converter, ranges)
        whole = view.convert(0, len(text))
        assert (whole.text, whole.map) == (converted.text, converted.map)
        middle = len(text) // 2
        assert view.convert(0, middle).text + view.convert(middle, len(text)).text == converted.text


@given(TEXTS)
def test_without_ranges_nothing_is_else(text: str) -> None:
    converter = load_converter("s2t")
    assert converter.convert(text, []) == converter.convert(text)
    assert hidden(text, [(3, 1), (-4, 0)]) is text


@given(texts_with_ranges())
def test_what_was_hidden_is_restored(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, ranges = case
    assert restored(hidden(text, ranges), OffsetMap.identity, text, ranges) == text


def test_ranges_are_put_in_order_and_cut_to_the_text() -> None:
    assert merged([(5, 9), (-3, 2), (1, 3), (3, 4), (6, 6)], 7) == [(0, 4), (5, 7)]


def test_surnames_are_those_at_the_beginning_of_names() -> None:
    assert surnames("老余余老于阿", [(0, 2), (2, 4), (3, 4), (4, 5), (5, 6), (9, 12)]) == ((1, 2), (2, 3), (4, 5))
