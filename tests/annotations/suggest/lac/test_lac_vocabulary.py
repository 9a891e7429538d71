"""LAC's word cut: the fewest words, held to trying all cuts; and the numbers of the words."""

from collections.abc import Iterator
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.lac.vocabulary import NetworkVocabulary

WORDS = ["a", "b", "甲", "甲乙", "ab1", "OOV", "，"]
DICTIONARY = ["甲乙", "乙丙", "甲乙丙", "丙丁", "丁甲乙丙"]
VOCABULARY = NetworkVocabulary(WORDS, DICTIONARY, {"Ａ": "a", "b": "a", ",": "，", "乙": "丙"})


def cuts(text: str) -> Iterator[list[str]]:
    """Yield every cut of a text into single characters and words of the dictionary."""
    if not text:
        yield []
    for size in {1, *map(len, DICTIONARY)}:
        if text and size <= len(text) and (size == 1 or text[:size] in DICTIONARY):
            for rest in cuts(text[size:]):
                yield [text[:size], *rest]


def worth(words: list[str]) -> tuple[int, float]:
    return -len(words), round(sum(log(len(word)) for word in words), 6)


@given(text=st.text("甲乙丙丁，", max_size=9))
def test_no_cut_is_better(text: str) -> None:
    found = VOCABULARY.cut(text)
    assert "".join(found) == text
    assert worth(found) == max(map(worth, cuts(text)))


@given(text=st.text(st.sampled_from("甲乙丙aB1 ，\0\n😀\ud800")))
def test_every_code_point_is_in_one_word(text: str) -> None:
    numbers, lengths = VOCABULARY.word_numbers(text)
    assert sum(lengths) == len(text)
    assert len(numbers) == len(lengths)
    assert all(0 <= number < len(WORDS) for number in numbers)


@pytest.mark.parametrize(
    ("text", "numbers", "lengths"),
    [
        ("甲乙", [3], [2]),
        ("ab1", [4], [3]),
        ("ab2", [0, 0, 5], [1, 1, 1]),
        ("Ａ,", [0, 6], [1, 1]),
        ("丙丁", [5, 5], [1, 1]),
        ("", [], []),
    ],
)
def test_numbers(text: str, numbers: list[int], lengths: list[int]) -> None:
    assert VOCABULARY.word_numbers(text) == (numbers, lengths)


def test_of_equal_cuts_the_one_with_the_longer_word_first() -> None:
    assert VOCABULARY.cut("甲乙丙丁") == ["甲乙", "丙丁"]
    assert NetworkVocabulary(WORDS, ["甲乙", "乙丙"], {}).cut("甲乙丙") == ["甲乙", "丙"]
