"""Put into words what was said of a mark or of an article beyond its labels, and which relations a schema knows."""

from collections.abc import Callable, Iterator, Mapping

from annotations.editing.span_edits import any_of
from annotations.model.layer import Layer
from annotations.model.schema import Schema
from annotations.model.span import Span
from seeds.i18n import _

_MOST_TYPES = 6
"""How many types of relations are named at most where none fits."""


def attribute_words(attributes: Mapping[str, str | bool]) -> Iterator[str]:
    """Yield each attribute that was given with its value; a flag that is set is its name alone."""
    for name, value in attributes.items():
        if value is True:
            yield name
        else:
            yield f"{name}: {_('no') if value is False else value}"


def own_remarks(span: Span) -> Iterator[str]:
    """Yield the attributes of a span, and its note in quotation marks."""
    yield from attribute_words(span.attributes)
    if span.note:
        yield f"“{span.note}”"


def span_remarks(layer: Layer, span: Span, words: Callable[[Span], str]) -> list[str]:
    """Return attributes, note and relations of a span; ``words`` gives the words of another as they are shown."""
    relations = sorted(layer.relations, key=lambda relation: (relation.type, relation.head, relation.tail))
    ties = []
    for relation in relations:
        if relation.head == span.id and relation.tail in layer.spans:
            ties.append(f"{relation.type} → {words(layer.spans[relation.tail])}")
        elif relation.tail == span.id and relation.head in layer.spans:
            ties.append(f"{words(layer.spans[relation.head])} → {relation.type}")
    return [*own_remarks(span), *ties]


def article_remarks(layer: Layer) -> list[str]:
    """Return the categories of the article, and its note."""
    metadata = layer.metadata
    categories = [f"[{', '.join(metadata.categories)}]"] if metadata.categories else []
    return categories + ([f"“{metadata.note}”"] if metadata.note else [])


def no_relation(schema: Schema, head: str, tail: str) -> str:
    """Return why no relation goes from a span of one label to a span of the other: which ones there are."""
    if not schema.relations:
        return _("the schema has no relations: see [[relation]] in zhupi.toml")
    goes = _("{name} goes from {heads} to {tails}")
    types = [
        goes.format(name=kind.name, heads=any_of(kind.heads), tails=any_of(kind.tails))
        for kind in schema.relations[:_MOST_TYPES]
    ]
    if len(schema.relations) > _MOST_TYPES:
        types.append("…")
    message = _("no relation goes from {head} to {tail}: {types}")
    return message.format(head=head, tail=tail, types="; ".join(types))
