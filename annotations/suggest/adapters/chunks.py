"""Divide long texts into chunks that a model can take."""

import re
from bisect import bisect_right

from seeds.segmentation.sentences import sentences

_PAUSE = re.compile("[，,；;、：:　 ]")


def model_chunks(text: str, limit: int) -> list[tuple[int, int]]:
    """Cut a text into half-open ranges of at most ``limit`` code points, which join up to the whole.

    A chunk is as long as it can be and ends with a line if that leaves it at least half of ``limit``, else with a
    sentence, else after a comma or a space, and only where there is none of these anywhere.
    """
    ends = [end for _, end in sentences(text, 0, len(text))]
    ranges: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + limit
        end = len(text) if end >= len(text) else _cut(text, start, end, ends)
        ranges.append((start, end))
        start = end
    return ranges


def _cut(text: str, start: int, end: int, ends: list[int]) -> int:
    line = text.rfind("\n", start + (end - start) // 2, end) + 1
    if line:
        return line
    index = bisect_right(ends, end) - 1
    if index >= 0 and ends[index] > start:
        return ends[index]
    pauses = [match.end() for match in _PAUSE.finditer(text, start, end)]
    return pauses[-1] if pauses else end
