"""Turn an annotator's decisions on suggestions into changes of a layer, and find what is still undecided.

As in ``annotations.editing.span_edits``: nothing is done to the layer, ``RefusedError`` is raised for what cannot be
done and ``NotFoundError`` for a label that the schema does not have, and where there is nothing to do the change
is empty.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from annotations.editing.span_edits import addable, label_range
from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import Range, is_labelled, with_status
from annotations.model.schema import Schema
from annotations.model.span import ACCEPTED, Rejection, Span
from annotations.suggest.suggestion import Suggestion
from seeds.i18n import _, ngettext


class ReviewOrder(StrEnum):
    """Name the orders in which suggestions are reviewed."""

    UNCERTAIN = "uncertain"
    FREQUENT = "frequent"
    POSITION = "position"
    DISPUTED = "disputed"


def accept(layer: Layer, schema: Schema, suggestions: Iterable[Suggestion], label: str | None = None) -> Change:
    """Mark what is suggested, or all of it with another label; what is marked so already is skipped.

    Where the schema does not let one be, a single suggestion is refused; of several it is left out, as one is that
    crosses another that comes earlier in the text. One change, and so one undo, undoes all.
    """
    spans = [_span(suggestion, schema, label) for suggestion in _best_first(suggestions)]
    if len(spans) == 1:
        (span,) = spans
        change = label_range(layer, schema, span.start, span.end, span.label, origin=span.origin)
        return replace(change, title=_("accept {label}").format(label=span.label))
    added = addable(layer, schema, spans)
    title = ngettext("accept {count} suggestion", "accept {count} suggestions", len(added)).format(count=len(added))
    return with_status(layer, Change(title, added=added))


def reject(layer: Layer, suggestions: Iterable[Suggestion]) -> Change:
    """Remember that what is suggested is wrong; what is marked so, or rejected already, is skipped."""
    fresh: dict[tuple[int, int, str], Rejection] = {}
    for suggestion in _best_first(suggestions):
        place = suggestion.start, suggestion.end, suggestion.label
        if not is_labelled(layer, *place) and not layer.rejecting(*place):
            fresh.setdefault(place, Rejection(*place, suggestion.origin))
    title = (
        _("reject {label}").format(label=next(iter(fresh.values())).label)
        if len(fresh) == 1
        else ngettext("reject {count} suggestion", "reject {count} suggestions", len(fresh)).format(count=len(fresh))
    )
    return with_status(layer, Change(title, rejected=frozenset(fresh.values())))


def undecided(suggestions: Iterable[Suggestion], layer: Layer) -> list[Suggestion]:
    """Return the suggestions on which nothing is decided yet, in their order.

    Decided is what has a code point in common with any span of the layer, whatever its label and whichever of the two
    is longer: the annotator has said what is there. Decided is also what was rejected over exactly this range with this
    label; another label there, and another range, are other suggestions. Linear, but for sorting.
    """
    starts, ends = _covered(layer)

    def is_free(suggestion: Suggestion) -> bool:
        before = bisect_left(starts, suggestion.end) - 1
        return before < 0 or ends[before] <= suggestion.start

    return [each for each in suggestions if is_free(each) and not layer.rejecting(each.start, each.end, each.label)]


def is_undecided(suggestion: Suggestion, layer: Layer) -> bool:
    """Return whether ``undecided`` would have a suggestion, for a few of many; O(log n) in the spans of the layer."""
    spans = layer.within(suggestion.start, suggestion.end)
    return next(spans, None) is None and not layer.rejecting(suggestion.start, suggestion.end, suggestion.label)


def same_string(suggestions: Iterable[Suggestion], suggestion: Suggestion, text: str) -> list[Suggestion]:
    """Return the suggestions over the same words of a text as one of them, that one and other labels included."""
    words = text[suggestion.start : suggestion.end]
    return [each for each in suggestions if text[each.start : each.end] == words]


def above(suggestions: Iterable[Suggestion], score: float) -> list[Suggestion]:
    """Return the suggestions that have at least a score."""
    return [each for each in suggestions if each.score >= score]


def below(suggestions: Iterable[Suggestion], score: float) -> list[Suggestion]:
    """Return the suggestions that have less than a score."""
    return [each for each in suggestions if each.score < score]


def is_agreed(suggestion: Suggestion) -> bool:
    """Return whether two suggesters or more propose exactly this, and all the others nothing else at its place."""
    return len(suggestion.agreeing) > 1 and not suggestion.dissenting


def disagreement(suggestion: Suggestion) -> float:
    """Return the share of the suggesters with anything to propose here that propose something else, from 0 to 1."""
    against = len(suggestion.dissenting)
    return against / (against + len(suggestion.agreeing))


def uncertainty(suggestion: Suggestion) -> float:
    """Return how uncertain a suggestion is: 1 where its score is a half, 0 where it is 0 or 1."""
    return 1 - abs(2 * suggestion.score - 1)


def _best_first(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Sort suggestions by score, so that of several that say the same, the surest gives the origin."""
    return sorted(suggestions, key=lambda each: -each.score)


def _span(suggestion: Suggestion, schema: Schema, label: str | None) -> Span:
    """Return the span that a suggestion becomes, without an id."""
    name = schema.label(label or suggestion.label).name
    return Span("", suggestion.start, suggestion.end, name, f"{ACCEPTED}{suggestion.origin}")


def _covered(layer: Layer) -> tuple[list[int], list[int]]:
    """Return the starts and ends of the ranges of text that the spans cover; they do not touch each other."""
    stretches: list[Range] = []
    for span in layer.ordered:
        if stretches and span.start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], span.end))
        else:
            stretches.append((span.start, span.end))
    return [start for start, _end in stretches], [end for _start, end in stretches]
