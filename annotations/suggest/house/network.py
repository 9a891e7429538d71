"""Score the tags of characters by the head: one layer of long short-term memory over the states of LAC's network."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.house.codes import Codes
from annotations.suggest.lac.network import Floats
from annotations.suggest.lac.packing import Packing, Rows

Weights = Mapping[str, NDArray[np.generic]]

CHANNELS = 2
"""What says something of each character by a code: the rules, and the lists."""

STATES = 256
"""How many states of LAC's network each character has."""


class HeadNetwork:
    """Score tags; ``weights`` are those of the training, as wide as they were there. See the README beside this file.

    An embedding's way through the first layer is always the same, and walked once, here. A sigmoid is
    (tanh(x / 2) + 1) / 2: with the halves in the weights one ``tanh`` serves all four gates, which are, side by side,
    those of what enters, of what stays, the candidate, and that of what leaves.
    """

    def __init__(self, weights: Weights) -> None:
        def wide(name: str) -> Floats:
            return np.asarray(weights[name]).astype(np.float32)

        embeddings = wide("codes")
        width = embeddings.shape[-1]
        self._input, *codes, points = np.split(wide("input"), [STATES, STATES + width, STATES + 2 * width])
        self._codes = [embedding @ part for embedding, part in zip(embeddings, codes, strict=True)]
        self._characters = np.asarray(weights["characters"]).astype(np.uint32)
        self._points = wide("points") @ points + wide("input_bias")
        recurrent = wide("recurrent")
        self._units = recurrent.shape[1]
        halves = np.repeat(np.array([0.5, 0.5, 1, 0.5], np.float32), self._units)
        self._gates, self._recurrent = wide("gates") * halves, recurrent * halves
        self._gates_bias = wide("gates_bias") * halves
        self._output, self._output_bias = wide("output"), wide("output_bias")

    def scores(self, states: Floats, codes: Codes, characters: NDArray[np.uint32], packing: Packing) -> Floats:
        """Return the score of every tag for each row of a packing; ``codes`` has a column for each channel."""
        inner = states @ self._input
        inner += self._points[self._numbers(characters)]
        for channel, embedding in enumerate(self._codes):
            inner += embedding[codes[:, channel]]
        np.maximum(inner, 0, out=inner)
        return self._read(inner, packing) @ self._output + self._output_bias

    def _numbers(self, characters: NDArray[np.uint32]) -> Rows:
        """Return the rows of the embedding: from 1 for the characters it has, which ascend, and 0 for all others."""
        places = np.searchsorted(self._characters, characters)
        there = self._characters[np.minimum(places, len(self._characters) - 1)] == characters
        return np.where(there, places + 1, 0)

    def _read(self, inner: Floats, packing: Packing) -> Floats:
        """Return what the units of both directions give, side by side, for each row."""
        units, mirror = self._units, packing.mirror
        inputs = np.empty((2, len(inner), 4 * units), np.float32)
        for side, rows in enumerate((inner, inner[mirror])):
            np.matmul(rows, self._gates[side], out=inputs[side])
            inputs[side] += self._gates_bias[side]
        left = np.empty((2, len(inner), units), np.float32)
        state = np.zeros((2, packing.sequences, units), np.float32)
        cell = np.zeros_like(state)
        for step in packing.steps:
            size = step.stop - step.start
            gates = inputs[:, step]
            gates += state[:, :size] @ self._recurrent
            np.tanh(gates, out=gates)
            enters, stays, candidate, leaves = (gates[..., at * units : (at + 1) * units] for at in range(4))
            enters += 1
            stays += 1
            leaves += 1
            cell = cell[:, :size]
            cell *= stays
            enters *= candidate
            cell += enters
            cell *= 0.5
            state = np.tanh(cell, out=left[:, step])
            state *= leaves
            state *= 0.5
        return np.hstack([left[0], left[1][mirror]])
