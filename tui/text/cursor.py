"""Represent the cursor: where it is in the article, and what it selects.

One model for every key and the mouse. A cursor is at a border between characters, its ``offset``. Without a selection
it stands on the character behind that border, and a label goes to the word that holds it. With one, what lies between
``anchor`` and ``offset`` is selected, no more and no less, and the cursor is drawn on the outermost selected character.
"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Cursor:
    """Represent a place in an article, in half-open code points of the article, in whatever script it is shown.

    ``anchor`` is the other end of the selection; None where nothing is being selected, and equal to ``offset`` where
    nothing is selected yet. ``column`` is the cell, from the widget's left edge, that movements by rows keep to.
    ``inner`` is what the selection was before it was grown.
    """

    offset: int
    anchor: int | None = None
    column: int | None = None
    inner: Self | None = None

    @property
    def selection(self) -> tuple[int, int] | None:
        """Return what is selected, if anything is."""
        if self.anchor is None or self.anchor == self.offset:
            return None
        return min(self.anchor, self.offset), max(self.anchor, self.offset)

    @classmethod
    def over(cls, start: int, end: int) -> Self:
        """Return the cursor at the end of a range that it selects."""
        return cls(end, start)
