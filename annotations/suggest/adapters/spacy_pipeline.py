"""Ask any pipeline of spaCy for the entities and the groups of spans that it sets."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from annotations.extras import require
from annotations.suggest.adapters.local_model import LocalModel, ModelSpan
from annotations.suggest.adapters.options import is_installed

SpacyObject = Any
"""An object of a class of a library that need not be installed."""

ENTITY_SCORE = 0.7
"""The score of what has none, as the entities of every pipeline: that of a middling recogniser on news."""


class SpacySuggester(LocalModel):
    """Suggest by the pipeline of ``[suggest.spacy]``: a folder, or an installed package such as ``zh_core_web_sm``.

    A span that a span categoriser has scored keeps its score. A folder may hold no pickles, such as the weights of
    PyTorch are in spaCy's own format; a package is code of the user's, and may.
    """

    name = "spacy"
    package = "spacy"

    @property
    def longest_chunk(self) -> int:
        """Return enough for whole paragraphs; spaCy itself takes up to a million, but needs memory in proportion."""
        return 2000

    @cached_property
    def _pipeline(self) -> SpacyObject:
        spacy = require("spacy", self.name, self.name)
        with self._loading():
            return spacy.load(self._options.folder or self._options.model)

    def _installed(self, model: str) -> bool:
        return is_installed(model)

    def _find(self, chunks: Iterable[str]) -> Iterator[list[ModelSpan]]:
        for document in self._pipeline.pipe(chunks, batch_size=self._options.batch_size):
            yield [*_found(document.ents, []), *_grouped(document)]


def _grouped(document: SpacyObject) -> Iterator[ModelSpan]:
    for group in document.spans.values():
        yield from _found(group, list(group.attrs.get("scores", ())))


def _found(spans: Iterable[Any], scores: list[float]) -> Iterator[ModelSpan]:
    items = list(spans)
    all_scores = scores if len(scores) == len(items) else [ENTITY_SCORE] * len(items)
    for span, score in zip(items, all_scores, strict=True):
        yield ModelSpan(span.start_char, span.end_char, span.label_, min(1.0, max(0.0, float(score))))
