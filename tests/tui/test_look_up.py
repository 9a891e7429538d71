"""Words looked up in the dictionary and by the user's command, without a screen."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.schema_io.file import load_schema
from annotations.user_settings import OWN_TABLES as REFUSED_IN_PROJECTS
from seeds.dictionary.cedict import CEDICT
from seeds.errors import SourceError
from seeds.packs.installed import packs_folder
from seeds.packs.store import add, remove
from tests.dictionaries import dictionary_archive
from tui.core.config import TABLES, Settings, load_settings
from tui.core.reading.look_up import LookUp, clean_answer


def python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


@pytest.fixture
def look_up(tmp_path: Path) -> LookUp:
    add(replace(CEDICT, pinned={}), from_file=dictionary_archive(tmp_path))
    return LookUp(Settings)


def test_without_a_command_or_a_dictionary_there_is_nothing() -> None:
    assert LookUp(Settings).find("國家") is None


@pytest.mark.parametrize(
    ("word", "following", "words"),
    [
        ("國家", "國家隊的", ["國家隊", "國家", "國"]),
        ("國家", "", ["國家", "國"]),
        ("外賣公司", "", ["外賣", "公司"]),
        ("送外賣的公司", "送外賣的公司。", ["外賣", "公司"]),
        ("国家", "国家好", ["國家", "國"]),
        ("甲乙", "甲乙丙", []),
    ],
)
def test_longer_shorter_and_parts_of_a_word(look_up: LookUp, word: str, following: str, words: list[str]) -> None:
    found = look_up.find(word, following)
    assert found
    assert [entry.traditional for entry in found.entries] == words
    assert (found.about, found.problems) == ("CC-CEDICT · 2023-11-07 · CC BY-SA 4.0", ())


def test_a_dictionary_comes_and_goes(look_up: LookUp) -> None:
    assert look_up.find("好")
    remove("cedict")
    assert look_up.find("好") is None


def test_a_broken_dictionary_is_told_and_the_command_still_asked(look_up: LookUp) -> None:
    (packs_folder() / "cedict.toml").write_text("x = ")
    assert look_up.find("好").problems  # type: ignore[union-attr]
    both = LookUp(lambda: Settings(look_up=python("print('fine')"))).find("好")
    assert both
    assert (both.answer, len(both.problems)) == ("fine", 1)


def test_the_command_is_asked_for_the_word() -> None:
    code = "import sys; print(sys.stdin.buffer.read().decode()[::-1])"
    found = LookUp(lambda: Settings(look_up=python(code))).find("國家", "國家隊")
    assert found
    assert (found.answer, found.entries, found.about) == ("家國", (), "")


def test_a_command_that_fails_is_told() -> None:
    found = LookUp(lambda: Settings(look_up=("/nowhere/\x1bdict",))).find("好")
    assert found
    assert found.problems == ("/nowhere/␛dict cannot be started: No such file or directory",)


def test_escape_sequences_of_an_answer_are_signs() -> None:
    answer = "\n\x1b[31m好\x1b[0m\tgood \r\n\x1b]52;c;eA==\x07\u202e\x9b2J\n\n"
    assert clean_answer(answer) == "␛[31m好␛[0m good\n␛]52;c;eA==␇␣\ufffd2J"


@pytest.mark.parametrize("value", ['"rm"', "[]", '["sdcv", "-n"]', '[""]', '["a", 1]', "1", '["a", ["b"]]'])
def test_the_setting_is_a_list_of_strings(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[reader]\nlook-up = {value}\n")
    settings, problems = load_settings(path)
    assert (settings.look_up, len(problems)) == {"[]": ((), 0), '["sdcv", "-n"]': (("sdcv", "-n"), 0)}.get(
        value, ((), 1)
    )


def test_a_project_cannot_set_the_command_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "zhupi.toml").write_text('[reader]\nlook-up = ["touch", "made"]\n')
    with pytest.raises(SourceError, match="your own settings, which no project can set: it is ignored"):
        load_schema(tmp_path)


def test_no_table_of_the_settings_is_taken_from_a_project() -> None:
    assert {*TABLES, "keys", "endpoints"} - {*REFUSED_IN_PROJECTS} == {"sources"}  # which a project has too
