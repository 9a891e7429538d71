"""Score the tags of words by a network: embeddings, and two layers of gated recurrent units in both directions."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.packing import Packing, Rows

Floats = NDArray[np.float32]


class Layer(ABC):
    """Run gated recurrent units, one chain in each direction, both advancing in the same matrix products.

    h' = (1 - u) h + u c, with the update u and the candidate c. Since a sigmoid is (tanh(x / 2) + 1) / 2, the halves
    are put into the weights, and ``tanh`` serves all gates. ``inputs`` and ``bias`` are those of the update, the reset
    and the candidate, side by side, each for both directions.
    """

    def __init__(self, inputs: Floats, bias: Floats) -> None:
        self._width = inputs.shape[-1] // 3
        halves = np.ones(3 * self._width, np.float32)
        halves[: 2 * self._width] = 0.5
        self._inputs = inputs * halves
        self._bias = bias * halves

    def run(self, items: Floats, numbers: Rows, packing: Packing) -> Floats:
        """Return the states of both directions side by side for each row, which is the item of ``numbers``."""
        width, most = self._width, packing.sequences
        forward, backward = (items @ self._inputs[side] + self._bias[side] for side in (0, 1))
        mirror = packing.mirror
        mirrored = numbers[mirror]
        states = np.empty((len(numbers), 2 * width), np.float32)
        state = np.zeros((2, most, width), np.float32)
        buffers = [np.empty((2, most, 3 * width), np.float32) for _buffer in range(2)]
        for rows in packing.steps:
            size = rows.stop - rows.start
            h = state[:, :size]
            x, buffer = (each[:, :size] for each in buffers)
            np.take(forward, numbers[rows], axis=0, out=x[0], mode="clip")
            np.take(backward, mirrored[rows], axis=0, out=x[1], mode="clip")
            update, c = self._gates_and_candidate(h, x, buffer)
            c -= h
            update *= 0.5
            c *= update
            h += c
            states[rows, :width] = h[0]
            states[mirror[rows], width:] = h[1]
        return states

    @abstractmethod
    def _gates_and_candidate(self, h: Floats, x: Floats, buffer: Floats) -> tuple[Floats, Floats]:
        """Return twice the update, and the candidate, for the states ``h`` and the inputs; ``buffer`` is as large."""


class ResetBefore(Layer):
    """Compute the candidate tanh(x + (r h) W), as paddle's ``dynamic_gru`` does."""

    def __init__(self, inputs: Floats, bias: Floats, gates: Floats, candidate: Floats) -> None:
        super().__init__(inputs, bias)
        self._gates = gates * np.float32(0.5)
        self._candidate = candidate * np.float32(0.5)

    def _gates_and_candidate(self, h: Floats, x: Floats, buffer: Floats) -> tuple[Floats, Floats]:
        width = self._width
        gates, c = buffer[..., : 2 * width], buffer[..., 2 * width :]
        np.matmul(h, self._gates, out=gates)
        gates += x[..., : 2 * width]
        np.tanh(gates, out=gates)
        gates += 1
        update, reset = gates[..., :width], gates[..., width:]
        reset *= h
        np.matmul(reset, self._candidate, out=c)
        c += x[..., 2 * width :]
        np.tanh(c, out=c)
        return update, c


class ResetAfter(Layer):
    """Compute the candidate tanh(x + r (h W + b)), as ONNX does where ``linear_before_reset`` is 1.

    ``recurrent`` are the weights of the update, the reset and the candidate, side by side.
    """

    def __init__(self, inputs: Floats, bias: Floats, recurrent: Floats, recurrent_bias: Floats) -> None:
        super().__init__(inputs, bias)
        self._recurrent = recurrent * np.float32(0.5)
        self._candidate_bias = recurrent_bias[:, None] * np.float32(0.5)

    def _gates_and_candidate(self, h: Floats, x: Floats, buffer: Floats) -> tuple[Floats, Floats]:
        width = self._width
        np.matmul(h, self._recurrent, out=buffer)
        gates, c = buffer[..., : 2 * width], buffer[..., 2 * width :]
        gates += x[..., : 2 * width]
        np.tanh(gates, out=gates)
        gates += 1
        update, reset = gates[..., :width], gates[..., width:]
        c += self._candidate_bias
        c *= reset
        c += x[..., 2 * width :]
        np.tanh(c, out=c)
        return update, c


class Network:
    """Score the tags for words; ``vectors`` returns those of the words of some numbers, ``layers`` are two."""

    def __init__(
        self, vectors: Callable[[Rows], Floats], layers: Sequence[Layer], output: Floats, output_bias: Floats
    ) -> None:
        self._vectors = vectors
        self._first, self._second = layers
        self._output, self._output_bias = output, output_bias

    def states(self, words: Rows, packing: Packing) -> Floats:
        """Return the states of the last layer, both directions side by side, for each row of a packing.

        The words are given by their numbers.
        """
        distinct, numbers = np.unique(words, return_inverse=True)
        states = self._first.run(self._vectors(distinct), numbers, packing)
        return self._second.run(states, np.arange(len(states)), packing)

    def scores(self, states: Floats) -> Floats:
        """Return the score of every tag for each row of states, the emissions of the random field."""
        return states @ self._output + self._output_bias

    def states_and_emissions(self, words: Rows, packing: Packing) -> tuple[Floats, Floats]:
        """Return ``states``, and the ``scores`` of these."""
        states = self.states(words, packing)
        return states, self.scores(states)

    def emissions(self, words: Rows, packing: Packing) -> Floats:
        """Return the score of every tag for each row of a packing, whose words are given by their numbers."""
        return self.scores(self.states(words, packing))


def pack_network(weights: Mapping[str, NDArray[np.generic]]) -> Network:
    """Return the network of the weights that the data pack holds; see ``installation.install``."""

    def wide(name: str) -> Floats:
        return np.asarray(weights[name]).astype(np.float32)

    embedding, scale = np.asarray(weights["embedding"]), wide("embedding_scale")[:, None]
    parts = ("inputs", "bias", "gates", "candidate")
    layers = [ResetBefore(*(wide(f"{part}_{number}") for part in parts)) for number in (0, 1)]
    return Network(lambda words: embedding[words] * scale[words], layers, wide("output"), wide("output_bias"))
