"""Say how far annotators agree: over spans, over characters, and over the categories of articles, with intervals."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from annotations.comparison.continuum import Continuum, Floats, continuum_of, pairs_of
from annotations.comparison.figure import Figure, no_variety, nothing_marked
from annotations.comparison.intervals import interval, weights_of
from annotations.comparison.kappa import cohen_kappa, fleiss_kappa
from annotations.comparison.marked_article import MarkedArticle
from annotations.comparison.nominal import nominal_alpha
from annotations.comparison.span_counts import Counted, Sense, confused, count_by_label
from annotations.comparison.unitizing import of_label, unit_alpha, without_labels
from seeds.i18n import _

Measure = Callable[..., Floats]

_WITHOUT_LABELS = (Sense.BORDERS, Sense.PLACES)


@dataclass(slots=True)
class Shared:
    """Count the spans of one annotator and origin, and those among them that the other has exactly so."""

    shared: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Hold how far two annotators agree over the articles that both count for.

    ``f1`` is by sense, ``by_label`` is exact; ``confusion`` counts the labels of one range, first's and second's, empty
    where one has nothing there; ``by_article`` are the exact counts of each article; ``by_origin`` counts the spans of
    one of the two by where they come from.
    """

    first: str
    second: str
    articles: int
    spans: tuple[int, int]
    f1: Mapping[Sense, Figure]
    by_label: Mapping[str, Figure]
    kappa: Figure
    confusion: Counter[tuple[str, str]]
    by_article: Mapping[str, Counted]
    by_origin: Mapping[tuple[str, str], Shared]


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Hold how far all pairs agree on one label: exact F1, and u-alpha where all else is unmarked."""

    spans: int
    f1: Figure
    alpha: Figure


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold how far annotators agree; see the modules beside this one for the measures.

    ``f1`` adds up all pairs. ``dropped`` counts the spans that u-alpha and kappa go without, since they lie over
    another one of the same annotator; ``orphans`` those of each annotator whose words are not in the text any more.
    ``alone`` are the articles that fewer than two annotators count for, which nothing is computed from.
    """

    annotators: tuple[str, ...]
    articles: int
    pairs: tuple[PairAgreement, ...]
    f1: Mapping[Sense, Figure]
    by_label: Mapping[str, LabelAgreement]
    alpha: Figure
    alpha_without_labels: Figure
    fleiss: Figure
    categories: Figure
    dropped: int = 0
    orphans: Mapping[str, int] = field(default_factory=dict)
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sums:
    """Hold the counts of each article; ``exact`` by article, pair, label and kind of count, ``loose`` by sense."""

    exact: Floats
    loose: Floats
    tables: Floats
    coincidences: Floats
    squares: Floats
    weights: NDArray[np.float32]

    def figure(self, measure: Measure, reason: str, *parts: Floats) -> Figure:
        """Return a measure of sums over articles, the first axis of each part, with its interval."""
        value = float(measure(*(part.sum(0) for part in parts)))
        if not np.isfinite(value):
            return Figure.undefined(reason)
        if len(self.weights.T) < 2:
            return Figure(value)
        resampled = (np.tensordot(self.weights, part, (1, 0)) for part in parts)
        return Figure(value, interval(np.asarray(measure(*resampled))))


def agreement(articles: Iterable[MarkedArticle], annotators: Sequence[str]) -> Agreement:
    """Compare annotators, by their names and at least two, over the articles that two of them count for."""
    everything = list(articles)
    together, alone = _together(everything, annotators)
    sizes = Counter(span.label for article in together for spans in article.spans.values() for span in spans)
    labels = sorted(sizes)
    codes = {label: code for code, label in enumerate(labels, 1)}
    sums, continua = _sums(together, annotators, codes)
    borderless = {sense: _loose(sums.loose, index) for index, sense in enumerate(_loose_senses())}
    by_label = {
        label: LabelAgreement(
            sizes[label],
            sums.figure(_f1, nothing_marked(), sums.exact[:, :, code - 1].sum(1)),
            sums.figure(unit_alpha, no_variety(), *of_label(sums.coincidences, sums.squares, code)),
        )
        for label, code in codes.items()
    }
    return Agreement(
        tuple(annotators),
        len(together),
        tuple(_pair(together, annotators, number, labels, sums) for number in range(len(pairs_of(annotators)))),
        {Sense.EXACT: sums.figure(_f1, nothing_marked(), sums.exact.sum((1, 2)))}
        | {sense: sums.figure(_f1, nothing_marked(), part.sum(1)) for sense, part in borderless.items()},
        by_label,
        sums.figure(unit_alpha, no_variety(), sums.coincidences, sums.squares),
        sums.figure(unit_alpha, no_variety(), *without_labels(sums.coincidences, sums.squares)),
        sums.figure(fleiss_kappa, no_variety(), sums.coincidences),
        _categories(together, annotators),
        sum(continuum.dropped for continuum in continua),
        dict(sum((Counter(article.orphans) for article in everything), Counter())),
        alone,
    )


