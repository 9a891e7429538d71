"""Keep the characters of some ranges of a text while it is converted, such as the surname of 余先生."""

from collections.abc import Iterable, Sequence

from seeds.script.forward import NO_KEY
from seeds.script.offsets import OffsetMap

Ranges = Sequence[tuple[int, int]]
"""Half-open ranges of a text, in code points."""

SURNAMES = frozenset("余钟范于沈姜台后云谷郁干曲涂向游岳胡松秋舍凌朴栗卜党种仇")
"""Surnames whose character is also the simplified form of another, so that a conversion would change the name."""

FAMILIAR = frozenset("老小阿")
"""What may stand before a surname within a name: 老余."""


def surnames(text: str, names: Iterable[tuple[int, int]]) -> Ranges:
    """Return where the surnames of names stand that are to stay, in order; ``names`` are ranges of the text."""
    ranges: set[tuple[int, int]] = set()
    for start, end in names:
        first = start + 1 if text[start : start + 1] in FAMILIAR and end - start > 1 else start
        if first < end and text[first : first + 1] in SURNAMES:
            ranges.add((first, first + 1))
    return tuple(sorted(ranges))


def hidden(text: str, ranges: Ranges) -> str:
    """Return the text with a character that no dictionary has in place of each of some ranges.

    Ranges that are no ranges of the text are cut to it.
    """
    parts: list[str] = []
    last = 0
    for start, end in merged(ranges, len(text)):
        parts += (text[last:start], NO_KEY * (end - start))
        last = end
    return "".join((*parts, text[last:])) if parts else text


def restored(converted: str, offsets: OffsetMap, text: str, ranges: Ranges) -> str:
    """Return the conversion of what was hidden, with the ranges of the text in their place again."""
    parts: list[str] = []
    last = 0
    for start, end in merged(ranges, len(text)):
        target = offsets.to_target(start, end=True)
        parts += (converted[last:target], text[start:end])
        last = target + end - start
    return "".join((*parts, converted[last:])) if parts else converted


def merged(ranges: Ranges, length: int) -> Ranges:
    """Return the ranges in order, cut to a text of that length, those that overlap or touch as one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in ranges):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result
