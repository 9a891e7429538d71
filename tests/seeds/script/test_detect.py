"""Test detecting the script of a text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.script.converter import load_converter
from seeds.script.detect import Script, detect

BUNDLED = Path(__file__).parents[3] / "seeds" / "data" / "000_4e627f4a21125a39.txt"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("中國消費的下一程", Script.TRADITIONAL),
        ("中国消费的下一程", Script.SIMPLIFIED),
        ("", Script.UNKNOWN),
        ("The next leg, 2026", Script.UNKNOWN),
        ("一二三人口", Script.UNKNOWN),
        ("著名乾坤里面后来", Script.UNKNOWN),
        ("\ud800\0國", Script.TRADITIONAL),
    ],
)
def test_short_texts(text: str, script: Script) -> None:
    assert detect(text) is script


def test_every_long_line_of_the_bundled_articles() -> None:
    lines = [line for line in BUNDLED.read_text("utf-8").splitlines() if len(line) > 20]
    simplified = [load_converter("t2s").convert(line).text for line in lines]
    assert {detect(line) for line in lines} == {Script.TRADITIONAL}
    assert {detect(line) for line in simplified} == {Script.SIMPLIFIED}


@given(st.integers(0, 40_000), st.integers(0, 40_000))
def test_a_text_in_one_script_is_found_in_beginning_middle_or_end(before: int, after: int) -> None:
    text = "x" * before + "國" * 6000 + "x" * after
    expected = Script.TRADITIONAL if min(before, after) < 2000 or before < len(text) // 2 < before + 6000 else None
    assert detect(text) in ({expected} if expected else {Script.TRADITIONAL, Script.UNKNOWN})
