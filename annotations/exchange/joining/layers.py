"""Join two layers of one annotator on one article: what both say once, and never one of two that contradict."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from annotations.editing.span_edits import addable
from annotations.model.change import Change, ConflictError
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import find_excluding
from annotations.model.schema import Schema
from annotations.model.span import Orphan, Rejection, Relation, Span
from annotations.storage.merge import difference, merged, span_content


class Contradiction(StrEnum):
    """Name the ways in which two layers contradict each other."""

    OVERLAP = "overlap"
    DETAILS = "note or attributes"
    REJECTED = "marked and rejected"
    LABEL = "label"
    RELATION = "relation"
    STATUS = "status"
    CATEGORIES = "categories"
    NOTE = "note of the article"
    KEYS = "unknown keys"
    UNREADABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class LayerUnion:
    """Hold the change that joins another layer to one, and in what ways, and how often, the two contradict."""

    change: Change
    contradictions: Mapping[Contradiction, int] = field(default_factory=dict)


def join_layers(ours: Layer, theirs: Layer, base: Layer | None, schema: Schema, title: str) -> LayerUnion:
    """Join ``theirs`` to ``ours``; ``base`` is the layer from which both come, None where nobody knows it.

    With a base, what one has removed or changed and the other left alone is removed or changed. Without, and where the
    two contradict, nothing of ours is touched: what only they say is added, unless it contradicts.
    """
    if base is not None:
        change = _three_way(ours, difference(base, theirs), schema, title)
        if change is not None:
            return LayerUnion(change)
    return _Union(ours, theirs, base, schema).join(title)


def _three_way(ours: Layer, theirs: Change, schema: Schema, title: str) -> Change | None:
    """Return the change of ours by what they did since both were one; None where that contradicts what we did."""
    try:
        result = merged(ours, theirs)
    except ConflictError:
        return None
    for span in theirs.added:
        if find_excluding(result, schema, span.start, span.end, without=[span.id]):
            return None
    if result.rejections != (ours.rejections - theirs.restored) | theirs.rejected:
        return None
    return replace(difference(ours, result), title=title)


class _Union:
    def __init__(self, ours: Layer, theirs: Layer, base: Layer | None, schema: Schema) -> None:
        self._ours = ours
        self._theirs = theirs
        self._base = base
        self._schema = schema
        self._names: dict[str, str] = {}
        self._contradictions: Counter[Contradiction] = Counter()

    def join(self, title: str) -> LayerUnion:
        added = self._added()
        spans = MappingProxyType({**self._ours.spans, **{span.id: span for span in added}})
        grown = replace(self._ours, spans=spans)
        orphaned = tuple(self._orphaned(grown))
        rejected = frozenset(self._rejected(grown))
        metadata = self._metadata()
        change = Change(
            title,
            added=added,
            tied=frozenset(self._tied()),
            orphaned=orphaned,
            metadata=None if metadata == self._ours.metadata else (self._ours.metadata, metadata),
            rejected=rejected,
        )
        return LayerUnion(change, dict(self._contradictions))

    def _added(self) -> tuple[Span, ...]:
        names = _by_content(self._ours.spans.values())
        former = _by_content(self._base.spans.values() if self._base else ())
        labelled = {(span.start, span.end, span.label) for span in self._ours.spans.values()}
        labels = {label.name for label in self._schema.labels}
        theirs = _by_content(self._theirs.spans.values())
        fresh: list[Span] = []
        for span in self._theirs.ordered:
            content, place = span_content(span), (span.start, span.end, span.label)
            if _key(content) in names:
                self._names[span.id] = names[_key(content)]
            elif _key(content) in former:
                continue  # we have removed or changed it, and they have not
            elif place in labelled:
                self._contradictions[Contradiction.DETAILS] += 1
            elif self._ours.rejecting(*place):
                self._contradictions[Contradiction.REJECTED] += 1
            elif span.label not in labels or any(
                _key(span_content(other)) not in theirs for other in self._ours.exactly(span.start, span.end)
            ):
                self._contradictions[Contradiction.LABEL] += 1
            else:
                fresh.append(span)
        added = addable(self._ours, self._schema, fresh)
        names = _by_content(added)
        for span in fresh:
            name = names.get(_key(span_content(span)))
            if name:
                self._names[span.id] = name
            else:
                self._contradictions[Contradiction.OVERLAP] += 1
        return added

    def _orphaned(self, grown: Layer) -> Iterator[Orphan]:
        names = {_orphan_key(orphan): name for name, orphan in self._ours.orphans.items()}
        former = {_orphan_key(orphan) for orphan in self._base.orphans.values()} if self._base else set()
        free = grown.next_ids()
        for name, orphan in self._theirs.orphans.items():
            key = _orphan_key(orphan)
            if key in names:
                self._names[name] = names[key]
            elif key not in former:
                names[key] = self._names[name] = next(free)
                yield replace(orphan, span=replace(orphan.span, id=names[key]))

    def _rejected(self, grown: Layer) -> Iterator[Rejection]:
        former: Set[Rejection] = self._base.rejections if self._base else frozenset()
        marked = {(span.start, span.end, span.label) for span in grown.spans.values()}
        for each in self._theirs.rejections - self._ours.rejections - former:
            if not each.lost and (each.start, each.end, each.label) in marked:
                self._contradictions[Contradiction.REJECTED] += 1
            else:
                yield each

    def _tied(self) -> Iterator[Relation]:
        former: Set[Relation] = self._base.relations if self._base else frozenset()
        for relation in self._theirs.relations - former:
            head, tail = self._names.get(relation.head), self._names.get(relation.tail)
            if not head or not tail:
                self._contradictions[Contradiction.RELATION] += 1
                continue
            own = replace(relation, head=head, tail=tail)
            if own not in self._ours.relations:
                yield own

    def _metadata(self) -> ArticleMetadata:
        ours, theirs = self._ours.metadata, self._theirs.metadata
        former = self._base.metadata if self._base else ArticleMetadata()
        joined = ours
        if theirs.status not in (ours.status, former.status):
            if ours.status in (Status.NEW, former.status):
                joined = replace(joined, status=theirs.status)
            else:
                self._contradictions[Contradiction.STATUS] += 1
        if theirs.categories not in (ours.categories, former.categories):
            if ours.categories == former.categories:
                joined = replace(joined, categories=theirs.categories)
            else:
                self._contradictions[Contradiction.CATEGORIES] += 1
        if theirs.note not in (ours.note, former.note):
            if ours.note == former.note:
                joined = replace(joined, note=theirs.note)
            else:
                self._contradictions[Contradiction.NOTE] += 1
        return joined


def _by_content(spans: Iterable[Span]) -> dict[str, str]:
    return {_key(span_content(span)): span.id for span in spans}


def _key(content: Span) -> str:
    """Return what only spans that say the same have in common: attributes and unknown keys count, in any order."""
    details = sorted(content.attributes.items()), sorted(content.extra.items(), key=lambda item: item[0])
    return repr((content.start, content.end, content.label, content.note, details))


def _orphan_key(orphan: Orphan) -> str:
    return repr((_key(span_content(orphan.span)), orphan.quote))
