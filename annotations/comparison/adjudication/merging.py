"""Take over by rule what annotators agree on, keep every decision that still stands, and list what is to be decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from annotations.comparison.adjudication.claims import Claim, Claims, claim_of, claims_of
from annotations.comparison.adjudication.deciding import rejections_at, with_status
from annotations.comparison.adjudication.places import Place, Standing, places_of, standing_at
from annotations.comparison.adjudication.records import by_rule, recorded_in
from annotations.comparison.adjudication.rules import EXACT, Rule
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import excludes, find_excluding
from annotations.model.schema import Schema
from annotations.model.span import AGREED, Relation, Span
from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class Merge:
    """Hold what merging does to a layer, and the places where annotators differ too much for the rule.

    ``places`` are those that are decided and still stand, and those that are ``open``, in the order of the text.
    ``agreed`` counts the spans that hold by the rule. ``categories_differ`` says that the annotators give the article
    different categories, ``relations`` counts their relations that the layer does not have; both are left to whoever
    adjudicates.
    """

    change: Change
    places: tuple[Place, ...]
    open: tuple[Place, ...]
    agreed: int = 0
    categories_differ: bool = False
    relations: int = 0


def merge(article: str, layers: Mapping[str, Layer], adjudicated: Layer, schema: Schema, rule: Rule = EXACT) -> Merge:
    """Merge the layers of those who count for an article, at least two, into the adjudicated layer.

    Spans that an earlier merge took over, that nobody has touched and that do not hold any more are taken away. All
    else that the adjudicated layer has stays: where it stands against the rule, the place is asked about.
    """
    places: list[Place] = []
    open_places: list[Place] = []
    agreed: set[Claim] = set()
    missing: dict[Claim, Place] = {}
    for place, recorded in places_of(article, layers, recorded_in(adjudicated)):
        standing = standing_at(place, adjudicated, recorded)
        outcome = rule.outcome(place)
        if standing.decided and not place.is_unanimous:
            places.append(place)
        elif standing.decided:
            agreed |= standing.claims
        elif outcome is None or (needed := _needed(place, standing, outcome, adjudicated, schema)) is None:
            places.append(place)
            open_places.append(place)
        else:
            agreed |= outcome
            missing |= dict.fromkeys(needed, place)
    change = _change(layers, adjudicated, agreed, missing, is_open=bool(open_places))
    tied = _relations(change.apply(adjudicated))
    others = {relation for layer in layers.values() for relation in _relations(layer)}
    return Merge(
        change,
        tuple(places),
        tuple(open_places),
        len(agreed),
        len({layer.metadata.categories for layer in layers.values()}) > 1,
        len(others - tied),
    )


def _needed(place: Place, standing: Standing, outcome: Claims, adjudicated: Layer, schema: Schema) -> Claims | None:
    """Return the claims that the layer still lacks where the rule has an outcome; None where the layer is against it.

    Against it are spans of whoever adjudicates at a place where the rule has other ones, and spans of theirs, or of the
    outcome itself, beside which the schema does not let the others be.
    """
    if standing.former:
        return frozenset() if standing.claims == outcome else None
    rejected = {(each.start, each.end, each.label) for each in rejections_at(adjudicated, place)}
    there = claims_of(adjudicated.within(place.start, place.end))
    lacking = frozenset(claim for claim in outcome - there if claim.mark not in rejected)
    if standing.spans:
        return None if lacking or not (outcome or rejected) else lacking
    return None if _is_excluded(lacking, outcome, adjudicated, schema) else lacking


def _is_excluded(lacking: Claims, outcome: Claims, adjudicated: Layer, schema: Schema) -> bool:
    untouched = by_rule(adjudicated)
    return any(
        find_excluding(adjudicated, schema, claim.start, claim.end, without=untouched)
        or any(
            other != claim and (other.mark == claim.mark or excludes(schema.overlap, claim[:2], other[:2]))
            for other in outcome
        )
        for claim in lacking
    )


def _change(
    layers: Mapping[str, Layer],
    adjudicated: Layer,
    agreed: set[Claim],
    missing: Mapping[Claim, Place],
    *,
    is_open: bool,
) -> Change:
    untouched = by_rule(adjudicated)
    stale = tuple(span for span in adjudicated.ordered if span.id in untouched and claim_of(span) not in agreed)
    ids = adjudicated.next_ids()
    added = tuple(
        Span(next(ids), *claim.mark, AGREED, claim.attribute_values, "\n".join(place.notes.get(claim, ())))
        for claim, place in sorted(missing.items(), key=lambda item: item[0])
    )
    change = Change(
        _("take over what annotators agree on"),
        stale,
        added,
        tied=frozenset(_agreed_relations(layers, adjudicated, added)),
        metadata=_categories(layers, adjudicated),
    )
    status = adjudicated.metadata.status
    if is_open:
        return with_status(adjudicated, change, Status.IN_PROGRESS)
    return with_status(adjudicated, change, Status.DONE if change or status is Status.NEW else status)


def _categories(layers: Mapping[str, Layer], adjudicated: Layer) -> tuple[ArticleMetadata, ArticleMetadata] | None:
    """Return the categories that all give the article, where the layer has none yet."""
    before = adjudicated.metadata
    choices = {layer.metadata.categories for layer in layers.values()}
    if before.categories or len(choices) != 1 or not (categories := next(iter(choices))):
        return None
    return before, replace(before, categories=categories)


def _relations(layer: Layer) -> set[tuple[str, Claim, Claim]]:
    """Return the relations of a layer, by what they tie."""
    return {
        (relation.type, claim_of(layer.spans[relation.head]), claim_of(layer.spans[relation.tail]))
        for relation in layer.relations
        if {relation.head, relation.tail} <= layer.spans.keys()
    }


def _agreed_relations(layers: Mapping[str, Layer], adjudicated: Layer, added: tuple[Span, ...]) -> Iterator[Relation]:
    """Yield the relations that all have between spans of the layer, where one of these is just taken over."""
    common = set.intersection(*map(_relations, layers.values()))
    if not common:
        return
    fresh = {claim_of(span): span.id for span in added}
    names = {claim_of(span): span.id for span in adjudicated.ordered} | fresh
    for kind, head, tail in sorted(common):
        if head in names and tail in names and (head in fresh or tail in fresh):
            yield Relation(kind, names[head], names[tail])
