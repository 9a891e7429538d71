"""Hold the content of the file of one article and annotator, and write it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from annotations.model.layer import Layer
from annotations.model.span import NOTHING, Orphan, Quote, Quoted, Rejection, Relation, Span
from annotations.storage.anchors import Quotes, storable, text_digest
from annotations.storage.records import metadata_table, orphan_table, rejection_table, relation_table, span_table
from seeds.article import Article
from seeds.toml.text import blocks, list_block

FORMAT = 1

FORMER = "relinked-from"
"""The key of the table ``[article]`` that lists which articles the annotations belonged to before, the last one last.

An older version keeps it, as it keeps every key that it does not know.
"""

SEPARATED = "separated-from"
"""The key that lists the articles from which annotations were taken away again; evidence does not move them there."""

_HEAD = 3
"""The blocks before those of the spans: the format, the article and the annotation."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Identify the text that a file is about: the article's id, title and document, its start there, and its digest.

    ``start`` and ``length`` count code points. ``extra``, here and in ``Stored``, are keys of the file that this
    version does not know and keeps.
    """

    id: str
    title: str
    document: str
    start: int
    length: int
    sha256: str
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)

    @classmethod
    def of(cls, article: Article, extra: Mapping[str, Any] = NOTHING) -> "Stamp":
        """Make the stamp of an article."""
        info = article.info
        return cls(
            storable(info.id),
            storable(info.title),
            storable(info.origin.document),
            info.origin.start,
            len(article.text),
            text_digest(article.text),
            extra,
        )

    @property
    def key(self) -> tuple[str, str]:
        """Return the document and the id of the article."""
        return self.document, self.id


@dataclass(frozen=True, slots=True)
class Stored:
    """Hold a layer as a file has it: its offsets are those of the text that ``stamp`` tells of.

    ``quotes`` are those of the spans and of the rejections that hold. ``position`` is where reading stopped, and
    ``updated`` when the layer last changed.
    """

    stamp: Stamp
    annotator: str
    layer: Layer = field(default_factory=Layer)
    quotes: Mapping[Quoted, Quote] = field(default_factory=lambda: NOTHING)
    updated: datetime | None = None
    position: int = 0
    annotation_extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @classmethod
    def empty(cls, article: Article, annotator: str) -> "Stored":
        """Make what holds of an article that nobody has said anything of."""
        return cls(Stamp.of(article), annotator)


def articles_in(stamp: Stamp, key: str) -> tuple[tuple[str, str], ...]:
    """Return the document and id of the articles that a key of a stamp lists, ``FORMER`` or ``SEPARATED``."""
    value = stamp.extra.get(key, [])
    tables = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    pairs = ((table.get("document"), table.get("id")) for table in tables)
    return tuple((name, own) for name, own in pairs if isinstance(name, str) and isinstance(own, str))


def with_articles(stamp: Stamp, key: str, articles: Iterable[tuple[str, str]]) -> Stamp:
    """Return a stamp whose key ``FORMER`` or ``SEPARATED`` lists other articles."""
    extra = {name: value for name, value in stamp.extra.items() if name != key}
    tables = [{"document": document, "id": identifier} for document, identifier in dict.fromkeys(articles)]
    return replace(stamp, extra=extra | {key: tables} if tables else extra or NOTHING)


def quotes_of(layer: Layer, quotes: Quotes) -> dict[Quoted, Quote]:
    """Quote the spans of a layer, and the rejections that hold, from a text."""
    items: list[tuple[Quoted, Span | Rejection]] = [*layer.spans.items(), *((each, each) for each in layer.rejected)]
    quotes.prepare((item.start, item.end) for _key, item in items)
    return {key: quotes.of(item.start, item.end) for key, item in items}


def block_of(item: Span | Rejection, quote: Quote) -> str:
    """Write the block of one span or rejection."""
    if isinstance(item, Span):
        return list_block("span", span_table(item, quote))
    return list_block("rejected", rejection_table(item, quote))


def serialize_annotations(stored: Stored, block: Callable[[Span | Rejection, Quote], str] = block_of) -> bytes:
    """Write the content of a file: always the same for the same content, and one block changed for one span changed."""
    layer = stored.layer
    document: dict[str, Any] = {"format": FORMAT, "article": _stamp_table(stored.stamp)}
    document["annotation"] = _annotation_table(stored)
    document["orphan"] = [orphan_table(orphan) for orphan in _ordered_orphans(layer)]
    document["relation"] = [relation_table(relation) for relation in _ordered_relations(layer)]
    filled = {key: value for key, value in document.items() if value != []}
    written = list(blocks(filled | dict(stored.extra)))
    spans = [block(span, stored.quotes[span.id]) for span in layer.ordered]
    rejected = [block(each, each.lost or stored.quotes[each]) for each in _ordered_rejections(layer)]
    tail = _HEAD + len(layer.orphans) + len(layer.relations)
    return "\n".join([*written[:_HEAD], *spans, *written[_HEAD:tail], *rejected, *written[tail:]]).encode("utf-8")


def _stamp_table(stamp: Stamp) -> dict[str, Any]:
    return {
        "id": stamp.id,
        "title": stamp.title,
        "document": stamp.document,
        "start": stamp.start,
        "length": stamp.length,
        "sha256": stamp.sha256,
        **stamp.extra,
    }


def _annotation_table(stored: Stored) -> dict[str, Any]:
    metadata = metadata_table(stored.layer.metadata)
    table: dict[str, Any] = {"annotator": stored.annotator, "status": metadata.pop("status")}
    if stored.position:
        table["position"] = stored.position
    if stored.updated:
        table["updated"] = stored.updated
    return table | metadata | dict(stored.annotation_extra)


def _ordered_orphans(layer: Layer) -> list[Orphan]:
    return sorted(layer.orphans.values(), key=lambda orphan: (orphan.span.start, orphan.span.end, orphan.span.id))


def _ordered_relations(layer: Layer) -> list[Relation]:
    return sorted(
        layer.relations, key=lambda relation: (relation.type, relation.head, relation.tail, repr(relation.extra))
    )


def _ordered_rejections(layer: Layer) -> list[Rejection]:
    def place(each: Rejection) -> tuple[bool, int, int, str, str, str, str]:
        is_current = each.lost is None
        return not is_current, each.start, -each.end, each.label, each.origin, repr(each.lost), repr(dict(each.extra))

    return sorted(layer.rejections, key=place)
