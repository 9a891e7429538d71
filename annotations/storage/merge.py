"""Merge what was changed here with what was changed outside, where the two do not contradict each other."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from annotations.model.change import Change, ConflictError
from annotations.model.layer import ArticleMetadata, Layer
from annotations.model.span import Orphan, Span

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class MergeConflictError(ConflictError):
    """Report that the same thing was changed in two ways; ``names`` are ids of spans, and fields of the metadata."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        super().__init__(", ".join(self.names))


def difference(old: Layer, new: Layer, title: str = "") -> Change:
    """Return the change that makes one layer of another."""
    return Change(
        title,
        removed=_missing(old.spans, new.spans),
        added=_missing(new.spans, old.spans),
        untied=old.relations - new.relations,
        tied=new.relations - old.relations,
        settled=_missing(old.orphans, new.orphans),
        orphaned=_missing(new.orphans, old.orphans),
        metadata=None if old.metadata == new.metadata else (old.metadata, new.metadata),
        restored=old.rejections - new.rejections,
        rejected=new.rejections - old.rejections,
    )


def net(changes: Iterable[Change]) -> Change:
    """Return one change in place of several that follow each other."""
    changes = list(changes)
    removed, added = _net((_spans(change.removed), _spans(change.added)) for change in changes)
    untied, tied = _net((dict.fromkeys(change.untied), dict.fromkeys(change.tied)) for change in changes)
    settled, orphaned = _net((_orphans(change.settled), _orphans(change.orphaned)) for change in changes)
    restored, rejected = _net((dict.fromkeys(change.restored), dict.fromkeys(change.rejected)) for change in changes)
    of_article = [change.metadata for change in changes if change.metadata]
    return Change(
        "",
        tuple(removed.values()),
        tuple(added.values()),
        frozenset(untied),
        frozenset(tied),
        tuple(settled.values()),
        tuple(orphaned.values()),
        (of_article[0][0], of_article[-1][1]) if of_article else None,
        frozenset(restored),
        frozenset(rejected),
    )


def merged(theirs: Layer, ours: Change) -> Layer:
    """Merge our change, made of an earlier state of their layer, into it; raises ``MergeConflictError``.

    What both did is done once. Where both gave one id to different spans, theirs gets another, so that our changes can
    still be undone. What one has marked so and the other rejected is marked.
    """
    removed, added = _spans(ours.removed), _spans(ours.added)
    settled, orphaned = _orphans(ours.settled), _orphans(ours.orphaned)
    theirs = _out_of_the_way(theirs, ours)
    conflicts: set[str] = set()
    spans = _joined(theirs.spans, removed, added, conflicts)
    orphans = _joined(theirs.orphans, settled, orphaned, conflicts)
    relations = (theirs.relations - ours.untied) | ours.tied
    ends = {name for relation in relations for name in (relation.head, relation.tail)}
    conflicts |= (spans.keys() & orphans.keys()) | (ends - spans.keys() - orphans.keys())
    metadata = _merged_metadata(theirs.metadata, ours.metadata, conflicts)
    if conflicts:
        raise MergeConflictError(conflicts)
    rejections = (theirs.rejections - ours.restored) | ours.rejected
    joined = Layer(spans, relations, orphans, metadata, rejections)
    return replace(joined, rejections=rejections - joined.contradicted())


def _out_of_the_way(theirs: Layer, ours: Change) -> Layer:
    """Return their layer without the spans that we made as well, and with other ids where ours are other things."""
    our_ids = {span.id for span in ours.removed} | {item.span.id for item in ours.settled}
    fresh = {name: span for name, span in _spans(ours.added).items() if name not in our_ids}
    reserved = fresh.keys() | {item.span.id for item in ours.orphaned if item.span.id not in our_ids}
    by_content = {span_content(span): name for name, span in fresh.items()}
    names = {
        span.id: by_content[span_content(span)]
        for span in theirs.spans.values()
        if span.id not in our_ids and span_content(span) in by_content
    }
    duplicates = set(names)
    free = (name for name in theirs.next_ids() if name not in reserved)
    for name in sorted(reserved & ((theirs.spans.keys() | theirs.orphans.keys()) - duplicates)):
        names[name] = next(free)
    return _renamed(theirs, names, duplicates) if names else theirs


def span_content(span: Span) -> Span:
    """Return what a span says, whatever its id, and whoever made it when."""
    return replace(span, id="", origin="", time=None)


def _renamed(layer: Layer, names: Mapping[str, str], dropped: Collection[str]) -> Layer:
    """Return the layer with other ids, which its relations follow, and without some of the spans."""

    def named(name: str) -> str:
        return names.get(name, name)

    spans = _spans(replace(span, id=named(span.id)) for span in layer.spans.values() if span.id not in dropped)
    orphans = _orphans(
        replace(item, span=replace(item.span, id=named(item.span.id))) for item in layer.orphans.values()
    )
    relations = frozenset(replace(item, head=named(item.head), tail=named(item.tail)) for item in layer.relations)
    return replace(layer, spans=MappingProxyType(spans), orphans=MappingProxyType(orphans), relations=relations)


def _joined(
    theirs: Mapping[str, Value], old: Mapping[str, Value], new: Mapping[str, Value], conflicts: set[str]
) -> Mapping[str, Value]:
    """Return their items with what we did to ours, from ``old`` to ``new``."""
    joined = dict(theirs)
    for name in old.keys() | new.keys():
        if joined.get(name) == new.get(name):
            continue
        if joined.get(name) != old.get(name) and not _is_same(joined.get(name), new.get(name)):
            conflicts.add(name)
            continue
        joined.pop(name, None)
        if name in new:
            joined[name] = new[name]
    return MappingProxyType(joined)


def _is_same(their: object, our: object) -> bool:
    """Return whether both did the same to a span, at whatever time: ours stands then, so that it can be undone."""
    return isinstance(their, Span) and isinstance(our, Span) and replace(their, time=our.time) == our


def _merged_metadata(
    theirs: ArticleMetadata, ours: tuple[ArticleMetadata, ArticleMetadata] | None, conflicts: set[str]
) -> ArticleMetadata:
    if not ours:
        return theirs
    changes: dict[str, Any] = {}
    for name in (item.name for item in fields(ArticleMetadata)):
        old, new, their = (getattr(metadata, name) for metadata in (*ours, theirs))
        if old != new:
            changes[name] = new
            if their not in (old, new):
                conflicts.add(name)
    return replace(theirs, **changes)


def _net(
    steps: Iterable[tuple[Mapping[Key, Value], Mapping[Key, Value]]],
) -> tuple[dict[Key, Value], dict[Key, Value]]:
    """Sum steps that each remove and add: return what is removed and what is added in all."""
    first: dict[Key, tuple[Value, ...]] = {}
    last: dict[Key, tuple[Value, ...]] = {}
    for removed, added in steps:
        for name in removed.keys() | added.keys():
            first.setdefault(name, (removed[name],) if name in removed else ())
            last[name] = (added[name],) if name in added else ()
    changed = [name for name in first if first[name] != last[name]]
    return (
        {name: first[name][0] for name in changed if first[name]},
        {name: last[name][0] for name in changed if last[name]},
    )


def _missing(items: Mapping[str, Value], other: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(item for name, item in items.items() if other.get(name) != item)


def _spans(spans: Iterable[Span]) -> dict[str, Span]:
    return {span.id: span for span in spans}


def _orphans(orphans: Iterable[Orphan]) -> dict[str, Orphan]:
    return {orphan.span.id: orphan for orphan in orphans}
