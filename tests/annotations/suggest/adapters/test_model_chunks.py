"""Test how long texts are cut for a model, and how what it finds is led back."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.adapters.chunks import model_chunks
from annotations.suggest.adapters.prepared import ModelScript, PreparedText

TEXTS = st.text(alphabet="餓了麼发後里a1 ，。！”\n😀\ud800\0", max_size=200)


@given(TEXTS, st.integers(1, 50))
def test_pieces_join_up_to_the_text_and_none_is_too_long_or_empty(text: str, limit: int) -> None:
    ranges = model_chunks(text, limit)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(0 < end - start <= limit for start, end in ranges)


def test_a_piece_ends_with_a_line_then_with_a_sentence_then_after_a_comma() -> None:
    def cut(text: str) -> list[str]:
        return [text[start:end] for start, end in model_chunks(text, 10)]

    assert cut("一二三。四五六\n七八。九十。") == ["一二三。四五六\n", "七八。九十。"]
    assert cut("一\n二三。四五六七。八九十。") == ["一\n二三。四五六七。", "八九十。"]
    assert cut("一二三，四五六七，八九十一二") == ["一二三，四五六七，", "八九十一二"]
    assert cut("一二三四五六七八九十一二") == ["一二三四五六七八九十", "一二"]


def test_a_million_characters_without_an_end_are_cut_in_no_time() -> None:
    assert len(model_chunks("餓" * 1_000_000, 500)) == 2000


@given(TEXTS, st.sampled_from(ModelScript), st.integers(1, 50))
def test_what_a_model_is_given_can_be_encoded_and_leads_back_into_the_source(
    text: str, script: ModelScript, limit: int
) -> None:
    prepared = PreparedText.of(text, script, limit)
    assert "".join(prepared.chunks) == prepared.text
    prepared.text.encode()
    for number, piece in enumerate(prepared.chunks):
        place = prepared.source_range(number, -1, len(piece) + 9)
        assert (place is None) == (not piece.strip())
        if place:
            assert 0 <= place[0] < place[1] <= len(text)


def test_a_range_loses_the_space_around_it() -> None:
    prepared = PreparedText.of("一。\n 餓了麼 \n", ModelScript.SIMPLIFIED, 100)
    assert prepared.text == "一。\n 饿了么 \n"
    assert prepared.source_range(0, 2, 9) == (4, 7)
    assert prepared.source_range(0, 2, 4) is None
    assert prepared.source_range(0, 5, 5) is None
