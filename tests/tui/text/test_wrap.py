"""Rows keep every character, the measure, and the rules for Chinese punctuation."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.width import cells, clusters, drawable
from tui.text.wrap import Row, wrap

NO_START = set("，。、：；！？”’》」』）】〉〕…—,.!?:;)]}%％℃")
NO_END = set("“‘《「『（【〈〔([{$￥")
HANGING = set("，。、：；！？”’》」』）】〉〕…,.!?:;)]}")

DIGEST = next((Path(__file__).parents[3] / "seeds" / "data").glob("*.txt")).read_text("utf-8").splitlines()

PIECES = [
    *"淘寶閃購騎手的，。、？”」）…—“「（《,.!?:;)]}%([{$ \u3000",
    *["Qwen3-Max", "1,200", "28.89%", "9to5Mac", "——", "……", "https://a.b/c?d=e,f", "don’t", "'", '"', "￥99"],
    *["👨\u200d👩\u200d👧", "❤️", "🇭🇰", "e\u0301", "\u0301", "\u200d", "\x1b", "\u200b", "\ud800", "각", "ｶ"],
]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join).map(drawable)
plain = st.lists(st.sampled_from([*"淘寶閃購騎手的，。、？”」“「《,.!?:;", "AI", "1,200"]), max_size=60).map("".join)
widths = st.integers(2, 90)
ambiguities = st.sampled_from([1, 2])


def content(text: str, row: Row) -> str:
    return text[row.start : row.end].rstrip()


def shown(text: str, width: int) -> list[str]:
    return [text[row.start : row.end] for row in wrap(text, width)]


def breaks_a_rule(text: str, offset: int) -> bool:
    """Return whether a row that ends at an offset leaves a mark on the wrong side; straight quotes are left out."""
    return text[offset] in NO_START or text[offset].isspace() or text[:offset].rstrip()[-1:] in NO_END


def quotes(text: str, offset: int) -> bool:
    """Return whether a straight quote, which may open or close, stands at an offset."""
    return bool({text[offset], text[:offset].rstrip()[-1:]} & {"'", '"', "‘", "’"})


@given(texts, widths, ambiguities, st.sampled_from([0, 2]), st.integers(0, 8))
@example("，，，，", 2, 1, 2, 0)
@example("。”(", 2, 1, 2, 0)
@example("淘寶", 1, 1, 2, 0)
@example("淘寶", 2, 1, 2, 1)
@example("👨\u200d👩\u200d👧" * 3, 2, 1, 2, 0)
def test_rows_join_up_to_the_whole(text: str, width: int, ambiguous: int, hang: int, indent: int) -> None:
    rows = wrap(text, width, ambiguous=ambiguous, hang=hang, indent=indent)
    assert "".join(text[row.start : row.end] for row in rows) == text
    assert all(row.start < row.end for row in rows)
    assert [row.end for row in rows[:-1]] == [row.start for row in rows[1:]]


@given(texts, widths, ambiguities, st.sampled_from([0, 2]), st.integers(0, 8))
def test_rows_keep_the_measure(text: str, width: int, ambiguous: int, hang: int, indent: int) -> None:
    rows = wrap(text, width, ambiguous=ambiguous, hang=hang, indent=indent)
    for number, row in enumerate(rows):
        room = width if number else max(1, width - indent)
        inked = cells(content(text, row), ambiguous)
        within = cells(content(text, row).rstrip("".join(HANGING)), ambiguous)
        assert row.cells <= max(room, inked)
        assert row.cells == inked or text[row.end - 1].isspace()
        alone = len(list(clusters(text[row.start : row.end]))) == 1
        assert (within <= room and inked <= room + hang) or alone


@given(texts, widths)
def test_no_cluster_is_cut(text: str, width: int) -> None:
    whole = {cluster.end for cluster in clusters(text)}
    assert {row.end for row in wrap(text, width)} <= whole


@given(texts, widths)
def test_a_mark_stands_wrong_only_where_the_whole_row_holds_no_better_place(text: str, width: int) -> None:
    whole = {cluster.end for cluster in clusters(text)}
    for row in wrap(text, width)[:-1]:
        if breaks_a_rule(text, row.end):
            better = [at for at in range(row.start + 1, row.end) if at in whole and not breaks_a_rule(text, at)]
            assert all(quotes(text, at) for at in better)


@given(texts, widths, ambiguities)
def test_a_row_wrapped_again_is_itself(text: str, width: int, ambiguous: int) -> None:
    for row in wrap(text, width, ambiguous=ambiguous):
        piece = text[row.start : row.end]
        assert wrap(piece, width, ambiguous=ambiguous) == [Row(0, len(piece), row.cells)]


@given(plain, st.integers(12, 60))
def test_a_wider_page_never_has_more_rows(text: str, width: int) -> None:
    assert len(wrap(text, width + 1)) <= len(wrap(text, width))


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("width", range(20, 85))
def test_the_bundled_articles_break_no_rule_at_any_width(width: int, ambiguous: int) -> None:
    wrong = []
    for line in DIGEST:
        for row in wrap(line, width, ambiguous=ambiguous)[:-1]:
            split = line[row.end - 1 : row.end + 1]
            if breaks_a_rule(line, row.end) or (split.isascii() and split.isalnum()):
                wrong.append(line[max(0, row.end - 8) : row.end] + "|" + line[row.end : row.end + 8])
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("淘寶閃購淘寶，好", 12, ["淘寶閃購淘寶，", "好"]),
        ("淘寶閃購淘寶”，好", 12, ["淘寶閃購淘", "寶”，好"]),
        ("淘寶閃購淘寶?”好", 12, ["淘寶閃購淘寶?”", "好"]),
        ("淘寶閃購他「說」", 12, ["淘寶閃購他", "「說」"]),
        ("淘寶閃購他 「說」", 12, ["淘寶閃購他 ", "「說」"]),
        ("增長28.89%了", 8, ["增長", "28.89%了"]),
        ("共1,200元", 6, ["共", "1,200", "元"]),
        ("價$1,200", 6, ["價", "$1,200"]),
        ("用Qwen3-Max做", 10, ["用", "Qwen3-Max", "做"]),
        ("在9to5Mac上", 8, ["在", "9to5Mac", "上"]),
        ("好的AI,驅動", 8, ["好的AI,", "驅動"]),
        ("好的，AI,BI", 7, ["好的，", "AI,BI"]),
        ("不是——是", 5, ["不", "是——", "是"]),
        ("慢慢……走", 4, ["慢慢……", "走"]),
        ("淘寶   閃購", 4, ["淘寶   ", "閃購"]),
        ('說"好"的', 4, ["說", '"好"', "的"]),
        ("it don't go", 6, ["it ", "don't ", "go"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("看https://a.b/c", 12, ["看", "https://a.b/", "c"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("", 10, []),
    ],
)
def test_where_rows_end(text: str, width: int, rows: list[str]) -> None:
    assert shown(text, width) == rows


def test_spaces_past_the_measure_take_no_cells() -> None:
    assert wrap("淘寶   閃購", 5) == [Row(0, 5, 5), Row(5, 7, 4)]
    assert wrap("淘寶\u3000閃購", 5) == [Row(0, 3, 4), Row(3, 5, 4)]


def test_the_first_row_leaves_room_for_its_indent() -> None:
    assert [row.end for row in wrap("淘寶閃購" * 3, 8, indent=4)] == [2, 6, 10, 12]


def test_nothing_hangs_where_nothing_may() -> None:
    assert [row.end for row in wrap("淘寶閃購，好", 8, hang=0)] == [3, 6]
