"""Suggest with all suggesters of a project together, whose suggestions are combined into one list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from json import dumps

from annotations.model.span import NOTHING
from annotations.suggest.cache import ResultCache, cache_key
from annotations.suggest.combination import TRUST, combine
from annotations.suggest.memory import Memory
from annotations.suggest.propagation import propagate
from annotations.suggest.registry import QUICK, SuggesterContext, default_names, make
from annotations.suggest.safe_suggester import Heartbeat, SafeSuggester
from annotations.suggest.suggestion import Suggester, Suggestion
from seeds.errors import Problem
from seeds.script.fold import fold


def _unheard(_name: str, _seconds: float, _sends_to: str) -> None:
    """Ignore the announcement, as nobody waits."""


class Ensemble:
    """Suggest with all suggesters that the settings name, but those that are ``without`` or not allowed.

    What goes wrong with one of them is in ``problems``, and the others go on. ``dropped`` counts suggestions whose
    label is neither in the schema nor translated by the settings.
    """

    def __init__(
        self,
        around: SuggesterContext,
        memory: Memory | None = None,
        cache: ResultCache | None = None,
        without: Iterable[str] = (),
        beat: Heartbeat = _unheard,
    ) -> None:
        self.dropped: Counter[str] = Counter()
        self.memory = memory or Memory()
        self._around = around
        self._settings = around.settings
        self._labels = frozenset(label.name for label in around.schema.labels)
        self._cache = cache
        names = self._settings.names or default_names()
        left_out = {*without, *around.refused}
        self._guarded = [self._guard(name, beat) for name in names if name not in left_out]

    @property
    def problems(self) -> list[Problem]:
        """Return the problems so far."""
        return [*self._around.problems, *(problem for guarded in self._guarded for problem in guarded.problems)]

    @property
    def switched_off(self) -> list[str]:
        """Return the suggesters that are not asked any more."""
        return [guarded.name for guarded in self._guarded if guarded.is_off]

    @property
    def has_slow(self) -> bool:
        """Return whether ``suggest`` asks more suggesters than ``quick``."""
        return any(guarded.name not in QUICK for guarded in self._guarded)

    def quick(self, text: str) -> list[Suggestion]:
        """Return the suggestions of the quick suggesters alone."""
        quick = (guarded for guarded in self._guarded if guarded.name in QUICK)
        found = (item for guarded in quick for item in self._results(guarded, [text])[0])
        return self._agreed(text, found)

    def combined(
        self, texts: Sequence[str], others: Sequence[Iterable[Suggestion]] | None = None
    ) -> Iterator[list[Suggestion]]:
        """Yield the suggestions of all suggesters for each of the texts, in its order and not overlapping.

        ``others`` are suggestions for each text that are there already.
        """
        results = [self._results(each, texts) for each in self._guarded]
        for index, text in enumerate(texts):
            found = (item for result in results for item in result[index])
            more = others[index] if others else ()
            yield self._agreed(text, (*found, *more))

    def completed(self, text: str, found: Sequence[Suggestion]) -> list[Suggestion]:
        """Add the names in suggestions wherever else the text has them, and leave out what scores too little."""
        further = [item for item in propagate(text, found) if not self._is_refused(item, text)]
        certain = (item for item in (*found, *further) if item.score >= self._settings.min_score)
        return sorted(certain, key=lambda item: item.start)

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the suggestions for each of the texts, in its order; no two overlap."""
        for text, found in zip(texts, self.combined(texts), strict=True):
            yield self.completed(text, found)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the suggestions for one text."""
        return next(self.suggest_all([text]))

    def _results(self, guarded: SafeSuggester, texts: Sequence[str]) -> list[list[Suggestion]]:
        if self._cache is None or guarded.name in QUICK:
            return list(guarded.suggest_all(texts))
        made_by = guarded.name, guarded.version, self._own_settings(guarded.name)
        keys = [cache_key(text, *made_by) for text in texts]
        kept = self._cache.load(keys)
        missing = [text for text, key in zip(texts, keys, strict=True) if key not in kept]
        found = iter(list(guarded.suggest_all(missing)))
        results = [kept[key] if key in kept else next(found) for key in keys]
        if not guarded.is_off:
            self._cache.keep({key: result for key, result in zip(keys, results, strict=True) if key not in kept})
        return results

    def _agreed(self, text: str, found: Iterable[Suggestion]) -> list[Suggestion]:
        """Return the suggestions that stay; one suggester alone is taken at its word."""
        trust = TRUST if len(self._guarded) > 1 else NOTHING
        return combine(self._fitting(text, found), self._settings.weights, trust)

    def _fitting(self, text: str, found: Iterable[Suggestion]) -> Iterator[Suggestion]:
        """Yield the suggestions whose label the schema has, under its name there; what was refused is dropped."""
        folded = fold(text)
        for item in found:
            label = self._settings.labels.get(item.label, item.label)
            if label not in self._labels:
                self.dropped[item.label] += 1
            elif not self.memory.refused(folded[item.start : item.end], label):
                yield item if label == item.label else replace(item, label=label)

    def _is_refused(self, item: Suggestion, text: str) -> bool:
        return self.memory.refused(fold(text[item.start : item.end]), item.label)

    def _guard(self, name: str, beat: Heartbeat) -> SafeSuggester:
        def factory() -> Suggester:
            return self.memory if name == Memory.name else make(name, self._around)

        return SafeSuggester(name, factory, beat, self._settings.timeout)

    def _own_settings(self, name: str) -> str:
        table = self._settings.tables.table(name).plain()
        return dumps(table, sort_keys=True, default=str)
