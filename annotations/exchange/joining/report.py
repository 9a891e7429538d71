"""Report what the joining of two projects did, and what is left for a person to settle."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotations.exchange.joining.layers import Contradiction
from seeds.errors import Problem

Key = tuple[str, str]
"""Document and id of an article."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hold a layer of which both versions were kept, the other one as that of the annotator ``other``."""

    annotator: str
    other: str
    document: str
    article: str
    title: str
    contradictions: Mapping[Contradiction, int]


@dataclass(slots=True)
class JoinReport:
    """Count what was joined.

    ``layers`` counts those of annotators by what became of them: ``only-a``, ``only-b``, ``same``, ``newer-a`` and
    ``newer-b`` (the other is what it came from), ``joined`` and ``contradicting``. ``beside`` are the files of the
    second project that were kept under another name, by the name that they had. ``problems`` are what could not be
    carried over, ``notices`` what the user should know.
    """

    only_a: list[Key] = field(default_factory=list)
    only_b: list[Key] = field(default_factory=list)
    both: int = 0
    edited: list[Key] = field(default_factory=list)
    layers: Counter[str] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def table(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "articles": {
                "both": self.both,
                "only-a": [list(key) for key in self.only_a],
                "only-b": [list(key) for key in self.only_b],
                "other-text-in-b": [list(key) for key in self.edited],
            },
            "layers": dict(self.layers),
            "disagreements": [
                {
                    "annotator": item.annotator,
                    "other": item.other,
                    "document": item.document,
                    "article": item.article,
                    "title": item.title,
                    "contradictions": {str(kind): count for kind, count in item.contradictions.items()},
                }
                for item in self.disagreements
            ],
            "kept-beside": self.beside,
            "notices": [str(item) for item in self.notices],
            "problems": [str(item) for item in self.problems],
        }
