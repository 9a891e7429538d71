"""State the rules of every operation on a layer: what is refused, and how work puts a new article in progress."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from annotations.model import times
from annotations.model.change import Change
from annotations.model.layer import Layer, Status
from annotations.model.schema import Overlap, Schema
from annotations.model.span import ADJUDICATED, ADJUDICATION, AGREED, MANUAL, NOTHING, Rejection, Span
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _

Range = tuple[int, int]


class RefusedError(ZhupiError):
    """Report an operation that the schema or the layer does not allow; the message says why."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(Problem("", message, advice=advice))


def span_of(layer: Layer, span_id: str) -> Span:
    """Return the span of that id; raises ``RefusedError`` where there is none any more."""
    span = layer.spans.get(span_id)
    if span is None:
        raise RefusedError(_("this span is no longer there"))
    return span


def excludes(overlap: Overlap, one: Range, other: Range) -> bool:
    """Return whether the schema does not let two ranges be marked at once."""
    if one[1] <= other[0] or other[1] <= one[0] or overlap is Overlap.ALLOW:
        return False
    within = one[0] <= other[0] and other[1] <= one[1]
    around = other[0] <= one[0] and one[1] <= other[1]
    return overlap is Overlap.FORBID or not (within or around)


def find_excluding(layer: Layer, schema: Schema, start: int, end: int, *, without: Iterable[str] = ()) -> Span | None:
    """Find a span that, by the schema, excludes others over a range, those ``without`` aside; None where none does."""
    if schema.overlap is Overlap.ALLOW:
        return None
    aside = set(without)
    for span in layer.within(start, end):
        if span.id not in aside and excludes(schema.overlap, (start, end), (span.start, span.end)):
            return span
    return None


def is_labelled(layer: Layer, start: int, end: int, label: str) -> bool:
    """Return whether exactly a range has a label."""
    return any(span.label == label for span in layer.exactly(start, end))


def check_place(layer: Layer, schema: Schema, span: Span, *, without: Iterable[str] = ()) -> None:
    """Raise ``RefusedError`` where a span may not be put, even if the spans ``without`` are taken away."""
    if not 0 <= span.start < span.end:
        raise RefusedError(_("there is nothing in this range"))
    aside = set(without)
    if any(other.label == span.label for other in layer.exactly(span.start, span.end) if other.id not in aside):
        raise RefusedError(_("this is already labelled {label}").format(label=span.label))
    other = find_excluding(layer, schema, span.start, span.end, without=aside)
    if other:
        if schema.overlap is Overlap.FORBID:
            message = _("the schema allows no overlap, and {label} is here")
        else:
            message = _("the schema allows spans only within each other, and {label} would cross this one")
        raise RefusedError(message.format(label=other.label), _("relabel, move or delete that one"))


def with_status(layer: Layer, change: Change) -> Change:
    """Add to an annotator's change all that comes with it, so that one undo undoes everything.

    What it marks is no longer rejected, a new article is put in progress, and spans that it makes or changes get the
    time: this is what counts as made by a person. What several annotators agreed on, or was chosen between them, and
    is not so any more, is remembered as rejected, so that merging them again does not bring it back.
    """
    if not change:
        return change
    return with_progress(layer, _with_rejections(replace(change, added=_timed(change))))


def with_progress(layer: Layer, change: Change) -> Change:
    """Add what comes with a change whose spans were not made just now, such as an import's: all but the time."""
    if not change:
        return change
    marked = (layer.rejecting(span.start, span.end, span.label) for span in change.added)
    change = replace(change, restored=change.restored.union(*marked))
    if layer.metadata.status is not Status.NEW:
        return change
    before, after = change.metadata or (layer.metadata, layer.metadata)
    return replace(change, metadata=(before, replace(after, status=Status.IN_PROGRESS)))


def _with_rejections(change: Change) -> Change:
    """Remember what was agreed or adjudicated and is taken away; what takes its place is made by hand."""
    if not any(map(_is_adjudicated, (*change.removed, *change.added))):
        return change
    before = {_said(span) for span in change.removed if _is_adjudicated(span)}
    after = {_said(span) for span in change.added}
    added = tuple(
        _by_hand(span) if _is_adjudicated(span) and _said(span) not in before else span for span in change.added
    )
    left = {(span.start, span.end, span.label) for span in change.added}
    rejected = {
        Rejection(span.start, span.end, span.label, ADJUDICATED, extra=_record(span))
        for span in change.removed
        if _is_adjudicated(span) and _said(span) not in after and (span.start, span.end, span.label) not in left
    }
    return replace(change, added=added, rejected=change.rejected | rejected)


def _is_adjudicated(span: Span) -> bool:
    return span.origin == AGREED or span.origin.startswith(f"{ADJUDICATED}:")


def _said(span: Span) -> tuple[int, int, str, str]:
    return span.start, span.end, span.label, repr(sorted(span.attributes.items()))


def _record(span: Span) -> Mapping[str, Any]:
    """Return what is remembered of the decision by which a span was chosen, for the rejection in its place."""
    record = span.extra.get(ADJUDICATION)
    return {ADJUDICATION: record} if isinstance(record, Mapping) and not span.attributes else NOTHING


def _by_hand(span: Span) -> Span:
    extra = {key: value for key, value in span.extra.items() if key != ADJUDICATION}
    return replace(span, origin=MANUAL, extra=extra or NOTHING)


def _timed(change: Change) -> tuple[Span, ...]:
    """Return the spans that a change adds, with the time of now for those that are new or another than they were."""
    before = {span.id: span for span in change.removed}
    now = times.now()
    return tuple(span if before.get(span.id) == span else _made_at(span, now) for span in change.added)


def _made_at(span: Span, time: datetime) -> Span:
    extra = span.extra
    if times.KEY in extra:  # a value of the file that is no time gives way to one
        extra = {key: value for key, value in extra.items() if key != times.KEY} or NOTHING
    return replace(span, time=time, extra=extra)
