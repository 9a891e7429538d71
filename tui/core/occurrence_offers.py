"""Offer every further occurrence of a span's text, and label those that the annotator wants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.editing import span_edits as operations
from annotations.editing.occurrences import Phrase, occurrences
from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import Range, RefusedError
from seeds.i18n import _
from seeds.segmentation.reflow import read_article
from tui.core.annotator import Annotator
from tui.text.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold further occurrences of a span's text that could have its label, and the number of the one in question."""

    label: str
    phrase: Phrase
    ranges: Sequence[Range]
    number: int = 0

    @property
    def current(self) -> Range:
        """The occurrence in question."""
        return self.ranges[self.number]

    @property
    def left(self) -> Sequence[Range]:
        """The occurrences that wait for an answer, the one in question first."""
        return self.ranges[self.number :]


class OccurrenceOffers:
    """Hold the offer that waits for an answer, if there is one; raises ``ZhupiError`` for what cannot be done.

    An offer ends when anything but an answer to it changes the layer, or moves the cursor.
    """

    def __init__(self, annotator: Annotator) -> None:
        self._annotator = annotator
        self._offer: Offer | None = None
        self._made_for: tuple[Layer, Cursor | None] = annotator.layer, None

    @property
    def current(self) -> Offer | None:
        """The offer that waits for an answer."""
        layer, cursor = self._made_for
        if layer is not self._annotator.layer or cursor is not self._annotator.caret.cursor:
            self._offer = None
        return self._offer

    def _wait(self, offer: Offer | None) -> None:
        """Let an offer wait for an answer, as long as layer and cursor are as they are now."""
        self._offer, self._made_for = offer, (self._annotator.layer, self._annotator.caret.cursor)

    def look(self) -> Offer:
        """Look for further occurrences of the span under the cursor, or of the last one made; there may be none."""
        annotator = self._annotator
        span = annotator.last_chosen
        if span is None:
            raise RefusedError(_("there is no span here"), _("label one first"))
        read = read_article(annotator.opened.article)
        phrase = Phrase.of(read, span.start, span.end)
        matches = occurrences(phrase, span.label, read, annotator.layer, annotator.schema)
        ordered = sorted(matches, key=lambda place: (place[0] < span.start, place))
        offer = Offer(span.label, phrase, ordered)
        self._wait(offer)
        return offer

    def accept_all(self) -> Change | None:
        """Label every occurrence that is left of the offer."""
        offer, annotator = self.current, self._annotator
        if offer is None:
            return None
        change = operations.label_all(annotator.layer, annotator.schema, offer.left, offer.label)
        self._wait(None)
        return annotator.make(change)

    def answer(self, *, accepted: bool) -> Change | None:
        """Label the occurrence in question, or leave it, and go to the next."""
        offer, annotator = self.current, self._annotator
        if offer is None:
            return None
        change = None
        if accepted and offer.ranges:  # there may be others in other articles only
            change = annotator.make(
                operations.label_range(annotator.layer, annotator.schema, *offer.current, offer.label)
            )
        more = offer.number + 1 < len(offer.ranges)
        self._wait(replace(offer, number=offer.number + 1) if more else None)
        return change

    def drop(self) -> None:
        """Leave all that is left of the offer."""
        self._wait(None)
