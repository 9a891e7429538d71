"""Count what is annotated: from here a data card, the report of a release and ``zhupi stats`` have their numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotations.exchange.exporting.annotation_reader import AnnotationReader
from annotations.exchange.exporting.export import selected_records
from annotations.exchange.exporting.request import Project
from annotations.exchange.exporting.scripts import Convert
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Schema
from annotations.model.span import MANUAL
from seeds.article import ArticleInfo
from seeds.errors import Problem


@dataclass(slots=True)
class Counts:
    """Count articles, the layers of their annotators, and what is in these.

    ``characters`` are the code points of the articles' texts. ``texts`` are the articles that have been counted, by
    document and id, each with how many annotators have said something of it.
    """

    texts: Counter[tuple[str, str]] = field(default_factory=Counter)
    characters: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    attributes: int = 0
    notes: int = 0

    @property
    def articles(self) -> int:
        """The number of articles, each counted once."""
        return len(self.texts)

    @property
    def spans(self) -> int:
        """The number of spans."""
        return self.labels.total()

    def add(self, record: Record) -> None:
        """Count a whole article with the annotations of one annotator."""
        key = record.document, record.id
        if key not in self.texts:
            self.characters += len(record.text)
        self.texts[key] += 1
        self.labels.update(span.label for span in record.spans)
        self.origins.update(span.origin for span in record.spans)
        self.relations.update(relation.type for relation in record.relations)
        self.categories.update(record.categories)
        self.statuses[record.status] += 1
        self.attributes += sum(len(span.attributes) for span in record.spans)
        self.notes += sum(bool(span.note) for span in record.spans) + bool(record.note)

    def table(self, schema: Schema) -> dict[str, Any]:
        """Return the numbers as a JSON object: each label of the schema in its order, then those of spans alone."""
        return {
            "articles": self.articles,
            "characters": self.characters,
            "layers": self.texts.total(),
            "spans": self.spans,
            "labels": _in_order(self.labels, (label.name for label in schema.labels)),
            "origins": _in_order(self.origins, [MANUAL]),
            "relations": _in_order(self.relations, (relation.name for relation in schema.relations)),
            "categories": _in_order(self.categories, (category.name for category in schema.categories)),
            "statuses": dict(sorted(self.statuses.items())),
            "attributes": self.attributes,
            "notes": self.notes,
        }


@dataclass(slots=True)
class Statistics:
    """Count the annotations of a project: all of them, by annotator, and by part of a split where there is one."""

    schema: Schema
    total: Counts = field(default_factory=Counts)
    annotators: dict[str, Counts] = field(default_factory=dict)
    parts: dict[str, Counts] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Count a whole article with the annotations of one annotator."""
        self.total.add(record)
        self.annotators.setdefault(record.annotator, Counts()).add(record)
        if record.part:
            self.parts.setdefault(record.part, Counts()).add(record)

    def table(self) -> dict[str, Any]:
        """Return the numbers as a JSON object; annotators come in the order of their names."""
        table = self.total.table(self.schema)
        table["annotators"] = {name: self.annotators[name].table(self.schema) for name in sorted(self.annotators)}
        if self.parts:
            table["parts"] = {name: counts.table(self.schema) for name, counts in self.parts.items()}
        return table


@dataclass(frozen=True, slots=True)
class Scope:
    """Say what is to be counted of a project: as an export selects, converts and splits it."""

    schema: Schema
    selection: Selection = field(default_factory=Selection)
    convert: Convert | None = None
    split: Split | None = None


def whole_records(
    project: Project,
    scope: Scope,
    report: Report,
    on_problem: Callable[[Problem], None],
    step: Callable[[], None],
) -> Iterator[Record]:
    """Yield the articles with what an annotator says of each; what cannot be counted is in ``report``."""
    reader = AnnotationReader(project.corpus, project.folder, project.annotators, scope.selection, report, on_problem)
    records = reader.records(_any, step)
    yield from selected_records(records, scope.selection, scope.convert, scope.split, report)
    reader.finish()


def statistics_of(records: Iterable[Record], scope: Scope) -> Statistics:
    """Count records."""
    statistics = Statistics(scope.selection.schema(scope.schema))
    if scope.split:
        statistics.parts = {name: Counts() for name in scope.split.names}
    for record in records:
        statistics.add(record)
    return statistics


def _any(_info: ArticleInfo) -> bool:
    return True


def _in_order(counts: Counter[str], names: Iterable[str]) -> dict[str, int]:
    """Return counts in the order of names, of which there may be none, then the others in the order of theirs."""
    first = dict.fromkeys(names)
    return {name: counts[name] for name in (*first, *sorted(counts.keys() - first.keys()))}
