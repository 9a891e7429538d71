"""The lines of the export form in columns."""

from hypothesis import given
from hypothesis import strategies as st

from tui.core.form_drawing import NAME_WIDTH, VALUE_WIDTH, drawn_line, drawn_progress, drawn_share
from tui.text.width import cells

WORDS = st.text(st.sampled_from("ab淘寶“…😀\u0301\t "), max_size=30)
WIDTHS = st.integers(40, 120)
AMBIGUOUS = st.sampled_from([1, 2])


@given(WORDS, WORDS, st.lists(WORDS, max_size=2), WIDTHS, AMBIGUOUS)
def test_lines_fit_and_names_take_one_width(
    name: str, value: str, known: list[str], width: int, ambiguous: int
) -> None:
    parts = drawn_line(name, value, "\n".join(known), width, ambiguous)
    assert cells(parts[0], ambiguous) == NAME_WIDTH
    assert all(cells(row, ambiguous) <= width for row in "".join(parts).split("\n")[:1])


def test_what_there_is_to_know_stands_in_one_column() -> None:
    short, long = (drawn_line("格式", value, "一\n二", 60) for value in ("a", "b" * VALUE_WIDTH))
    for parts in (short, long):
        first, second = "".join(parts).split("\n")
        assert cells(first[: first.index("一")]) == cells(second[: second.index("二")])


def test_the_end_of_a_path_is_always_seen() -> None:
    _name, value, known = drawn_line("output", f"/home/{'x' * 90}/news.jsonl", "a new file", 76)
    assert "…" in value
    assert value.rstrip().endswith("/news.jsonl")
    assert known == "a new file"


def test_progress_is_a_bar_with_a_number_or_a_share() -> None:
    assert drawn_progress(12, 24) == "━" * 12 + "─" * 12 + "  12 / 24"
    assert drawn_share(5, 15) == "━" * 8 + "─" * 16 + "  33 %"
    assert drawn_share(3, 2) == "━" * 24 + "  100 %"
    assert drawn_share(0, 0) == "─" * 24 + "  0 %"
