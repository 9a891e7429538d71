"""Select what of a project is exported: articles by their status, spans by their labels, labels by other names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotations.exchange.record import Record
from annotations.model.layer import Layer, Status
from annotations.model.schema import Label, RelationType, Schema
from annotations.model.span import NOTHING


@dataclass(frozen=True, slots=True)
class Selection:
    """Say which articles and spans are taken, and what their labels are called then.

    Without ``statuses``, an article is taken if it is done, even without a mark, since that says as much; or if it has
    a mark or a category and is not skipped. Without ``labels``, all are taken. Several labels may get the same name.
    """

    statuses: frozenset[Status] = frozenset()
    labels: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @classmethod
    def of(
        cls, schema: Schema, statuses: Iterable[Status], labels: Iterable[str], names: Mapping[str, str]
    ) -> "Selection":
        """Make a selection from the labels of a schema; raises ``NotFoundError`` for others, with the nearest."""
        labels = [schema.label(name).name for name in labels]
        return cls(frozenset(statuses), frozenset(labels), {schema.label(old).name: new for old, new in names.items()})

    @property
    def takes_untouched(self) -> bool:
        """Return whether an article that nobody has said anything of is taken."""
        return Status.NEW in self.statuses

    def takes(self, layer: Layer) -> bool:
        """Return whether an article is taken with what was said of it."""
        status = layer.metadata.status
        if self.statuses:
            return status in self.statuses
        return status is Status.DONE or (
            status is not Status.SKIPPED and bool(layer.spans or layer.metadata.categories)
        )

    def apply(self, record: Record) -> Record:
        """Return the record with the spans that are taken, the relations between them, and the other names."""
        if not self.labels and not self.names:
            return record
        spans = tuple(
            replace(span, label=self.names.get(span.label, span.label))
            for span in record.spans
            if self._takes_label(span.label)
        )
        ids = {span.id for span in spans}
        relations = tuple(tie for tie in record.relations if tie.head in ids and tie.tail in ids)
        rejected = tuple(
            (start, end, self.names.get(label, label))
            for start, end, label in record.rejected
            if self._takes_label(label)
        )
        return replace(record, spans=spans, relations=relations, rejected=rejected)

    def schema(self, schema: Schema) -> Schema:
        """Return the schema of what is exported: of labels with one new name, the one that had it, or the first."""
        selected = [label for label in schema.labels if self._takes_label(label.name)]
        labels: dict[str, Label] = {}
        for label in selected:
            name = self.names.get(label.name, label.name)
            if name == label.name or name not in labels:
                labels[name] = label if name == label.name else replace(label, name=name, title="", key="")
        relations = tuple(self._renamed(relation) for relation in schema.relations)
        return replace(schema, labels=tuple(labels.values()), relations=relations)

    def _takes_label(self, label: str) -> bool:
        return not self.labels or label in self.labels

    def _renamed(self, relation: RelationType) -> RelationType:
        heads, tails = (
            tuple(dict.fromkeys(self.names.get(name, name) for name in names))
            for names in (relation.heads, relation.tails)
        )
        return replace(relation, heads=heads, tails=tails)
