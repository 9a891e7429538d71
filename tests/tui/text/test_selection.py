"""Selections: what a label would go to, grown from within, and drawn with the mouse."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.script.converter import load_converter
from seeds.script.view import ScriptView
from seeds.segmentation.words import Words
from tui.text.cursor import Cursor
from tui.text.layout import AsItStands, Layout, Metrics
from tui.text.movements import Movements
from tui.text.selection import beyond, dragged, grown, shrunk, target, unit_at

TEXT = st.lists(
    st.sampled_from([*"的是在人和。，、“”() \n", "。\n\n", "U盘", "博客", "word 12", "e\u0301", "第一句。第二句!"]),
    max_size=40,
).map("".join)
SCRIPT = st.sampled_from(["", "s2twp"])


def movements(text: str, script: str = "") -> Movements:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    view = ScriptView(text, load_converter(script)) if script else AsItStands(text)
    words = Words(text, lambda piece: range(2, len(piece), 2))
    return Movements(Layout(article, view, Metrics(width=20)), words)


def selected(text: str, cursor: Cursor) -> str:
    return text[slice(*cursor.selection)] if cursor.selection else ""


def test_a_selection_grows_from_the_character_to_the_whole_text_and_shrinks_back() -> None:
    text = "題\n先是淘寶,再是京東。好。\n完。"
    moves = movements(text)
    steps = [moves.at(text.index("京"))]
    for _press in range(6):
        steps.append(grown(steps[-1], moves))
    assert [selected(text, step) for step in steps] == [
        "",
        "京",
        "京東",
        "先是淘寶,再是京東。",
        "先是淘寶,再是京東。好。",
        text,
        text,
    ]
    cursor = steps[-1]
    for expected in reversed(steps[:5]):
        cursor = shrunk(cursor)
        assert cursor == expected
    assert shrunk(cursor) == cursor


@given(TEXT, SCRIPT, st.integers(0, 200), st.integers(0, 9))
def test_each_growth_holds_the_last_one_and_all_of_them_are_taken_back(
    text: str, script: str, offset: int, length: int
) -> None:
    moves = movements(text, script)
    offset %= len(text) + 1
    cursor = moves.at(offset) if not length else Cursor(*moves.stops.around(offset, offset + length))
    steps = [cursor]
    while (larger := grown(steps[-1], moves)) != steps[-1]:
        before, after = steps[-1].selection, larger.selection
        assert after is not None
        assert moves.stops.around(*after) == after
        assert before is None or (after[0] <= before[0] and before[1] <= after[1] and after != before)
        steps.append(larger)
    assert len(steps) <= 6
    assert text[: (steps[-1].selection or (0, 0))[0]].strip() == ""
    assert text[(steps[-1].selection or (0, 0))[1] :].strip() == ""
    for expected in reversed(steps[:-1]):
        larger = shrunk(larger)
        assert larger == expected


def test_a_label_goes_to_the_selection_or_the_word_under_the_cursor_or_a_mark() -> None:
    text = "淘寶閃購, 好"
    moves = movements(text)
    assert target(Cursor(4, 1), moves) == (1, 4)
    assert target(moves.at(3), moves) == (2, 4)
    assert target(Cursor(3, 3), moves) == (2, 4)
    assert target(moves.at(4), moves) == (4, 5)
    assert target(moves.at(5), moves) is None
    assert target(movements("").at(0), movements("")) is None


def test_no_label_begins_or_ends_with_a_space() -> None:
    text = "淘寶\n  閃購 "
    assert target(Cursor(7, 2), movements(text)) == (5, 7)
    assert target(Cursor(8, 0), movements(text)) == (0, 7)
    assert target(Cursor(5, 2), movements(text)) is None


def test_in_another_script_a_label_never_goes_to_a_part_of_what_became_one_piece() -> None:
    moves = movements("我的U盘", "s2twp")
    assert target(Cursor(3, 2), moves) == (2, 4)
    assert target(Cursor(3), moves) == (2, 4)


def test_a_double_click_takes_the_word_and_a_triple_click_the_sentence() -> None:
    text = "淘寶閃購,好。京東。"
    moves = movements(text)
    assert unit_at(3, "word", moves) == (2, 4)
    assert unit_at(3, "sentence", moves) == (0, 7)
    assert unit_at(4, "word", moves) is None


@given(st.integers(0, 20), st.integers(1, 4), st.integers(0, 20), st.integers(1, 4))
def test_what_is_dragged_over_is_selected_with_both_ends(
    start: int, length: int, other: int, other_length: int
) -> None:
    pressed, reached = (start, start + length), (other, other + other_length)
    cursor = dragged(pressed, reached)
    assert cursor.selection is not None
    first, last = cursor.selection
    assert first == min(start, other)
    assert last == (pressed[1] if other < start else max(pressed[1], reached[1]))
    assert cursor.offset == (first if other < start else last)


@given(TEXT, SCRIPT, st.integers(0, 200))
def test_after_a_label_the_cursor_goes_on_at_the_next_word(text: str, script: str, offset: int) -> None:
    moves = movements(text, script)
    following = [start for start, _end in moves.units["word"].after(0) if start >= offset]
    assert beyond(offset, moves) == (Cursor(following[0]) if following else moves.at(offset))
