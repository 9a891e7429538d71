"""Divide a long text into chunks that are suggested for one at a time, each of whole paragraphs or sentences."""

import re

from seeds.segmentation.punctuation import FULL_STOPS, PAUSES, SENTENCE_ENDS, class_of

SIZE = 5_000
"""The code points that a chunk has at most."""

_SHORTEST = 0.5
"""The share of ``SIZE`` that a chunk has at least, if others follow."""

_BREAKS = (
    re.compile(r".*\n", re.DOTALL),
    re.compile(rf".*[{class_of(SENTENCE_ENDS, FULL_STOPS, '；;…')}\s]", re.DOTALL),
    re.compile(rf".*[{class_of(PAUSES)}]", re.DOTALL),
)
"""Where a text is best divided, then where it may be: after a line, a sentence, a part of one."""


def chunks(text: str, size: int = SIZE) -> list[tuple[int, int]]:
    """Return the ranges of the chunks of a text, which join up to it."""
    ranges = []
    start = 0
    while len(text) - start > size:
        end = _break(text, start + int(size * _SHORTEST), start + size)
        ranges.append((start, end))
        start = end
    if start < len(text):
        ranges.append((start, len(text)))
    return ranges


def nearest_first(ranges: list[tuple[int, int]], around: int) -> list[tuple[int, int]]:
    """Return the ranges in the order in which a reader at ``around`` needs them: from there on, then backwards."""
    ahead = [item for item in ranges if item[1] > around]
    behind = [item for item in ranges if item[1] <= around]
    return ahead + behind[::-1]


def _break(text: str, first: int, last: int) -> int:
    for pattern in _BREAKS:
        if match := pattern.match(text, first, last):
            return match.end()
    return last
