"""Number the tags of the head: outside, and for each label the begin, inside and end of a name, and a single one."""

import numpy as np
from numpy.typing import NDArray

LABELS = ("PER", "LOC", "ORG", "PROD", "EVENT", "WORK", "TIME", "NUM", "MONEY", "PCT")
"""The labels that the head knows, in the order of its tags."""

OUTSIDE = 0
BEGIN, INSIDE, END, SINGLE = 1, 2, 3, 4
"""The tag of the label number k is 4 k more than these."""

COUNT = 1 + 4 * len(LABELS)


def allowed() -> NDArray[np.bool_]:
    """Return which tag may follow which, row before column; the last row and column are what is around a sentence."""
    tags = np.arange(COUNT + 1)
    tags[COUNT] = OUTSIDE
    labels = (tags - 1) // 4
    kinds = np.where(tags, (tags - 1) % 4 + 1, OUTSIDE)
    begun, continues = np.isin(kinds, (BEGIN, INSIDE)), np.isin(kinds, (INSIDE, END))
    both: NDArray[np.bool_] = np.where(begun[:, None], continues & (labels[:, None] == labels), ~continues)
    return both
