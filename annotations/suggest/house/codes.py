"""Say of each character what rules and lists make of it: a code for the label that begins or goes on there."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.house.tags import LABELS
from annotations.suggest.suggestion import Suggestion

COUNT = 1 + 2 * len(LABELS)
"""How many codes there are: 0 for nothing, 1 + 2 k where the label number k begins, and 2 + 2 k where it goes on."""

Codes = NDArray[np.uint8]

_CODES = {label: 1 + 2 * number for number, label in enumerate(LABELS)}


def codes_of(length: int, suggestions: Iterable[Suggestion]) -> Codes:
    """Return the codes of a text of so many code points; labels that the head does not know are nothing to it."""
    codes = np.zeros(length, np.uint8)
    for item in suggestions:
        if item.label in _CODES:
            codes[item.start : item.end] = _CODES[item.label] + 1
            codes[item.start] = _CODES[item.label]
    return codes
