"""Cut texts into words that have a part of speech or are names, by the vocabulary, the network and the field."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.field import BestTags, RandomField
from annotations.suggest.lac.network import Network
from annotations.suggest.lac.pack_files import DICTIONARY, REPLACEMENTS, TAGS, WEIGHTS, WORDS
from annotations.suggest.lac.packing import pack
from annotations.suggest.lac.vocabulary import NetworkVocabulary
from annotations.suggest.taggers.names import Word
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS, WHOLE, read_regular, require_regular

Token = tuple[int, int, float, float, float]
"""The length of a token, and then what is ``BestTags`` of it: its tag and the three probabilities."""


class Tagger:
    """Tag simplified text. Get it from ``load_tagger``; may be used by several threads.

    ``tags`` are the names of the network's tags, such as ``PER-B`` and ``PER-I``; ``weights`` those of the data pack.
    """

    def __init__(
        self, vocabulary: NetworkVocabulary, tags: Sequence[str], weights: Mapping[str, NDArray[np.generic]]
    ) -> None:
        numbers = {tag: number for number, tag in enumerate(tags)}
        self._kinds = [tag.partition("-")[0] for tag in tags]
        self._continues = [tag.endswith("-I") for tag in tags]
        inside = [numbers.get(f"{kind}-I", number) for number, kind in enumerate(self._kinds)]
        self._vocabulary = vocabulary
        self._network = Network(weights)
        self._field = RandomField(np.asarray(weights["transitions"]).astype(np.float32), np.array(inside))

    def tag(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of the texts, which they cover without gaps; a text should be a sentence at most.

        The more of them at once, the faster; memory is taken for all of them, about 4 kB a character.
        """
        encoded = [self._vocabulary.word_numbers(text) for text in texts]
        order = sorted((n for n, text in enumerate(texts) if text), key=lambda n: len(encoded[n][0]), reverse=True)
        words: list[list[Word]] = [[] for _text in texts]
        if order:
            packing = pack([len(encoded[n][0]) for n in order])
            numbers = np.fromiter(chain.from_iterable(encoded[n][0] for n in order), np.intp)
            emissions = self._network.emissions(numbers[packing.positions], packing)
            decoded = iter(_in_sequence(self._field.best_tags(emissions, packing), packing.positions))
            for n in order:
                lengths = encoded[n][1]
                words[n] = self._words((length, *next(decoded)) for length in lengths)
        return words

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
            return Tagger(NetworkVocabulary(words, dictionary, pairs), tags, weights)
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
