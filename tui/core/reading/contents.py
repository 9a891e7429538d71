"""Show the headings of an article in the script that is chosen, and find them by typing."""

from collections.abc import Callable
from functools import cached_property, lru_cache

from seeds.script.fold import fold
from seeds.segmentation.outline.outline import Heading, Outline

_INDENT = "  "
_DEEPEST = 6

Show = Callable[[Heading], str]
"""What gives the words of a heading as they are shown."""


class Contents:
    """Hold the headings of an article as they are shown; a heading is called by its number, from 0."""

    def __init__(self, outline: Outline, show: Show) -> None:
        self.headings = outline.headings
        self._outline = outline
        self._show = show
        self.shown = lru_cache(maxsize=None)(self._find_shown)

    def at(self, offset: int) -> int | None:
        """Return the heading whose part of the text holds a code point; None before the first."""
        return self._outline.index_at(offset)

    def _find_shown(self, number: int) -> str:
        """Return what is shown of a heading."""
        return " ".join(self._show(self.headings[number]).split())

    def find(self, query: str) -> list[int]:
        """Return the headings in which every word occurs, in either script and any case, in their order."""
        words = fold(query).split()
        return [number for number, folded in enumerate(self._folded) if all(word in folded for word in words)]

    def line(self, number: int) -> str:
        """Return a heading as a line of the list, further to the right the more parts contain it."""
        return _INDENT * min(self.headings[number].level - 1, _DEEPEST) + self.shown(number)

    def step(self, number: int | None, position: int, step: int) -> int | None:
        """Return the heading after a place in the text, or before it where ``step`` is negative; None at the ends.

        ``number`` is the heading that is there. Before a place within a part is the heading of this part.
        """
        if number is None:
            return 0 if step > 0 and self.headings else None
        if step < 0 and position > self.headings[number].start:
            return number
        return number + step if 0 <= number + step < len(self.headings) else None

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(heading.text) for heading in self.headings]
