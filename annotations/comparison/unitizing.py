"""Compute Krippendorff's alpha for unitizing, u-alpha: agreement on where units are and on their labels, less chance.

Source: K. Krippendorff, Y. Mathet, S. Bouvry, A. Widlöcher, On the reliability of unitizing textual continua: further
developments, Quality & Quantity 50 (2016), 2347–2364. With l(c, d) the length over which one annotator says c and
another d, summed over ordered pairs of annotators and divided by the number of others, alpha is 1 - D_o / D_e with

- D_o = sum of l(c, d) over c != d;
- D_e = sum over c != d of l(..) l(c.) l(.d) / (l(..)² - S), where what a label says of itself is diminished by the
  squared lengths of its units, since no unit can coincide with itself: S = sum of the squared lengths of units, and of
  the lengths of gaps, which have no borders of their own.

Where an article has fewer annotators than another, each of its pairs counts for more, as in Krippendorff's alpha with
missing values; units end where their article does.
"""

import numpy as np

from annotations.comparison.continuum import GAP, Floats


def unit_alpha(coincidences: Floats, squares: Floats) -> Floats:
    """Return u-alpha for coincidences of codes (…, k, k) and the sums of squared lengths (…, k); NaN if undefined.

    ``coincidences`` are symmetric. It is undefined where chance would always agree: nothing is marked, or everything
    is one unit's.
    """
    marginal = coincidences.sum(-1)
    total = marginal.sum(-1)
    observed = total - np.trace(coincidences, axis1=-2, axis2=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = total / (total**2 - squares.sum(-1))
        expected = total - scale * (marginal**2 - squares).sum(-1)
        alpha = 1 - observed / expected
    return np.where(expected > 1e-9 * np.maximum(total, 1), alpha, np.nan)


def without_labels(coincidences: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """Return both for units whatever their labels: a character is in a unit, or it is not."""
    return _two_codes(coincidences, squares, [code for code in range(squares.shape[-1]) if code != GAP])


def of_label(coincidences: Floats, squares: Floats, code: int) -> tuple[Floats, Floats]:
    """Return both for the units of one label, where all other characters are gaps."""
    return _two_codes(coincidences, squares, [code])


def _two_codes(coincidences: Floats, squares: Floats, units: list[int]) -> tuple[Floats, Floats]:
    """Return both for two codes: the second is that of the units named, the first that of all else."""
    inside = coincidences[..., units, :][..., :, units].sum((-1, -2))
    marked = coincidences[..., units, :].sum((-1, -2))
    total = coincidences.sum((-1, -2))
    two = np.empty((*coincidences.shape[:-2], 2, 2))
    two[..., 1, 1] = inside
    two[..., 0, 1] = two[..., 1, 0] = marked - inside
    two[..., 0, 0] = total - 2 * marked + inside
    return two, np.stack([total - marked, squares[..., units].sum(-1)], -1)
