"""Detect the script of a text, and its standard: the mainland's, Taiwan's, Hong Kong's, or OpenCC's."""

from collections import Counter
from enum import StrEnum
from functools import cache

from seeds.script.telltales import Standard, standard_of

_SAMPLE = 2000
_SEVERAL = 3
_MIXTURE = 0.2


class Script(StrEnum):
    """Name the script that a text is in; ``UNKNOWN`` where no character tells."""

    TRADITIONAL = "traditional"
    SIMPLIFIED = "simplified"
    UNKNOWN = "unknown"


def detect(text: str) -> Script:
    """Detect the script of a text by characters of its beginning, middle and end that exist in one of the two alone.

    It reads at most 6,000 code points; the first call also reads two dictionaries of 4,000 characters.
    """
    traditional, simplified = _numbers(_sample(text))
    if traditional == simplified:
        return Script.UNKNOWN
    return Script.TRADITIONAL if traditional > simplified else Script.SIMPLIFIED


def detect_standard(text: str) -> Standard:
    """Detect the standard of a text's script, by the same characters, and what tells Taiwan's from Hong Kong's.

    It reads the same 6,000 code points. A text with a fifth of its telling characters in the other script is mixed.
    """
    sample = _sample(text)
    traditional, simplified = _numbers(sample)
    fewer, more = sorted((traditional, simplified))
    if fewer >= _SEVERAL and fewer > _MIXTURE * (fewer + more):
        return Standard.MIXED
    if simplified > traditional:
        return Standard.MAINLAND
    standard = standard_of(sample)
    return Standard.UNKNOWN if standard is Standard.UNDECIDED and traditional == simplified else standard


def _sample(text: str) -> str:
    """Return the beginning, the middle and the end of a text."""
    middle = max(_SAMPLE, len(text) // 2)
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[max(middle + _SAMPLE, len(text) - _SAMPLE) :]


def _numbers(sample: str) -> tuple[int, int]:
    """Return how many characters of a sample are of traditional script alone, and how many of simplified."""
    traditional_only, simplified_only = _distinctive()
    numbers = Counter(sample)
    traditional = sum(number for character, number in numbers.items() if character in traditional_only)
    return traditional, sum(number for character, number in numbers.items() if character in simplified_only)


@cache
def _distinctive() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of traditional script alone, and those of simplified script alone."""
    from seeds.script.data_sets import fixed_dictionary
    from seeds.script.dictionary import read_values

    traditional = read_values(fixed_dictionary("TSCharacters"))
    simplified = read_values(fixed_dictionary("STCharacters"))
    return (
        frozenset(key for key, values in traditional.items() if key not in values and key not in simplified),
        frozenset(key for key, values in simplified.items() if key not in values and key not in traditional),
    )
