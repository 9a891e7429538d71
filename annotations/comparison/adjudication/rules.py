"""Settle by a rule where annotators agree enough."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotations.comparison.adjudication.claims import Claims
from annotations.comparison.adjudication.places import Place
from annotations.comparison.marked_article import Mark
from annotations.model.span import NOTHING


class RuleName(StrEnum):
    """Name what has to hold that a place is settled without being asked about."""

    EXACT = "exact"
    """All say the same."""
    MAJORITY = "majority"
    """More than half say the same."""
    SHARE = "share"
    """At least a share of them, more than half, says the same."""
    CONSENSUS = "consensus"
    """The estimated consensus is sure of every span there, one way or the other, and somebody says just that."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold a rule, its threshold, and for the consensus the probability of each span by article."""

    name: RuleName = RuleName.EXACT
    threshold: float = 0.9
    probabilities: Mapping[str, Mapping[Mark, float]] = field(default_factory=lambda: NOTHING)

    def outcome(self, place: Place) -> Claims | None:
        """Return what holds at a place by the rule, which may be nothing; None where it is to be asked about."""
        if place.is_unanimous:
            return next(iter(place.by_name.values()))
        match self.name:
            case RuleName.EXACT:
                return None
            case RuleName.MAJORITY | RuleName.SHARE:
                (claims, count), *_others = Counter(place.by_name.values()).most_common()
                share = count / len(place.by_name)
                return claims if share > 0.5 and (self.name is RuleName.MAJORITY or share >= self.threshold) else None
            case RuleName.CONSENSUS:
                return self._likely(place)

    def _likely(self, place: Place) -> Claims | None:
        probabilities = self.probabilities.get(place.article, NOTHING)
        right = {claim for claim in place.claims if probabilities.get(claim.mark, 0.5) >= self.threshold}
        wrong = {claim for claim in place.claims if probabilities.get(claim.mark, 0.5) <= 1 - self.threshold}
        chosen = frozenset(right - wrong)
        return chosen if right | wrong == place.claims and chosen in place.by_name.values() else None


EXACT = Rule()
"""The rule that takes over what all say alike, and nothing else."""
