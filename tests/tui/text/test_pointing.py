"""Cells and offsets: what is pointed at is what is drawn there, on both halves of a wide character."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.script.converter import load_converter
from seeds.script.view import ScriptView
from tui.text.cursor_stops import CursorStops
from tui.text.layout import AsItStands, Layout, Line, Metrics
from tui.text.pointing import cell_of, cells_of, character_at, locate, pointed, shows_text
from tui.text.width import cells, edges

PIECES = [
    *"的是在软件人和上。！？，、“”—…()a0 \n\té",
    "U盘",
    "博客",
    "乌兹别克斯坦",
    "word 12",
    "e\u0301",
    "🇭🇰🇹",
    "。\n\n",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SCRIPT = st.sampled_from(["", "s2twp"])
METRICS = st.builds(
    Metrics,
    width=st.sampled_from([14, 20, 26]),  # no piece is longer than a row
    left=st.integers(0, 5),
    paragraph_spacing=st.integers(0, 2),
    line_spacing=st.integers(0, 1),
    indent=st.booleans(),
    ambiguous=st.sampled_from([1, 2]),
)


def stops_of(text: str, script: str = "", metrics: Metrics | None = None) -> CursorStops:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    view = ScriptView(text, load_converter(script)) if script else AsItStands(text)
    return CursorStops(Layout(article, view, metrics or Metrics(width=20), heading="題", meta="meta"))


def screen(stops: CursorStops) -> list[Line]:
    return stops.layout.window(stops.layout.top(), 500)


@given(TEXT, SCRIPT, METRICS)
def test_every_cell_of_a_character_points_at_it_and_it_is_found_at_the_first(
    text: str, script: str, metrics: Metrics
) -> None:
    stops = stops_of(text, script, metrics)
    lines = screen(stops)
    for row, line in enumerate(lines):
        if not shows_text(line):
            continue
        cell = line.left
        while cell < line.left + line.width:
            start, end = character_at(line, stops, cell)
            first, last = cells_of(line, stops.layout, start, end)
            assert first <= cell < last
            if line.start <= start and end <= line.end:
                assert locate(lines, stops.layout, start) == (row, first)
            else:
                assert script  # of a piece that became longer, a row may show a part
            assert all(character_at(line, stops, part) == (start, end) for part in range(first, last))
            cell = last


@given(TEXT, METRICS)
def test_the_cells_of_an_unconverted_line_are_those_of_its_characters(text: str, metrics: Metrics) -> None:
    stops = stops_of(text, metrics=metrics)
    for line in screen(stops):
        if shows_text(line):
            borders = edges(line.text, metrics.ambiguous)
            for place, border in enumerate(borders):
                assert cell_of(line, stops.layout, line.start + place) == line.left + min(border, line.width)


@given(TEXT, SCRIPT, METRICS, st.integers(-5, 60))
def test_beside_the_text_the_nearest_character_is_meant(text: str, script: str, metrics: Metrics, far: int) -> None:
    stops = stops_of(text, script, metrics)
    for line in screen(stops):
        if shows_text(line):
            assert character_at(line, stops, line.left - abs(far)) == character_at(line, stops, line.left)
            last = character_at(line, stops, line.left + line.width - 1)
            assert character_at(line, stops, line.left + line.width + abs(far)) == last


def test_both_halves_hanging_punctuation_and_the_indent() -> None:
    text = "一二三四五。\n"
    stops = stops_of(text, metrics=Metrics(width=14, left=2, indent=True))
    line = next(line for line in screen(stops) if shows_text(line))
    assert (line.left, line.text) == (6, "一二三四五。")
    pointed_at = [text[slice(*character_at(line, stops, cell))] for cell in range(4, 20)]
    assert "".join(pointed_at) == "一一一一二二三三四四五五。。。。"


def test_spaces_that_are_not_visible_at_the_end_of_a_row_take_no_cell() -> None:
    stops = stops_of("一二三四五六七   八", metrics=Metrics(width=14))
    line = next(line for line in screen(stops) if shows_text(line))
    assert (line.text, line.width) == ("一二三四五六七   ", 14)
    assert cells_of(line, stops.layout, 6, 9) == (12, 14)
    assert cells_of(line, stops.layout, 8, 10) == (14, 14)
    assert character_at(line, stops, 99) == (6, 7)


def test_a_piece_that_became_longer_is_pointed_at_as_a_whole() -> None:
    stops = stops_of("我的U盘壞了", "s2twp")
    line = next(line for line in screen(stops) if shows_text(line))
    assert line.text == "我的隨身碟壞了"
    assert {character_at(line, stops, cell) for cell in range(4, 10)} == {(2, 4)}
    assert cells_of(line, stops.layout, 3, 4) == (4, 10)


def test_where_a_row_shows_no_text_that_of_the_row_above_is_meant() -> None:
    text = "甲乙\n丙丁"
    stops = stops_of(text)
    lines = screen(stops)
    assert [line.text for line in lines[:6]] == ["題", "meta", "", "甲乙", "", "丙丁"]
    assert [text[slice(*(pointed(lines, stops, 2, row) or (0, 0)))] for row in (0, 3, 4, 5, 9)] == [*"乙乙乙丁丁"]
    assert pointed(lines[:3], stops, 0, 0) is None
    assert pointed([], stops, 0, 0) is None


@given(
    st.lists(st.sampled_from([*"的是在软件人，“a0", "U盘", "博客", "乌兹别克斯坦"]), max_size=40).map("".join),
    SCRIPT,
    METRICS,
    st.integers(0, 99),
    st.integers(0, 99),
)
def test_a_range_takes_the_cells_of_what_it_became(
    text: str, script: str, metrics: Metrics, one: int, other: int
) -> None:
    stops = stops_of(text, script, metrics)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    covered = [cells_of(line, stops.layout, start, end) for line in screen(stops)]
    shown = text[start:end]
    if script:
        whole = load_converter(script).convert(text)
        shown = whole.text[slice(*whole.map.target_range(start, end))]
    if start < end:
        assert sum(last - first for first, last in covered) == cells(shown, metrics.ambiguous)
