"""Compute Krippendorff's alpha for nominal values: of the categories of articles.

Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: with the coincidences of values
within articles, each pair of annotators weighted by one less than the number of those who said something of it,
alpha = 1 - (n - 1) * (sum of o(c, d), c != d) / (sum of n(c) n(d), c != d).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import permutations


def nominal_alpha(articles: Iterable[Sequence[Hashable]]) -> float | None:
    """Return alpha for the values that each article was given; None where fewer than two values were ever given.

    An article that fewer than two annotators have said something of is left out.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in articles:
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]  # counts of pairs are weighted
    sizes: Counter[Hashable] = Counter()
    for (value, _other), weight in coincidences.items():
        sizes[value] += weight
    total = sum(sizes.values())
    observed = sum(weight for (one, other), weight in coincidences.items() if one != other)
    expected = total**2 - sum(size**2 for size in sizes.values())
    if len(sizes) < 2:
        return None
    return 1 - (total - 1) * observed / expected
