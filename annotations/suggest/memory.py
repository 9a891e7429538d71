"""Remember the annotator's decisions: strings that got a label are suggested again, those refused it are not."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from annotations.model.layer import Layer, Status
from annotations.model.span import NOTHING
from annotations.suggest.gazetteer.automaton import Automaton, leftmost_longest
from annotations.suggest.suggestion import Suggestion
from seeds.script.fold import fold
from seeds.segmentation.soft_ends import unwrapped

Item = TypeVar("Item")

Pair = tuple[str, str]
"""A folded string and a label."""

FINISHED = 500_000
"""How many characters of finished articles are searched for strings that the annotator left without a label."""

_BLANK = "\0"
_EXPECTED = 0.75
_DOUBT = 4
"""How many decisions it takes for them to count as much as the expectation that a string keeps its label."""

_REJECTED = 2
"""How many occurrences without a label a rejection counts for: somebody has looked at it."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Hold what an annotator has decided in one article.

    ``marked`` counts how often a string got a label, ``rejected`` how often a suggestion was refused. ``rest`` is the
    folded text of a finished article with whatever has been decided blanked out; it is empty for others.
    """

    marked: Mapping[Pair, int] = field(default_factory=lambda: NOTHING)
    rejected: Mapping[Pair, int] = field(default_factory=lambda: NOTHING)
    rest: str = ""

    @classmethod
    def of(cls, text: str, layer: Layer) -> "Decisions":
        """Return the decisions that a layer over a text holds."""
        spans = [(span.start, span.end, span.label) for span in layer.ordered]
        rejected = [(rejection.start, rejection.end, rejection.label) for rejection in layer.rejected]
        return cls.from_ranges(text, spans, rejected, finished=layer.metadata.status is Status.DONE)

    @classmethod
    def from_ranges(
        cls,
        text: str,
        marked: Iterable[tuple[int, int, str]],
        rejected: Iterable[tuple[int, int, str]],
        *,
        finished: bool,
    ) -> "Decisions":
        """Return the decisions over ranges of a text, each with its label."""
        marked, rejected = list(marked), list(rejected)
        folded = fold(text)
        return cls(
            Counter((unwrapped(folded[start:end]), label) for start, end, label in marked),
            Counter((unwrapped(folded[start:end]), label) for start, end, label in rejected),
            _blanked(folded, [*marked, *rejected]) if finished else "",
        )

    @classmethod
    def from_words(cls, marked: Iterable[Pair], rejected: Iterable[Pair]) -> "Decisions":
        """Return the decisions about strings of an article whose text is not known."""
        return cls(
            Counter((unwrapped(fold(word)), label) for word, label in marked),
            Counter((unwrapped(fold(word)), label) for word, label in rejected),
        )


class Memory:
    """Hold the decisions in all articles of a project, and suggest by them.

    A string is suggested with the label that it got in the article that was put in last. The score is the share of its
    occurrences that got the label, as far as is known, beginning at 0.8 for the first. A pair of string and label that
    was refused at least as often as it was marked is not suggested; ``refused`` has these for those who combine.
    """

    name = "memory"

    def __init__(self) -> None:
        self._articles: dict[Hashable, Decisions] = {}
        self._marked: Counter[Pair] = Counter()
        self._rejected: Counter[Pair] = Counter()
        self._totals: Counter[str] = Counter()
        self._latest: dict[str, str] = {}
        self._entries: dict[str, tuple[str, float]] | None = None
        self._words: list[str] = []
        self._automaton: Automaton | None = None
        self._changes = 0

    @property
    def version(self) -> str:
        """Return a number that grows with every change; the suggestions of memory are not worth caching."""
        return str(self._changes)

    def put(self, article: Hashable, decisions: Decisions) -> None:
        """Take note of what has been decided in an article, in place of what was known of it."""
        if self._articles.get(article) == decisions:
            return
        self.drop(article)
        self._articles[article] = decisions
        self._marked.update(decisions.marked)
        self._rejected.update(decisions.rejected)
        self._totals.update(_by_word(decisions.marked))
        for word, label in sorted(decisions.marked, key=decisions.marked.__getitem__):
            self._latest[word] = label
        self._changed()

    def drop(self, article: Hashable) -> None:
        """Forget what was decided in an article."""
        decisions = self._articles.pop(article, None)
        if decisions:
            _subtract(self._marked, decisions.marked)
            _subtract(self._rejected, decisions.rejected)
            _subtract(self._totals, _by_word(decisions.marked))
            self._changed()

    def refused(self, word: str, label: str) -> bool:
        """Return whether a folded string is not to be suggested with a label, as the annotator has refused that."""
        rejected = self._rejected.get((word, label), 0)
        return 0 < rejected >= self._marked.get((word, label), 0)

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield the known strings in a text, in its order; they do not overlap, and the longest is taken."""
        entries = self.entries()
        if self._automaton is None or self._words != list(entries):
            self._words = list(entries)
            self._automaton = Automaton(self._words)
        for index, start, end in leftmost_longest(self._automaton.find(fold(text))):
            label, score = entries[self._words[index]]
            yield Suggestion(start, end, label, score, self.name)

    def entries(self) -> Mapping[str, tuple[str, float]]:
        """Return the folded strings that are suggested, each with its label and its score."""
        if self._entries is None:
            labels = self._labels()
            left_out = self._left_out(list(labels))
            self._entries = {word: (label, self._score(word, label, left_out[word])) for word, label in labels.items()}
        return self._entries

    def _changed(self) -> None:
        self._changes += 1
        self._entries = None

    def _labels(self) -> dict[str, str]:
        """Return the label of each string that is worth suggesting: the latest one that is not refused."""
        labels: dict[str, str] = {}
        for word, label in self._marked:
            if _is_memorable(word) and not self.refused(word, label) and labels.get(word) != self._latest[word]:
                labels[word] = label
        return labels

    def _left_out(self, words: list[str]) -> Counter[str]:
        """Count the occurrences of strings in finished articles without any decision, the latest articles first."""
        rests: list[str] = []
        size = 0
        for decisions in reversed(self._articles.values()):
            if size > FINISHED:
                break
            if decisions.rest:
                rests.append(decisions.rest)
                size += len(decisions.rest)
        if not rests or not words:
            return Counter()
        matches = leftmost_longest(Automaton(words).find(_BLANK.join(rests)))
        return Counter(words[index] for index, _start, _end in matches)

    def _score(self, word: str, label: str, left_out: int) -> float:
        against = left_out + _REJECTED * self._rejected[word, label]
        return (self._marked[word, label] + _EXPECTED * _DOUBT) / (self._totals[word] + against + _DOUBT)


def _by_word(marked: Mapping[Pair, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (word, _label), count in marked.items():
        counts[word] += count
    return counts


def _subtract(counter: Counter[Item], counts: Mapping[Item, int]) -> None:
    """Take counts away, and forget what is not left, in time that grows with what is taken away alone."""
    counter.subtract(counts)
    for item in counts:
        if counter[item] <= 0:
            del counter[item]


def _is_memorable(word: str) -> bool:
    """Return whether a string is likely to mean the same elsewhere: it has two characters, one of them a letter."""
    return len(word.strip()) > 1 and any(letter.isalpha() for letter in word)


def _blanked(text: str, ranges: Iterable[tuple[int, int, str]]) -> str:
    parts = []
    reached = 0
    for start, end, _label in sorted(ranges):
        if end > reached:
            first = max(start, reached)
            parts += [text[reached:first], _BLANK * (end - first)]
            reached = end
    return "".join((*parts, text[reached:]))
