"""Edit what is not a span: relations, metadata of the article, orphans, and labels under another name.

As in ``operations``: a change each, ``RefusedError`` for what cannot be done, empty where there is nothing to do.
"""

from dataclasses import replace

from annotations.editing.span_edits import any_of, merge_metadata, rewire_relations
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import RefusedError, check_place, span_of, with_status
from annotations.model.schema import Schema
from annotations.model.span import Orphan, Relation, Span
from seeds.i18n import _


def relate(layer: Layer, schema: Schema, head: str, kind: str, tail: str) -> Change:
    """Tie two spans by a relation of a type that may join their labels; empty where they are so tied."""
    relation_type = schema.relation(kind)
    first, second = span_of(layer, head), span_of(layer, tail)
    title = _("relate {head} – {type} – {tail}").format(head=first.label, type=kind, tail=second.label)
    if head == tail:
        raise RefusedError(_("a span has no relation to itself"))
    if not relation_type.joins(first.label, second.label):
        message = _("“{type}” does not go from {head} to {tail}").format(type=kind, head=first.label, tail=second.label)
        advice = _("it goes from {heads} to {tails}").format(
            heads=any_of(relation_type.heads), tails=any_of(relation_type.tails)
        )
        raise RefusedError(message, advice)
    if any((relation.type, relation.head, relation.tail) == (kind, head, tail) for relation in layer.relations):
        return Change(title)
    return with_status(layer, Change(title, tied=frozenset([Relation(kind, head, tail)])))


def unrelate(layer: Layer, relation: Relation) -> Change:
    """Take a relation away."""
    if relation not in layer.relations:
        raise RefusedError(_("this relation is no longer there"))
    title = _("delete the relation {type}").format(type=relation.type)
    return with_status(layer, Change(title, untied=frozenset([relation])))


def set_status(layer: Layer, status: Status) -> Change:
    """Say how far the annotation of the article has come."""
    return _metadata_change(layer, _("status"), replace(layer.metadata, status=status))


def toggle_category(layer: Layer, schema: Schema, name: str) -> Change:
    """Put the article into a category, or take it out; where the schema has one at most, out of any other too."""
    toggled = schema.category(name).name
    former = layer.metadata.categories
    if toggled in former:
        chosen = {category for category in former if category != toggled}
    else:
        chosen = {toggled} if schema.single_category else {*former, toggled}
    order = dict.fromkeys([*(category.name for category in schema.categories), *former])
    categories = tuple(category for category in order if category in chosen)
    title = _("category {name}").format(name=toggled)
    return with_status(layer, _metadata_change(layer, title, replace(layer.metadata, categories=categories)))


def set_article_note(layer: Layer, note: str) -> Change:
    """Give the article a note, or none if it is empty."""
    return with_status(layer, _metadata_change(layer, _("note on the article"), replace(layer.metadata, note=note)))


def rename_label(layer: Layer, old: str, new: str) -> Change:
    """Let every span, orphan and rejection of a label have another, also one that others have.

    What is then said twice is said once, and what is then marked is no longer rejected. The status stays, since nobody
    has worked on the article.
    """
    title = _("rename {old} to {new}").format(old=old, new=new)
    if old == new:
        return Change(title)
    keepers: dict[tuple[int, int], Span] = {(span.start, span.end): span for span in layer.ordered if span.label == new}
    duplicates: dict[str, list[Span]] = {}
    removed = [span for span in layer.ordered if span.label == old]
    for span in removed:
        keeper = keepers.setdefault((span.start, span.end), span)
        duplicates.setdefault(keeper.id, []).extend([span] if keeper is not span else [])
    merged = [keeper for keeper in keepers.values() if keeper.id in duplicates]
    names = {span.id: name for name, spans in duplicates.items() for span in spans}
    untied, tied = rewire_relations(layer, names)
    orphans = tuple(orphan for orphan in layer.orphans.values() if orphan.span.label == old)
    restored = {each for each in layer.rejections if each.label in (old, new)}
    rejected = {replace(each, label=new) for each in restored}
    rejected = {each for each in rejected if each.lost or (each.start, each.end) not in keepers}
    return Change(
        title,
        removed=tuple(dict.fromkeys([*removed, *merged])),
        added=tuple(merge_metadata(replace(keeper, label=new), duplicates[keeper.id]) for keeper in merged),
        untied=untied,
        tied=tied,
        settled=orphans,
        orphaned=tuple(replace(orphan, span=replace(orphan.span, label=new)) for orphan in orphans),
        restored=frozenset(restored - rejected),
        rejected=frozenset(rejected - restored),
    )


def reattach_orphan(layer: Layer, schema: Schema, span_id: str, start: int, end: int) -> Change:
    """Make an orphan a span again, over the range that it is about."""
    orphan = _orphan(layer, span_id)
    span = replace(orphan.span, start=start, end=end)
    check_place(layer, schema, span)
    return with_status(layer, Change(_("settle {label}").format(label=span.label), added=(span,), settled=(orphan,)))


def drop_orphan(layer: Layer, span_id: str) -> Change:
    """Take an orphan away, and the relations that begin or end at it."""
    orphan = _orphan(layer, span_id)
    untied = frozenset(relation for relation in layer.relations if span_id in (relation.head, relation.tail))
    title = _("drop {label}").format(label=orphan.span.label)
    return with_status(layer, Change(title, untied=untied, settled=(orphan,)))


def _orphan(layer: Layer, span_id: str) -> Orphan:
    orphan = layer.orphans.get(span_id)
    if orphan is None:
        raise RefusedError(_("this orphan is no longer there"))
    return orphan


def _metadata_change(layer: Layer, title: str, metadata: ArticleMetadata) -> Change:
    return Change(title, metadata=(layer.metadata, metadata) if metadata != layer.metadata else None)
