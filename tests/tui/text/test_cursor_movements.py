"""The cursor: every movement leads on, reaches the end, and cuts no character, in either script."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from seeds.article import Article, ArticleInfo, Origin
from seeds.script.converter import Converted, load_converter
from seeds.script.offsets import OffsetMap
from seeds.script.view import ScriptView
from seeds.segmentation.words import Words
from tui.text.cursor import Cursor
from tui.text.cursor_stops import CursorStops
from tui.text.layout import AsItStands, Layout, Line, Metrics
from tui.text.movements import Movements, Step
from tui.text.pointing import cell_of, shows_text
from tui.text.units import Unit
from tui.text.width import cells, drawable

PIECES = [
    *"的是在软件人和上。！？，、“”()a0 \n\té",
    "。\n\n",
    "U盘",
    "博客",
    "乌兹别克斯坦",
    "word 12",
    "e\u0301",
    "葛\U000e0100",
    "👨\u200d👩\u200d👧",
    "🇭🇰🇹",
    "\u0301",
    "\x1b\u200b\u2028",
    "很長很長很長的一句話,說個不停!",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SCRIPT = st.sampled_from(["", "s2twp"])
UNITS: tuple[Unit, ...] = get_args(Unit)
UNIT = st.sampled_from(UNITS)
STEP: st.SearchStrategy[Step] = st.sampled_from([-1, 1])
Move = Callable[[Movements, Cursor], Cursor]


def in_pairs(text: str) -> Iterable[int]:
    return range(2, len(text), 2)


def movements(text: str, script: str = "", width: int = 20, *, indent: bool = False) -> Movements:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    view = ScriptView(text, load_converter(script)) if script else AsItStands(text)
    layout = Layout(article, view, Metrics(width=width, left=3, indent=indent))
    return Movements(layout, Words(text, in_pairs))


def places(moves: Movements, cursor: Cursor, move: Move) -> list[Cursor]:
    """Return where a movement leads when it is repeated until it leads nowhere."""
    found = [cursor]
    while (following := move(moves, found[-1])).offset != found[-1].offset:
        found.append(following)
    return found


def stepping(unit: Unit, step: Step, *, extend: bool = False) -> Move:
    return lambda moves, cursor: moves.step(cursor, unit, step, extend=extend)


def rows(moves: Movements) -> list[Line]:
    layout = moves.stops.layout
    return [line for _address, line in layout.down(layout.top()) if shows_text(line)]


@given(TEXT)
def test_by_characters_the_cursor_stands_on_every_cluster_of_the_text(text: str) -> None:
    moves = movements(text)
    expected: list[int] = []
    for paragraph in moves.stops.layout.paragraphs:
        source = text[paragraph.start : paragraph.end].rstrip("\n")
        offset = paragraph.start
        for cluster in iter_graphemes(drawable(source)) if source.strip() else []:
            expected.append(offset)
            offset += len(cluster)
    visited = [cursor.offset for cursor in places(moves, moves.at(0), stepping("character", 1))]
    assert visited == (expected or [0])
    back = [cursor.offset for cursor in places(moves, Cursor(visited[-1]), stepping("character", -1))]
    assert back == visited[::-1]


@given(TEXT, SCRIPT, UNIT)
def test_steps_on_and_back_visit_the_same_places_up_to_both_ends(text: str, script: str, unit: Unit) -> None:
    moves = movements(text, script)
    onward = [cursor.offset for cursor in places(moves, moves.at(0), stepping(unit, 1))]
    starts = [start for start, _end in moves.units[unit].after(0)]
    assert onward == ([] if starts[:1] == [onward[0]] else onward[:1]) + starts
    backward = [cursor.offset for cursor in places(moves, Cursor(onward[-1]), stepping(unit, -1))]
    assert backward == [place for place in reversed(onward) if place in starts] or not starts


@given(TEXT, SCRIPT, UNIT)
@example("的U盘", "s2twp", "word")
def test_the_units_are_apart_and_the_same_from_both_sides(text: str, script: str, unit: Unit) -> None:
    units = movements(text, script).units[unit]
    found = list(units.after(0))
    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert list(units.before(len(text))) == found[::-1]
    for start, end in found:
        assert next(units.after(start)) == next(units.after(end - 1)) == (start, end)
        assert next(units.before(end)) == next(units.before(start + 1)) == (start, end)


@given(TEXT, SCRIPT, UNIT, st.integers(0, 400), STEP)
def test_a_selection_grows_by_whole_units_and_gives_them_back_in_turn(
    text: str, script: str, unit: Unit, offset: int, step: Step
) -> None:
    moves = movements(text, script)
    opposite: Step = -1 if step > 0 else 1
    first = moves.at(offset % (len(text) + 1))
    out = places(moves, first, stepping(unit, step, extend=True))
    assert all(cursor.anchor == first.offset for cursor in out[1:])
    assert [cursor.offset for cursor in out] == sorted((cursor.offset for cursor in out), reverse=step < 0)
    cursor = out[-1]
    for expected in reversed(out[:-1]):
        cursor = moves.step(cursor, unit, opposite, extend=True)
        assert cursor.selection == expected.selection


def test_extending_by_a_word_selects_exactly_that_word() -> None:
    text = "淘寶閃購,真金白銀"
    moves = movements(text)
    selected = places(moves, moves.at(0), stepping("word", 1, extend=True))
    assert [text[slice(*cursor.selection)] for cursor in selected if cursor.selection] == [
        "淘寶",
        "淘寶閃購",
        "淘寶閃購,真金",
        "淘寶閃購,真金白銀",
    ]
    assert [text[moves.head(cursor)] for cursor in selected] == [*"淘寶購金銀"]


@given(
    TEXT,
    st.lists(
        st.tuples(st.sampled_from([*UNITS, "row", "row_end", "text_end"]), STEP, st.booleans(), SCRIPT), max_size=20
    ),
    st.integers(0, 400),
)
@example("U盘", [("character", 1, True, ""), ("character", 1, True, "s2twp")], 0)
@example("U盘人", [("character", 1, False, ""), ("character", 1, True, ""), ("character", 1, True, "s2twp")], 0)
@example("的\n博客", [("text_end", 1, False, ""), ("row", -1, True, "")], 0)
@example("人U盘人", [("row_end", 1, True, ""), ("character", -1, True, ""), ("word", -1, True, "s2twp")], 0)
def test_whatever_the_keys_and_the_script_no_character_is_cut(
    text: str, keys: list[tuple[str, Step, bool, str]], offset: int
) -> None:
    in_script = {script: movements(text, script, 12) for script in ("", "s2twp")}
    cursor = in_script[""].at(offset % (len(text) + 1))
    for name, step, extend, script in keys:
        moves = in_script[script]
        before = cursor
        if name in UNITS:
            cursor = moves.step(cursor, name, step, extend=extend)
        else:
            cursor = getattr(moves, name)(cursor, step, extend=extend)
        ends = {cursor.offset} if cursor.anchor is None else {cursor.offset, cursor.anchor}
        assert all(moves.stops.around(end, end) == (end, end) for end in ends)
        assert (cursor.anchor is not None) == extend
        head = moves.head(cursor)
        if cursor.selection and text[slice(*cursor.selection)].strip():
            assert cursor.selection[0] <= head < cursor.selection[1]
        assert cursor.selection is not None or extend or head == cursor.offset
        if extend and before.anchor is None:
            assert cursor.anchor == moves.head(before)


@given(TEXT, SCRIPT, st.integers(0, 400))
def test_stops_are_at_borders_of_what_is_shown(text: str, script: str, offset: int) -> None:
    moves = movements(text, script)
    layout = moves.stops.layout
    for paragraph in layout.paragraphs:
        block = layout.block(paragraph.start)
        borders = [0]
        for cluster in iter_graphemes(block.text):
            borders.append(borders[-1] + len(cluster))
        stops = moves.stops.within(paragraph)
        assert all(block.map.to_target(stop - paragraph.start) in borders for stop in stops)
        if not block.map.edits and stops:
            assert [stop - paragraph.start for stop in stops] == borders
    low, high = moves.stops.floor(offset), moves.stops.ceiling(offset)
    every = [stop for paragraph in layout.paragraphs for stop in moves.stops.within(paragraph)]
    assert low == max((stop for stop in every if stop <= offset), default=min(every, default=0))
    assert high == min((stop for stop in every if stop >= offset), default=max(every, default=0))


class Shown:
    """A view that shows a text as another, whatever it is."""

    def __init__(self, text: str, *edits: tuple[int, int, int, int]) -> None:
        self._converted = Converted(text, OffsetMap(edits))

    def convert(self, start: int, end: int) -> Converted:
        return self._converted


@pytest.mark.parametrize(
    ("text", "view", "stops"),
    [
        ("甲X乙", Shown("甲ab乙", (1, 1, 1, 2)), (0, 1, 2, 3)),
        ("甲X乙", Shown("甲\u0301b乙", (1, 1, 1, 2)), (0, 2, 3)),
        ("甲X乙", Shown("甲乙", (1, 1, 1, 0)), (0, 1, 3)),
        ("甲X", Shown("甲", (1, 1, 1, 0)), (0, 1, 2)),
        ("甲乙", Shown("甲X乙", (1, 0, 1, 1)), (0, 1, 2)),
    ],
)
def test_stops_in_a_text_that_is_shown_as_another(text: str, view: Shown, stops: tuple[int, ...]) -> None:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    layout = Layout(article, view, Metrics(width=20))
    assert CursorStops(layout).within(layout.paragraphs.at(0)) == stops


def test_upwards_the_cursor_passes_a_row_that_ends_in_a_part_of_a_piece() -> None:
    moves = movements("的" * 8 + "U盘" + "人" * 4, "s2twp")
    first, second = rows(moves)
    assert (first.text[-2:], second.text[0]) == ("隨身", "碟")
    cursor = moves.row(Cursor(second.start, column=first.left + 18), -1)
    assert first.start <= cursor.offset < first.end


def test_a_piece_that_became_longer_is_one_character() -> None:
    moves = movements("我的U盘壞了", "s2twp")
    assert "隨身碟" in moves.stops.layout.block(0).text
    assert [cursor.offset for cursor in places(moves, moves.at(0), stepping("character", 1))] == [0, 1, 2, 4, 5]
    assert moves.at(3).offset == 2


@given(TEXT, SCRIPT, st.booleans())
def test_row_by_row_the_cursor_visits_every_row_and_comes_back(text: str, script: str, indent: bool) -> None:
    moves = movements(text, script, indent=indent)
    lines = rows(moves)
    visited = places(moves, moves.at(0), lambda moves, cursor: moves.row(cursor, 1))
    assert len(visited) == max(1, len(lines))
    for cursor, line in zip(visited, lines, strict=False):
        assert line.start <= cursor.offset < line.end
    back = places(moves, visited[-1], lambda moves, cursor: moves.row(cursor, -1))
    assert [cursor.offset for cursor in back] == [cursor.offset for cursor in reversed(visited)]


@given(st.text(st.sampled_from("淘寶閃購a1"), min_size=60, max_size=200), st.integers(0, 18))
def test_rows_keep_the_column_in_cells(text: str, press: int) -> None:
    moves = movements(text)
    layout = moves.stops.layout
    cursor = moves.at(press)
    column = cell_of(layout.line(layout.at(cursor.offset)), layout, cursor.offset)
    for _press in range(2):
        cursor = moves.row(cursor, 1)
        line = layout.line(layout.at(cursor.offset))
        cell = cell_of(line, layout, cursor.offset)
        wide = cells(text[cursor.offset])
        assert cursor.column == column
        assert cell <= column < cell + wide or column >= line.left + line.width == cell + wide


@given(TEXT, SCRIPT, st.integers(0, 400))
def test_the_ends_of_a_row_are_reached_and_kept(text: str, script: str, offset: int) -> None:
    moves = movements(text, script)
    lines = rows(moves)
    if not lines:
        return
    cursor = moves.at(offset % len(text))
    line = next(line for line in lines if line.start <= cursor.offset < line.end)
    start, end = moves.row_end(cursor, -1), moves.row_end(cursor, 1)
    assert start.offset == line.start
    assert line.start <= end.offset < line.end
    assert moves.row_end(end, 1) == end
    selected = moves.row_end(start, 1, extend=True)
    assert selected.selection == (line.start, line.end - text.endswith("\n", line.start, line.end))
    assert moves.row_end(selected, 1, extend=True) == selected
    assert moves.row_end(selected, -1, extend=True).selection is None


@given(TEXT, SCRIPT, st.integers(0, 400))
def test_the_ends_of_the_text_are_reached(text: str, script: str, offset: int) -> None:
    moves = movements(text, script)
    cursor = moves.at(offset % (len(text) + 1))
    assert moves.text_end(cursor, -1) == moves.at(0)
    assert moves.text_end(cursor, 1) == moves.at(len(text))
    everything = moves.text_end(moves.at(0), 1, extend=True).selection or (0, 0)
    assert text[: everything[0]].strip() == text[everything[1] :].strip() == ""


def test_selecting_down_to_a_short_last_row_reaches_its_end() -> None:
    text = "一二三四五六七八九十\n甲乙\n丙"
    moves = movements(text)
    assert moves.row(moves.at(5), 1, extend=True) == Cursor(13, 5, column=13)


@pytest.mark.parametrize("text", ["", "\n", " \n\u3000", "\n\n甲"])
def test_texts_with_little_or_nothing_to_stand_on(text: str) -> None:
    moves = movements(text)
    only = text.index("甲") if "甲" in text else 0
    for name in UNITS:
        assert moves.step(moves.at(0), name, 1).offset == only
        assert moves.step(moves.at(9), name, -1).offset == only
    assert moves.row(moves.at(0), 1).offset == moves.row_end(moves.at(0), 1).offset == only
