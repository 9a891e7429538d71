"""Find the best tags of a sequence, and how probable they are, by a conditional random field."""

from dataclasses import dataclass

import numpy as np

from annotations.suggest.lac.network import Floats
from annotations.suggest.lac.packing import Packing, Rows


@dataclass(frozen=True, slots=True)
class BestTags:
    """Hold for each row of a packing its tag on the best path, and the field's probabilities for it.

    ``probable`` is the probability of the tag, ``follows`` its probability where the tag before it is right, and
    ``goes_on`` the probability that, where this tag is right, the next one continues its word.
    """

    tags: Rows
    probable: Floats
    follows: Floats
    goes_on: Floats


class RandomField:
    """Represent a linear chain; ``weights`` score beginning with each tag, ending with it, and each tag after each.

    ``inside[tag]`` is the tag that continues the word of a tag.
    """

    def __init__(self, weights: Floats, inside: Rows) -> None:
        self._begin, self._end, self._transitions = weights[0], weights[1], weights[2:]
        self._factors = np.exp(self._transitions)
        self._inside = inside

    def best_tags(self, emissions: Floats, packing: Packing) -> BestTags:
        """Return the best tags by Viterbi's algorithm, and their probabilities by the forward-backward algorithm."""
        scores = emissions.copy()
        scores[: packing.sequences] += self._begin
        scores[packing.lasts] += self._end
        tags = self._best(scores.copy(), packing)
        scores -= scores.max(1, keepdims=True)
        return self._weigh(tags, np.exp(scores, out=scores), packing)

    def _best(self, scores: Floats, packing: Packing) -> Rows:
        """Return the tags of the best path; ``scores`` become those of the best paths that end in each row's tags."""
        pairs = list(packing.neighbours())
        for before, after in pairs:
            scores[after] += (scores[before, :, None] + self._transitions).max(1)
        tags: Rows = scores.argmax(1)  # right for the last rows; the others follow from them
        for before, after in reversed(pairs):
            tags[before] = (scores[before] + self._transitions.T[tags[after]]).argmax(1)
        return tags

    def _weigh(self, tags: Rows, factors: Floats, packing: Packing) -> BestTags:
        """Compute how probable ``tags`` are; ``factors`` are the exponentials of the scores, each row scaled freely."""
        rows = np.arange(len(tags))
        ahead = factors.copy()
        for before, after in packing.neighbours():
            ahead[after] *= ahead[before] @ self._factors
            ahead[after] /= ahead[after].sum(1, keepdims=True)
        behind = np.ones_like(factors)
        follows, goes_on = np.ones_like(factors[:, 0]), np.zeros_like(factors[:, 0])
        for before, after in reversed(list(packing.neighbours())):
            own, following = tags[before], tags[after]
            weights = factors[after] * behind[after]
            behind[before] = weights @ self._factors.T
            total = behind[rows[before], own]
            size = np.arange(len(own))
            follows[after] = self._factors[own, following] * weights[size, following] / total
            inside = self._inside[own]
            goes_on[before] = self._factors[own, inside] * weights[size, inside] / total
            behind[before] /= behind[before].max(1, keepdims=True)
        both = ahead * behind
        return BestTags(tags, both[rows, tags] / both.sum(1), follows, goes_on)
