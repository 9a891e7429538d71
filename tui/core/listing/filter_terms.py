"""Read what a list is filtered by: words, and terms such as ``status:done``."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple, Self

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.script.fold import fold

LABEL = "label"
KINDS = ("status", "annotator", LABEL)

_PART = re.compile(r'(\w+):((?:"[^"]*(?:"|$)|[^\s"])*)|\S+')
_VALUE = re.compile(r'("[^"]*"?|[^="]*)(?:=(.*))?', re.DOTALL)


class LabelTerm(NamedTuple):
    """Ask for a label, as in ``label:ORG``, and for the words that have it, as in ``label:ORG=美團``.

    ``words`` are folded, and empty where any will do; what the words of a span are has to begin so, or with ``whole``,
    which ``label:ORG="美團"`` asks for, to be just that.
    """

    name: str
    words: str = ""
    whole: bool = False

    @classmethod
    def of(cls, value: str) -> Self:
        """Read what stands behind the colon; quotation marks hold together what has spaces or a = in it."""
        match = _VALUE.match(value)
        name, words = (match[1], match[2] or "") if match else (value, "")
        whole = len(words) > 1 and words.startswith('"') and words.endswith('"')
        return cls(name.strip('"'), fold(words.strip('"')), whole)

    @classmethod
    def written(cls, label: str) -> str:
        """Return the term that asks for a label, as one types it."""
        label = label.partition('"')[0]
        return f'{LABEL}:"{label}"' if re.search(r"[\s=]", label) else f"{LABEL}:{label}"

    def named(self, labels: Iterable[str]) -> set[str]:
        """Return which labels are meant: the one of that name, or else those that begin so, in any case."""
        lower = self.name.casefold()
        names = set(labels)
        same = {label for label in names if label.casefold() == lower}
        return {self.name} & names or same or {label for label in names if label.casefold().startswith(lower)}

    def fits(self, words: str) -> bool:
        """Return whether the words of a span, in either script, are those that are asked for."""
        return not self.words or (fold(words) == self.words if self.whole else fold(words).startswith(self.words))


class FilterTerms(NamedTuple):
    """Hold the words of a filter as they were typed, their folded forms, and the terms with what they ask for."""

    words: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    labels: tuple[LabelTerm, ...] = ()

    @classmethod
    def of(cls, query: str, kinds: Collection[str] = KINDS) -> Self:
        """Divide a query at its spaces; what begins with the name of no kind of term is a word."""
        words, terms, labels = [], [], []
        for match in _PART.finditer(query):
            kind = (match[1] or "").lower()
            if kind not in kinds:
                words += match[0].split()
            elif kind == LABEL:
                labels.append(LabelTerm.of(match[2]))
            else:
                terms.append((kind, match[2].casefold()))
        return cls(tuple(words), tuple(fold(" ".join(words)).split()), tuple(terms), tuple(labels))

    def unknown_label(self, labels: Collection[str]) -> str:
        """Return that there is no such label as a term asks for, and which may be meant; empty where there is."""
        for term in self.labels:
            if term.name and not term.named(labels):
                problem = NotFoundError.nearest(_("label"), term.name, labels).problem
                return f"{problem.message}: {problem.advice}" if problem.advice else problem.message
        return ""
