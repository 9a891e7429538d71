"""Find the blocks of a page that an extract of it has, which tells what is text, as they tell how it is set."""

import re
from bisect import bisect_left

from seeds.sources.readers.markup.blocks import Block

_NO_WORD = re.compile(r"[\W_]+")
_OPENING = 10
_STRETCH = 1.3
_MOST = 8
_ENOUGH = 0.9


def blocks_of_extract(extract: str, candidates: list[Block]) -> list[Block]:
    """Return those of some blocks whose words stand in an extract, in order.

    A heading, or a block without words, also belongs to them where one that does follows. Where less than nine tenths
    of the extract are found so, its lines are the blocks; where it is empty, all of them are.
    """
    lines = [Block(line.strip()) for line in extract.split("\n") if line.strip()]
    if not lines:
        return candidates
    places = _Places([_words(line.text) for line in lines])
    kept: list[Block] = []
    waiting: list[Block] = []
    for block in candidates:
        words = _words(block.text)
        if words and places.take(words):
            kept += [*waiting, block]
            waiting = []
        elif block.level or not words:
            waiting.append(block)
        else:
            waiting = []
    return kept if places.share >= _ENOUGH else lines


class _Places:
    """Go through an extract while words of it are taken, one after the other; these begin where a line of it does."""

    def __init__(self, lines: list[str]) -> None:
        self._text = "".join(lines)
        self._starts: dict[str, list[int]] = {}
        self._place = 0
        self._taken = 0
        place = 0
        for line in lines:
            opening = self._text[place : place + _OPENING]
            for key in {line, opening} if line else ():
                self._starts.setdefault(key, []).append(place)
            place += len(line)

    @property
    def share(self) -> float:
        """Return which share of the extract was taken."""
        return self._taken / len(self._text) if self._text else 1.0

    def take(self, words: str) -> bool:
        """Tell whether words come next, or later where they are long or a line; go on after them then."""
        start, end = self._where(words)
        if start < 0:
            return False
        self._place = end
        self._taken += end - start
        return True

    def _where(self, words: str) -> tuple[int, int]:
        if self._text.startswith(words, self._place):
            return self._place, self._place + len(words)
        starts = self._starts.get(words if len(words) < _OPENING else words[:_OPENING], [])
        first = bisect_left(starts, self._place)
        for start in (starts[index] for index in range(first, min(first + _MOST, len(starts)))):
            end = start + len(words) if self._text.startswith(words, start) else self._end_of_stretch(words, start)
            if end >= 0:
                return start, end
        return -1, -1

    def _end_of_stretch(self, words: str, start: int) -> int:
        """Return where a stretch ends as long words do of which it lacks some, or has more; -1 where none does."""
        limit = start + int(len(words) * _STRETCH)
        end = self._text.rfind(words[-_OPENING:], start, limit) if len(words) > 2 * _OPENING else -1
        return end + _OPENING if end >= 0 else -1


def _words(text: str) -> str:
    """Return the letters and digits of a text."""
    return _NO_WORD.sub("", text)
