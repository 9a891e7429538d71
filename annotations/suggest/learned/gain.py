"""Estimate which article teaches most: where the suggestions are many and uncertain."""

from collections.abc import Iterable

from annotations.suggest.decisions import uncertainty
from annotations.suggest.suggestion import Suggestion


def expected_gain(suggestions: Iterable[Suggestion]) -> float:
    """Return what annotating an article is expected to teach: the sum of how uncertain its suggestions are.

    A suggestion with a score of a half counts 1, one that is certain counts 0. So an article gains by every name that
    the suggesters doubt, and a long article of known names by none. Takes the suggestions as they were kept: nothing is
    asked again.
    """
    return sum(map(uncertainty, suggestions))
