"""Find the names in sentences by the head."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.house.codes import Codes
from annotations.suggest.house.field import NameField
from annotations.suggest.house.network import HeadNetwork, Weights
from annotations.suggest.house.tags import LABELS
from annotations.suggest.house.weights import read_file, unpack_weights
from annotations.suggest.lac.packing import pack


class Sentence(NamedTuple):
    """Hold a sentence in simplified script; ``states`` of LAC's network and ``codes`` have a row for each character."""

    text: str
    states: NDArray[np.float16]
    codes: Codes


class HeadName(NamedTuple):
    """Hold a name in a sentence: its code points, its label, and how probable it is that all three are right."""

    start: int
    end: int
    label: str
    probability: float


class Head:
    """Find names; may be used by several threads."""

    def __init__(self, weights: Weights) -> None:
        self._network = HeadNetwork(weights)
        self._field = NameField(np.asarray(weights["field"]).astype(np.float32))

    def names(self, sentences: Sequence[Sentence], least: float) -> list[list[HeadName]]:
        """Return the names in each of some sentences that are at least so probable; doubtful ones overlap.

        The result for a sentence does not depend on the others. Memory is taken for all of them, 10 kB a character.
        """
        names: list[list[HeadName]] = [[] for _sentence in sentences]
        order = sorted((n for n, each in enumerate(sentences) if each.text), key=lambda n: -len(sentences[n].text))
        if order:
            for number, name in self._found([sentences[n] for n in order], least):
                names[order[number]].append(name)
        return [sorted(each) for each in names]

    def _found(self, sentences: Sequence[Sentence], least: float) -> Iterator[tuple[int, HeadName]]:
        lengths = [len(sentence.text) for sentence in sentences]
        packing = pack(lengths)
        at = packing.positions
        states = np.concatenate([sentence.states for sentence in sentences])[at].astype(np.float32)
        codes = np.concatenate([sentence.codes for sentence in sentences])[at]
        letters = chain.from_iterable(sentence.text for sentence in sentences)
        characters = np.fromiter(map(ord, letters), np.uint32)[at]
        starts = np.cumsum([0, *lengths])
        scores = self._network.scores(states, codes, characters, packing)
        names = list(self._field.names(scores, packing, least))
        numbers = np.searchsorted(starts, [name.start for name in names], side="right") - 1
        for name, number in zip(names, numbers.tolist(), strict=True):
            start = int(starts[number])
            yield number, HeadName(name.start - start, name.end - start, LABELS[name.label], name.probability)


@cache
def load_head() -> Head:
    """Return the head that comes with the program."""
    return Head(unpack_weights(read_file()))
