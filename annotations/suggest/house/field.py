"""Find the names that a conditional random field thinks likely, each with its probability."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from annotations.suggest.house.tags import BEGIN, COUNT, END, INSIDE, SINGLE, allowed
from annotations.suggest.lac.network import Floats
from annotations.suggest.lac.packing import Packing, Rows

_LEAST_SCORE = -50.0
"""What a tag scores at least beside the best of its character, so that no sum over ways becomes nothing."""


class NameProbability(NamedTuple):
    """Hold a name in sequences written one after the other, whose label is given by its number.

    ``probability`` is that of the name with this label and both its borders.
    """

    start: int
    end: int
    label: int
    probability: float


class _Sums(NamedTuple):
    """Hold sums over all ways, a row for each item in the order of the sequences.

    ``probable`` are the probabilities of the tags, ``following`` the weights of all ways from each tag of an item to
    the sequence's end, and ``rest`` those of all ways after it.
    """

    probable: Floats
    following: Floats
    rest: Floats


class NameField:
    """Weigh the tags of sequences; ``weights`` score beginning with each tag, ending with it, and each after each."""

    def __init__(self, weights: Floats) -> None:
        may_follow = allowed()
        self._begin = np.where(may_follow[COUNT, :COUNT], weights[0], -np.inf).astype(np.float32)
        self._end = np.where(may_follow[:COUNT, COUNT], weights[1], -np.inf).astype(np.float32)
        self._factors: Floats = np.where(may_follow[:COUNT, :COUNT], np.exp(weights[2:]), 0).astype(np.float32)

    def names(self, scores: Floats, packing: Packing, least: float) -> Iterator[NameProbability]:
        """Yield the names that are at least so probable, in no order; they overlap where the field is in doubt."""
        sums = self._sums(scores, packing)
        starts, labels = np.nonzero(sums.probable[:, SINGLE::4] >= least)
        yield from _listed(starts, starts + 1, labels, sums.probable[starts, SINGLE + 4 * labels])
        starts, labels = np.nonzero(sums.probable[:, BEGIN::4] >= least)
        yield from self._longer(starts, labels, sums, least)

    def _longer(self, starts: Rows, labels: Rows, sums: _Sums, least: float) -> Iterator[NameProbability]:
        """Yield the names of two items and more that begin with some rows: all at once, one item further each time."""
        tags = BEGIN + 4 * labels
        likely, rows = sums.probable[starts, tags], starts
        while rows.size:
            following = rows + 1  # never beyond a sequence, as nothing can begin or go on with its last item
            share = likely / sums.rest[rows, tags]
            ends, insides = END + 4 * labels, INSIDE + 4 * labels
            ended = share * self._factors[tags, ends] * sums.following[following, ends]
            done = ended >= least
            yield from _listed(starts[done], following[done] + 1, labels[done], ended[done])
            likely = share * self._factors[tags, insides] * sums.following[following, insides]
            goes_on = likely >= least
            starts, labels, likely, rows = starts[goes_on], labels[goes_on], likely[goes_on], following[goes_on]
            tags = INSIDE + 4 * labels

    def _sums(self, scores: Floats, packing: Packing) -> _Sums:
        """Sum over all ways by the forward-backward algorithm; each row is scaled freely."""
        factors = np.maximum(scores - scores.max(1, keepdims=True), np.float32(_LEAST_SCORE))
        factors[: packing.sequences] += self._begin
        factors[packing.lasts] += self._end
        np.exp(factors, out=factors)
        ahead = factors.copy()
        ahead[: packing.sequences] /= ahead[: packing.sequences].sum(1, keepdims=True)
        pairs = list(packing.neighbours())
        for before, after in pairs:
            ahead[after] *= ahead[before] @ self._factors
            ahead[after] /= ahead[after].sum(1, keepdims=True)
        rest = np.ones_like(factors)
        following = factors  # those of the last items are right; the others follow from them
        for before, after in reversed(pairs):
            rest[before] = following[after] @ self._factors.T
            scale = rest[before].max(1, keepdims=True)
            following[before] *= rest[before]
            following[before] /= scale
        both = ahead * rest
        both /= both.sum(1, keepdims=True)
        positions = packing.positions
        ordered = _Sums(*(np.empty_like(each) for each in (both, following, rest)))
        for target, values in zip(ordered, (both, following, rest), strict=True):
            target[positions] = values
        return ordered


def _listed(starts: Rows, ends: Rows, labels: Rows, probable: Floats) -> Iterator[NameProbability]:
    return map(NameProbability, starts.tolist(), ends.tolist(), labels.tolist(), probable.tolist())
