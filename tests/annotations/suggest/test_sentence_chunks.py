"""Pieces: all of a text but blanks, in order, none too long, cut where one pauses."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.taggers.chunks import LONGEST, sentence_chunks


@given(text=st.text(st.sampled_from("甲乙。，\n \u3000a"), max_size=900), long=st.integers(0, 700))
def test_pieces_hold_all_but_blanks(text: str, long: int) -> None:
    text = text + "丙" * long + text
    found = list(sentence_chunks(text))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(0 < end - start <= LONGEST for start, end in found)
    assert [offset for piece in found for offset in piece] == sorted(offset for piece in found for offset in piece)


def test_long_sentences_are_cut_after_a_pause() -> None:
    text = "甲" * 150 + "，" + "乙" * 100
    assert list(sentence_chunks(text)) == [(0, 151), (151, 251)]
    assert list(sentence_chunks("甲" * 250)) == [(0, 200), (200, 250)]
