"""Gather from decisions between annotators where the guideline is silent: reasons by the labels that were at odds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from annotations.comparison.adjudication.claims import Claims, claims_of
from annotations.comparison.adjudication.records import NO_REASON, Reason, Recorded, Why, recorded_in, versions_in
from annotations.model.layer import Layer
from seeds.article import Article

Labels = tuple[str, ...]
Pair = tuple[Labels, Labels]
"""The labels of two versions of a place, in the order of the text; none where a version marks nothing."""

NEIGHBOURS = 12
"""Code points on either side of the words of an example."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold a decision as the layer remembers it, with the words around the place."""

    article: str
    title: str
    before: str
    words: str
    after: str
    versions: tuple[tuple[Labels, tuple[str, ...]], ...]
    outcome: Labels
    why: Why


@dataclass(slots=True)
class Silence:
    """Count the decisions between two versions by reason, empty where none was given, and hold them all."""

    reasons: Counter[str] = field(default_factory=Counter)
    decisions: list[Settled] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return how much the guideline is at fault: gaps first, then what is ambiguous, then all."""
        return self.reasons[Reason.GAP], self.reasons[Reason.AMBIGUOUS], self.reasons.total()


def settled_in(article: Article, layer: Layer) -> Iterator[Settled]:
    """Yield the decisions that a layer remembers, in the order of the text."""
    group: list[Recorded] = []
    for item in [each for each in recorded_in(layer) if each.by]:
        if group and item.claim.start >= max(each.claim.end for each in group):
            yield _settled(article, layer, group)
            group = []
        group.append(item)
    if group:
        yield _settled(article, layer, group)


def silences(decisions: Iterable[Settled]) -> list[tuple[Pair, Silence]]:
    """Count decisions by the labels of each two versions, where the guideline is most at fault first."""
    by_pair: dict[Pair, Silence] = {}
    for decision in decisions:
        pairs = {_pair(one, other) for (one, _), (other, _) in combinations(decision.versions, 2)}
        for pair in sorted(pairs):
            silence = by_pair.setdefault(pair, Silence())
            silence.reasons[decision.why.reason] += 1
            silence.decisions.append(decision)
    return sorted(by_pair.items(), key=lambda item: (*(-number for number in item[1].weight), item[0]))


def silence_table(pairs: Iterable[tuple[Pair, Silence]]) -> list[dict[str, Any]]:
    """Return all of it as dictionaries, lists, texts and numbers, for JSON."""
    return [
        {
            "labels": [list(one), list(other)],
            "decisions": silence.reasons.total(),
            "reasons": {str(reason): silence.reasons[reason] for reason in Reason},
            "without-reason": silence.reasons[""],
            "examples": [_example(each) for each in silence.decisions],
        }
        for (one, other), silence in pairs
    ]


def _example(decision: Settled) -> dict[str, Any]:
    return {
        "article": decision.article,
        "title": decision.title,
        "before": decision.before,
        "words": decision.words,
        "after": decision.after,
        "versions": [{"labels": list(labels), "annotators": list(names)} for labels, names in decision.versions],
        "outcome": list(decision.outcome),
        "reason": decision.why.reason or None,
        "note": decision.why.note or None,
    }


def _settled(article: Article, layer: Layer, group: list[Recorded]) -> Settled:
    start, end = group[0].claim.start, max(item.claim.end for item in group)
    names: dict[Claims, list[str]] = {}
    for name, claims in sorted(versions_in(group).items()):
        names.setdefault(claims, []).append(name)
    text = article.text
    return Settled(
        article.info.id,
        article.info.title,
        text[max(0, start - NEIGHBOURS) : start],
        text[start:end],
        text[end : end + NEIGHBOURS],
        tuple((labels_of(claims), tuple(each)) for claims, each in names.items()),
        labels_of(claims_of(layer.within(start, end))),
        next((item.why for item in group if item.why != NO_REASON), NO_REASON),
    )


def labels_of(claims: Claims) -> Labels:
    """Return the labels of claims, in the order of the text."""
    return tuple(claim.label for claim in sorted(claims))


def _pair(one: Labels, other: Labels) -> Pair:
    first, second = sorted((one, other), key=lambda labels: (not labels, labels))
    return first, second
