"""The widths are Rich's, whatever the text, once it is drawable."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tui.text.width import cells, clusters, drawable, edges, inner_offsets

NASTY = [
    *"淘寶閃購a1 ,。“”…—·①％ｶﾞ각가",
    *"\u0301\u20e3\u3099\u200d\ufe0f\ufe0e\u1161\u11a8\u0e33\u0e49\u094d\u0915\u093f",
    *"👩👧❤☎✈😀🏽🏿🏴1#\U000e0067\U000e007f🇭🇰🇹",
    *"\x00\t\n\r\x1b\x7f\x85\x9b\xad\u200b\u202e\u2028\u2066\ufeff\ud800\udfff\uffff\U00020000\u3164\u115f\U0001faeb",
]
nasty = st.lists(st.sampled_from(NASTY), max_size=40).map("".join) | st.text(max_size=40)


@given(nasty)
@example("👨\u200d👩\u200d👧🇭🇰🇹🇼❤️1️⃣👍🏽")
@example("👩🏽🏽\u200d👩")
@example("中\u200d文")
@example("\u0301\U000e0067ﾞ")
@example("\u1161\u1161")
@example("🇭🇭\ufe0f")
@example("👩\U000e0067\u200d👩")
def test_drawn_text_measures_as_rich_measures_it(text: str) -> None:
    drawn = drawable(text)
    assert len(drawn) == len(text)
    assert drawable(drawn) == drawn
    assert cells(drawn) == cell_len(drawn)


@given(nasty)
def test_clusters_are_the_whole_and_each_is_measured_as_it_would_be_alone(text: str) -> None:
    drawn = drawable(text)
    found = list(clusters(drawn))
    assert "".join(drawn[one.start : one.end] for one in found) == drawn
    assert [one.end for one in found[:-1]] == [one.start for one in found[1:]]
    assert all(one.cells == cell_len(drawn[one.start : one.end]) > 0 for one in found)
    assert sum(one.cells for one in found) == cells(drawn)


@given(nasty)
def test_clusters_are_those_of_unicode(text: str) -> None:
    drawn = drawable(text)
    assert [drawn[one.start : one.end] for one in clusters(drawn)] == list(iter_graphemes(drawn))


@given(nasty, st.sampled_from([1, 2]))
def test_edges_grow_to_the_width_of_the_whole(text: str, ambiguous: int) -> None:
    drawn = drawable(text)
    borders = edges(drawn, ambiguous)
    assert borders == sorted(borders)
    assert (borders[0], borders[-1], len(borders)) == (0, cells(drawn, ambiguous), len(drawn) + 1)


def test_every_code_point_is_drawn_in_one_or_two_cells_that_rich_counts_too() -> None:
    wrong = []
    for code in [*range(0x20000), *range(0x2FF00, 0x30100), *range(0xE0000, 0xE0200), 0x10FFFF]:
        drawn = drawable(chr(code))
        if len(drawn) != 1 or not 1 <= cells(drawn) == cell_len(drawn) <= 2:
            wrong.append(hex(code))
    assert not wrong


def test_every_emoji_style_is_as_wide_as_rich_counts_it() -> None:
    styled = [chr(code) + "\ufe0f" for code in range(0x20, 0x1FB00) if unicodedata.category(chr(code))[0] in "NSP"]
    assert [text for text in styled if cells(drawable(text)) != cell_len(drawable(text))] == []


@pytest.mark.parametrize(
    ("raw", "drawn"),
    [
        ("甲\t乙\n", "甲 乙 "),
        ("\x00\x1b[31m\r\x7f", "␀␛[31m␍␡"),
        ("\x85\x9b\ud800\uffff", "����"),
        ("a\u200b\u2060\ufeff\xad\u202e\u2066b", "a␣␣␣␣␣␣b"),
        ("甲\u2028乙\u2029", "甲␤乙␤"),
        ("\u0301a\u0301", "�a\u0301"),
        ("中\u200d文", "中␣文"),
        ("中🏽", "中�"),
        ("🇭", "�"),
        ("🏴\U000e0067\U000e007f a\U000e0067", "🏴\U000e0067\U000e007f a␣"),
        ("葛\U000e0100 が", "葛\U000e0100 が"),
        ("👨\u200d👩\u200d👧 👍🏽 🇭🇰 ❤️ 1️⃣", "👨\u200d👩\u200d👧 👍🏽 🇭🇰 ❤️ 1️⃣"),
    ],
)
def test_what_cannot_be_drawn_safely_is_replaced_by_a_sign_for_it(raw: str, drawn: str) -> None:
    assert drawable(raw) == drawn


@given(st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs", "Cn"])))
def test_nothing_drawn_can_steer_the_terminal(text: str) -> None:
    kept = {"\u200d"} | {chr(code) for code in range(0xE0020, 0xE0080)}
    steering = {unicodedata.category(char) for char in drawable(text) if char not in kept}
    assert not steering & {"Cc", "Cf", "Zl", "Zp", "Cs"}


@pytest.mark.parametrize("char", "“”‘’—…·①±")
def test_ambiguous_characters_take_what_the_terminal_is_said_to_give_them(char: str) -> None:
    assert (cells(char), cells(char, 2), cells(f"é{char}", 2)) == (1, 2, cells("é", 2) + 2)


def test_an_ambiguous_character_as_an_emoji_takes_two_cells_in_either_terminal() -> None:
    assert [cells("☎\ufe0f", ambiguous) for ambiguous in (1, 2)] == [2, 2]


def test_plain_text_has_no_inner_offsets() -> None:
    assert inner_offsets("淘寶App,“閃購”😀") == set()
    assert inner_offsets("e\u0301🇭🇰") == {1, 3}
