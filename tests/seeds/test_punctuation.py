"""Test the tables of punctuation against Unicode's own classes, and every character of the ranges that have it."""

import re
import unicodedata
from itertools import chain

import pytest
from uniseg.linebreak import line_break
from uniseg.sentencebreak import sentence_break

from seeds.segmentation import punctuation
from seeds.segmentation.punctuation import (
    CLOSING,
    FULL_STOPS,
    HANGING,
    NO_ROW_BEGINS,
    NO_ROW_ENDS,
    PAUSES,
    SENTENCE_ENDS,
)
from seeds.segmentation.sentences import sentences
from tui.text.wrap import wrap

SWEEP = "".join(
    map(chr, chain(range(0x21, 0x7F), range(0x2000, 0x2070), range(0x3000, 0x3100), range(0xFE10, 0xFE70)))
) + "".join(map(chr, range(0xFF00, 0xFFF0)))
ASSIGNED = [mark for mark in SWEEP if unicodedata.category(mark)[0] not in "CZ"]
NOT_BEGINNING = {"CL", "CP", "EX", "IS", "NS", "CJ", "IN"}
HYPHENS = "‐‒–‧"
EXTRA_BEGIN = "—·•～／﹑"
"""What Chinese typesetting forbids and Unicode does not."""

NOT_ENDING = {"OP", "PR"}
EXTRA_END = "+\\"
"""What Unicode keeps with what follows, and we do not."""


def class_of(mark: str) -> str:
    return str(line_break(mark))


def test_no_row_begins_with_what_unicode_forbids() -> None:
    quotes = {mark for mark in ASSIGNED if class_of(mark) == "QU" and unicodedata.category(mark) == "Pf"}
    expected = {mark for mark in ASSIGNED if class_of(mark) in NOT_BEGINNING} | quotes | set(HYPHENS)
    expected |= {mark for mark in ASSIGNED if class_of(mark) == "PO"}
    ours = {mark for mark in NO_ROW_BEGINS if mark in ASSIGNED} - set(EXTRA_BEGIN)
    assert ours == expected


def test_no_row_ends_with_what_unicode_forbids() -> None:
    quotes = {mark for mark in ASSIGNED if class_of(mark) == "QU" and unicodedata.category(mark) == "Pi"}
    expected = {mark for mark in ASSIGNED if class_of(mark) in NOT_ENDING} | quotes
    assert {mark for mark in NO_ROW_ENDS if mark in ASSIGNED} == expected - set(EXTRA_END)


def test_sentences_end_as_unicode_has_it() -> None:
    assert set(SENTENCE_ENDS) == {mark for mark in ASSIGNED if str(sentence_break(mark)).upper() == "STERM"}
    assert {str(sentence_break(mark)).upper() for mark in FULL_STOPS} == {"ATERM"}
    assert {str(sentence_break(mark)).upper() for mark in PAUSES} <= {"SCONTINUE", "OTHER"}
    assert {unicodedata.category(mark) for mark in CLOSING} <= {"Pe", "Pf", "Po"}
    assert HANGING <= NO_ROW_BEGINS


@pytest.mark.parametrize("width", [4, 7, 10])
def test_every_mark_of_the_sweep_stands_where_it_may(width: int) -> None:
    for mark in ASSIGNED:
        text = f"看見許多{mark}人在放風箏"
        rows = wrap(text, width)
        assert "".join(text[row.start : row.end] for row in rows) == text
        for row in rows[1:]:
            assert text[row.start] not in NO_ROW_BEGINS, (mark, rows)
            assert text[row.start - 1] not in NO_ROW_ENDS, (mark, rows)


@pytest.mark.parametrize("mark", [*SENTENCE_ENDS, *FULL_STOPS])
def test_every_mark_that_ends_a_sentence_does(mark: str) -> None:
    text = f"他走了{mark}我留下{mark}」你呢"
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == [
        f"他走了{mark}",
        f"我留下{mark}」",
        "你呢",
    ]


@pytest.mark.parametrize("text", ["增長３．５倍", "增長3．5倍", "１．蘋果", "2．梨子"])
def test_a_wide_full_stop_in_or_after_a_number_ends_nothing(text: str) -> None:
    assert len(sentences(text, 0, len(text))) == 1


def test_a_class_of_a_regular_expression_takes_every_mark() -> None:
    everything = punctuation.class_of(CLOSING, PAUSES, SENTENCE_ENDS, "]-^\\")
    assert all(re.fullmatch(f"[{everything}]", mark) for mark in CLOSING + PAUSES + "]-^\\")
