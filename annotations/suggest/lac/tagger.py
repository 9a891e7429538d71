"""Cut texts into words that have a part of speech or are names, by the vocabulary, the network and the field."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.field import BestTags, RandomField
from annotations.suggest.lac.network import Floats, Network, pack_network
from annotations.suggest.lac.pack_files import DICTIONARY, REPLACEMENTS, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.packing import pack
from annotations.suggest.lac.vocabulary import NetworkVocabulary
from annotations.suggest.taggers.names import Word
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS, WHOLE, read_regular, require_regular

Token = tuple[int, int, float, float, float]
"""The length of a token, and then what is ``BestTags`` of it: its tag and the three probabilities."""


class Vocabulary(Protocol):
    """Number what a network looks at of a text: its words, or its characters."""

    def word_numbers(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of a text's words, and how many code points each of them is long."""
        ...


class TaggedSentence(NamedTuple):
    """Hold the words of a sentence, and what the network's last layer says of each character or word it looked at.

    ``states`` has a row for each of these, of 256 numbers: 128 of the reading forwards, 128 of the one backwards.
    """

    words: list[Word]
    states: NDArray[np.float16]


class Tagger:
    """Tag simplified text. Get it from ``load_tagger`` or ``load_bundled``; may be used by several threads.

    ``tags`` are the names of the network's tags, such as ``PER-B`` and ``PER-I``; ``transitions`` are the weights of
    ``RandomField``.
    """

    def __init__(self, vocabulary: Vocabulary, tags: Sequence[str], network: Network, transitions: Floats) -> None:
        numbers = {tag: number for number, tag in enumerate(tags)}
        self._kinds = [tag.partition("-")[0] for tag in tags]
        self._continues = [tag.endswith("-I") for tag in tags]
        inside = [numbers.get(f"{kind}-I", number) for number, kind in enumerate(self._kinds)]
        self._vocabulary = vocabulary
        self._network = network
        self._field = RandomField(transitions, np.array(inside))

    def tag(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of the texts, which they cover without gaps; a text should be a sentence at most.

        The more of them at once, the faster; memory is taken for all of them, about 4 kB a character.
        """
        return [sentence.words for sentence in self.read(texts)]

    def read(self, texts: Sequence[str]) -> list[TaggedSentence]:
        """Return the words of each of the texts, as ``tag`` does, and the network's states."""
        encoded = [self._vocabulary.word_numbers(text) for text in texts]
        order = sorted((n for n, text in enumerate(texts) if text), key=lambda n: len(encoded[n][0]), reverse=True)
        sentences = [_EMPTY] * len(texts)
        if order:
            packing = pack([len(encoded[n][0]) for n in order])
            numbers = np.fromiter(chain.from_iterable(encoded[n][0] for n in order), np.intp)
            states, emissions = self._network.states_and_emissions(numbers[packing.positions], packing)
            decoded = iter(_in_sequence(self._field.best_tags(emissions, packing), packing.positions))
            ordered = np.empty(states.shape, np.float16)
            ordered[packing.positions] = states
            end = 0
            for n in order:
                lengths = encoded[n][1]
                start, end = end, end + len(lengths)
                words = self._words((length, *next(decoded)) for length in lengths)
                sentences[n] = TaggedSentence(words, ordered[start:end].copy())
        return sentences

    def scores(self, states: NDArray[np.float16]) -> Floats:
        """Return the score of every tag (49 with zhupi's weights) for each row of the states of a sentence."""
        return self._network.scores(states.astype(np.float32))

    def _words(self, tokens: Iterable[Token]) -> list[Word]:
        """Return the words of one text."""
        words: list[Word] = []
        start = end = kind = 0
        probability = goes_on = 0.0
        for length, tag, probable, follows, next_goes_on in tokens:
            if end and self._continues[tag]:
                probability *= follows
            else:
                if end:
                    words.append(Word(start, end, self._kinds[kind], probability * (1 - goes_on)))
                start, probability = end, probable
            kind, goes_on = tag, next_goes_on
            end += length
        words.append(Word(start, end, self._kinds[kind], probability))
        return words


_EMPTY = TaggedSentence([], np.empty((0, 0), np.float16))


def load_tagger(folder: Path) -> Tagger:
    """Read what ``install`` wrote into a folder; raises ``SourceError`` where it is not all there, or broken."""
    try:
        tags, words, dictionary, replacements = (
            read_regular(folder / name, LISTS).decode("utf-8").split("\n")
            for name in (TAGS, WORDS, DICTIONARY, REPLACEMENTS)
        )
        pairs = dict(line.split("\t") for line in replacements)
        require_regular(folder / WEIGHTS, WHOLE)
        with np.load(folder / WEIGHTS) as weights:
            _check_sizes(words, tags, weights)
            transitions = np.asarray(weights["transitions"]).astype(np.float32)
            return Tagger(NetworkVocabulary(words, dictionary, pairs), tags, pack_network(weights), transitions)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        message = _("the tagger is broken: {why}").format(why=error)
        raise SourceError(Problem(str(folder), message, advice=_("run: zhupi data add lac"))) from error


def _check_sizes(words: Sequence[str], tags: Sequence[str], weights: Mapping[str, NDArray[np.generic]]) -> None:
    if (len(words), len(tags)) != (len(weights["embedding"]), len(weights["output_bias"])):
        raise ValueError(_("the lists do not fit the weights"))


def _in_sequence(decoded: BestTags, positions: NDArray[np.intp]) -> Iterable[tuple[int, float, float, float]]:
    """Yield the best tag of each item with its probabilities, the items of one sequence after those of another."""
    rows = np.empty_like(positions)
    rows[positions] = np.arange(len(positions))
    return zip(
        decoded.tags[rows].tolist(),
        decoded.probable[rows].tolist(),
        decoded.follows[rows].tolist(),
        decoded.goes_on[rows].tolist(),
        strict=True,
    )
