"""Test converters: which data they take, what they do with odd text, and how well they do OpenCC's own cases."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from seeds.errors import NotFoundError, SourceError
from seeds.packs.opencc import OPENCC
from seeds.packs.store import add
from seeds.script import converter as converter_module
from seeds.script.converter import configurations, forget, load_converter
from seeds.script.data_sets import LIBRARY, PACK, USER, WHEEL, data_sets, find_data_set, user_folder
from tests.seeds.script.data_table import count, opencc_cases, passed
from tests.seeds.script.own_cases import CASES


@pytest.fixture
def fresh() -> Any:
    """Look at the data anew, now and after the test."""
    forget()
    yield
    forget()


@pytest.mark.parametrize(("configuration", "text", "expected"), CASES)
def test_words_that_go_several_ways(configuration: str, text: str, expected: str) -> None:
    """Check what OpenCC's cases are about with some of our own, which need no data beside the repository."""
    assert load_converter(configuration, WHEEL).convert(text).text == expected


def score(shared_data: Path, data_set: str) -> tuple[Counter[str], Counter[str]]:
    """Return how many cases pass, and how many there are, by configuration."""
    cases = opencc_cases(shared_data / "opencc_cases.json")
    return passed(cases, find_data_set(data_set)), count(cases)


def test_opencc_cases_out_of_the_box(shared_data: Path) -> None:
    successes, there = score(shared_data, WHEEL)
    assert successes.total() > 0.95 * there.total()


@pytest.mark.network
def test_opencc_cases_with_the_pack(shared_data: Path, fresh: None) -> None:
    try:
        add(OPENCC)
    except SourceError as error:
        pytest.skip(f"the package index cannot be reached: {error}")
    successes, there = score(shared_data, PACK)
    assert successes == there
    assert passed(CASES, find_data_set(PACK)) == count(CASES)
    assert load_converter("s2t").dataset.name == PACK


def test_the_newest_data_goes_first_where_none_does_better() -> None:
    names = [data_set.name for data_set in data_sets()]
    assert names == [WHEEL, LIBRARY]
    assert load_converter("s2t").dataset.name == WHEEL
    assert load_converter("s2t", LIBRARY).dataset.name == LIBRARY


def test_the_users_folder_goes_before_all_other_data(fresh: None) -> None:
    user_folder().mkdir(parents=True)
    (user_folder() / "TWPhrases.txt").write_text("# ours\n軟件\t軟軟體\n", "utf-8")
    (user_folder() / "mine.json").write_text(
        json.dumps(
            {
                "name": "Mine",
                "conversion_chain": [
                    {"dict": {"type": "inline", "entries": {"貓": "喵"}}},
                    {"dict": {"type": "ocd2", "file": "STCharacters.ocd2"}},
                ],
            }
        ),
        "utf-8",
    )
    assert load_converter("s2twp").dataset.name == USER
    assert load_converter("s2twp").convert("软件").text == "軟軟體"
    assert load_converter("mine").convert("貓国").text == "喵國"
    assert load_converter("s2twp", WHEEL).convert("软件").text == "軟體"
    assert "Mine" in {each.description for each in configurations()}


def test_a_folder_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "STPhrases.txt").write_text("软件\t柔件\n", "utf-8")
    assert load_converter("s2t", str(tmp_path)).convert("软件").text == "柔件"


@pytest.mark.parametrize(("content", "line"), [("软件\t軟件\n无\n", 2), ("软件\t\n", 1)])
def test_a_broken_dictionary_is_named_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    (tmp_path / "STCharacters.txt").write_text(content, "utf-8")
    with pytest.raises(SourceError) as caught:
        load_converter("s2t", str(tmp_path))
    assert (caught.value.problem.document, caught.value.problem.line) == (str(tmp_path / "STCharacters.txt"), line)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"name": "x"}',
        '{"conversion_chain": [{"dict": {"type": "magic"}}]}',
        '{"segmentation": {"type": "jieba"}, "conversion_chain": []}',
    ],
)
def test_a_broken_configuration_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "mine.json").write_text(content, "utf-8")
    with pytest.raises(SourceError) as caught:
        load_converter("mine", str(tmp_path))
    assert caught.value.problem.document == str(tmp_path / "mine.json")


@pytest.mark.parametrize(("config", "data_set", "hint"), [("s2tpw", None, "s2tw"), ("s2t", "opencc-pyton", LIBRARY)])
def test_unknown_names_come_with_the_nearest(config: str, data_set: str | None, hint: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        load_converter(config, data_set)
    assert hint in str(caught.value)


def test_what_the_data_does_not_hold_is_said(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(
        '{"name": "", "conversion_chain": [{"dict": {"type": "txt", "file": "STCharacter.txt"}}]}', "utf-8"
    )
    with pytest.raises(NotFoundError, match="STCharacters"):
        load_converter("mine", str(tmp_path))


def test_converters_are_loaded_once(fresh: None) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(load_converter, ["t2s"] * 8))
    assert len(set(map(id, loaded))) == 1


@pytest.mark.parametrize("data_set", [WHEEL, LIBRARY])
@pytest.mark.parametrize(
    "text", ["", "\0", "\ud800国\udfff", "👩‍👩‍👧国", "𪚥国", "\u2028国\r\n国", "国" * 3 + "\ufdd0"]
)
def test_any_string_converts(data_set: str, text: str) -> None:
    assert load_converter("s2t", data_set).convert(text).text == text.replace("国", "國")


def test_long_texts_convert_as_short_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "软件里的鼠标连上了互联网络，后来的事以后再说。" * 50
    converter = load_converter("s2twp")
    whole = converter.convert(text)
    monkeypatch.setattr(converter_module, "_CHUNK", 64)
    assert converter.convert(text) == whole
    assert whole.map.to_target(len(text)) == len(whole.text)


def test_find_data_set_by_name() -> None:
    assert find_data_set(LIBRARY).version
