"""The rows of a list of choices: in columns, with a mark at what is so now, and found by what is typed."""

from hypothesis import given
from hypothesis import strategies as st

from tui.core.choosing import CHOSEN, Choice, Columns, choices_of, finder, folded, matching
from tui.text.width import cells

WORDS = st.text(st.sampled_from("ab淘寶“…😀\u0301\t "), max_size=30)
CHOICES = st.lists(st.builds(Choice, WORDS, WORDS, st.just("") | WORDS, st.sampled_from(["", "1", "^p"])), min_size=1)
WIDTHS = st.integers(40, 120)
AMBIGUOUS = st.sampled_from([1, 2])


@given(choices=CHOICES, marked=st.booleans(), width=WIDTHS, ambiguous=AMBIGUOUS)
def test_rows_fit_and_begin_in_one_column(choices: list[Choice], width: int, ambiguous: int, *, marked: bool) -> None:
    columns = Columns.of(choices, width, marked=marked, ambiguous=ambiguous)
    for choice in choices:
        row = columns.row(choice, ())
        assert all(cells(line, ambiguous) <= width for line in "".join(row).split("\n"))
        assert cells(row.mark + row.key) == columns.mark + columns.key
        assert not row.about or cells(row.words, ambiguous) == columns.words


def test_a_mark_stands_at_what_is_so_now_and_only_where_something_can_be() -> None:
    choices = choices_of({"a": "one", "b": "two"})
    marked = Columns.of(choices, 40, marked=True)
    assert [marked.row(choice, ["b"]).mark for choice in choices] == [" " * len(CHOSEN), CHOSEN]
    assert Columns.of(choices, 40, marked=False).row(choices[1], ["b"]).mark == ""


def test_all_about_a_choice_is_shown_elsewhere_where_it_has_no_room() -> None:
    choices = [Choice("a", "a", "要" * 50), Choice("b", "b", "要")]
    columns = Columns.of(choices, 40, marked=False)
    assert [columns.is_cut(choice) for choice in choices] == [True, False]
    assert columns.row(choices[0], ()).about.endswith("…")
    assert "".join(folded(choices[0].about, 40)) == choices[0].about
    wide = Columns.of(choices, Columns.needed(choices, marked=False), marked=False)
    assert not wide.is_cut(choices[0])


def test_long_words_go_on_below_where_there_is_nothing_else_to_know() -> None:
    choice = Choice("again", "stay, and try again to write what could not be written before", key="⏎")
    words = Columns.of([choice], 30, marked=True).row(choice, ()).words
    first, *rest = words.split("\n")
    assert first.startswith("stay, and")
    assert all(line.startswith(" " * 5) and not line.startswith(" " * 6) for line in rest)


def test_what_is_typed_is_looked_for_in_names_words_and_meaning() -> None:
    choices = [Choice("x1", "Script", "the other one"), Choice("x2", "Theme", "light or dark script")]
    assert [choice.name for choice in finder(choices)("script")] == ["x1", "x2"]
    assert [choice.name for choice in finder(choices)("theme")] == ["x2"]
    assert finder(choices)("x2") == []


def test_choices_are_found_by_name_or_meaning_in_either_script() -> None:
    choices = {"alpaca": "instructions, of 羊駝", "brat": "a folder", "doccano": "JSON Lines; not brat"}
    assert matching(choices, "") == ["alpaca", "brat", "doccano"]
    assert matching(choices, "BRAT") == ["brat", "doccano"]
    assert matching(choices, "羊驼 instr") == ["alpaca"]
    assert matching(choices, "x") == []
