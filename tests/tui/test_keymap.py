"""The table of actions, and the user's keys laid over it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.screen import ModalScreen

from tui.core.keymap import ACTIONS, FORMER, TOGETHER, former_key, with_keys
from tui.ui.screens.consent import ConsentScreen
from tui.ui.screens.labels import LabelsScreen
from tui.ui.screens.problems import ProblemsScreen
from tui.ui.screens.unlinked import UnlinkedScreen

REACHES_THE_APP = re.compile(
    r"ctrl\+.+|alt\+.+|shift\+(?:tab|left|right|up|down)|tab|delete|shift\+f\d+|f\d+|up|down|left|right|pageup|pagedown|home|end|enter|escape|backspace"
)
KEYS = {action.id: action.keys for action in ACTIONS}

ALIKE = {
    "go up": "follow.previous library.up reader.line-up panel.up export.up import.up adjudicate.up",
    "go down": "follow.next library.down reader.line-down panel.down export.down import.down adjudicate.down",
    "a page up": "follow.previous library.page-up reader.page-up export.page-up import.page-up adjudicate.page-up",
    "a page down": "library.page-down reader.page-down export.page-down import.page-down adjudicate.page-down",
    "the next sentence": "reader.next-sentence follow.next",
    "the sentence before": "reader.previous-sentence follow.previous",
    "where no mark is": "mark.next-unmarked review.next-unmarked",
    "to the beginning": "library.first reader.top",
    "to the end": "library.last reader.end",
    "go in, or to the right": "library.open mark.right mark.character-right review.later export.change import.change "
    "panel.only adjudicate.span-right",
    "go out, or to the left": "mark.left panel.leave adjudicate.span-left",
    "find": "library.filter reader.search panel.filter",
    "find a label": "mark.pick review.pick panel.relabel adjudicate.pick",
    "order a list": "library.sort review.order panel.order",
    "export": "library.export export.start",
    "import": "library.import import.start",
    "review": "library.review mark.review",
    "the list of spans": "mark.panel panel.hide",
    "put the span there": "mark.reshape panel.reattach",
    "all of the same words": "mark.occurrences suggest.accept-same review.accept-same offer.project",
    "none of all these": "suggest.reject-same review.reject-same panel.drop-all",
    "yes": "suggest.accept review.accept offer.yes adjudicate.take",
    "away with it": "mark.delete suggest.reject review.reject panel.drop offer.no adjudicate.none",
    "undo": "mark.undo review.undo adjudicate.undo",
    "redo": "mark.redo adjudicate.redo",
    "the next mark, or what marks are about": "mark.next-span adjudicate.next",
    "the one before": "mark.previous-span adjudicate.previous",
    "begin earlier": "mark.start-out adjudicate.start-out",
    "begin later": "mark.start-in adjudicate.start-in",
    "end earlier": "mark.end-in adjudicate.end-in",
    "end later": "mark.end-out adjudicate.end-out",
    "make one of several": "mark.merge adjudicate.join",
    "a note": "mark.note adjudicate.note",
    "what was left out": "mark.left-out review.left-out adjudicate.left-out",
    "back, out of here": "library.quit reader.back review.leave offer.stop export.leave import.leave adjudicate.leave",
    "let go of it": "library.clear reader.clear review.leave panel.leave offer.stop export.leave import.leave "
    "follow.leave adjudicate.leave",
}
"""What keys mean that do something of one kind on several screens."""

EXCEPTIONS = {
    "enter": "what the line at the foot names first: it is the key for what the cursor is on, and for an answer",
    "n": "no is answered by n where y is yes, as in every program; elsewhere it is the next hit, as in every pager",
    "space": "goes on: by a page where there are pages, by a suggestion or a place in a review, which has none",
    "less_than_sign": "in the review, which has no edges of marks to move, what is less than a score",
    "alt+less_than_sign": "the same where an input method composes",
    "ampersand": "in the review, which has no paragraphs to set, what one suggester and another say",
    "plus": "in a review, which has no lines to make longer, what has more than one on its side, or all of it",
}
"""The keys that mean more than one thing, and why."""

DIALOGS = {
    UnlinkedScreen: "library.unlinked",
    LabelsScreen: "mark.guidelines",
    ProblemsScreen: "library.problems",
    ConsentScreen: "app.consent",
}
"""What leads to a dialog, and therefore out of it again."""

OF_LABELS = {"n": "new", "r": "rename", "c": "colour", "m": "merge"}
"""The list of labels covers the page, and names these at its foot: each is the first letter of its word."""


def held(changed: dict[str, tuple[str, ...]], scopes: tuple[str, ...]) -> list[str]:
    names = [action.id for action in ACTIONS if action.scope in scopes]
    return [key for name in names for key in changed.get(name, KEYS[name])]


def test_ids_are_unique() -> None:
    assert len(KEYS) == len(ACTIONS)


@pytest.mark.parametrize("scopes", TOGETHER)
def test_no_two_actions_of_a_screen_share_a_key(scopes: tuple[str, ...]) -> None:
    keys = held({}, scopes)
    assert sorted(keys) == sorted(set(keys))


def meanings(key: str) -> set[frozenset[str]]:
    """Return what a key means on all screens: each kind of action, or an action that is of no kind."""
    names = {action.id for action in ACTIONS if key in action.keys}
    kinds = [frozenset(kind.split()) for kind in ALIKE.values() if names & set(kind.split())]
    whole = [kind for kind in kinds if names <= kind]
    return set(whole[:1]) or {*kinds, *(frozenset({name}) for name in names if not any(name in kind for kind in kinds))}


@pytest.mark.parametrize("key", sorted({key for keys in KEYS.values() for key in keys}))
def test_a_key_means_one_thing_on_every_screen(key: str) -> None:
    assert (len(meanings(key)) == 1) != (key in EXCEPTIONS), meanings(key)


@pytest.mark.parametrize("dialog", DIALOGS)
def test_the_keys_of_a_dialog_mean_what_they_mean_elsewhere(dialog: type[ModalScreen[object]]) -> None:
    for binding in Binding.make_bindings(dialog.BINDINGS):
        if binding.action.startswith(("dismiss", "leave")):
            assert binding.key in {"escape", "q", "enter", *KEYS[DIALOGS[dialog]]}
        elif binding.action == "undo":
            assert binding.key in KEYS["mark.undo"]
        elif dialog is LabelsScreen:
            assert OF_LABELS[binding.key] == binding.description
        else:
            assert binding.key in (*KEYS["library.page-up"], *KEYS["library.page-down"])


def test_every_kind_is_of_actions() -> None:
    assert {name for kind in ALIKE.values() for name in kind.split()} <= set(KEYS)


@pytest.mark.parametrize("name", FORMER)
def test_a_former_key_still_says_what_is_pressed_now(name: str) -> None:
    scope = name.partition(".")[0]
    gone = set(FORMER[name]) - set(KEYS[name])
    assert gone
    assert all(former_key(key, (scope,)).id == name for key in gone)  # type: ignore[union-attr]


def test_who_gave_the_new_keys_away_keeps_the_former_ones() -> None:
    changed, problems = with_keys({"library.review": "o, alt+o", "mark.pick": "ctrl+o, alt+e"}, "config.toml")
    assert changed["library.sort"] == FORMER["library.sort"]
    assert changed["mark.next-alike"] == ("o",)
    assert changed["mark.shrink"] == ("ctrl+down",)
    assert [problem.message for problem in problems if "library" in problem.message] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_key_that_an_input_method_lets_through(action: object) -> None:
    keys = action.keys  # type: ignore[attr-defined]
    assert any(REACHES_THE_APP.fullmatch(key) for key in keys)


def test_an_unknown_id_is_reported_with_the_nearest() -> None:
    changed, problems = with_keys({"reader.page-dwon": "x"}, "config.toml")
    assert not changed
    assert "reader.page-down" in str(problems[0])
    assert str(problems[0]).startswith("config.toml")


def test_a_key_of_another_action_is_taken_from_it_and_reported() -> None:
    changed, problems = with_keys({"reader.page-down": "j"}, "config.toml")
    assert changed["reader.page-down"] == ("j",)
    assert changed["reader.line-down"] == ("down",)
    assert len(problems) == 1
    assert "reader.line-down" in str(problems[0])


def test_an_action_can_be_left_without_a_key() -> None:
    changed, problems = with_keys({"reader.indent": ""}, "config.toml")
    assert changed == {"reader.indent": ()}
    assert not problems


def test_settings_of_before_keep_the_keys_that_a_new_action_has() -> None:
    changed, problems = with_keys({"app.toggle-light": "I, f5"}, "config.toml")
    assert changed["library.import"] == ("alt+I",)
    assert changed["app.toggle-light"] == ("I", "f5")
    assert changed["import.start"] == ("alt+I",)
    assert not [problem for problem in problems if "import" in problem.message]


def test_keys_that_change_places_do_not_clash() -> None:
    _changed, problems = with_keys({"reader.next-hit": "N", "reader.previous-hit": "n"}, "config.toml")
    assert not problems


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), st.lists(st.sampled_from("abcjkt"), max_size=3).map(",".join)))
def test_whatever_the_user_says_every_key_does_one_thing(keys: dict[str, str]) -> None:
    changed, _problems = with_keys(keys, "")
    for scopes in TOGETHER:
        shared = held(changed, scopes)
        assert sorted(shared) == sorted(set(shared))
