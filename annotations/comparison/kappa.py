"""Compute kappa over characters: agreement on each character's label, less what chance would give.

It flatters: most characters of a text are in no mark, nobody has to decide on them one by one, and they all count. It
is here because papers give it; u-alpha and F1 say more. Sources: J. Cohen, A coefficient of agreement for nominal
scales, Educational and Psychological Measurement 20 (1960), 37–46; J. L. Fleiss, Measuring nominal scale agreement
among many raters, Psychological Bulletin 76 (1971), 378–382.
"""

import numpy as np

from annotations.comparison.continuum import Floats


def cohen_kappa(table: Floats) -> Floats:
    """Return Cohen's kappa of two annotators for their table of codes (…, k, k); NaN where chance always agrees."""
    total = table.sum((-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = np.trace(table, axis1=-2, axis2=-1) / total
        by_chance = (table.sum(-1) * table.sum(-2)).sum(-1) / total**2
    return _beyond_chance(agreed, by_chance)


def fleiss_kappa(coincidences: Floats) -> Floats:
    """Return Fleiss' kappa for the coincidences of codes (…, k, k) of all pairs, symmetric; NaN as above.

    With the same number of annotators for every character it is Fleiss' own; with others it is weighted by them.
    """
    total = coincidences.sum((-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = np.trace(coincidences, axis1=-2, axis2=-1) / total
        by_chance = (coincidences.sum(-1) ** 2).sum(-1) / total**2
    return _beyond_chance(agreed, by_chance)


def _beyond_chance(agreed: Floats, by_chance: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = (agreed - by_chance) / (1 - by_chance)
    return np.where(by_chance < 1 - 1e-12, kappa, np.nan)
