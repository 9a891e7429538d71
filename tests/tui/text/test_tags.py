"""The row of tags: as wide as its line, and every span that begins on it can be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.script.converter import load_converter
from seeds.script.view import ScriptView
from tui.text.layout import AsItStands, Layout, Line, Metrics
from tui.text.pointing import cells_of, shows_text
from tui.text.tag_row import Tag, tag_row
from tui.text.width import cells

TEXT = st.text(st.sampled_from("淘寶閃購的人U盘博客。“”a1 e\u0301\n"), min_size=1, max_size=60)
TAGS = st.lists(
    st.tuples(
        st.integers(0, 60), st.integers(1, 12), st.sampled_from(["ORG", "PER", "T", "PROD", "EVENT", "人物", "é"])
    ),
    max_size=6,
).map(lambda tags: [Tag(start, start + length, code) for start, length, code in tags])


def layout_of(text: str, script: str = "", ambiguous: int = 1, width: int = 20) -> Layout:
    article = Article(ArticleInfo("0", "", len(text), Origin("a.txt", 0, 1)), text)
    view = ScriptView(text, load_converter(script)) if script else AsItStands(text)
    return Layout(article, view, Metrics(width=width, left=2, ambiguous=ambiguous))


def lines_of(layout: Layout) -> list[Line]:
    return [line for line in layout.window(layout.top(), 500) if shows_text(line)]


@given(TEXT, TAGS, st.sampled_from(["", "s2twp"]), st.sampled_from([1, 2]))
def test_the_row_is_as_wide_as_the_text_and_empty_where_no_span_is(
    text: str, tags: list[Tag], script: str, ambiguous: int
) -> None:
    layout = layout_of(text, script, ambiguous)
    for line in lines_of(layout):
        row = tag_row(line, layout, tags)
        assert cells(row, ambiguous) == line.width
        assert ambiguous == 1 or not set(row) & set("└─┘")
        covered: set[int] = set()
        for tag in tags:
            covered.update(range(*cells_of(line, layout, tag.start, tag.end)))
        cell = line.left
        for character in row:
            assert (character == " ") == (cell not in covered)
            cell += cells(character, ambiguous)


@given(TEXT, TAGS, st.sampled_from(["", "s2twp"]), st.sampled_from([1, 2]))
def test_every_span_that_begins_on_a_row_shows_its_code(
    text: str, tags: list[Tag], script: str, ambiguous: int
) -> None:
    layout = layout_of(text, script, ambiguous)
    tags = [Tag(tag.start, tag.end, "XYZ"[number % 3] * 3) for number, tag in enumerate(tags)]
    for line in lines_of(layout):
        row = tag_row(line, layout, tags)
        placed = [(cells_of(line, layout, tag.start, tag.end), tag) for tag in tags]
        starts = [first for (first, last), _tag in placed if first < last]
        for (first, last), tag in placed:
            if first < last and starts.count(first) == 1:
                head = row[first - line.left : last - line.left]
                assert tag.code[0] in head[:2]


@pytest.mark.parametrize(
    ("text", "tags", "row"),
    [
        ("美團和淘寶閃購", [Tag(3, 7, "ORG"), Tag(0, 2, "ORG")], "└OR┘  └ORG───┘"),
        ("淘寶閃購平台", [Tag(0, 6, "ORG"), Tag(2, 4, "PROD")], "└ORG└PR┘───┘"),
        ("淘寶閃購平台", [Tag(0, 4, "PROD"), Tag(0, 6, "ORG")], "└PROD──┘ORG┘"),
        ("淘寶閃購平台", [Tag(0, 4, "ORG"), Tag(2, 6, "PROD")], "└ORG└PROD──┘"),
        ("在A到B", [Tag(0, 1, "LOC"), Tag(1, 2, "PER"), Tag(3, 4, "T")], "LOP  T"),
        ("淘寶閃購", [Tag(0, 4, "人物")], "└人物──┘"),
        ("淘A", [Tag(0, 2, "人物")], "└─┘"),
        ("淘寶", [], "    "),
    ],
)
def test_brackets_and_codes(text: str, tags: list[Tag], row: str) -> None:
    layout = layout_of(text)
    assert tag_row(lines_of(layout)[0], layout, tags) == row


def test_ascii_where_a_box_may_take_two_cells() -> None:
    layout = layout_of("美團和淘寶閃購", ambiguous=2)
    assert tag_row(lines_of(layout)[0], layout, [Tag(3, 7, "ORG")]) == "      [ORG---]"


def test_a_span_goes_on_in_the_next_row_with_its_code_and_ends_there() -> None:
    layout = layout_of("一二三四五六七八", width=10)
    rows = [tag_row(line, layout, [Tag(2, 8, "ORG")]) for line in lines_of(layout)]
    assert rows == ["    └ORG──", "ORG──┘"]


def test_in_another_script_the_tag_is_below_what_the_span_became() -> None:
    layout = layout_of("我的U盘", "s2twp")
    assert tag_row(lines_of(layout)[0], layout, [Tag(2, 4, "PROD")]) == "    └PROD┘"
