"""Tell from single characters in which standard of traditional script a text is written.

Which standard writes a character follows from the dictionaries of variants: 裏 is OpenCC's and Hong Kong's, 裡 is
Taiwan's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from seeds.system.late_pattern import late_pattern


class Standard(StrEnum):
    """Name the standard that a text is written in.

    ``OPENCC`` is the old one, which OpenCC's dictionaries lead through (爲, 裏, 羣). ``MIXED`` is a text with telltale
    characters of several, ``UNDECIDED`` one that is traditional, with too few to decide, ``UNKNOWN`` one without either
    script's characters.
    """

    MAINLAND = "mainland"
    TAIWAN = "taiwan"
    HONG_KONG = "hong-kong"
    OPENCC = "opencc"
    MIXED = "mixed"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"


Writers = frozenset[Standard]

_REGIONS = (Standard.OPENCC, Standard.TAIWAN, Standard.HONG_KONG)
_ALSO_HONG_KONG = frozenset("群床峰麵")
"""Written in Hong Kong too, though OpenCC's dictionaries do not say so."""
_ALSO_TAIWAN = frozenset("污泄")
"""Written in Taiwan too, beside 汙 and 洩."""

_PARTICLE = "著"
_NO_PARTICLE = late_pattern("[合名巨惡昭鉅顯原專論編譯遺拙新舊卓土]著|著[作名式志於書白稱者述錄]")
"""Words in which every standard writes 著; elsewhere Taiwan alone does, for 着."""

_ENOUGH = 2
_MOST_OF_ONE = 3
_TOLERANCE = 0.2


def standard_of(sample: str) -> Standard:
    """Return the standard of a sample in traditional script.

    Each telltale character counts at most three times, so that a single common one does not decide against others. A
    standard is the text's where at most a fifth of all speaks against it, and at least two less than against any other.
    """
    against = dict.fromkeys(_REGIONS, 0)
    total = 0
    for character, number in _occurrences(sample):
        weight = min(number, _MOST_OF_ONE)
        writers = _writers()[character]
        total += weight
        for region in _REGIONS:
            if region not in writers:
                against[region] += weight
    likely, second = sorted(_REGIONS, key=against.__getitem__)[:2]
    if against[likely] > _TOLERANCE * total:
        return Standard.MIXED if total >= 2 * _ENOUGH else Standard.UNDECIDED
    return likely if against[second] - against[likely] >= _ENOUGH else Standard.UNDECIDED


def _occurrences(sample: str) -> Iterator[tuple[str, int]]:
    numbers = Counter(sample)
    if _PARTICLE in numbers:
        numbers[_PARTICLE] -= len(_NO_PARTICLE.findall(sample))
    telltale = _writers()
    return ((character, number) for character, number in numbers.items() if number > 0 and character in telltale)


@cache
def _writers() -> Mapping[str, Writers]:
    """Map each telltale character to the standards that write it."""
    from seeds.script.data_sets import older_dictionary
    from seeds.script.dictionary import read_dictionary, read_values

    forms = read_values(older_dictionary("STCharacters"))
    standard = {value for values in forms.values() for value in values}
    regions = {
        Standard.TAIWAN: read_dictionary(older_dictionary("TWVariants")),
        Standard.HONG_KONG: read_dictionary(older_dictionary("HKVariants")),
    }
    local = {value: key for variants in regions.values() for key, value in variants.items() if key != value}
    writers: dict[str, Writers] = {}
    for character in {*local, *local.values()}:
        is_standard = character in standard or (character not in forms and character not in local)
        those = {Standard.OPENCC} if is_standard else set[Standard]()
        for region, variants in regions.items():
            here = variants.get(character, character) == character
            if here and (is_standard or character in variants.values()):
                those.add(region)
        those |= _also(character, regions[Standard.HONG_KONG].get(local.get(character, character), ""))
        if len(those) < len(_REGIONS):
            writers[character] = frozenset(those)
    return writers


def _also(character: str, hong_kong_form: str) -> set[Standard]:
    """Return the standards that a character does not speak against, whatever the dictionaries say.

    What Hong Kong's form could not be typed for says nothing about Hong Kong: 說 is written there for 説.
    """
    also = {Standard.TAIWAN} if character in _ALSO_TAIWAN else set[Standard]()
    if character in _ALSO_HONG_KONG or (hong_kong_form and not _can_be_typed(hong_kong_form)):
        also.add(Standard.HONG_KONG)
    return also


def _can_be_typed(character: str) -> bool:
    """Return whether Hong Kong's set of characters has it."""
    try:
        character.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True
