"""Give looks to a layer's spans, to the selection and to the cursor."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from annotations.model.layer import Layer
from tui.text.paint import StyledRange
from tui.text.units import Range

NO_LAYER = Layer()

LABEL = "label:"
"""What the look of a span begins with; the name of its label follows."""

SUGGESTED = "suggested:"
"""The same for a suggestion."""


class Labelled(Protocol):
    """Describe a range with a label that nobody has accepted yet."""

    @property
    def start(self) -> int:
        """Return where it begins."""
        ...

    @property
    def end(self) -> int:
        """Return where it ends."""
        ...

    @property
    def label(self) -> str:
        """The name of its label."""
        ...


def no_suggestions(_start: int, _end: int) -> Sequence[Labelled]:
    """Return nothing: there are no suggestions."""
    return ()


class SpanMarks(NamedTuple):
    """Hold what is to be drawn over the text: ``chosen`` is the id of the span that keys change.

    ``offers`` are places that could get a label, the one in question first, ``suggested`` finds the suggestions that
    touch a range, of which keys decide about ``current``, and ``cursor`` is the character that the cursor stands on.
    """

    layer: Layer = NO_LAYER
    chosen: str | None = None
    offers: Sequence[Range] = ()
    selection: Range | None = None
    cursor: Range | None = None
    suggested: Callable[[int, int], Sequence[Labelled]] = no_suggestions
    current: Labelled | None = None

    def beneath(self, start: int, end: int) -> Iterator[StyledRange]:
        """Yield the marks of the suggestions that touch a range; the hits of a search lie over them."""
        for item in self.suggested(start, end):
            yield StyledRange(item.start, item.end, f"{SUGGESTED}{item.label}")
        if self.current:
            yield StyledRange(self.current.start, self.current.end, "current-suggestion")

    def over(self, start: int, end: int) -> Iterator[StyledRange]:
        """Yield the marks of the spans and offers that touch a range, an inner one over those that hold it."""
        reach = -1
        for span in self.layer.within(start, end):
            yield StyledRange(span.start, span.end, f"{LABEL}{span.label}")
            if span.start < reach:
                yield StyledRange(span.start, span.end, "nested")
            if span.id == self.chosen:
                yield StyledRange(span.start, span.end, "chosen")
            reach = max(reach, span.end)
        for number, place in enumerate(self.offers):
            if place[0] < end and start < place[1]:
                yield StyledRange(*place, "offer" if number else "current-offer")

    def pointer(self) -> list[StyledRange]:
        """Return the marks of the selection and of the cursor, which lie over all others."""
        if self.selection:
            return [StyledRange(*self.selection, "selected")]
        return [StyledRange(*self.cursor, "cursor")] if self.cursor else []
