"""Spans from tags, in every scheme."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.adapters.token_tags import Token, spans_of_tokens

TEXT = "阿里巴巴在北京"


def spans(tags: str, text: str = TEXT) -> list[tuple[str, str]]:
    """Return the spans of a text, of which every character is a token."""
    tokens = [Token(place, place + 1, tag, 0.5) for place, tag in enumerate(tags.split())]
    return [(text[span.start : span.end], span.label) for span in spans_of_tokens(text, tokens)]


@pytest.mark.parametrize(
    "tags",
    [
        "B-ORG I-ORG I-ORG I-ORG O B-LOC I-LOC",
        "B_ORG I_ORG I_ORG I_ORG O B_LOC I_LOC",
        "B-ORG I-ORG I-ORG E-ORG O B-LOC E-LOC",
        "B-ORG I-ORG I-ORG L-ORG O B-LOC L-LOC",
        "B-ORG M-ORG M-ORG E-ORG O B-LOC E-LOC",
        "ORG ORG ORG ORG O LOC LOC",
        "I-ORG I-ORG I-ORG I-ORG O I-LOC I-LOC",
        "I-ORG I-ORG I-ORG I-ORG O B-LOC E-LOC",
    ],
)
def test_every_scheme_says_the_same(tags: str) -> None:
    assert spans(tags) == [("阿里巴巴", "ORG"), ("北京", "LOC")]


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("B-X B-X O O O O O", ["阿", "里"]),
        ("S-X S-X O O O O O", ["阿", "里"]),
        ("U-X I-X O O O O O", ["阿", "里"]),
        ("B-X E-X I-X O O O O", ["阿里", "巴"]),
        ("B-X I-Y I-Y O O O O", ["阿", "里巴"]),
        ("O O O O O O O", []),
        ("B-X O I-X O O O O", ["阿", "巴"]),
    ],
)
def test_a_tag_that_cannot_go_on_begins_a_span(tags: str, found: list[str]) -> None:
    assert [surface for surface, _label in spans(tags)] == found


def test_a_label_may_hold_anything() -> None:
    assert spans("B-per-son I-per-son O O O O O") == [("阿里", "per-son")]
    assert spans("LABEL_1 LABEL_1 O O O O O") == [("阿里", "LABEL_1")]


def test_the_score_is_the_mean_of_the_tags_that_were_used() -> None:
    tokens = [Token(0, 1, "B-X", 0.25), Token(1, 2, "I-X", 0.75), Token(2, 3, "O", 0.1)]
    assert [span.score for span in spans_of_tokens(TEXT, tokens)] == [0.5]


def test_a_latin_word_goes_with_its_first_token() -> None:
    text = "用OpenAI的GPT-4 Pro"
    tokens = [
        Token(0, 1, "O", 1.0),
        Token(1, 5, "B-ORG", 0.9),
        Token(5, 7, "O", 0.2),
        Token(7, 8, "O", 1.0),
        Token(8, 9, "O", 1.0),
        Token(9, 11, "B-X", 1.0),  # within a word that is outside
        Token(11, 12, "O", 1.0),
        Token(12, 13, "B-NUM", 1.0),
        Token(14, 17, "I-NUM", 1.0),
    ]
    found = spans_of_tokens(text, tokens)
    assert [(text[span.start : span.end], span.label, span.score) for span in found] == [
        ("OpenAI", "ORG", 0.9),
        ("4 Pro", "NUM", 1.0),
    ]


def test_the_bytes_of_one_character_are_one_token() -> None:
    tokens = [Token(0, 1, "B-X", 0.5), Token(0, 1, "O", 0.5), Token(0, 1, "B-X", 0.5), Token(1, 2, "I-X", 0.5)]
    assert [(span.start, span.end) for span in spans_of_tokens("😀餓", tokens)] == [(0, 2)]


def test_no_span_crosses_a_line_end() -> None:
    tokens = [Token(0, 1, "B-X", 1.0), Token(2, 3, "I-X", 1.0)]
    assert [(span.start, span.end) for span in spans_of_tokens("阿\n里", tokens)] == [(0, 1), (2, 3)]
    assert [(span.start, span.end) for span in spans_of_tokens("阿 里", tokens)] == [(0, 3)]


TAGS = st.sampled_from(["O", "B-X", "I-X", "E-X", "S-X", "B-Y", "L-Y", "X", "M_Y", "-", "B-"])


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, list[Token]]:
    text = draw(st.text(alphabet="餓了ab1 \n", min_size=1, max_size=30))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=20)))
    return text, [Token(start, end, draw(TAGS), 0.5) for start, end in pairwise(edges)]


@given(tagged())
def test_spans_are_in_order_apart_and_made_of_whole_tokens(case: tuple[str, list[Token]]) -> None:
    text, tokens = case
    found = spans_of_tokens(text, tokens)
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    assert all(span.start in starts and span.end in ends and span.start < span.end for span in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(span.label and span.score == 0.5 for span in found)
