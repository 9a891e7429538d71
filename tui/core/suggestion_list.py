"""Hold what is suggested for the article on the screen, and decide as the annotator's keys ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.suggest.decisions import above, accept, is_undecided, reject, same_string, undecided
from seeds.i18n import _
from tui.core.annotator import Annotator
from tui.text.movements import Step

if TYPE_CHECKING:
    from annotations.suggest.suggestion import Suggestion

MANY = 4000
"""How many suggestions are counted each time that something changes."""


class SuggestionList:
    """Hold the suggestions for one article, as they arrive, and those of them that wait for a decision.

    Ranges are code points of the article's text. While ``shown`` is false there are none. Methods that decide raise
    ``ZhupiError`` where nothing can be done; afterwards the cursor is on the next suggestion that waits.
    """

    def __init__(self, annotator: Annotator, *, shown: bool = True) -> None:
        self.annotator = annotator
        self.shown = shown
        self.complete = False
        self._all: list[Suggestion] = []
        self._waiting: tuple[Layer, list[Suggestion]] | None = None

    def take(self, start: int, end: int, suggestions: Sequence["Suggestion"], *, complete: bool) -> None:
        """Let ``found`` stand in the place of all that was suggested for a range; ``complete``: nothing more comes."""
        first = bisect_right(self._all, start, key=lambda item: item.end)
        last = bisect_left(self._all, end, key=lambda item: item.start)
        self._all[first:last] = sorted(suggestions, key=lambda item: (item.start, item.end))
        self.complete = complete
        self._waiting = None

    @property
    def waiting(self) -> Sequence["Suggestion"]:
        """Those that are neither accepted nor rejected nor in the way of a span, as they stand in the text."""
        layer = self.annotator.layer
        if not self.shown or not self._all:
            return []
        if self._waiting is None or self._waiting[0] is not layer:
            self._waiting = layer, undecided(self._all, layer)
        return self._waiting[1]

    def within(self, start: int, end: int) -> Sequence["Suggestion"]:
        """Return those that have a code point in common with a range."""
        if not self.shown or not self._all:
            return ()
        first = bisect_right(self._all, start, key=lambda item: item.end)
        last = bisect_left(self._all, end, key=lambda item: item.start)
        return [item for item in self._all[first:last] if self._waits(item)]

    @property
    def count(self) -> int | None:
        """Return how many wait; None where there are so many that counting them would be felt in a key."""
        return len(self.waiting) if len(self._all) <= MANY else None

    @property
    def current(self) -> "Suggestion | None":
        """The suggestion under the cursor, where nothing is selected and no span is there."""
        annotator = self.annotator
        head, cursor = annotator.caret.head, annotator.caret.cursor
        if head is None or cursor is None or cursor.selection is not None or annotator.span is not None:
            return None
        return next(iter(self.within(head, head + 1)), None)

    def step(self, step: Step) -> "Suggestion | None":
        """Go to the next suggestion that waits, or to the previous one; None where there is none."""
        here = self.current
        head = -1 if self.annotator.caret.head is None else self.annotator.caret.head
        following = self._next(here.start if here else head, step)
        if following:
            self.annotator.caret.place(following.start)
        return following

    def step_any(self, step: Step) -> None:
        """Go to the next span or suggestion, whichever comes first, or to the previous one."""
        annotator = self.annotator
        head = -1 if annotator.caret.head is None else annotator.caret.head
        before = annotator.caret.cursor
        suggestion = self.step(step)
        annotator.caret.cursor = before
        span = annotator.next_span(step)
        if suggestion and (span is None or _nearer(suggestion.start, span.start, head, step)):
            annotator.caret.place(suggestion.start)

    def accept(self, label: str | None = None) -> Change:
        """Make a span of the suggestion under the cursor, with another label where one is given."""
        change = self._accept([self._needed()], label)
        self.annotator.note_made(change)
        return change

    def accept_same(self, label: str | None = None) -> Change:
        """Accept every suggestion in the article that has the words and the label of the one under the cursor."""
        return self._accept(self._same(), label)

    def accept_above(self, score: float) -> Change:
        """Accept every suggestion whose score is at least this."""
        return self._accept(above(self.waiting, score), None)

    def reject(self) -> Change:
        """Never have the suggestion under the cursor again."""
        return self._reject([self._needed()])

    def reject_same(self) -> Change:
        """Reject every suggestion in the article that has the words and the label of the one under the cursor."""
        return self._reject(self._same())

    def _accept(self, chosen: Sequence["Suggestion"], label: str | None) -> Change:
        schema = self.annotator.schema
        return self._decide(lambda layer: accept(layer, schema, chosen, label))

    def _reject(self, chosen: Sequence["Suggestion"]) -> Change:
        return self._decide(lambda layer: reject(layer, chosen))

    def _decide(self, intent: Callable[[Layer], Change]) -> Change:
        annotator = self.annotator
        head = annotator.caret.head
        change = annotator.make(intent(annotator.layer))
        following = None if head is None else self._next(head - 1, 1)
        if head is not None and following and following.start >= head:
            annotator.caret.place(following.start)
        return change

    def _next(self, offset: int, step: Step) -> "Suggestion | None":
        """Return the first that waits and begins after an offset, or the last before it, around the text's ends."""
        if not self.shown:
            return None
        items = self._all
        if step > 0:
            first = bisect_right(items, offset, key=lambda item: item.start)
            places = chain(range(first, len(items)), range(first))
        else:
            first = bisect_left(items, offset, key=lambda item: item.start)
            places = chain(range(first - 1, -1, -1), range(len(items) - 1, first - 1, -1))
        return next((items[place] for place in places if self._waits(items[place])), None)

    def _waits(self, item: "Suggestion") -> bool:
        return is_undecided(item, self.annotator.layer)

    def _same(self) -> Sequence["Suggestion"]:
        return same_string(self.waiting, self._needed(), self.annotator.opened.article.text)

    def _needed(self) -> "Suggestion":
        current = self.current
        if current is None:
            raise RefusedError(_("there is no suggestion here"), _("⇥ goes to the next one"))
        return current


def _nearer(one: int, other: int, head: int, step: Step) -> bool:
    """Return whether one offset is met before the other when going on from ``head``, around the ends of the text."""
    ahead = (one - head) * step > 0, (other - head) * step > 0
    if ahead[0] != ahead[1]:
        return ahead[0]
    return (one - other) * step < 0
