"""Divide tokens into sentences that no span goes beyond, for formats that have sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotations.exchange.shared.tokens import Token
from annotations.model.span import Span


def sentence_tokens(
    sentences: Iterable[tuple[int, int]], tokens: Sequence[Token], spans: Iterable[Span]
) -> Iterator[tuple[int, int]]:
    """Return the sentences as ranges of tokens, of which each has one at least; each span is in one sentence."""
    starts = [start for start, _end in tokens]
    edges = {bisect_left(starts, end) for _start, end in sentences} - {0}
    for span in spans:
        first = bisect_right(starts, span.start) - 1
        edges.difference_update(range(first + 1, bisect_left(starts, span.end)))
    yield from pairwise([0, *sorted(edges)])
