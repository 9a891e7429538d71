"""Edit spans: turn a layer and an intent into a change, which is not applied yet.

Every operation raises ``RefusedError`` for what cannot be done, and ``NotFoundError`` for a name that the schema does
not have. Where there is nothing to do, the change is empty.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import (
    Range,
    RefusedError,
    check_place,
    excludes,
    find_excluding,
    is_labelled,
    span_of,
    with_status,
)
from annotations.model.schema import Label, RelationType, Schema
from annotations.model.span import MANUAL, Relation, Span
from seeds.i18n import _, ngettext


def label_range(layer: Layer, schema: Schema, start: int, end: int, label: str, *, origin: str = MANUAL) -> Change:
    """Label a range, also one that has another label; empty where it has this one."""
    title = _("label {label}").format(label=schema.label(label).name)
    if is_labelled(layer, start, end, label):
        return Change(title)
    span = Span(next(layer.next_ids()), start, end, label, origin)
    check_place(layer, schema, span)
    return with_status(layer, Change(title, added=(span,)))


def label_all(layer: Layer, schema: Schema, ranges: Iterable[Range], label: str, *, origin: str = MANUAL) -> Change:
    """Label many ranges at once, without those that have the label or where the schema lets none be."""
    name = schema.label(label).name
    added = addable(layer, schema, (Span("", start, end, label, origin) for start, end in ranges))
    title = ngettext("label {count} place {label}", "label {count} places {label}", len(added))
    return with_status(layer, Change(title.format(count=len(added), label=name), added=added))


def relabel(layer: Layer, schema: Schema, span_id: str, label: str) -> Change:
    """Give a span another label; attributes that the new one does not have are dropped."""
    span = span_of(layer, span_id)
    new_label = schema.label(label)
    title = _("relabel {old} as {new}").format(old=span.label, new=new_label.name)
    if span.label == new_label.name:
        return Change(title)
    changed = replace(span, label=new_label.name, attributes=_allowed(span.attributes, new_label))
    check_place(layer, schema, changed, without=[span_id])
    return _exchange(layer, title, span, changed)


def relabel_all(layer: Layer, schema: Schema, ids: Iterable[str], label: str) -> Change:
    """Give many spans another label at once; attributes that the new one does not have are dropped.

    A span stays as it is where its range has the new label already. Refused are labels that a relation of the spans
    does not join, where it joins those that they have.
    """
    new_label = schema.label(label)
    changed: dict[str, Span] = {}
    taken = {(span.start, span.end) for span in layer.spans.values() if span.label == label}
    removed = []
    for span in (span_of(layer, name) for name in dict.fromkeys(ids)):
        if (span.start, span.end) not in taken:
            taken.add((span.start, span.end))
            removed.append(span)
            changed[span.id] = replace(span, label=label, attributes=_allowed(span.attributes, new_label))
    _check_relations(layer, schema, changed)
    title = _("{count} × {old} → {new}").format(count=f"{len(removed):,}", old=labels_of(removed), new=label)
    return with_status(layer, Change(title, removed=tuple(removed), added=tuple(changed.values())))


def labels_of(spans: Iterable[Span]) -> str:
    """Return the labels of spans, each once, in words."""
    return ", ".join(dict.fromkeys(span.label for span in spans))


def move_edges(layer: Layer, schema: Schema, span_id: str, start: int, end: int) -> Change:
    """Let a span begin and end elsewhere."""
    span = span_of(layer, span_id)
    changed = replace(span, start=start, end=end)
    check_place(layer, schema, changed, without=[span_id])
    return _exchange(layer, _("move an edge of {label}").format(label=span.label), span, changed)


def delete(layer: Layer, ids: Iterable[str]) -> Change:
    """Take spans away, and the relations that begin or end at them."""
    removed = [span_of(layer, span_id) for span_id in dict.fromkeys(ids)]
    names = {span.id for span in removed}
    untied = frozenset(relation for relation in layer.relations if {relation.head, relation.tail} & names)
    title = (
        _("delete {label}").format(label=removed[0].label)
        if len(removed) == 1
        else ngettext("delete {count} span", "delete {count} spans", len(removed)).format(count=len(removed))
    )
    return with_status(layer, Change(title, removed=tuple(removed), untied=untied))


def set_note(layer: Layer, span_id: str, note: str) -> Change:
    """Give a span a note, or none if it is empty."""
    span = span_of(layer, span_id)
    return _exchange(layer, _("note on {label}").format(label=span.label), span, replace(span, note=note))


def set_attribute(layer: Layer, schema: Schema, span_id: str, name: str, value: str | bool | None) -> Change:
    """Say something of a span that its label's attributes provide for; None to say nothing of it again."""
    span = span_of(layer, span_id)
    attributes = {key: other for key, other in span.attributes.items() if key != name}
    if value is not None:
        attribute = schema.label(span.label).attribute(name)
        if not attribute.allows(value):
            allowed = _("known: {names}").format(names=", ".join(attribute.choices)) if attribute.choices else ""
            raise RefusedError(_("“{name}” cannot be “{value}”").format(name=name, value=value), allowed)
        attributes[name] = value
    changed = replace(span, attributes=MappingProxyType(attributes))
    return _exchange(layer, _("{name} of {label}").format(name=name, label=span.label), span, changed)


