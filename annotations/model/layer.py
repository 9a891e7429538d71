"""Represent everything that one annotator says of one article, a layer, as a value that never changes."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from annotations.model.span import NOTHING, Orphan, Rejection, Relation, Span

_FEW = 64
"""Up to how many changed spans are put into the order one by one."""


class Status(StrEnum):
    """Say how far the annotation of an article has come."""

    NEW = "new"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """Hold what is said of an article as a whole; ``categories`` in the schema's order."""

    status: Status = Status.NEW
    categories: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Layer:
    """Hold the spans, relations and rejections over one text, and the metadata of the article.

    ``spans`` and ``orphans`` are by id. A change makes another layer; what is derived is made once for each.
    ``rejections`` are all that are remembered, those that are lost among them.
    """

    spans: Mapping[str, Span] = field(default_factory=lambda: NOTHING, hash=False)
    relations: frozenset[Relation] = frozenset()
    orphans: Mapping[str, Orphan] = field(default_factory=lambda: NOTHING, hash=False)
    metadata: ArticleMetadata = ArticleMetadata()
    rejections: frozenset[Rejection] = frozenset()

    @classmethod
    def of(cls, spans: Iterable[Span], relations: Iterable[Relation] = ()) -> "Layer":
        """Make a layer of spans and relations."""
        return cls(MappingProxyType({span.id: span for span in spans}), frozenset(relations))

    @cached_property
    def ordered(self) -> Sequence[Span]:
        """Return the spans as they stand in the text, an outer one before those it holds."""
        return sorted(self.spans.values(), key=_place)

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Return the spans that have a code point in common with a range, in order."""
        first = bisect_right(self._furthest, start)
        last = bisect_left(self._starts, end)
        return (span for span in self.ordered[first:last] if span.end > start)

    def at(self, offset: int) -> list[Span]:
        """Return the spans over a code point, the innermost first."""
        return sorted(self.within(offset, offset + 1), key=lambda span: (span.end - span.start, span.id))

    def exactly(self, start: int, end: int) -> list[Span]:
        """Return the spans over exactly a range."""
        return [span for span in self.within(start, end) if (span.start, span.end) == (start, end)]

    @cached_property
    def rejected(self) -> Sequence[Rejection]:
        """Return the rejections that hold, as they stand in the text."""
        remaining = (rejection for rejection in self.rejections if not rejection.lost)
        return sorted(remaining, key=lambda each: (each.start, -each.end, each.label, each.origin))

    def rejecting(self, start: int, end: int, label: str) -> Collection[Rejection]:
        """Return the rejections of a label over exactly a range: none where it may be suggested."""
        return self._rejected_at.get((start, end, label), ())

    def contradicted(self) -> frozenset[Rejection]:
        """Return the rejections of what is marked: of a label over exactly a range that has it."""
        if not self.rejections:
            return frozenset()
        marked = {(span.start, span.end, span.label) for span in self.spans.values()}
        return frozenset(each for each in self.rejected if (each.start, each.end, each.label) in marked)

    def next_ids(self) -> Iterator[str]:
        """Yield ids that no span or orphan has."""
        number = self._highest
        while True:
            number += 1
            yield f"s{number}"

    def succeed(self, former: "Layer", removed: Collection[Span], added: Collection[Span]) -> None:
        """Take over what ``former`` has worked out, where this layer is it with a few spans changed.

        Only saves time: without it, the same is worked out anew.
        """
        if self.rejections is former.rejections:
            same = ("rejected", "_rejected_at")
            self.__dict__.update({name: former.__dict__[name] for name in same if name in former.__dict__})
        if len(removed) + len(added) > _FEW or "ordered" not in former.__dict__:
            return
        ordered = list(former.ordered)
        for span in removed:
            del ordered[bisect_left(ordered, _place(span), key=_place)]
        for span in added:
            insort(ordered, span, key=_place)
        self.__dict__["ordered"] = ordered
        self.__dict__["_highest"] = max((former._highest, *(_number(span.id) for span in added)))

    @cached_property
    def _highest(self) -> int:
        """Return a number that no id is higher than."""
        return max((_number(name) for name in (*self.spans, *self.orphans)), default=0)

    @cached_property
    def _rejected_at(self) -> Mapping[tuple[int, int, str], Collection[Rejection]]:
        by_place: dict[tuple[int, int, str], list[Rejection]] = {}
        for each in self.rejections:
            if not each.lost:
                by_place.setdefault((each.start, each.end, each.label), []).append(each)
        return by_place

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [span.start for span in self.ordered]

    @cached_property
    def _furthest(self) -> Sequence[int]:
        """Return the end of whatever reaches furthest, up to each span in order."""
        return list(accumulate((span.end for span in self.ordered), max))


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.id


def _number(name: str) -> int:
    digits = name[1:]
    return int(digits) if name.startswith("s") and digits.isascii() and digits.isdigit() else 0
