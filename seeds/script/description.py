"""Find ideographic description sequences: characters that describe another one, as ⿰亻爱 does.

OpenCC leaves them as they are, since a description must not be converted in parts. Their grammar is that of the Unicode
Standard, chapter 18.2; the limits are OpenCC's.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

LONGEST = 64
_DEEPEST = 16
_OPERANDS = {chr(code): 2 for code in range(0x2FF0, 0x2FFE)} | {"⿲": 3, "⿳": 3, "⿾": 1, "⿿": 1}
_OPERATOR = re.compile("[⿰-⿿]")


def operators(text: str, start: int, end: int) -> list[int]:
    """Return the offsets of the operators between two offsets of a text."""
    return [match.start() for match in _OPERATOR.finditer(text, start, end)]


def sequences(text: str, breaks: Sequence[int], keys: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the ranges of whole sequences, which neither span a break nor lie in each other.

    Where one of ``keys`` begins, it goes before the sequence that begins there.
    """
    ranges: list[tuple[int, int]] = []
    done = 0
    for match in _OPERATOR.finditer(text):
        start = match.start()
        if start < done or text.startswith(keys, start):
            continue
        index = bisect_right(breaks, start)
        end = _end(text, start, breaks[index] if index < len(breaks) else len(text))
        if end is not None:
            ranges.append((start, end))
            done = end
    return ranges


def _end(text: str, start: int, limit: int) -> int | None:
    """Return the end of the sequence at ``start``; None where it breaks off, is too long, or is nested too deeply."""
    pending: list[int] = []
    for position in range(start, min(limit, start + LONGEST)):
        operands = _OPERANDS.get(text[position], 0)
        if operands and len(pending) < _DEEPEST - 1:
            pending.append(operands)
            continue
        if operands:
            return None
        while pending and pending[-1] == 1:
            pending.pop()
        if not pending:
            return position + 1
        pending[-1] -= 1
    return None
