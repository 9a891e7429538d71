"""Turn a decision at a place into a change of the layer that settles it, which is not applied yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from annotations.comparison.adjudication.claims import Claim, Claims, claim_of
from annotations.comparison.adjudication.places import Place
from annotations.comparison.adjudication.records import NO_REASON, Why, record_table, with_record
from annotations.model import times
from annotations.model.change import Change
from annotations.model.layer import Layer, Status
from annotations.model.rules import RefusedError, excludes, find_excluding, with_progress
from annotations.model.schema import Schema
from annotations.model.span import ADJUDICATED, MANUAL, Rejection, Span
from seeds.i18n import _


def decide(
    layer: Layer, schema: Schema, place: Place, claims: Claims, why: Why = NO_REASON, *, closes: bool = False
) -> Change:
    """Let a place have just these claims, none of them where that is so, and remember what else was said, and why.

    What the layer has there gives way; what is the same keeps its id, relations and note. Raises ``RefusedError`` where
    the schema does not let the spans be. ``closes`` says that nothing else of the article is open: it is done then.
    """
    _check_together(schema, claims)
    standing = list(layer.within(place.start, place.end))
    former = {claim_of(span): span for span in standing}
    aside = [span.id for span in standing]
    for claim in claims:
        if find_excluding(layer, schema, claim.start, claim.end, without=aside):
            raise RefusedError(_("the schema does not let a span be there beside the one next to it"))
    ids = layer.next_ids()
    added = tuple(_span(place, claim, former.get(claim), ids, why) for claim in sorted(claims))
    going = {span.id for span in standing} - {span.id for span in added}
    change = Change(
        _title(claims),
        tuple(standing),
        added,
        untied=frozenset(each for each in layer.relations if {each.head, each.tail} & going),
        restored=frozenset(rejections_at(layer, place)),
        rejected=frozenset(_rejections(place, claims, why)),
    )
    return with_status(layer, change, Status.DONE if closes else Status.IN_PROGRESS)


def with_status(layer: Layer, change: Change, status: Status) -> Change:
    """Add to a change how far the article has come, unless it was skipped."""
    change = with_progress(layer, change)
    if layer.metadata.status in (status, Status.SKIPPED):
        return change
    before, after = change.metadata or (layer.metadata, layer.metadata)
    return replace(change, metadata=(before, replace(after, status=status)))


def rejections_at(layer: Layer, place: Place) -> Iterator[Rejection]:
    """Yield what decisions have rejected at a place."""
    for each in layer.rejected:
        if each.origin == ADJUDICATED and each.start < place.end and place.start < each.end:
            yield each


def _title(claims: Claims) -> str:
    labels = ", ".join(claim.label for claim in sorted(claims))
    return _("adjudicate: {labels}").format(labels=labels) if labels else _("adjudicate: nothing here")


def _check_together(schema: Schema, claims: Claims) -> None:
    ordered = sorted(claims)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if one.mark == other.mark:
                raise RefusedError(_("these say the same with other attributes: take one of them"))
            if excludes(schema.overlap, (one.start, one.end), (other.start, other.end)):
                raise RefusedError(
                    _("the schema does not let {one} and {other} overlap").format(one=one.label, other=other.label)
                )


def _span(place: Place, claim: Claim, former: Span | None, ids: Iterator[str], why: Why) -> Span:
    """Return the span of a claim that was chosen, and the record of the decision."""
    names = place.names(claim)
    others = {
        other.attributes: place.names(other) for other in place.claims if other.mark == claim.mark and other != claim
    }
    note = former.note if former else "\n".join(place.notes.get(claim, ()))
    return Span(
        former.id if former else next(ids),
        *claim.mark,
        f"{ADJUDICATED}:{'+'.join(names)}" if names else MANUAL,
        claim.attribute_values,
        note,
        with_record(former.extra if former else {}, record_table(names, place.by_name, why, others)),
        times.now(),
    )


def _rejections(place: Place, claims: Claims, why: Why) -> Iterator[Rejection]:
    chosen = {claim.mark for claim in claims}
    for claim in place.claims:
        if claim.mark not in chosen:
            yield _rejection(claim, record_table(place.names(claim), place.by_name, why, {}))


def _rejection(claim: Claim, record: Mapping[str, Any]) -> Rejection:
    table = {**record, "attributes": claim.attributes} if claim.attributes else record
    return Rejection(*claim.mark, ADJUDICATED, extra=with_record({}, table))
