"""The keys of the moment: what is of most use comes first, each action once, and words never too long."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.actions import Action
from tui.core.key_hints import LONGEST, Moment, library_hints, reader_hints, shortened
from tui.core.keymap import ACTIONS

WORDS = st.text(max_size=12)
MOMENTS = st.builds(Moment, st.booleans(), st.booleans(), WORDS, WORDS, st.integers(0, 10**6), st.booleans())
IDS = {action.id for action in ACTIONS}


@given(MOMENTS)
def test_every_hint_is_an_action_and_none_is_there_twice(moment: Moment) -> None:
    hints = reader_hints(moment)
    names = [name for name, _label in hints]
    assert set(names) <= IDS
    assert len(set(names)) == len(names)
    assert all(label for _name, label in hints)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (Moment(waiting=148), ["page", "mark", "review 148", "script"]),
        (Moment(has_cursor=True), ["label", "select", "select more"]),
        (Moment(has_cursor=True, selected=True, can_undo=True), ["label", "select more", "let go", "undo"]),
        (Moment(has_cursor=True, marked="京東", can_undo=True), ["every 京東", "undo", "delete", "note"]),
        (Moment(has_cursor=True, suggested="美團外賣騎手們"), ["accept", "reject", "all 美團外賣騎…"]),
    ],
)
def test_what_comes_first(moment: Moment, first: list[str]) -> None:
    assert [label for _name, label in reader_hints(moment)][: len(first)] == first


@pytest.mark.parametrize("action", [action for action in ACTIONS if action.label], ids=lambda action: action.id)
def test_the_line_of_keys_and_the_help_call_an_action_by_the_same_words(action: Action) -> None:
    words = re.findall(r"\w+", action.text.casefold())
    assert set(action.label.casefold().split()) <= set(words)


@given(MOMENTS)
def test_hints_begin_with_what_the_table_calls_the_action(moment: Moment) -> None:
    labels = {action.id: action.label for action in ACTIONS}
    for name, label in [*reader_hints(moment), *library_hints(filtered=moment.selected)]:
        assert labels[name]
        assert label.startswith(labels[name])


@given(WORDS)
def test_words_stand_in_one_short_line(words: str) -> None:
    short = shortened(words)
    assert len(short) <= LONGEST
    assert "\n" not in short
