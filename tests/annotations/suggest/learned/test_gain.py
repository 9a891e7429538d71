import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.learned.gain import expected_gain
from annotations.suggest.suggestion import Suggestion

suggestions = st.lists(st.floats(0, 1).map(lambda score: Suggestion(0, 1, "PER", score, "lac")), max_size=8)


def scored(*scores: float) -> list[Suggestion]:
    return [Suggestion(0, 1, "PER", score, "lac") for score in scores]


@given(suggestions, suggestions)
def test_gains_add_up(some: list[Suggestion], more: list[Suggestion]) -> None:
    assert expected_gain([*some, *more]) == pytest.approx(expected_gain(some) + expected_gain(more))
    assert 0 <= expected_gain(some) <= len(some)


def test_many_doubts_are_worth_more_than_many_certainties() -> None:
    known, doubted = scored(*[0.99] * 30), scored(0.5, 0.6)
    assert expected_gain(doubted) > expected_gain(known) > expected_gain([]) == 0
