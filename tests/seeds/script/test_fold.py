"""Test folding: same length, idempotent, blind to script, case, width, and kinds of punctuation."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.script.converter import load_converter
from seeds.script.fold import fold

BUNDLED = Path(__file__).parents[3] / "seeds" / "data" / "000_4e627f4a21125a39.txt"


@given(st.text())
def test_length_is_kept_and_folding_twice_is_folding_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_once_and_for_all() -> None:
    everything = "".join(
        map(chr, [*range(0x3400), *range(0x4DC0, 0x20000, 3), *range(0xF900, 0xFFFF), *range(0x2F800, 0x2FA20)])
    )
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


@given(st.text())
def test_a_part_folds_as_in_the_whole(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize("configuration", ["t2s", "t2tw"])
def test_the_bundled_articles_fold_alike_in_every_script(configuration: str) -> None:
    text = BUNDLED.read_text("utf-8")
    assert fold(load_converter(configuration).convert(text).text) == fold(text)


def test_simplified_text_folds_as_what_it_becomes() -> None:
    text = load_converter("t2s").convert(BUNDLED.read_text("utf-8")).text
    assert fold(load_converter("s2t").convert(text).text) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("淘宝", "淘寶"),
        ("裡", "裏"),
        ("爲", "為"),
        ("ＡBc", "abC"),
        ("，。「」", ',."“'),
        ("\u3000", " "),
        ("臺灣", "台湾"),
        ("余", "餘"),
        ("钟", "鍾"),
        ("钟", "鐘"),
        ("范", "範"),
        ("于", "於"),
        ("后", "後"),
        ("衞", "衛"),
        ("衞", "卫"),
        ("说", "説"),
        ("着", "著"),
        ("綫", "线"),
        ("麪", "面"),
        ("羣", "群"),
        ("吃", "喫"),
        ("‐", "—"),
    ],
)
def test_these_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_would_change_the_length_stays() -> None:
    assert fold("ßﬁ…") == "ßﬁ…"


def test_different_words_stay_different() -> None:
    assert len({fold(word) for word in ("淘寶", "外賣", "騎手", "小米", "a", "1")}) == 6


def test_ascii_folds_as_it_does_beside_chinese() -> None:
    ascii_text = "".join(map(chr, range(128)))
    assert fold(ascii_text) == fold(f"{ascii_text}中")[:-1]


def test_ascii_needs_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seeds.script.fold._table", lambda: pytest.fail("the dictionaries were read"))
    assert fold("") == ""
    assert fold("label:ORG") == "label:org"
