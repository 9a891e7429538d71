"""Looking words up: the panel over the text, and what is said where there is nothing to look them up in."""

import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seeds.dictionary.cedict import CEDICT
from seeds.packs.store import add
from tests.dictionaries import dictionary_archive
from tui.core.reading.word_list import word_file
from tui.ui.screens.look_up import LookUpScreen
from tui.ui.widgets.plain import Words

Start = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "律師.txt"
    path.write_text("律師手記\n\n國家隊的律師送外賣。", "utf-8")
    return path


def shown(user: Any) -> list[str]:
    assert isinstance(user.app.screen, LookUpScreen)
    return [str(words.visual) for words in user.app.screen.query(Words)]


async def test_a_word_is_looked_up_and_then_its_neighbours(start: Start, text: Path) -> None:
    add(replace(CEDICT, pinned={}), from_file=dictionary_archive(text.parent))
    async with start(text) as user:
        await user.go_to("國家隊")
        await user.press("alt+i")
        words = shown(user)
        assert words[:2] == ["國家隊 国家队  guó jiā duì  ㄍㄨㄛˊ ㄐㄧㄚ ㄉㄨㄟˋ", "the national team"]
        assert words[2].startswith("國家 国家")
        assert words[-1].endswith("CC-CEDICT · 2023-11-07 · CC BY-SA 4.0")
        while "律師 律师  lǜ shī  ㄌㄩˋ ㄕ" not in shown(user):
            await user.press("right")
        first, *others = word_file().read()
        assert (first["traditional"], first["sentence"]) == ("國家隊", "國家隊的律師送外賣。")
        assert first["source"] == "律師手記, 律師.txt"
        assert others
        await user.press("escape")
        assert not isinstance(user.app.screen, LookUpScreen)
        assert user.app.screen.marking.annotator.caret.cursor is not None


async def test_a_selection_wins_and_the_users_command_is_asked(start: Start, text: Path) -> None:
    code = "import sys; print(chr(27) + '[1m', sys.stdin.buffer.read().decode())"
    async with start(text) as user:
        user.session.change_settings(look_up=(sys.executable, "-c", code))
        await user.go_to("律師送")
        screen = user.app.screen
        begin = screen.article.text.index("師送")
        screen.marking.do(lambda annotator: annotator.caret.select(begin, begin + 2))
        await user.press("alt+i")
        assert shown(user)[:2] == ["師送", "␛[1m 師送"]


async def test_without_either_it_is_said_how_to_get_them(start: Start, text: Path) -> None:
    async with start(text) as user:
        await user.press("right", "alt+i")
        assert any("zhupi data add cedict" in note for note in user.notes)
        assert not isinstance(user.app.screen, LookUpScreen)


async def test_a_project_that_names_a_command_is_told_and_nothing_is_run(start: Start, text: Path) -> None:
    witness = text.parent / "ran"
    (text.parent / "zhupi.toml").write_text(f'[reader]\nlook-up = ["touch", "{witness}"]\n')
    async with start(text.parent) as user:
        assert any("your own settings, which no project can set" in str(problem) for problem in user.session.problems)
        await user.press("enter", "right", "alt+i")
        assert any("zhupi data add cedict" in note for note in user.notes)
        assert not witness.exists()