def merge(layer: Layer, schema: Schema, ids: Iterable[str]) -> Change:
    """Make one span of several that touch or overlap, with the label of the first; notes and relations are kept."""
    parts = sorted({span_of(layer, name) for name in ids}, key=lambda span: (span.start, -span.end, span.id))
    if len(parts) < 2:
        raise RefusedError(_("it takes two spans or more to merge"))
    end = parts[0].end
    for part in parts:
        if part.start > end:
            raise RefusedError(_("there is text between these spans"), _("move their edges together first"))
        end = max(end, part.end)
    whole = replace(parts[0], end=end)
    duplicates = [
        span for span in layer.exactly(whole.start, whole.end) if span.label == whole.label and span not in parts
    ]
    merged = merge_metadata(whole, [*parts[1:], *duplicates])
    removed = (*parts, *duplicates)
    check_place(layer, schema, merged, without=[span.id for span in removed])
    untied, tied = rewire_relations(layer, {span.id: merged.id for span in removed[1:]})
    title = _("merge {count} spans into {label}").format(count=len(parts), label=merged.label)
    return with_status(layer, Change(title, removed, (merged,), untied, tied))


def split(layer: Layer, schema: Schema, span_id: str, offset: int) -> Change:
    """Cut a span in two at an offset; the note and the relations stay with the first part."""
    span = span_of(layer, span_id)
    if not span.start < offset < span.end:
        raise RefusedError(_("a span can only be split inside"))
    parts = (replace(span, end=offset), replace(span, id=next(layer.next_ids()), start=offset, note=""))
    for part in parts:
        check_place(layer, schema, part, without=[span_id])
    return with_status(layer, Change(_("split {label}").format(label=span.label), (span,), parts))


def merge_metadata(span: Span, others: Iterable[Span]) -> Span:
    """Add to a span what was said of others: notes one below the other, attributes that it does not have."""
    everyone = (span, *others)
    notes = dict.fromkeys(each.note for each in everyone if each.note)
    attributes = dict(chain.from_iterable(each.attributes.items() for each in reversed(everyone)))
    return replace(span, note="\n".join(notes), attributes=MappingProxyType(attributes))


def addable(layer: Layer, schema: Schema, candidates: Iterable[Span]) -> tuple[Span, ...]:
    """Select of ``candidates`` the spans that can be added together, with new ids, in order.

    Left out is what has its label already, the second of two that say the same, and what the schema does not let
    overlap a span of the layer, or another that is wanted and begins earlier.
    """
    ids = layer.next_ids()
    added: list[Span] = []
    reaching: list[Span] = []
    for span in sorted(candidates, key=lambda span: (span.start, -span.end)):
        place = span.start, span.end
        reaching = [other for other in reaching if other.end > span.start]
        if span.start >= span.end or is_labelled(layer, *place, span.label) or find_excluding(layer, schema, *place):
            continue
        if not any(_excludes_or_repeats(schema, other, span) for other in reaching):
            added.append(replace(span, id=next(ids)))
            reaching.append(span)
    return tuple(added)


def rewire_relations(layer: Layer, names: Mapping[str, str]) -> tuple[frozenset[Relation], frozenset[Relation]]:
    """Return the relations to remove and to add where spans give way to others, by id; none from a span to itself."""
    untied = frozenset(relation for relation in layer.relations if relation.head in names or relation.tail in names)
    moved = (
        replace(relation, head=names.get(relation.head, relation.head), tail=names.get(relation.tail, relation.tail))
        for relation in untied
    )
    return untied, frozenset(relation for relation in moved if relation.head != relation.tail) - (
        layer.relations - untied
    )


def _excludes_or_repeats(schema: Schema, one: Span, other: Span) -> bool:
    places = (one.start, one.end), (other.start, other.end)
    return (places[0] == places[1] and one.label == other.label) or excludes(schema.overlap, *places)


def _check_relations(layer: Layer, schema: Schema, changed: Mapping[str, Span]) -> None:
    """Raise ``RefusedError`` where relations would join labels that their types do not join, and do now."""
    former = {**layer.spans, **{name: orphan.span for name, orphan in layer.orphans.items()}}
    types = {kind.name: kind for kind in schema.relations}
    against: Counter[tuple[RelationType, str, str]] = Counter()
    for relation in layer.relations:
        ends = relation.head, relation.tail
        kind = types.get(relation.type)
        if kind and changed.keys() & ends and former.keys() >= set(ends):
            before, after = ([spans[end].label for end in ends] for spans in (former, {**former, **changed}))
            if kind.joins(*before) and not kind.joins(*after):
                against[kind, after[0], after[1]] += 1
    if against:
        (kind, head, tail), count = against.most_common(1)[0]
        message = ngettext(
            "{count} relation would go from {head} to {tail}, and “{type}” goes from {heads} to {tails}",
            "{count} relations would go from {head} to {tail}, and “{type}” goes from {heads} to {tails}",
            count,
        )
        ends_of = {"heads": any_of(kind.heads), "tails": any_of(kind.tails)}
        raise RefusedError(
            message.format(count=count, head=head, tail=tail, type=kind.name, **ends_of),
            _("nothing has been changed: delete the relations first, or leave their spans out"),
        )


def any_of(labels: tuple[str, ...]) -> str:
    """Return the labels at which a relation may begin or end, in words."""
    return _(" or ").join(labels) or _("any label")


def _exchange(layer: Layer, title: str, span: Span, changed: Span) -> Change:
    if changed == span:
        return Change(title)
    return with_status(layer, Change(title, removed=(span,), added=(changed,)))


def _allowed(attributes: Mapping[str, str | bool], label: Label) -> Mapping[str, str | bool]:
    defined = {attribute.name: attribute for attribute in label.attributes}
    return MappingProxyType(
        {name: value for name, value in attributes.items() if name in defined and defined[name].allows(value)}
    )
