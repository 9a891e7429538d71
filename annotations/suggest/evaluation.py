"""Evaluate suggestions against the spans that are right."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotations.model.span import ACCEPTED, Span
from annotations.suggest.suggestion import LabelledRange, Suggestion


class MissKind(StrEnum):
    """Name the ways in which a suggestion, or a span without one, is a miss."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG_LABEL = "wrong label"
    WRONG_BORDER = "wrong border"


@dataclass(frozen=True, slots=True)
class Miss:
    """Hold the span that is right (None if nothing is), and the suggestion there (None if there is none)."""

    kind: MissKind
    text: int
    right: LabelledRange | None
    suggested: LabelledRange | None


@dataclass(slots=True)
class Counts:
    """Count the spans that were suggested, those that were not, and the suggestions that are wrong."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the suggestions that is right, from 0 to 1; 0 where there are none."""
        return self.right / (self.right + self.spurious) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the right spans that was suggested, from 0 to 1; 0 where there are none."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0

    def add(self, other: "Counts") -> None:
        """Count what another has counted as well."""
        self.right += other.right
        self.spurious += other.spurious
        self.missed += other.missed


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold the counts by label, and all misses.

    ``exact`` takes a span for found where range and label are the same; ``overlapping`` where the label is and the
    ranges have a character in common, each span being found once at most.
    """

    exact: dict[str, Counts] = field(default_factory=dict)
    overlapping: dict[str, Counts] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    @property
    def micro(self) -> Counts:
        """Return the exact counts of all labels together."""
        return _sum(self.exact.values())

    @property
    def micro_overlapping(self) -> Counts:
        """Return the overlapping counts of all labels together."""
        return _sum(self.overlapping.values())


def evaluate(texts: Iterable[tuple[Iterable[LabelledRange], Iterable[Suggestion]]]) -> Evaluation:
    """Compare, for each text, the spans that are right with the suggestions; doubles count once."""
    result = Evaluation()
    for number, (gold, suggestions) in enumerate(texts):
        right = sorted(set(gold))
        suggested = sorted({(item.start, item.end, item.label) for item in suggestions})
        same = set(right) & set(suggested)
        _count(result.exact, right, suggested, Counter(label for _start, _end, label in same))
        _count(result.overlapping, right, suggested, count_overlapping(right, suggested))
        result.misses.extend(_misses(number, right, suggested, same))
    return result


def accepted_from(spans: Iterable[Span], names: Collection[str]) -> set[LabelledRange]:
    """Return the spans that somebody has accepted from one of these suggesters, instead of finding them."""
    return {
        (span.start, span.end, span.label)
        for span in spans
        if span.origin.startswith(ACCEPTED) and span.origin.removeprefix(ACCEPTED) in names
    }


def evaluate_without(
    texts: Iterable[tuple[Iterable[LabelledRange], Iterable[Suggestion], Collection[LabelledRange]]],
) -> Evaluation:
    """Compare as ``evaluate`` does, but for the spans that come third, which are neither right nor suggested."""
    return evaluate(
        (
            [item for item in gold if item not in accepted],
            [item for item in suggestions if (item.start, item.end, item.label) not in accepted],
        )
        for gold, suggestions, accepted in texts
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for item in counts:
        total.add(item)
    return total


def _count(
    counts: dict[str, Counts], right: list[LabelledRange], suggested: list[LabelledRange], hits: Counter[str]
) -> None:
    right_counts, suggested_counts = Counter(item[2] for item in right), Counter(item[2] for item in suggested)
    for label in sorted(right_counts.keys() | suggested_counts.keys()):
        one = Counts(hits[label], suggested_counts[label] - hits[label], right_counts[label] - hits[label])
        counts.setdefault(label, Counts()).add(one)


def count_overlapping(right: Sequence[LabelledRange], suggested: Sequence[LabelledRange]) -> Counter[str]:
    """Count for each label the spans that a suggestion of it overlaps, each suggestion taken for one span alone."""
    hits: Counter[str] = Counter()
    for label in {item[2] for item in right}:
        spans = sorted((end, start) for start, end, name in right if name == label)
        candidates = sorted((end, start) for start, end, name in suggested if name == label)
        at = 0
        for end, start in spans:
            while at < len(candidates) and candidates[at][0] <= start:
                at += 1
            if at < len(candidates) and candidates[at][1] < end:
                hits[label] += 1
                at += 1
    return hits


def _misses(
    number: int, right: list[LabelledRange], suggested: list[LabelledRange], same: set[LabelledRange]
) -> list[Miss]:
    """List each span and suggestion that is not matched exactly, paired where they overlap."""
    spurious = [item for item in suggested if item not in same]
    misses = []
    paired: set[LabelledRange] = set()
    begin = 0
    for span in right:
        if span not in same:
            while begin < len(spurious) and spurious[begin][1] <= span[0]:
                begin += 1
            other = _partner(span, spurious, begin, paired)
            if other is None:
                misses.append(Miss(MissKind.MISSED, number, span, None))
            else:
                paired.add(other)
                misses.append(Miss(_kind(span, other), number, span, other))
    misses += [Miss(MissKind.SPURIOUS, number, None, item) for item in spurious if item not in paired]
    return sorted(misses, key=lambda miss: miss.right or miss.suggested or (0, 0, ""))


def _partner(
    span: LabelledRange, spurious: Sequence[LabelledRange], begin: int, paired: set[LabelledRange]
) -> LabelledRange | None:
    """Return the suggestion in place of a span: one over the same range first, then whatever overlaps."""
    overlapping = []
    for index in range(begin, len(spurious)):
        item = spurious[index]
        if item[0] >= span[1]:
            break
        if item[1] > span[0] and item not in paired:
            overlapping.append(item)
    return min(overlapping, key=lambda item: (item[:2] != span[:2], item[2] != span[2]), default=None)


def _kind(span: LabelledRange, other: LabelledRange) -> MissKind:
    return MissKind.WRONG_LABEL if span[:2] == other[:2] else MissKind.WRONG_BORDER
