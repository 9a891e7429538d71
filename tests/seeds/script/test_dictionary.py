"""Test dictionaries that are derived from others as OpenCC's build derives them."""

from pathlib import Path

import pytest

from seeds.script.data_sets import DataSet
from seeds.script.dictionary import rare_dictionary, read_dictionary, reversed_dictionary
from seeds.script.library import StageLibrary
from seeds.script.stage import run_all
from seeds.script.standard import STANDARD


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    return tmp_path / "Made.txt"


def test_the_first_value_counts(dictionary: Path) -> None:
    dictionary.write_bytes("\ufeff# a comment\r\n\r\n里\t裏 里\r\n国\t國\r\n".encode())
    assert read_dictionary(dictionary) == {"里": "裏", "国": "國"}


def test_reversal_takes_the_first_key_or_the_preferred_one(dictionary: Path) -> None:
    dictionary.write_text(
        "棱\t稜\n# @reverse-prefer: 梁\n梁\t梁\n樑\t梁 樑\n甲\t乙\n丙\t乙\n# @reverse-prefer: 乙 丙\n", "utf-8"
    )
    assert reversed_dictionary(dictionary) == {"稜": "棱", "梁": "梁", "樑": "樑", "乙": "丙"}


def test_rare_forms_are_those_marked(dictionary: Path) -> None:
    dictionary.write_text("# @tofu-risk: a font lacks it\n㑮\t㑮 𫝈\n㑯\t㑔\n", "utf-8")
    assert rare_dictionary(dictionary) == {"㑮": "𫝈"}


def test_words_of_the_regions_keep_together_in_the_segmentation(tmp_path: Path) -> None:
    files = {
        "CJK_Compatibility_Ideographs": "更\t更",
        "STCharacters": "后\t後\n体\t體",
        "STPhrases": "后里\t后里",
        "TSCharacters": "後\t后\n體\t体",
        "TSPhrases": "甲乙\t甲乙",
        "HKPhrases": "體後體\t甲體",
        "TWPhrases": "後體\t短\n體後里\t長",
        "TWVariants": "爲\t為",
        "TWVariantsPhrases": "爲爲\t爲爲",
    }
    for name, content in files.items():
        (tmp_path / f"{name}.txt").write_text(content + "\n", "utf-8")
    data_set = DataSet("made", "", {name: tmp_path / f"{name}.txt" for name in files}, STANDARD)
    library = StageLibrary(data_set)
    # 体后里 is a key only since Taiwan has a word for it, and so 后里 does not cut it in two.
    assert run_all(library.stages(STANDARD["s2t"]), "体后里更")[0] == "體後里更"
    assert run_all(library.stages(STANDARD["s2twp"]), "体后里")[0] == "長"
