"""Say how many examples a property is tried with, in proportion to the profile that ``tests/conftest.py`` loads."""

from hypothesis import settings

USUAL = 50
"""Examples of a property that says nothing of its number, as the numbers in the tests have it."""

FEWEST = 5


def examples(number: int) -> int:
    """Return how many examples the profile tries where it tries ``number`` beside the usual 50."""
    return max(FEWEST, number * settings().max_examples // USUAL)
