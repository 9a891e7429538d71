"""拼音 with tone marks, and 注音: every syllable of the standard table."""

from pathlib import Path

import pytest

from seeds.dictionary.pronunciation import pinyin, symbols_of, zhuyin

SYLLABLES = [line.split("\t") for line in (Path(__file__).parent / "syllables.tsv").read_text("utf-8").splitlines()]


def test_every_syllable_of_the_table() -> None:
    assert len(SYLLABLES) == 420
    assert {syllable: symbols_of(syllable) for syllable, _symbols in SYLLABLES} == dict(SYLLABLES)


def test_no_two_syllables_are_written_alike() -> None:
    symbols = [symbols for _syllable, symbols in SYLLABLES]
    alike = {symbol for symbol in symbols if symbols.count(symbol) > 1}
    assert alike == {"ㄦ"}  # er, and the r that is joined to the syllable before


@pytest.mark.parametrize(
    ("given", "marked", "symbols"),
    [
        ("ma1 ma2 ma3 ma4 ma5", "mā má mǎ mà ma", "ㄇㄚ ㄇㄚˊ ㄇㄚˇ ㄇㄚˋ ˙ㄇㄚ"),
        ("Zhong1 guo2", "Zhōng guó", "ㄓㄨㄥ ㄍㄨㄛˊ"),
        ("lu:4 shi1", "lǜ shī", "ㄌㄩˋ ㄕ"),
        ("nv3 Lu:3", "nǚ Lǚ", "ㄋㄩˇ ㄌㄩˇ"),
        ("lu:e4 xue2 jun1 yuan2", "lüè xué jūn yuán", "ㄌㄩㄝˋ ㄒㄩㄝˊ ㄐㄩㄣ ㄩㄢˊ"),
        ("hua1 r5 wan2 r5", "huār wánr", "ㄏㄨㄚㄦ ㄨㄢˊㄦ"),
        ("er4 r5", "èrr", "ㄦˋㄦ"),
        ("gou3 liu2 gui4 jiong3", "gǒu liú guì jiǒng", "ㄍㄡˇ ㄌㄧㄡˊ ㄍㄨㄟˋ ㄐㄩㄥˇ"),
        ("m2 ng2 hm5", "ḿ ńg hm", "ㄇˊ ㄫˊ ˙ㄏㄇ"),
        ("A1 o2", "Ā ó", "ㄚ ㄛˊ"),
        ("san1 C", "sān C", "ㄙㄢ C"),
        ("xx5 bong uang1", "xx5 bong uang1", "xx5 bong uang1"),
        ("A1 Q · 4", "Ā Q · 4", "ㄚ Q · 4"),
        ("r5", "r", "ㄦ"),
        ("", "", ""),
    ],
)
def test_tones_and_what_is_no_syllable(given: str, marked: str, symbols: str) -> None:
    assert (pinyin(given), zhuyin(given)) == (marked, symbols)
