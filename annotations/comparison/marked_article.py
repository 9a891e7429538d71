"""Represent an article as several annotators have marked it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotations.model.layer import Layer
from annotations.model.span import NOTHING, Span

Mark = tuple[int, int, str]
"""The first code point of a span, the one behind its last, and its label."""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """Hold the spans of those annotators who count for an article, whose text has ``length`` code points.

    ``spans`` has an entry for each of them, in the order of the text, also where it is empty; ``categories`` those who
    said any; ``orphans`` counts the spans whose words are not in this text any more, which nobody compares.
    """

    name: str
    length: int
    spans: Mapping[str, tuple[Span, ...]]
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    orphans: Mapping[str, int] = field(default_factory=lambda: NOTHING)

    @classmethod
    def of(cls, name: str, length: int, layers: Mapping[str, Layer]) -> "MarkedArticle":
        """Make one of the layers of those who count."""
        return cls(
            name,
            length,
            {who: tuple(layer.ordered) for who, layer in layers.items()},
            {who: layer.metadata.categories for who, layer in layers.items() if layer.metadata.categories},
            {who: len(layer.orphans) for who, layer in layers.items() if layer.orphans},
        )

    def marks(self, annotator: str) -> set[Mark]:
        """Return the places and labels of an annotator's spans; the same one twice counts once."""
        return marks_of(self.spans[annotator])


def marks_of(spans: Iterable[Span]) -> set[Mark]:
    """Return the places and labels of spans; the same one twice counts once."""
    return {(span.start, span.end, span.label) for span in spans}
