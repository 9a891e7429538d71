"""Suggest with all suggesters of a project together, whose suggestions are combined into one list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from json import dumps

from annotations.model.span import NOTHING
from annotations.suggest.cache import ResultCache, cache_key
from annotations.suggest.combination import TRUST, combine, readings
from annotations.suggest.memory import Memory
from annotations.suggest.propagation import propagate
from annotations.suggest.registry import CACHES_ITSELF, QUICK, SuggesterContext, default_names, judge, make
from annotations.suggest.safe_suggester import Heartbeat, SafeSuggester
from annotations.suggest.suggester_names import JUDGED
from annotations.suggest.suggestion import LabelledRange, Suggester, Suggestion, place_of
from seeds.errors import Problem
from seeds.script.fold import fold

PERSON, JIEBA = "PER", "jieba"


def _no_beat(_name: str, _seconds: float, _sends_to: str) -> None:
    """Ignore the announcement, as nobody waits."""


class Ensemble:
    """Suggest with all suggesters that the settings name, but those that are ``without`` or not allowed.

    What goes wrong with one of them is in ``problems``, and the others go on. ``dropped`` counts suggestions whose
    label is neither in the schema nor translated by the settings.
    """

    def __init__(
        self,
        context: SuggesterContext,
        memory: Memory | None = None,
        cache: ResultCache | None = None,
        without: Iterable[str] = (),
        beat: Heartbeat = _no_beat,
    ) -> None:
        self.dropped: Counter[str] = Counter()
        self.memory = memory or Memory()
        self._context = replace(context, answers=cache)
        self._settings = context.settings
        self._labels = frozenset(label.name for label in context.schema.labels)
        self._cache = cache
        names = self._settings.names or default_names()
        left_out = {*without, *context.refused}
        self._suggesters = [self._make(name, beat) for name in names if name not in left_out]

    @property
    def problems(self) -> list[Problem]:
        """Return the problems so far."""
        return [*self._context.problems, *(problem for suggester in self._suggesters for problem in suggester.problems)]

    @property
    def switched_off(self) -> list[str]:
        """Return the suggesters that are not asked any more."""
        return [suggester.name for suggester in self._suggesters if suggester.is_off]

    @property
    def has_slow(self) -> bool:
        """Return whether ``suggest`` asks more suggesters than ``quick``."""
        return any(suggester.name not in QUICK for suggester in self._suggesters)

    def quick(self, text: str) -> list[Suggestion]:
        """Return the suggestions of the quick suggesters alone."""
        quick = (suggester for suggester in self._suggesters if suggester.name in QUICK)
        suggestions = (item for suggester in quick for item in self._results(suggester, [text])[0])
        return self._combined(text, suggestions, QUICK)

    def combined(
        self, texts: Sequence[str], others: Sequence[Iterable[Suggestion]] | None = None
    ) -> Iterator[list[Suggestion]]:
        """Yield the suggestions of all suggesters for each of the texts, in its order and not overlapping.

        ``others`` are suggestions for each text that are there already.
        """
        results = [self._results(each, texts) for each in self._suggesters]
        for index, text in enumerate(texts):
            suggestions = (item for result in results for item in result[index])
            more = others[index] if others else ()
            yield self._combined(text, (*suggestions, *more), [each.name for each in self._suggesters])

    def completed(self, text: str, suggestions: Sequence[Suggestion]) -> list[Suggestion]:
        """Add the names in suggestions wherever else the text has them, and leave out what scores too little."""
        further = [item for item in propagate(text, suggestions) if not self._is_refused(item, text)]
        certain = (item for item in (*suggestions, *further) if item.score >= self._settings.min_score)
        return sorted(certain, key=lambda item: item.start)

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the suggestions for each of the texts, in its order; no two overlap."""
        for text, suggestions in zip(texts, self.combined(texts), strict=True):
            yield self.completed(text, suggestions)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the suggestions for one text."""
        return next(self.suggest_all([text]))

    def _results(self, suggester: SafeSuggester, texts: Sequence[str]) -> list[list[Suggestion]]:
        if self._cache is None or suggester.name in (*QUICK, *CACHES_ITSELF):
            return list(suggester.suggest_all(texts))
        made_by = suggester.name, suggester.version, self._own_settings(suggester.name)
        keys = [cache_key(text, *made_by) for text in texts]
        cached = self._cache.load(keys)
        missing = [text for text, key in zip(texts, keys, strict=True) if key not in cached]
        fresh = iter(list(suggester.suggest_all(missing)))
        results = [cached[key] if key in cached else next(fresh) for key in keys]
        if not suggester.is_off:
            self._cache.save({key: result for key, result in zip(keys, results, strict=True) if key not in cached})
        return results

    def _combined(self, text: str, suggestions: Iterable[Suggestion], voices: Iterable[str]) -> list[Suggestion]:
        """Return the suggestions that stay; one suggester alone is taken at its word, several are judged together."""
        weights = self._settings.weights
        if len(self._suggesters) == 1:
            alone = (item for item, _raw in self._with_schema_labels(text, suggestions))
            return combine(alone, weights, NOTHING, NOTHING)
        witnessed = _with_witness(list(suggestions))
        pairs = [pair for pair in self._with_schema_labels(text, witnessed) if weights.get(pair[1].origin, 1.0) > 0]
        raw = [self._weighed(item) for _renamed, item in pairs]
        present = {*voices, *(item.origin for item in raw)}
        likely = judge(text, raw, present) if any(item.origin in JUDGED for item in raw) else NOTHING
        judged: dict[LabelledRange, float] = {}
        for renamed, item in pairs:
            if place_of(item) in likely and item.origin in JUDGED:
                place = place_of(renamed)
                judged[place] = max(judged.get(place, 0.0), likely[place_of(item)])
        return combine((renamed for renamed, _item in pairs), weights, TRUST, judged)

    def _with_schema_labels(
        self, text: str, suggestions: Iterable[Suggestion]
    ) -> Iterator[tuple[Suggestion, Suggestion]]:
        """Yield the suggestions whose label the schema has, under its name there, and as they are.

        What was refused is dropped.
        """
        folded = fold(text)
        for item in readings(suggestions):
            label = self._settings.labels.get(item.label, item.label)
            if label not in self._labels:
                self.dropped[item.label] += 1
            elif not self.memory.refused(folded[item.start : item.end], label):
                yield item if label == item.label else replace(item, label=label), item

    def _weighed(self, item: Suggestion) -> Suggestion:
        weight = self._settings.weights.get(item.origin, 1.0)
        return item if weight == 1 else replace(item, score=min(item.score * weight, 1.0))

    def _is_refused(self, item: Suggestion, text: str) -> bool:
        return self.memory.refused(fold(text[item.start : item.end]), item.label)

    def _make(self, name: str, beat: Heartbeat) -> SafeSuggester:
        def factory() -> Suggester:
            return self.memory if name == Memory.name else make(name, self._context)

        return SafeSuggester(name, factory, beat, self._settings.timeout)

    def _own_settings(self, name: str) -> str:
        table = self._settings.tables.table(name).plain()
        return dumps(table, sort_keys=True, default=str)


def _with_witness(suggestions: Sequence[Suggestion]) -> Sequence[Suggestion]:
    """Leave out the persons that jieba alone sees, of whom every second is none, such as 金白銀 in 真金白銀."""
    persons = {item for item in suggestions if item.label == PERSON and item.origin == JIEBA}
    if not persons:
        return suggestions
    others = {(item.start, item.end) for item in suggestions if item.label == PERSON and item.origin != JIEBA}
    return [item for item in suggestions if item not in persons or (item.start, item.end) in others]
