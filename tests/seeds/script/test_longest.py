"""Test the rule of opencc-python-reimplemented against that library itself."""

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.script.converter import load_converter
from seeds.script.data_sets import LIBRARY

CONFIGURATIONS = ("s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "t2tw", "t2hk")
BUNDLED = Path(__file__).parents[3] / "seeds" / "data" / "000_4e627f4a21125a39.txt"


@cache
def library(configuration: str) -> Any:
    import opencc

    if not hasattr(opencc, "opencc"):
        pytest.skip("the C++ package has taken the place of opencc-python-reimplemented's module")
    return opencc.OpenCC(configuration)


@cache
def keys(configuration: str) -> list[str]:
    """Draw keys of the library's dictionaries for a configuration, to make texts that match or nearly do."""
    words = [key for group in library(configuration)._dict_chain_data for _, _, entries in group for key in entries]
    return random.Random(7).sample(words, min(len(words), 3000))


@st.composite
def texts(draw: st.DrawFn, configuration: str) -> str:
    pieces = st.one_of(
        st.sampled_from(keys(configuration)),
        st.sampled_from(keys(configuration)).map(lambda key: key[:-1]),
        st.sampled_from(keys(configuration)).map(lambda key: key[1:]),
        st.text("，。 \n\u3000\x00-．A里后发面只干", max_size=3),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(),
    )
    return "".join(draw(st.lists(pieces, max_size=12)))


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
@given(data=st.data())
def test_random_text_converts_as_the_library_converts_it(configuration: str, data: st.DataObject) -> None:
    library(configuration).convert("")
    text = data.draw(texts(configuration))
    assert load_converter(configuration, LIBRARY).convert(text).text == library(configuration).convert(text)


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_the_bundled_articles_convert_as_the_library_converts_them(configuration: str) -> None:
    text = BUNDLED.read_text("utf-8")
    if configuration.startswith("s"):
        text = load_converter("t2s", LIBRARY).convert(text).text
    assert load_converter(configuration, LIBRARY).convert(text).text == library(configuration).convert(text)


@pytest.mark.heavy
@pytest.mark.parametrize("configuration", ["s2t", "t2s"])
def test_wikipedia_converts_as_the_library_converts_it(configuration: str, shared_data: Path) -> None:
    text = (shared_data / "uner_gsd_trad.train.jsonl").read_text("utf-8")
    if configuration == "s2t":
        text = load_converter("t2s", LIBRARY).convert(text).text
    assert load_converter(configuration, LIBRARY).convert(text).text == library(configuration).convert(text)


@pytest.mark.parametrize(
    ("configuration", "text", "expected"),
    [("tw2t", "床頭", "牀頭"), ("hk2t", "裏", "裏"), ("t2jp", "圖", "図"), ("jp2t", "図", "圖")],
)
def test_configurations_that_the_library_lacks(configuration: str, text: str, expected: str) -> None:
    assert load_converter(configuration, LIBRARY).convert(text).text == expected
