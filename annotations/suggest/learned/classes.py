"""Divide words into classes that are used alike: what a name's words mean, for learning from few examples.

The tagger's network has learned a vector for each of its words; words whose vectors point the same way are a class.
There are few large classes (a country) and many small ones (a province), so that learning can choose.
"""

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from annotations.storage.disk import replace_own_file
from annotations.suggest.lac.pack_files import DICTIONARY, REPLACEMENTS, WEIGHTS, WORDS
from annotations.suggest.lac.vocabulary import NetworkVocabulary
from annotations.suggest.learned.tagged_ranges import CLASSES, TaggedRange
from annotations.suggest.taggers.chunks import sentence_chunks
from annotations.suggest.taggers.simplified import simplify
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS, WHOLE, read_regular, require_regular

SIZES = (50, 100, 500, 1500)
"""How many classes all words are divided into, each time independently."""

_SAMPLE = 10_000
_ROUNDS = 8
_SEED = 0


class WordClasses:
    """Tag each word of a text with the numbers of its classes, one of each of ``SIZES``: the source ``classes``.

    ``folder`` is that of the tagger's pack. Classes are computed when they are first asked for, in some 4 s, and kept
    in ``cache``, which is by default the user's cache folder. Raises ``SourceError`` where the pack is broken.
    """

    name = CLASSES

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self._folder = folder
        self._cache = cache

    def tag(self, texts: Sequence[str]) -> list[list[TaggedRange]]:
        """Return the words of each of the texts and their classes, as four numbers in a string."""
        return [self._tagged(text) for text in texts]

    def _tagged(self, text: str) -> list[TaggedRange]:
        simplified = simplify(text)
        ranges = []
        for first, last in sentence_chunks(simplified.text):
            end = first
            for number, length in zip(*self._vocabulary.word_numbers(simplified.text[first:last]), strict=True):
                start, end = end, end + length
                ranges.append((*simplified.map.source_range(start, end), self._tags[number]))
        return ranges

    @cached_property
    def _vocabulary(self) -> NetworkVocabulary:
        try:
            words, dictionary, replacements = (
                read_regular(self._folder / name, LISTS).decode("utf-8").split("\n")
                for name in (WORDS, DICTIONARY, REPLACEMENTS)
            )
            return NetworkVocabulary(words, dictionary, dict(line.split("\t") for line in replacements))
        except (OSError, ValueError, KeyError) as error:
            raise _broken(self._folder, error) from error

    @cached_property
    def _tags(self) -> list[str]:
        offsets = [sum(SIZES[:number]) for number in range(len(SIZES))]
        return [
            " ".join(str(offset + number) for offset, number in zip(offsets, row, strict=True))
            for row in self._load().tolist()
        ]

    def _load(self) -> NDArray[np.int16]:
        """Return the classes of each word, from the cache or else computed."""
        path = self._folder / WEIGHTS
        try:
            require_regular(path, WHOLE)
            with np.load(path) as weights:
                vectors = weights["embedding"]
        except (OSError, ValueError, KeyError) as error:
            raise _broken(path, error) from error
        digest = sha256(repr((SIZES, _SAMPLE, _ROUNDS, _SEED)).encode() + vectors.tobytes()).hexdigest()
        cached = (self._cache or _cache_folder()) / f"word-classes-{digest[:16]}.bin"
        expected = len(vectors) * len(SIZES)
        if cached.is_file() and cached.stat().st_size == 2 * expected:
            return np.frombuffer(read_regular(cached, 2 * expected), np.int16).reshape(-1, len(SIZES))
        classes = word_classes(vectors.astype(np.float32))
        try:
            replace_own_file(cached, classes.tobytes())
        except OSError:
            return classes  # a cache that cannot be written only costs the time again
        return classes


def word_classes(vectors: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return for each vector the number of its class in each division of ``SIZES``; the same for the same vectors.

    Spherical k-means: Dhillon and Modha, “Concept decompositions for large sparse text data using clustering” (2001),
    on a sample, since centres hardly move any more.
    """
    random = np.random.default_rng(_SEED)
    directions = _unit(vectors)
    classes = np.empty((len(vectors), len(SIZES)), np.int16)
    for column, size in enumerate(SIZES):
        sample = directions[random.permutation(len(directions))[:_SAMPLE]]
        centres = sample[:size]
        for _round in range(_ROUNDS):
            sums = np.zeros_like(centres)
            np.add.at(sums, (sample @ centres.T).argmax(1), sample)
            centres = _unit(sums)
        classes[:, column] = (directions @ centres.T).argmax(1)
    return classes


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-6).astype(np.float32)
    return unit


def _cache_folder() -> Path:
    return user_cache_path("zhupi", appauthor=False)


def _broken(path: Path, error: Exception) -> SourceError:
    message = _("the tagger is broken: {why}").format(why=error)
    return SourceError(Problem(str(path), message, advice=_("run: zhupi data add lac")))
