"""Start from what other suggesters say: learn what their labels mean here, and fall back on them while little is known.

Their labels are not those of the project: what they call ORG may be marked as 團體 here, or not at all. The annotated
sentences tell which label their suggestions stand for, and how often they are right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotations.suggest.suggestion import LabelledRange

Scored = tuple[LabelledRange, float]
"""A span and its probability."""

LEAST = 0.3
"""The least probability at which a suggestion of others is taken over."""

TRUSTED_AT = 20
"""How many spans of a label there must be for what is learned of it to count as much as what others suggest.

Chosen on parts that the benchmark does not measure on. With 5, 20 and 100, F1 is 77.0, 77.9 and 77.8 after 20 sentences
of the house corpus and 80.2, 80.2 and 78.4 after 200; on UNER's Chinese-GSD (train) 65.8, 65.8, 63.8 and 69.0, 69.0,
68.0. What others suggest together has 77.9 and 56.0 to 63.4, what is learned without them 67.3, 79.4 and 63.0, 68.8.
"""

_DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class Meaning:
    """Hold the label that a label of others stands for, and how often that was right in the annotated sentences."""

    label: str
    precision: float


def meanings(
    sentences: Iterable[tuple[Sequence[LabelledRange], Sequence[LabelledRange]]],
) -> dict[str, Meaning]:
    """Return what each label of others stands for; of every sentence, their suggestions and the right spans are taken.

    A label stands for the one that has been marked most often over exactly what it was suggested for; one that never
    was right stands for nothing.
    """
    counts: dict[str, Counter[str]] = {}
    for suggested, right in sentences:
        labels = {(start, end): label for start, end, label in right}
        for start, end, label in suggested:
            counts.setdefault(label, Counter())[labels.get((start, end), "")] += 1
    learned = {}
    for label, count in sorted(counts.items()):
        best = min((own for own in count if own), key=lambda own: (-count[own], own), default="")
        if best:
            learned[label] = Meaning(best, (count[best] + _DOUBT) / (count.total() + 2 * _DOUBT))
    return learned


def translated(suggested: Iterable[LabelledRange], meaning: Mapping[str, Meaning]) -> list[Scored]:
    """Return what others suggest under the labels of the project, each with its precision."""
    return [
        ((start, end, meaning[label].label), meaning[label].precision)
        for start, end, label in suggested
        if label in meaning
    ]


def blended(
    own: Iterable[Scored], others: Iterable[tuple[LabelledRange, float, float]], seen: Mapping[str, int]
) -> list[Scored]:
    """Return as one list without overlap, in order, what is learned and what others suggest.

    ``others`` are their spans, each with its precision and the probability that the learned model gives it. The more
    spans of a label were ``seen``, the more the model counts: it is believed the less where it contradicts the others.
    Of what overlaps, the surer stays.
    """
    theirs: dict[LabelledRange, float] = {}
    for span, precision, probability in others:
        weight = _weight(span, seen)
        score = weight * probability + (1 - weight) * precision
        if score >= LEAST:
            theirs[span] = score
    blend = dict(theirs)
    for span, probability in own:
        if span in theirs:
            blend[span] = max(probability, theirs[span])
        else:
            is_rival = any(_overlap(span, other) for other in theirs)
            blend[span] = probability * _weight(span, seen) if is_rival else probability
    chosen: list[Scored] = []
    for span, score in sorted(blend.items(), key=lambda item: (-item[1], item[0])):
        if not any(_overlap(span, other) for other, _score in chosen):
            chosen.append((span, score))
    return sorted(chosen)


def _weight(span: LabelledRange, seen: Mapping[str, int]) -> float:
    """Return how much what is learned of a span's label counts, from 0 to 1."""
    count = seen.get(span[2], 0)
    return count / (count + TRUSTED_AT)


def _overlap(one: LabelledRange, other: LabelledRange) -> bool:
    return one[0] < other[1] and other[0] < one[1]
