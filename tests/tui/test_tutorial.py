"""The tutorial goes on when a thing was really done, and names the keys that the user has."""

from dataclasses import replace

from tui.core.guidance.tutorial import STEPS, Facts, Tutorial
from tui.core.keymap import ACTIONS
from tui.text.width import cells

WIDTH = 62
"""Cells of a line of 80 that are left beside how to leave."""

DONE = (
    {"cursor": True},
    {"spans": 1, "alike": 1},
    {"spans": 20, "alike": 20},
    {"decided": 1},
    {"script": "other"},
    {"undone": 1},
    {"exported": True},
)
"""What is seen after each step."""


def begun() -> Tutorial:
    signs = {"enter": "⏎", "escape": "esc", "right": "→", "asterisk": "*", "ctrl+q": "^q"}
    keys = {action.id: signs.get(action.keys[0], action.keys[0]) for action in ACTIONS}
    return Tutorial(keys.__getitem__, "1")


def test_every_step_is_done_by_its_deed_and_by_nothing_before() -> None:
    tutorial, facts = begun(), Facts(script="original")
    for number, deed in enumerate(DONE):
        for _time in range(2):
            tutorial.look(facts)
            assert tutorial.line.startswith(f"{number + 1}/{len(STEPS)}  ")
        facts = replace(facts, **deed)  # type: ignore[arg-type]
        tutorial.look(facts)
    assert tutorial.finished
    assert not tutorial.way_out


def test_what_was_there_before_a_step_does_not_end_it() -> None:
    tutorial = begun()
    before = Facts(cursor=True, spans=2, alike=2, decided=3, script="other", undone=4)
    for _time in range(5):
        tutorial.look(before)
    assert tutorial.line.startswith("4/")
    tutorial.look(replace(before, decided=4))
    assert tutorial.line.startswith("5/")


def test_each_line_is_short_and_says_how_to_leave() -> None:
    tutorial, facts = begun(), Facts(script="original")
    for deed in DONE:
        assert cells(tutorial.line) <= WIDTH, tutorial.line
        assert tutorial.way_out == "^q skips all"
        facts = replace(facts, **deed)
        tutorial.look(facts)


def test_it_names_the_keys_of_the_user() -> None:
    assert "alt+Z" in Tutorial(lambda action: "alt+Z" if action == "mark.right" else "?", "1").line
