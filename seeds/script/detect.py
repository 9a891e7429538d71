"""Detect the script of a text."""

from enum import StrEnum
from functools import cache

from seeds.script.data_sets import fixed_dictionary
from seeds.script.dictionary import read_values

_SAMPLE = 2000


class Script(StrEnum):
    """Name the script that a text is in; ``UNKNOWN`` where no character tells."""

    TRADITIONAL = "traditional"
    SIMPLIFIED = "simplified"
    UNKNOWN = "unknown"


def detect(text: str) -> Script:
    """Detect the script of a text by characters of its beginning, middle and end that exist in one of the two alone.

    It reads at most 6,000 code points; the first call also reads two dictionaries of 4,000 characters.
    """
    middle = max(_SAMPLE, len(text) // 2)
    sample = text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[max(middle + _SAMPLE, len(text) - _SAMPLE) :]
    traditional_only, simplified_only = _distinctive()
    traditional = sum(character in traditional_only for character in sample)
    simplified = sum(character in simplified_only for character in sample)
    if traditional == simplified:
        return Script.UNKNOWN
    return Script.TRADITIONAL if traditional > simplified else Script.SIMPLIFIED


@cache
def _distinctive() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of traditional script alone, and those of simplified script alone."""
    traditional = read_values(fixed_dictionary("TSCharacters"))
    simplified = read_values(fixed_dictionary("STCharacters"))
    return (
        frozenset(key for key, values in traditional.items() if key not in values and key not in simplified),
        frozenset(key for key, values in simplified.items() if key not in values and key not in traditional),
    )
