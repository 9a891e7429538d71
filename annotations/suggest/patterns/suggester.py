"""Suggest by rules alone, without knowing any words."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256

from annotations.suggest.patterns.scanner import RULES, find
from annotations.suggest.suggestion import Suggestion


class PatternSuggester:
    """Find TIME, MONEY, PCT, NUM, WORK, and people who speak (PER), in either script, without converting it.

    What it suggests does not overlap. The rules say what is part of a span: see the file of each kind.
    """

    name = "patterns"

    @cached_property
    def version(self) -> str:
        """Return a digest of the rules."""
        return sha256(repr(RULES).encode()).hexdigest()[:12]

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield the suggestions for a text, in its order; in time linear in its length."""
        for start, end, rule in find(text):
            yield Suggestion(start, end, rule.label, rule.score, self.name)
