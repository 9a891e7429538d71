"""Compare annotators over every character of a text: coincidences of labels, from which alpha and kappa are made.

A text is a continuum that each annotator divides into units, which have a label, and gaps, which have none. Everything
here is a sum over articles, so it can be added up in any order, and be weighted for an interval.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotations.comparison.marked_article import MarkedArticle
from annotations.model.span import Span

Floats = NDArray[np.float64]

GAP = 0
"""The code of a character that an annotator has not marked; those of the labels follow, from 1."""


@dataclass(frozen=True, slots=True)
class Continuum:
    """Hold the sums over one article, for k labels and the gap.

    ``pairs[p, c, d]`` counts the characters to which the first annotator of pair ``p`` gives the code ``c`` and the
    other ``d``; nought where one of them does not count. ``people`` is how many count. ``squares[c]`` is the sum of the
    squared lengths of the units of a label over all of them, and that of the lengths of gaps. ``dropped`` counts the
    spans that lie over another one of the same annotator: a character has one code, so of two spans that overlap the
    longer one counts, and of two that are as long the first one.
    """

    pairs: Floats
    people: int
    squares: Floats
    dropped: int


def pairs_of(annotators: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of annotators by their numbers, in the order of ``Continuum.pairs``."""
    return list(combinations(range(len(annotators)), 2))


def continuum_of(article: MarkedArticle, annotators: Sequence[str], labels: Mapping[str, int]) -> Continuum:
    """Sum up one article for those of the annotators who count for it; ``labels`` are the codes of the labels."""
    size = len(labels) + 1
    squares = np.zeros(size)
    codes: dict[int, NDArray[np.intp]] = {}
    dropped = 0
    for number, name in enumerate(annotators):
        if name in article.spans:
            units = _units(article.spans[name])
            dropped += len({(span.start, span.end, span.label) for span in article.spans[name]}) - len(units)
            painted = codes[number] = np.full(article.length, GAP, np.intp)
            for unit in units:
                painted[unit.start : unit.end] = labels[unit.label]
                squares[labels[unit.label]] += (unit.end - unit.start) ** 2
            squares[GAP] += article.length - sum(unit.end - unit.start for unit in units)
    pairs = np.zeros((len(pairs_of(annotators)), size, size))
    for index, (first, second) in enumerate(pairs_of(annotators)):
        if first in codes and second in codes:
            both = np.bincount(codes[first] * size + codes[second], minlength=size * size)
            pairs[index] = both.reshape(size, size)
    return Continuum(pairs, len(codes), squares, dropped)


def _units(spans: Iterable[Span]) -> list[Span]:
    """Return spans of which no two overlap, the longest first where they do."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end, span.label))
    units: list[Span] = []
    for span in ordered:  # most overlap nothing, and then this is all
        if units and span.start < units[-1].end:
            break
        units.append(span)
    else:
        return units
    units = []
    for span in sorted(ordered, key=lambda span: span.start - span.end):
        if not any(unit.start < span.end and span.start < unit.end for unit in units):
            units.append(span)
    return units
