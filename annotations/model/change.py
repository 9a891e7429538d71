"""Represent a change of a layer as a value that can be applied and inverted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from annotations.model.layer import ArticleMetadata, Layer
from annotations.model.span import Orphan, Rejection, Relation, Span

Item = TypeVar("Item", Span, Orphan)
Member = TypeVar("Member", Relation, Rejection)


class ConflictError(Exception):
    """Report a change that does not fit the layer: what it takes away is not there, or what it adds is."""


@dataclass(frozen=True, slots=True)
class Change:
    """Hold what is taken from a layer and what is put into it; ``title`` says so in words, for undo.

    A span that changes is in both. ``metadata`` are those of the article before and after the change, or None.
    ``rejected`` are the rejections that are put in, and ``restored`` those that are taken away.
    """

    title: str
    removed: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()
    untied: frozenset[Relation] = frozenset()
    tied: frozenset[Relation] = frozenset()
    settled: tuple[Orphan, ...] = ()
    orphaned: tuple[Orphan, ...] = ()
    metadata: tuple[ArticleMetadata, ArticleMetadata] | None = None
    restored: frozenset[Rejection] = frozenset()
    rejected: frozenset[Rejection] = frozenset()

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return (
            self.removed != self.added
            or self.untied != self.tied
            or self.settled != self.orphaned
            or self.restored != self.rejected
            or (self.metadata is not None and self.metadata[0] != self.metadata[1])
        )

    def inverted(self) -> "Change":
        """Return the change that undoes this one."""
        return Change(
            self.title,
            removed=self.added,
            added=self.removed,
            untied=self.tied,
            tied=self.untied,
            settled=self.orphaned,
            orphaned=self.settled,
            metadata=(self.metadata[1], self.metadata[0]) if self.metadata else None,
            restored=self.rejected,
            rejected=self.restored,
        )

    def apply(self, layer: Layer) -> Layer:
        """Return the layer with the change; raises ``ConflictError`` where the change does not fit."""
        if self.metadata and layer.metadata != self.metadata[0]:
            raise ConflictError(self.title)
        by_span = {span.id: span for span in self.removed}, {span.id: span for span in self.added}
        by_orphan = {item.span.id: item for item in self.settled}, {item.span.id: item for item in self.orphaned}
        changed = replace(
            layer,
            spans=self._exchanged(layer.spans, *by_span),
            orphans=self._exchanged(layer.orphans, *by_orphan),
            relations=self._altered(layer.relations, self.untied, self.tied),
            metadata=self.metadata[1] if self.metadata else layer.metadata,
            rejections=self._altered(layer.rejections, self.restored, self.rejected),
        )
        if not self.orphaned:  # an orphan's id may be the highest
            changed.succeed(layer, self.removed, self.added)
        return changed

    def _exchanged(
        self, current: Mapping[str, Item], removed: Mapping[str, Item], added: Mapping[str, Item]
    ) -> Mapping[str, Item]:
        if not removed and not added:
            return current
        left = dict(current)
        for name, item in removed.items():
            if left.pop(name, None) != item:
                raise ConflictError(self.title)
        if left.keys() & added.keys():
            raise ConflictError(self.title)
        left.update(added)
        return MappingProxyType(left)

    def _altered(
        self, current: frozenset[Member], removed: frozenset[Member], added: frozenset[Member]
    ) -> frozenset[Member]:
        if not removed and not added:
            return current
        if not removed <= current or added & (current - removed):
            raise ConflictError(self.title)
        return (current - removed) | added
