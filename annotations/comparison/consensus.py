"""Estimate which spans are right from several annotators without an adjudicator, and how good each annotator is.

Source: A. P. Dawid, A. M. Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm, Applied
Statistics 28 (1979), 20–28. The items are all spans that anybody has marked, pooled over the articles; each is right or
not, and each annotator who has finished the article has marked it or not. What nobody has marked is no item, so skills
are those among what somebody marked: of what all overlooked, nothing can be known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.comparison.marked_article import Mark, MarkedArticle

Floats = NDArray[np.float64]

_ROUNDS = 200
_SETTLED = 1e-7
_LEAST = 1e-10
"""A chance of nought would never be given up again."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Hold how good an annotator is estimated to be, each from 0 to 1.

    ``found`` is the share of the right spans that they mark, ``avoided`` the share of the wrong ones, among those that
    anybody marks, that they do not; ``spans`` is how many spans they had the chance to mark.
    """

    found: float
    avoided: float
    spans: int


@dataclass(frozen=True, slots=True)
class Consensus:
    """Hold how probable each span is that anybody has marked, by article, and the annotators' skills.

    ``share`` is the estimated share of right ones among all these spans.
    """

    probabilities: Mapping[str, Mapping[Mark, float]]
    skills: Mapping[str, Skill]
    share: float

    def spans(self, article: str, threshold: float = 0.5) -> list[Mark]:
        """Return the spans of an article that are at least as probable as the threshold, none over another.

        Of two that overlap the more probable one stays, then the longer one, then the first.
        """
        chosen: list[Mark] = []
        ranked = sorted(
            self.probabilities.get(article, {}).items(), key=lambda item: (-item[1], item[0][0] - item[0][1], item[0])
        )
        for mark, probability in ranked:
            if probability >= threshold and not any(one[0] < mark[1] and mark[0] < one[1] for one in chosen):
                chosen.append(mark)
        return sorted(chosen)


def consensus(articles: Iterable[MarkedArticle], annotators: Sequence[str]) -> Consensus:
    """Estimate the consensus of annotators over the articles that at least two of them count for.

    The result does not depend on the order of articles or annotators. Where all agree on everything, everything is
    right with a probability near 1.
    """
    items: list[tuple[str, Mark]] = []
    votes: list[list[float]] = []
    for article in articles:
        marks = {name: article.marks(name) for name in annotators if name in article.spans}
        if len(marks) < 2:
            continue
        for mark in sorted(set().union(*marks.values())):
            items.append((article.name, mark))
            votes.append([float(mark in marks[name]) if name in marks else np.nan for name in annotators])
    table = np.array(votes).reshape(len(items), len(annotators))
    right, hits, avoided = estimate(table)
    probabilities: dict[str, dict[Mark, float]] = {}
    for (name, mark), probability in zip(items, right.tolist(), strict=True):
        probabilities.setdefault(name, {})[mark] = probability
    chances = (~np.isnan(table)).sum(0).tolist()
    skills = {
        name: Skill(*skill)
        for name, *skill in zip(annotators, hits.tolist(), avoided.tolist(), chances, strict=True)
        if skill[-1]
    }
    return Consensus(probabilities, skills, float(right.mean()) if len(right) else 0.0)


def estimate(votes: Floats) -> tuple[Floats, Floats, Floats]:
    """Estimate what is right from votes of 1 and 0, items by annotators, NaN where one had no chance to vote.

    Returns the probability of each item, and for each annotator the share of the right items they vote for and that of
    the wrong ones they do not vote for. It begins with the shares of votes, and goes on until nothing moves.
    """
    cast = ~np.isnan(votes)
    ones = np.where(cast, votes, 0.0)
    noughts = np.where(cast, 1 - votes, 0.0)
    right = ones.sum(1) / np.maximum(cast.sum(1), 1)
    hits = avoided = np.zeros(votes.shape[1])
    for _round in range(_ROUNDS if len(votes) else 0):
        hits = _share(right, ones, cast)
        avoided = _share(1 - right, noughts, cast)
        share = np.clip(right.mean(), _LEAST, 1 - _LEAST)
        if_right = np.log(share) + ones @ np.log(hits) + noughts @ np.log1p(-hits)
        if_wrong = np.log(1 - share) + noughts @ np.log(avoided) + ones @ np.log1p(-avoided)
        before, right = right, 1 / (1 + np.exp(np.clip(if_wrong - if_right, -500, 500)))
        if np.abs(right - before).max() < _SETTLED:
            break
    return right, hits, avoided


def _share(weights: Floats, votes: Floats, cast: NDArray[np.bool_]) -> Floats:
    """Return for each annotator the weighted share of such votes among those that they cast."""
    share = (weights @ votes) / np.maximum(weights @ cast, _LEAST)
    return np.clip(share, _LEAST, 1 - _LEAST)
