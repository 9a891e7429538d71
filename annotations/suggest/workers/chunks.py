"""Pieces of a long text that are looked at one at a time, each of whole paragraphs or at least whole sentences."""

import re

SIZE = 5_000
"""About how many code points a piece has, and how many it has at most."""

_SHORTEST = 0.5
"""The share of ``SIZE`` that a piece has at least, if others follow."""

_BREAKS = (
    re.compile(r".*\n", re.DOTALL),
    re.compile(r".*[。！？!?；;…\s]", re.DOTALL),
    re.compile(r".*[，,、]", re.DOTALL),
)
"""Where a text is best cut, then where it may be: after a line, a sentence, a part of one."""


def chunks(text: str, size: int = SIZE) -> list[tuple[int, int]]:
    """The ranges of the pieces of a text, which join up to it."""
    ranges = []
    start = 0
    while len(text) - start > size:
        end = _cut(text, start + int(size * _SHORTEST), start + size)
        ranges.append((start, end))
        start = end
    if start < len(text):
        ranges.append((start, len(text)))
    return ranges


def nearest_first(ranges: list[tuple[int, int]], around: int) -> list[tuple[int, int]]:
    """The ranges in the order in which a reader at ``around`` wants them: from there on, then backwards."""
    ahead = [item for item in ranges if item[1] > around]
    behind = [item for item in ranges if item[1] <= around]
    return ahead + behind[::-1]


def _cut(text: str, first: int, last: int) -> int:
    for pattern in _BREAKS:
        if found := pattern.match(text, first, last):
            return found.end()
    return last
