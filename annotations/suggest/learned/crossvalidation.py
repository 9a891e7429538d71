"""Test a model on what it has not seen: articles left out by turns, and the learning curve."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter

from annotations.suggest.evaluation import Counts
from annotations.suggest.learned.model import Model
from annotations.suggest.learned.training import TrainingExample, never, train
from seeds.errors import Problem, SourceError
from seeds.i18n import _

FOLDS = 5
LEAST_ARTICLES = 2
FEW = 20
"""Fewer spans of a label than these say little of how well it is found."""

SIZES = (50, 100, 200, 500, 1000, 2000, 5000)
"""The numbers of sentences of a learning curve."""


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Hold how well the spans of one label are found: ``counts`` over all folds.

    ``sentences`` is the number of sentences that hold any.
    """

    label: str
    counts: Counts
    sentences: int

    @property
    def spans(self) -> int:
        """Return the number of spans."""
        return self.counts.right + self.counts.missed

    @property
    def is_too_few(self) -> bool:
        """Return whether there are too few spans to rely on the figures."""
        return self.spans < FEW


@dataclass(frozen=True, slots=True)
class Validation:
    """Hold the result of cross-validation, by label in alphabetic order, and how much it was computed from."""

    labels: tuple[LabelScore, ...]
    articles: int
    sentences: int
    folds: int

    @property
    def micro(self) -> Counts:
        """Return the counts of all labels together."""
        total = Counts()
        for one in self.labels:
            total.add(one.counts)
        return total

    @property
    def f1(self) -> dict[str, float]:
        """Return F1 by label, and the micro average as ``""``, as a model keeps it."""
        return {one.label: one.counts.f1 for one in self.labels} | {"": self.micro.f1}


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Hold a point of the learning curve: micro F1 (0 to 1) after so many sentences, and the seconds of training.

    Both are means over the folds.
    """

    sentences: int
    f1: float
    seconds: float


def cross_validate(
    examples: Sequence[TrainingExample], *, folds: int = FOLDS, cancelled: Callable[[], bool] = never
) -> Validation:
    """Train ``folds`` times without a part of the articles, and test on that part.

    No article is in both, since its names would be known. Raises ``TrainingCancelledError``, and ``SourceError`` where
    there are fewer than two articles or too few spans.
    """
    counts: dict[str, Counts] = {}
    parts = _parts(examples, folds)
    for number, held_out in enumerate(parts):
        model = train(_others(parts, number), cancelled=cancelled)
        for label, label_counts in score_model(model, held_out).items():
            counts.setdefault(label, Counts()).add(label_counts)
    holding = Counter(label for example in examples for label in {label for _start, _end, label in example.spans})
    labels = tuple(LabelScore(label, counts[label], holding[label]) for label in sorted(counts))
    return Validation(labels, len({example.key for example in examples}), len(examples), len(parts))


def learning_curve(
    examples: Sequence[TrainingExample],
    sizes: Iterable[int] = SIZES,
    *,
    folds: int = FOLDS,
    cancelled: Callable[[], bool] = never,
) -> Iterator[CurvePoint]:
    """Yield F1 on articles left out after training on so many random sentences of the others, and on all of them.

    Sizes that a fold does not have are passed over, and so are those that hold too few spans. Raises as
    ``cross_validate`` does.
    """
    parts = _parts(examples, folds)
    rest = [_others(parts, number) for number in range(len(parts))]
    for others in rest:
        Random(0).shuffle(others)  # noqa: S311 - the order has to be the same every time
    most = min(map(len, rest))
    for size in [*(size for size in sorted(sizes) if size < most), most]:
        total, seconds = Counts(), 0.0
        for held_out, others in zip(parts, rest, strict=True):
            start = perf_counter()
            try:
                model = train(others[:size], cancelled=cancelled)
            except SourceError:
                break
            seconds += perf_counter() - start
            for label_counts in score_model(model, held_out).values():
                total.add(label_counts)
        else:
            yield CurvePoint(size, total.f1, seconds / len(parts))


def _parts(examples: Sequence[TrainingExample], folds: int) -> list[list[TrainingExample]]:
    """Return the examples in parts of about the same size, those of one article in the same; always the same parts."""
    by_article: dict[tuple[str, str], list[TrainingExample]] = {}
    for example in examples:
        by_article.setdefault(example.key, []).append(example)
    if len(by_article) < LEAST_ARTICLES:
        message = _("one article is too few to test on: what is learned from one must be tested on another")
        raise SourceError(Problem("", message, advice=_("mark at least {least} articles").format(least=LEAST_ARTICLES)))
    parts: list[list[TrainingExample]] = [[] for _fold in range(min(folds, len(by_article)))]
    for _key, of_one in sorted(by_article.items(), key=lambda item: (-len(item[1]), item[0])):
        min(parts, key=len).extend(of_one)
    return parts


def _others(parts: Sequence[Sequence[TrainingExample]], number: int) -> list[TrainingExample]:
    return [example for other, part in enumerate(parts) if other != number for example in part]


def score_model(model: Model, examples: Iterable[TrainingExample]) -> dict[str, Counts]:
    """Count by label the spans that a model finds in examples; one is right where its range and its label are."""
    counts: dict[str, Counts] = {}
    for example in examples:
        right = set(example.spans)
        predicted = {span for span, _probability in model.spans(example.features, example.suggested)}
        for one in right | predicted:
            of_label = counts.setdefault(one[2], Counts())
            of_label.right += one in right and one in predicted
            of_label.spurious += one not in right
            of_label.missed += one not in predicted
    return counts
