"""Look for the words of the filter in the texts, and for its labels, once nobody types any more."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Literal

from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from tui.core.listing.filter_terms import FilterTerms
from tui.core.session import Session
from tui.ui.screens.base import ZhupiScreen

if TYPE_CHECKING:
    from tui.core.listing.label_search import MarksRead

REST = 0.2
"""Seconds after the last character at which the texts are looked through."""

SHOW_EVERY = 0.3
"""Seconds between two orders of the list while articles are found."""


Stage = Literal["", "marks", "texts"]
"""What is being looked through; nothing where all has been found."""


class TextFilter:
    """Add the articles to the list that have the words in their texts, and the labels; ``refresh`` draws the list then.

    ``stage`` is what is being looked through, so that more may be found. ``unknown_label`` says which label there is
    not that the filter asks for.
    """

    def __init__(self, screen: ZhupiScreen, session: Session, refresh: Callable[[], object]) -> None:
        self.stage: Stage = ""
        self.unknown_label = ""
        self._screen = screen
        self._session = session
        self._refresh = refresh
        self._timer: Timer | None = None
        self._worker: Worker[None] | None = None
        self._marks: MarksRead | None = None

    def begin(self) -> None:
        """Draw the list, and in a moment look for what it is filtered by; what was looked for before is given up."""
        if self._timer:
            self._timer.stop()
        if self._worker:
            self._worker.cancel()
        terms = FilterTerms.of(self._session.library.query)
        self.unknown_label = ""
        self.stage = "marks" if terms.labels else "texts" if terms.words else ""
        if self.stage:
            self._timer = self._screen.set_timer(REST, self._start)
        self._refresh()

    def look_again(self) -> None:
        """Look for the labels again, since marks may be others now."""
        if FilterTerms.of(self._session.library.query).labels:
            self.begin()

    def _start(self) -> None:
        self._worker = self._screen.run_worker(self._search, thread=True, exclusive=True, group="texts")

    def _search(self) -> None:
        worker = get_current_worker()
        query = self._session.library.query
        terms = FilterTerms.of(query)
        if terms.labels:
            self._find_labels(query, terms, lambda: worker.is_cancelled)
        if terms.words and not worker.is_cancelled:
            self._find_texts(query, terms, lambda: worker.is_cancelled)

    def _find_labels(self, query: str, terms: FilterTerms, stopped: Callable[[], bool]) -> None:
        from tui.core.listing.label_search import LabelSearch, MarksRead, ScanLabels

        library, annotations = self._session.library, self._session.annotations
        self._marks = self._marks or MarksRead()
        known = [label.name for label in annotations.schema.labels]
        search: LabelSearch = ScanLabels(annotations.store, library.with_other_terms(), known, self._marks, stopped)
        keys: set[tuple[str, str]] = set()
        due = monotonic() + SHOW_EVERY
        for key in search.matches(terms.labels):
            keys.add(key)
            if monotonic() > due:
                due = monotonic() + SHOW_EVERY
                self._screen.from_worker(self._show_labelled, query, library.label_matches | keys, "marks")
        if not stopped():
            unknown = "" if keys else terms.unknown_label(search.labels.union(known))
            self._screen.from_worker(self._show_labelled, query, keys, "texts" if terms.words else "", unknown)

    def _find_texts(self, query: str, terms: FilterTerms, stopped: Callable[[], bool]) -> None:
        from tui.core.listing.text_search import ScanSearch, TextSearch

        infos = self._session.library.beyond_titles()
        search: TextSearch = ScanSearch(self._session.corpus, infos, stopped)
        keys: list[tuple[str, str]] = []
        due = 0.0
        for key in search.matches(" ".join(terms.words)):
            keys.append(key)
            if monotonic() > due:
                due = monotonic() + SHOW_EVERY
                self._screen.from_worker(self._show, query, keys, more=True)
                keys = []
        if not stopped():
            self._screen.from_worker(self._show, query, keys, more=False)

    def _show_labelled(self, query: str, keys: set[tuple[str, str]], stage: Stage, unknown: str = "") -> None:
        if query == self._session.library.query:
            self.stage, self.unknown_label = stage, unknown
            self._session.library.set_label_matches(keys)
            self._refresh()

    def _show(self, query: str, keys: list[tuple[str, str]], *, more: bool) -> None:
        if query == self._session.library.query:
            self.stage = "texts" if more else ""
            self._session.library.add_text_matches(keys)
            self._refresh()
