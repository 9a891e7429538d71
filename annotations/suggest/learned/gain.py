"""Which article teaches most: where the suggestions are many and unsure."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from annotations.suggest.decisions import uncertainty
from annotations.suggest.suggestion import Suggestion

Key = TypeVar("Key", bound=Hashable)


def expected_gain(suggestions: Iterable[Suggestion]) -> float:
    """What annotating an article is expected to teach: the sum of how uncertain its suggestions are.

    A suggestion with a score of a half counts 1, one that is certain counts 0. So an article gains by every name that
    the suggesters doubt, and a long article of known names by none. Takes the suggestions as they were kept: nothing is
    asked anew.
    """
    return sum(map(uncertainty, suggestions))


def by_gain(articles: Mapping[Key, Iterable[Suggestion]]) -> list[tuple[Key, float]]:
    """The articles and their expected gain, the greatest first; those that gain the same stay in their order."""
    gains = [(key, expected_gain(suggestions)) for key, suggestions in articles.items()]
    return sorted(gains, key=lambda item: -item[1])
