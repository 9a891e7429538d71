"""Read what the library is filtered by: words, and terms such as ``status:done``."""

from dataclasses import dataclass
from typing import Self

from seeds.script.fold import fold

KINDS = ("status", "annotator")


@dataclass(frozen=True, slots=True)
class FilterTerms:
    """Hold the words of a filter as they were typed, their folded forms, and the terms with what they ask for."""

    words: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, query: str) -> Self:
        """Divide a query at its spaces; what begins with the name of no kind of term is a word."""
        words, terms = [], []
        for part in query.split():
            kind, colon, value = part.partition(":")
            if colon and kind.lower() in KINDS:
                terms.append((kind.lower(), value.casefold()))
            else:
                words.append(part)
        return cls(tuple(words), tuple(fold(" ".join(words)).split()), tuple(terms))
