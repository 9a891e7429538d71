"""The table of actions, and the user's keys laid over it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.keymap import ACTIONS, TOGETHER, with_keys

REACHES_THE_APP = re.compile(
    r"ctrl\+.+|alt\+.+|shift\+(?:tab|left|right|up|down)|tab|delete|shift\+f\d+|f\d+|up|down|left|right|pageup|pagedown|home|end|enter|escape|backspace"
)
KEYS = {action.id: action.keys for action in ACTIONS}


def held(changed: dict[str, tuple[str, ...]], scopes: tuple[str, ...]) -> list[str]:
    names = [action.id for action in ACTIONS if action.scope in scopes]
    return [key for name in names for key in changed.get(name, KEYS[name])]


def test_ids_are_unique() -> None:
    assert len(KEYS) == len(ACTIONS)


@pytest.mark.parametrize("scopes", TOGETHER)
def test_no_two_actions_of_a_screen_share_a_key(scopes: tuple[str, ...]) -> None:
    keys = held({}, scopes)
    assert sorted(keys) == sorted(set(keys))


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
    changed, problems = with_keys({"library.sort": "I", "app.toggle-light": "x, f5"}, "config.toml")
    assert changed["library.sort"] == ("I",)
    assert changed["library.import"] == ("alt+i",)
    assert changed["app.toggle-light"] == ("x", "f5")
    assert changed["import.start"] == ("ctrl+s",)
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
