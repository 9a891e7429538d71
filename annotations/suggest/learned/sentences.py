"""Choose what of an annotated article can be learned from, cut into sentences."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.model.layer import Layer, Status
from annotations.suggest.learned.character_tags import outermost
from annotations.suggest.suggestion import LabelledRange
from seeds.article import Article
from seeds.segmentation.reflow import read_article
from seeds.segmentation.sentences import sentences

LONGEST = 400
"""Code points after which a sentence is cut."""

_CLAUSE = re.compile(r"[，,；;：:]\s*")


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """Hold a text and what was decided of it; ``key`` is the document and the id of the article.

    ``rejected`` are ranges that do not have the label. In a text that is ``finished``, what is not in
    ``spans`` has no label.
    """

    key: tuple[str, str]
    text: str
    spans: tuple[LabelledRange, ...]
    rejected: tuple[LabelledRange, ...] = ()
    finished: bool = True

    @classmethod
    def of(cls, article: Article, layer: Layer) -> "AnnotatedText":
        """Return the decisions that a layer holds of what is read of an article."""
        read = read_article(article)
        return cls(
            article.info.key,
            read.text,
            tuple((*read.to_read(span.start, span.end), span.label) for span in layer.ordered),
            tuple((*read.to_read(rejection.start, rejection.end), rejection.label) for rejection in layer.rejected),
            layer.metadata.status is Status.DONE,
        )


@dataclass(frozen=True, slots=True)
class ExampleRange:
    """Hold the code points ``start`` to ``end`` of a text, and all spans in them, in the text's offsets."""

    start: int
    end: int
    spans: tuple[LabelledRange, ...]


def example_ranges(annotated: AnnotatedText) -> list[ExampleRange]:
    """Return what can be learned from an article.

    A finished article counts whole, sentence by sentence. Of one in progress only the clauses count in which something
    has been marked or rejected: annotators go from suggestion to suggestion, so beside a decision there may be names
    that nobody has looked at yet, but hardly so between two commas. What is not marked there is taken to have no label,
    and so is what was rejected. Of spans that overlap, the outermost counts. No example begins or ends in a span.
    """
    spans = outermost(annotated.spans)
    decided = bytearray(len(annotated.text))
    for first, last, _label in [*spans, *annotated.rejected]:
        decided[first:last] = b"\1" * (last - first)
    ranges = []
    for start, end in _ranges(annotated.text, spans, clauses=not annotated.finished):
        inside = tuple(spans[bisect_left(spans, (start,)) : bisect_left(spans, (end,))])
        counts = not annotated.text[start:end].isspace() if annotated.finished else 1 in decided[start:end]
        if inside or counts:
            ranges.append(ExampleRange(start, end, inside))
    return ranges


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Cut a text like the examples, into half-open ranges that join up to the whole, for finding spans in it."""
    return list(_ranges(text, [], clauses=False))


def _ranges(text: str, spans: list[LabelledRange], *, clauses: bool) -> Iterator[tuple[int, int]]:
    ends = {end for _start, end in sentences(text, 0, len(text))}
    if clauses:
        ends |= {match.end() for match in _CLAUSE.finditer(text)}
    start = 0
    for end in sorted(ends | {len(text)}):
        while end - start > LONGEST:
            cut = _outside(spans, start + LONGEST)
            yield start, cut
            start = cut
        if start < end == _outside(spans, end):
            yield start, end
            start = end


def _outside(spans: list[LabelledRange], offset: int) -> int:
    """Return the offset, or where it is inside a span, that span's end."""
    before = bisect_left(spans, (offset,)) - 1
    return max(offset, spans[before][1]) if before >= 0 else offset