def _together(
    articles: Iterable[MarkedArticle], annotators: Sequence[str]
) -> tuple[list[MarkedArticle], tuple[str, ...]]:
    """Return the articles that two of the annotators count for at least, and the names of the others."""
    together, alone = [], []
    for article in articles:
        spans = {name: article.spans[name] for name in annotators if name in article.spans}
        if len(spans) > 1:
            together.append(replace(article, spans=spans))
        else:
            alone.append(article.name)
    return together, tuple(alone)


def _loose_senses() -> tuple[Sense, ...]:
    return tuple(sense for sense in Sense if sense is not Sense.EXACT)


def _loose(loose: Floats, index: int) -> Floats:
    return loose[:, :, index]


def _f1(counts: Floats) -> Floats:
    """Return F1 of counts (…, 3): both, first alone, second alone; NaN where there are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * counts[..., 0] / (2 * counts[..., 0] + counts[..., 1] + counts[..., 2])


def _sums(
    articles: Sequence[MarkedArticle], annotators: Sequence[str], codes: Mapping[str, int]
) -> tuple[_Sums, list[Continuum]]:
    pairs = pairs_of(annotators)
    size = len(codes) + 1
    exact = np.zeros((len(articles), len(pairs), len(codes), 3))
    loose = np.zeros((len(articles), len(pairs), len(_loose_senses()), 3))
    continua = [continuum_of(article, annotators, codes) for article in articles]
    for row, article in enumerate(articles):
        marks = {name: article.marks(name) for name in annotators if name in article.spans}
        for number, (first, second) in enumerate((annotators[one], annotators[other]) for one, other in pairs):
            if first in marks and second in marks:
                for label, counted in count_by_label(marks[first], marks[second], Sense.EXACT).items():
                    exact[row, number, codes[label] - 1] = counted
                for index, sense in enumerate(_loose_senses()):
                    counts = count_by_label(marks[first], marks[second], sense).values()
                    for counted in counts:
                        loose[row, number, index] += counted
    tables = np.array([each.pairs for each in continua]).reshape(len(articles), len(pairs), size, size)
    others = np.array([each.people - 1 for each in continua], np.float64)[:, None, None]
    both_ways = tables.sum(1) + tables.sum(1).swapaxes(-1, -2)
    squares = np.array([each.squares for each in continua]).reshape(len(articles), size)
    weights = weights_of([article.name for article in articles])
    return _Sums(exact, loose, tables, both_ways / np.maximum(others, 1), squares, weights), continua


def _pair(
    articles: Sequence[MarkedArticle], annotators: Sequence[str], number: int, labels: Sequence[str], sums: _Sums
) -> PairAgreement:
    first, second = (annotators[index] for index in pairs_of(annotators)[number])
    shared = [article for article in articles if first in article.spans and second in article.spans]
    confusion: Counter[tuple[str, str]] = Counter()
    for article in shared:
        for labels_of_range, count in confused(article.marks(first), article.marks(second)).items():
            confusion[labels_of_range] += count
    rows = {article.name: row for row, article in enumerate(articles)}
    exact = sums.exact[:, number]
    f1 = {Sense.EXACT: sums.figure(_f1, nothing_marked(), exact.sum(1))}
    for index, sense in enumerate(_loose_senses()):
        f1[sense] = sums.figure(_f1, nothing_marked(), sums.loose[:, number, index])
    return PairAgreement(
        first,
        second,
        len(shared),
        (sum(len(each.marks(first)) for each in shared), sum(len(each.marks(second)) for each in shared)),
        f1,
        {
            label: sums.figure(_f1, nothing_marked(), exact[:, index])
            for index, label in enumerate(labels)
            if exact[:, index].any()
        },
        sums.figure(cohen_kappa, no_variety(), sums.tables[:, number]),
        confusion,
        {article.name: _counted(exact[rows[article.name]].sum(0)) for article in shared},
        _by_origin(shared, first, second),
    )


def _counted(counts: Floats) -> Counted:
    both, one, other = (int(count) for count in counts)
    return both, one, other


def _by_origin(articles: Iterable[MarkedArticle], first: str, second: str) -> Mapping[tuple[str, str], Shared]:
    counts: dict[tuple[str, str], Shared] = {}
    for article in articles:
        for one, other in ((first, second), (second, first)):
            theirs = article.marks(other)
            for span in article.spans[one]:
                entry = counts.get((one, span.origin)) or counts.setdefault((one, span.origin), Shared())
                entry.total += 1
                entry.shared += (span.start, span.end, span.label) in theirs
    return dict(sorted(counts.items()))


def _categories(articles: Iterable[MarkedArticle], annotators: Sequence[str]) -> Figure:
    """Return alpha of the categories as sets: an article's are the same for two annotators, or they are not."""
    values = [
        [frozenset(article.categories.get(name, ())) for name in annotators if name in article.spans]
        for article in articles
    ]
    if not any(value for each in values for value in each):
        return Figure.undefined(_("nobody has given a category to an article"))
    alpha = nominal_alpha(values)
    return Figure.undefined(no_variety()) if alpha is None else Figure(alpha)
