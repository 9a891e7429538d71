"""Test dictionaries that are derived from two data sets, and words that are kept whole."""

from pathlib import Path

import pytest

from seeds.script.converter import load_converter
from seeds.script.data_sets import WHEEL, find_data_set
from seeds.script.derived import derived_dictionaries
from seeds.script.dictionary import read_dictionary
from seeds.script.words import longer_words

EMPTY = ("TWVariantsRev", "HKVariantsRev")


def files(folder: Path, **dictionaries: str) -> dict[str, Path]:
    folder.mkdir()
    for name, entries in {**dict.fromkeys(EMPTY, ""), **dictionaries}.items():
        lines = "".join(f"{entry.replace('=', chr(9))}\n" for entry in entries.split(","))
        (folder / f"{name}.txt").write_text(lines if entries else "", "utf-8")
    return {path.stem: path for path in folder.iterdir()}


def test_the_newer_data_is_put_in_the_standard_of_the_older(tmp_path: Path) -> None:
    newer = files(
        tmp_path / "newer",
        STCharacters="里=裡,云=雲,面=面",
        STPhrases="公里=公里,家里=家裡,汤面=湯麵,面子=面子,抬头=抬頭",
        TWVariants="裏=裡",
        HKVariants="裏=裡,說=説,着=着",
        TWPhrases="家裡=家中,甲·乙=丙·丁",
    )
    older = files(
        tmp_path / "older",
        STCharacters="里=裏 里,云=云,面=面 麪",
        STPhrases="家里=家裏,抬头=擡頭",
        TWVariants="裏=裡,麪=麵,擡=抬",
        HKVariants="擡=抬",
    )
    derived = {name: dict(read()) for name, read in derived_dictionaries(newer, older).items()}
    assert derived["STCharacters"] == {"里": "裏", "云": "雲", "面": "面"}
    assert derived["STPhrases"] == {
        "公里": "公里",
        "家里": "家裏",
        "汤面": "湯麪",
        "面子": "面子",
        "抬头": "抬頭",
    }
    assert derived["TWVariants"] == {"裏": "裡", "麪": "麵"}
    assert derived["HKVariants"] == {"說": "説"}
    assert derived["TWPhrases"] == {"家裡": "家中", "家裏": "家中", "甲·乙": "丙·丁", "甲-乙": "丙-丁"}


def test_without_the_older_data_the_newer_stays_as_it_is() -> None:
    assert derived_dictionaries(find_data_set(WHEEL).dictionaries, {}) == {}


def test_a_word_is_kept_whole_where_a_shorter_phrase_would_tear_it() -> None:
    characters = {"发": "發", "只": "只", "见": "見"}
    phrases = {"被发": "被髮", "发廊": "髮廊"}
    more = {"被发": "被發", "被发明": "被發明", "发廊里": "髮廊里", "几只": "幾隻", "看见": "看見", "被发长": "被发长"}
    assert longer_words(phrases, characters, more) == {"被发明": "被發明"}


@pytest.mark.parametrize("name", ["TWVariants", "HKVariants"])
def test_what_a_region_writes_leads_back_to_what_it_was(name: str) -> None:
    region = name[:2].lower()
    there, back = load_converter(f"t2{region}", WHEEL), load_converter(f"{region}2t", WHEEL)
    for key in find_data_set(WHEEL).derived[name]():
        shown = there.convert(key).text
        assert there.convert(back.convert(shown).text).text == shown


def test_no_phrase_is_lost_and_none_is_added_but_idioms() -> None:
    data_set = find_data_set(WHEEL)
    before, after = read_dictionary(data_set.dictionaries["STPhrases"]), data_set.derived["STPhrases"]()
    kept = read_dictionary(data_set.dictionaries["TWVariantsPhrases"])
    assert before.keys() <= after.keys()
    assert {after[key] for key in after.keys() - before.keys()} <= kept.keys()


def test_an_idiom_keeps_its_old_character_however_it_is_written() -> None:
    assert load_converter("s2tw", WHEEL).convert("牛骥同皂，牛骥同皁，肥皂").text == "牛驥同皁，牛驥同皁，肥皂"
