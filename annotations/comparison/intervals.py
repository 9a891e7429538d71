"""Find how far chance may have moved a measure: intervals by resampling articles.

Source: B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7 (1979), 1–26, the percentile
interval. How often an article counts in a resample is drawn from Poisson's distribution with mean 1, by a generator
that is seeded by the article's name: it is the same whatever other articles there are and in whatever order, so parts
of a corpus can be summed up apart.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
_COVERED = 0.95


def weights_of(names: Sequence[str], resamples: int = RESAMPLES) -> NDArray[np.float32]:
    """Return how often each article (columns) counts in each resample (rows)."""
    weights = np.empty((len(names), resamples), np.float32)
    for row, name in enumerate(names):
        seed = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        weights[row] = np.random.Generator(np.random.PCG64(seed)).poisson(1, resamples)
    return weights.T


def interval(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the interval of a measure over resamples; None where half of them have no value."""
    defined = values[np.isfinite(values)]
    if 2 * len(defined) < len(values):
        return None
    low, high = np.quantile(defined, [(1 - _COVERED) / 2, (1 + _COVERED) / 2])
    return float(low), float(high)
