"""Suggest what the annotator would mark, as far as there has been something to learn from."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from annotations.suggest.learned.evidence import FeatureSource, findings, named_sources
from annotations.suggest.learned.model import Model
from annotations.suggest.learned.sentences import sentence_ranges
from annotations.suggest.learned.tagged_ranges import TaggedRanges
from annotations.suggest.learned.training import simplified_features
from annotations.suggest.suggestion import Suggestion
from seeds.system.descriptors import is_there

LEAST = 0.2
"""The least probability that is worth a suggestion."""

_AT_ONCE = 32
"""How many texts are tagged at once."""


class LearnedSuggester:
    """Suggest by the model in a file, which is read now; where there is none yet, it suggests nothing.

    ``sources`` are those to ask of a text; by default those that the model was trained with, made again, with the
    project's own ``gazetteers``. Raises ``SourceError`` where the model cannot be used, or a source is not here.
    """

    name = "learned"

    def __init__(
        self, path: Path | None, gazetteers: Sequence[Path] = (), *, sources: Sequence[FeatureSource] | None = None
    ) -> None:
        self._model = Model.load(path) if path and is_there(path) else None
        self._gazetteers = gazetteers
        if sources is not None:
            self._sources = sources

    @property
    def version(self) -> str:
        """Return a digest of the model, which changes with every training that had something new to learn."""
        return self._model.version if self._model else "none"

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the spans in a text, in order and without overlap."""
        return next(self.suggest_all([text]))

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the spans in each of the texts; a score is the model's probability of its least certain character."""
        if self._model is None:
            yield from ([] for _text in texts)
            return
        for first in range(0, len(texts), _AT_ONCE):
            batch = texts[first : first + _AT_ONCE]
            for text, tagged in zip(batch, findings(self._sources, batch), strict=True):
                yield self._suggested(self._model, text, tagged)

    def _suggested(self, model: Model, text: str, tagged: TaggedRanges) -> list[Suggestion]:
        features, simplified, offsets = simplified_features(text, tagged)
        suggested = []
        for first, last in sentence_ranges(simplified):
            for (start, end, label), probability in model.spans(
                features.of(first, last), features.suggested(first, last)
            ):
                if probability >= LEAST:
                    place = offsets.source_range(first + start, first + end)
                    suggested.append(Suggestion(*place, label, probability, self.name))
        return suggested

    @cached_property
    def _sources(self) -> Sequence[FeatureSource]:
        return named_sources(self._model.info.sources if self._model else (), self._gazetteers)
