"""Remember the places of an article that were left by a jump, to go back to them and forward again."""

from typing import NamedTuple

_MOST = 100
"""How many places are remembered of an article; of more, the last."""


class Place(NamedTuple):
    """Hold what was on the screen: the code points from ``start`` to ``end``, and the cursor where it was there."""

    start: int
    end: int
    cursor: object = None

    def touches(self, other: "Place") -> bool:
        """Return whether something on the screen at one place is on it at the other too, or next to it."""
        return self.start <= other.end and other.start <= self.end


class Jumps:
    """Follow where a reader is in one article.

    Whatever leads to a place that has nothing in common with the one before is a jump: a page further is none.
    """

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._here: Place | None = None

    def follow(self, place: Place) -> None:
        """Note that the reader is at a place now, and where the last one was, if that was left by a jump."""
        if self._here and not place.touches(self._here):
            self._back = [*self._back, self._here][-_MOST:]
            self._forward.clear()
        self._here = place

    def back(self) -> Place | None:
        """Return the place that was left by the last jump, where the reader is from now on; None before the first."""
        return self._go(self._back, self._forward)

    def forward(self) -> Place | None:
        """Return the place from which ``back`` came last; None where it came from none."""
        return self._go(self._forward, self._back)

    def _go(self, source: list[Place], target: list[Place]) -> Place | None:
        if source and self._here:
            target.append(self._here)
            self._here = source.pop()
            return self._here
        return None
