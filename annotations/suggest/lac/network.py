"""Score the tags of words by a network: embeddings, and two layers of gated recurrent units in both directions."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.packing import Packing, Rows

Floats = NDArray[np.float32]


class Layer:
    """Run gated recurrent units, one chain in each direction, both advancing in the same matrix products.

    The units are those of paddle's ``dynamic_gru``: h' = (1 - u) h + u c, with the candidate c = tanh(x + (r h) W).
    Since a sigmoid is (tanh(x / 2) + 1) / 2, the halves are put into the weights, and ``tanh`` serves all gates.
    """

    def __init__(self, inputs: Floats, bias: Floats, gates: Floats, candidate: Floats) -> None:
        self._width = candidate.shape[-1]
        halves = np.ones(3 * self._width, np.float32)
        halves[: 2 * self._width] = 0.5
        self._inputs = inputs * halves
        self._bias = bias * halves
        self._gates = gates * np.float32(0.5)
        self._candidate = candidate * np.float32(0.5)

    def run(self, items: Floats, numbers: Rows, packing: Packing) -> Floats:
        """Return the states of both directions side by side for each row, which is the item of ``numbers``."""
        width, most = self._width, packing.sequences
        forward, backward = (items @ self._inputs[side] + self._bias[side] for side in (0, 1))
        mirror = packing.mirror
        mirrored = numbers[mirror]
        states = np.empty((len(numbers), 2 * width), np.float32)
        state = np.zeros((2, most, width), np.float32)
        buffers = [np.empty((2, most, size * width), np.float32) for size in (3, 2, 1)]
        for rows in packing.steps:
            size = rows.stop - rows.start
            h = state[:, :size]
            x, gates, c = (buffer[:, :size] for buffer in buffers)
            np.take(forward, numbers[rows], axis=0, out=x[0], mode="clip")
            np.take(backward, mirrored[rows], axis=0, out=x[1], mode="clip")
            np.matmul(h, self._gates, out=gates)
            gates += x[..., : 2 * width]
            np.tanh(gates, out=gates)
            gates += 1
            update, reset = gates[..., :width], gates[..., width:]
            reset *= h
            np.matmul(reset, self._candidate, out=c)
            c += x[..., 2 * width :]
            np.tanh(c, out=c)
            c -= h
            update *= 0.5
            c *= update
            h += c
            states[rows, :width] = h[0]
            states[mirror[rows], width:] = h[1]
        return states


class Network:
    """Score the tags for words. ``weights`` are those that the data pack holds; see ``installation.install``."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        def wide(name: str) -> Floats:
            return np.asarray(weights[name]).astype(np.float32)

        self._embedding = np.asarray(weights["embedding"])
        self._scale = wide("embedding_scale")[:, None]
        parts = ("inputs", "bias", "gates", "candidate")
        self._layers = [Layer(*(wide(f"{part}_{number}") for part in parts)) for number in (0, 1)]
        self._output, self._output_bias = wide("output"), wide("output_bias")

    def emissions(self, words: Rows, packing: Packing) -> Floats:
        """Return the score of every tag for each row of a packing, whose words are given by their numbers."""
        distinct, numbers = np.unique(words, return_inverse=True)
        first, second = self._layers
        states = first.run(self._embedding[distinct] * self._scale[distinct], numbers, packing)
        states = second.run(states, np.arange(len(states)), packing)
        return states @ self._output + self._output_bias
