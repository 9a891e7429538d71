"""Test words: the text cut into tokens once, the same from every side, whoever cuts the Chinese."""

import threading
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.segmentation.words import Token, Words, by_character

PIECES = [
    *"淘寶閃購，。、“”—— \n\tａ1９éß〇々ア한%$￥",
    "iPhone 17",
    "1.2億元",
    "12月26日",
    "e\u0301",
    "葛\U000e0100",
    "👨\u200d👩\u200d👧",
    "\ud800",
    "\u0301",
    "https://a.com/b-c_d",
    "淘寶閃購真金白銀急挖人" * 30,
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def in_pairs(text: str) -> Iterable[int]:
    return range(2, len(text), 2)


def in_thirds_with_both_ends(text: str) -> Iterable[int]:
    return [*range(0, len(text), 3), len(text)]


CUTS = st.sampled_from([by_character, in_pairs, in_thirds_with_both_ends])


def tokens(words: Words, text: str) -> list[Token]:
    result: list[Token] = []
    while not result or result[-1].end < len(text):
        result.append(words.token_at(result[-1].end if result else 0))
    return result


def shown(text: str, words: Words | None = None) -> list[str]:
    result = tokens(words or Words(text), text)
    return [text[token.start : token.end] for token in result if token.is_word]


@given(TEXT.filter(bool), CUTS)
def test_the_tokens_join_up_to_the_text_and_each_is_found_from_all_of_its_offsets(text: str, cut: object) -> None:
    words = Words(text, cut)  # type: ignore[arg-type]
    all_tokens = tokens(words, text)
    assert [token.start for token in all_tokens] == [0, *(token.end for token in all_tokens[:-1])]
    assert all_tokens[-1].end == len(text)
    for token in all_tokens:
        assert all(words.token_at(offset) == token for offset in range(token.start, token.end))
        assert token.is_word or not any(character in "淘寶閃購iPhoneß한" for character in text[token.start : token.end])


@given(TEXT, CUTS, st.integers(-2, 400))
def test_after_and_before_an_offset_come_all_the_words_on_that_side(text: str, cut: object, offset: int) -> None:
    words = Words(text, cut)  # type: ignore[arg-type]
    ranges = [(token.start, token.end) for token in (tokens(words, text) if text else []) if token.is_word]
    assert list(words.after(offset)) == [word for word in ranges if word[1] > offset]
    assert list(words.before(offset)) == [word for word in reversed(ranges) if word[0] < offset]


@pytest.mark.parametrize("offset", [-1, 3, 99])
def test_outside_the_text_there_is_no_token(offset: int) -> None:
    with pytest.raises(IndexError):
        Words("甲乙丙").token_at(offset)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("真金白銀", ["真", "金", "白", "銀"]),
        ("最高3000元、3,000.5萬港元", ["最", "高", "3000元", "3,000.5萬港元"]),
        ("12月26日報導", ["12月", "26日", "報", "導"]),
        ("約10分鐘,漲30%到$12.5億", ["約", "10分鐘", "漲", "30%", "到", "$12.5億"]),
        ("80年代的2025年度和2025/12/5", ["80年代", "的", "2025年度", "和", "2025/12/5"]),
        ("第17個", ["第", "17", "個"]),
        ("iPhone 17 Pro,GPT-4o,AT&T,C++,5G,24h", ["iPhone", "17", "Pro", "GPT-4o", "AT&T", "C++", "5G", "24h"]),
        ("don’t stop…… a.b@c.de", ["don’t", "stop", "a.b@c.de"]),
        ("見https://a.com/b-c。", ["見", "https://a.com/b-c"]),
        ("cafe\u0301 葛\U000e0100飾", ["cafe\u0301", "葛\U000e0100", "飾"]),
        ("_#《》", []),
    ],
)
def test_letters_and_numbers_with_their_units_are_words_by_their_characters(text: str, words: list[str]) -> None:
    assert shown(text) == words


def test_marks_of_one_kind_are_one_token() -> None:
    assert tokens(Words("——……  "), "——……  ") == [Token(0, 2, False), Token(2, 4, False), Token(4, 6, False)]


def test_a_segmenter_may_join_letters_and_chinese_but_cuts_no_letters_apart() -> None:
    text = "買A股iPhone"
    assert shown(text, Words(text, lambda _text: [1, 3, 5])) == ["買", "A股", "iPhone"]


def test_the_words_are_cut_anew_when_there_is_another_way() -> None:
    text = "淘寶閃購,很好"
    words = Words(text)
    assert shown(text, words) == list("淘寶閃購很好")
    worker = threading.Thread(target=words.use, args=(in_pairs,))
    worker.start()
    worker.join()
    assert shown(text, words) == ["淘寶", "閃購", "很好"]


def test_each_place_is_cut_once_and_only_where_somebody_looks() -> None:
    text = "淘寶閃購,很好。" * 5_000
    cut: list[str] = []

    def noted(piece: str) -> Iterable[int]:
        cut.append(piece)
        return in_pairs(piece)

    words = Words(text, noted)
    for _press in range(2):
        assert words.token_at(20_002) == (20_002, 20_004, True)
        assert next(words.after(20_002)) == (20_002, 20_004)
        assert next(words.before(20_002)) == (20_000, 20_002)
    assert cut == ["淘寶閃購"]


def test_chinese_without_a_mark_is_not_cut_at_once() -> None:
    text = "真金白銀急挖人" * 3_000
    longest = 0

    def noted(piece: str) -> Iterable[int]:
        nonlocal longest
        longest = max(longest, len(piece))
        return in_pairs(piece)

    assert sum(end - start for start, end in Words(text, noted).after(0)) == len(text)
    assert longest <= 200
