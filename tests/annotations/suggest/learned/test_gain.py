from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.learned.gain import by_gain, expected_gain
from annotations.suggest.suggestion import Suggestion

suggestions = st.lists(st.floats(0, 1).map(lambda score: Suggestion(0, 1, "PER", score, "lac")), max_size=8)


def scored(*scores: float) -> list[Suggestion]:
    return [Suggestion(0, 1, "PER", score, "lac") for score in scores]


@given(suggestions, suggestions)
def test_gains_add_up(some: list[Suggestion], more: list[Suggestion]) -> None:
    assert expected_gain([*some, *more]) == pytest.approx(expected_gain(some) + expected_gain(more))
    assert 0 <= expected_gain(some) <= len(some)


@given(st.dictionaries(st.text(max_size=3), suggestions, max_size=6))
def test_the_greatest_gain_comes_first(articles: dict[str, list[Suggestion]]) -> None:
    order = by_gain(articles)
    assert sorted(key for key, _gain in order) == sorted(articles)
    assert all(first >= second for (_, first), (_, second) in pairwise(order))


def test_many_doubts_are_worth_more_than_many_certainties() -> None:
    articles = {"known": scored(*[0.99] * 30), "doubted": scored(0.5, 0.6), "empty": []}
    assert [key for key, _gain in by_gain(articles)] == ["doubted", "known", "empty"]
