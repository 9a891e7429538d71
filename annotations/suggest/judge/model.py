"""Judge suggestions by a small network of one hidden layer over the features of their places."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.judge.features import features
from annotations.suggest.lac.network import Floats
from annotations.suggest.suggestion import LabelledRange, Suggestion
from seeds.system.files import WHOLE, read_regular

FILE = "weights.npz"
"""The name of the file of weights, beside this one."""

WEIGHTS = ("hidden", "hidden_bias", "output", "output_bias")


class Judge:
    """Tell how likely suggestions are right; ``weights`` are those of ``WEIGHTS``."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        wide = (np.asarray(weights[name]).astype(np.float32) for name in WEIGHTS)
        self._hidden, self._hidden_bias, self._output, self._output_bias = wide

    def probabilities(self, rows: Floats) -> Floats:
        """Return the probability of each row of features."""
        hidden = np.tanh(rows @ self._hidden + self._hidden_bias)
        scores = hidden @ self._output + self._output_bias
        return np.asarray(1 / (1 + np.exp(-scores)), np.float32)

    def judge(
        self, text: str, suggestions: Sequence[Suggestion], present: Collection[str]
    ) -> dict[LabelledRange, float]:
        """Return the probability of each place and label that one of the weighed voices suggests."""
        rows = features(text, suggestions, present)
        if not rows:
            return {}
        probable = self.probabilities(np.stack(list(rows.values())))
        return dict(zip(rows, probable.tolist(), strict=True))


@cache
def load_judge() -> Judge:
    """Return the judge that comes with the program."""
    with np.load(BytesIO(_content()), allow_pickle=False) as weights:
        return Judge(dict(weights))


@cache
def digest() -> str:
    """Return what stands for the file of weights."""
    return sha256(_content()).hexdigest()[:16]


def _content() -> bytes:
    return read_regular(Path(__file__).with_name(FILE), WHOLE)
