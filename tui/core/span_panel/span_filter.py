"""Filter the spans of an article by label and by words, in either script."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotations.model.layer import Layer
from annotations.model.span import Span
from seeds.script.fold import fold
from tui.core.listing.filter_terms import LABEL, FilterTerms, LabelTerm
from tui.core.reading.remarks import own_remarks


@dataclass(frozen=True, slots=True)
class SpanFilter:
    """Let those spans through whose label, text, attributes or note have every word of ``query``.

    Terms such as ``label:ORG`` let only spans of these labels through: ``asked`` are the labels that each means, of the
    ``known`` ones.
    """

    query: str = ""
    known: frozenset[str] = frozenset()
    terms: FilterTerms = field(default_factory=FilterTerms)
    asked: tuple[set[str], ...] = ()

    @classmethod
    def of(cls, query: str, known: Iterable[str]) -> "SpanFilter":
        """Read what was typed; ``known`` are the labels of the schema and those that spans have beside them."""
        names, terms = frozenset(known), FilterTerms.of(query, (LABEL,))
        return cls(query.strip(), names, terms, tuple(term.named(names) for term in terms.labels))

    def __bool__(self) -> bool:
        """Return whether anything is filtered."""
        return bool(self.query)

    def select(self, layer: Layer, text: str) -> list[Span]:
        """Return the spans of a layer that are let through, as they stand in the text."""
        if not self:
            return list(layer.ordered)
        return [
            span
            for span in layer.ordered
            if self.lets(span.label, text[span.start : span.end], " ".join(own_remarks(span)))
        ]

    def lets(self, label: str, words: str, remarks: str = "") -> bool:
        """Return whether something is let through that has a label, words and remarks."""
        terms = zip(self.asked, self.terms.labels, strict=True)
        if self.asked and not any(label in labels and term.fits(words) for labels, term in terms):
            return False
        folded = fold(f"{label} {words} {remarks}") if self.terms.folded else ""
        return all(word in folded for word in self.terms.folded)

    def turned_to(self, label: str) -> str:
        """Return the query that asks for a label as well, in place of the one asked for; for none if it is that."""
        term = LabelTerm.written(label)
        others = " ".join(self.terms.words)
        return others if self.asked == ({label},) else f"{term} {others}".strip()
