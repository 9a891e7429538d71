"""Validate a layer in itself: spans made twice, orphans, and what the schema does not know or allow."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from annotations.model.layer import Layer
from annotations.model.rules import find_excluding
from annotations.model.schema import Schema
from annotations.model.span import Quoted, Span
from seeds.errors import NotFoundError
from seeds.i18n import _


class Violation(NamedTuple):
    """Describe what is wrong with a span or orphan, by its id, or with a rejection; and with which of its keys."""

    item: Quoted
    key: str
    message: str
    advice: str = ""


def duplicates(layer: Layer) -> Iterator[Violation]:
    """Return the spans that say no more than an earlier one over the same range, and rejections of what is marked."""
    for name, earlier in _duplicate_ids(layer).items():
        message = _("“{id}” has the range and the label of “{earlier}”").format(id=name, earlier=earlier)
        yield Violation(name, "id", message)
    contradicted = layer.contradicted()
    for rejection in layer.rejected:
        if rejection in contradicted:
            message = _("{label} is rejected here, and marked as well").format(label=rejection.label)
            yield Violation(rejection, "label", message)


def without_duplicates(layer: Layer) -> Layer:
    """Return the layer with one of each, to which relations hold on, and nothing rejected that is marked."""
    duplicate_ids, contradicted = _duplicate_ids(layer), layer.contradicted()
    if not duplicate_ids and not contradicted:
        return layer
    spans = {name: span for name, span in layer.spans.items() if name not in duplicate_ids}
    relations = (
        replace(item, head=duplicate_ids.get(item.head, item.head), tail=duplicate_ids.get(item.tail, item.tail))
        for item in layer.relations
    )
    return replace(
        layer, spans=MappingProxyType(spans), relations=frozenset(relations), rejections=layer.rejections - contradicted
    )


def unsettled(layer: Layer, schema: Schema | None) -> Iterator[Violation]:
    """Return what only a person can settle; without a schema no label and no overlap is wrong."""
    for name, orphan in layer.orphans.items():
        message = _("“{quote}” is not in the text any more, or not just once").format(quote=orphan.quote.text)
        yield Violation(name, "text", message, _("mark it again, or drop it"))
    if schema:
        for span in layer.ordered:
            yield from _against(layer, schema, span)


def _against(layer: Layer, schema: Schema, span: Span) -> Iterator[Violation]:
    try:
        schema.label(span.label)
    except NotFoundError as error:
        yield Violation(span.id, "label", error.problem.message, error.problem.advice)
    other = find_excluding(layer, schema, span.start, span.end, without=[span.id])
    if other and (other.start, -other.end, other.id) < (span.start, -span.end, span.id):
        message = _("overlaps “{id}”, which the schema does not allow").format(id=other.id)
        yield Violation(span.id, "start", message)


def _duplicate_ids(layer: Layer) -> dict[str, str]:
    """Return the later spans that are as an earlier one but for id, origin and time, each with the id of that one."""
    first: dict[Span, str] = {}
    duplicate_ids = {}
    for span in layer.ordered:
        earlier = first.setdefault(replace(span, id="", origin="", time=None), span.id)
        if earlier != span.id:
            duplicate_ids[span.id] = earlier
    return duplicate_ids
