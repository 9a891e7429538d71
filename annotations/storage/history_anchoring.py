"""Carry what can be undone over to an edited text, as the marks themselves are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotations.model.change import Change
from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.model.span import Orphan, Quote, Rejection, Span
from annotations.storage.anchors import Range, locate_all
from annotations.storage.journal import Journal

Ranges = Mapping[Range, Quote]
"""What stood at the ranges of the text that a journal is about."""


def carried_history(journal: Journal, before: Layer, after: Layer, text: str) -> History:
    """Return the history of a journal with the offsets of an edited text.

    ``before`` is what was marked in the text that the journal is about, and ``after`` what became of it. A span that is
    an orphan now is one in the history too. Whatever does not go together with the layer after all stops an undo there,
    and changes nothing.
    """
    quotes = {(item.start, item.end): quote for item, quote in journal.quoted if not _is_lost(item)}
    places = dict(locate_all(text, quotes))
    for name, span in before.spans.items():  # they settled which of several is certain
        here = after.spans.get(name)
        places[span.start, span.end] = (here.start, here.end) if here else None
    carrier = _Carrier(quotes, places, after)
    history = journal.history
    return History(
        tuple(carrier.carried(change) for change in history.done),
        tuple(carrier.carried(change) for change in history.undone),
    )


def placed_rejection(rejection: Rejection, quote: Quote, place: Range | None) -> Rejection:
    """Return a rejection at the place of its words in an edited text, or as lost where there is none."""
    if place is None:
        return replace(rejection, lost=quote)
    return replace(rejection, start=place[0], end=place[1], lost=None)


class _Carrier:
    def __init__(self, quotes: Ranges, places: Mapping[Range, Range | None], layer: Layer) -> None:
        self._quotes = quotes
        self._places = places
        self._layer = layer

    def carried(self, change: Change) -> Change:
        removed, settled = self._parted(change.removed, change.settled)
        added, orphaned = self._parted(change.added, change.orphaned)
        return replace(
            change,
            removed=removed,
            added=added,
            settled=settled,
            orphaned=orphaned,
            restored=frozenset(map(self._rejection, change.restored)),
            rejected=frozenset(map(self._rejection, change.rejected)),
        )

    def _parted(self, spans: Iterable[Span], orphans: Iterable[Orphan]) -> tuple[tuple[Span, ...], tuple[Orphan, ...]]:
        """Tell spans that have a place now from those that are orphans now."""
        placed: list[Span] = []
        apart = []
        for span in spans:
            place = self._places.get((span.start, span.end))
            if place:
                placed.append(replace(span, start=place[0], end=place[1]))
            else:
                apart.append(Orphan(span, self._quotes[span.start, span.end]))
        for orphan in orphans:
            here = self._layer.spans.get(orphan.span.id)
            if here:
                placed.append(replace(orphan.span, start=here.start, end=here.end))
            else:
                apart.append(orphan)
        return tuple(placed), tuple(apart)

    def _rejection(self, rejection: Rejection) -> Rejection:
        if rejection.lost:
            return rejection
        place = rejection.start, rejection.end
        return placed_rejection(rejection, self._quotes[place], self._places.get(place))


def _is_lost(item: Span | Rejection) -> bool:
    return isinstance(item, Rejection) and item.lost is not None
