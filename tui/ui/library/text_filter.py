"""Look for the words of the filter in the texts, once nobody types any more."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from tui.core.listing.filter_terms import FilterTerms
from tui.core.session import Session
from tui.ui.screens.base import ZhupiScreen

REST = 0.2
"""Seconds after the last character at which the texts are looked through."""

SHOW_EVERY = 0.3
"""Seconds between two orders of the list while articles are found."""


class TextFilter:
    """Add the articles to the list that have the words in their texts; ``refresh`` draws the list then.

    ``searching`` says that more may be found.
    """

    def __init__(self, screen: ZhupiScreen, session: Session, refresh: Callable[[], object]) -> None:
        self.searching = False
        self._screen = screen
        self._session = session
        self._refresh = refresh
        self._timer: Timer | None = None
        self._worker: Worker[None] | None = None

    def begin(self) -> None:
        """Draw the list, and in a moment look for the words that it is filtered by; former words are given up."""
        if self._timer:
            self._timer.stop()
        if self._worker:
            self._worker.cancel()
        self.searching = bool(FilterTerms.of(self._session.library.query).words)
        if self.searching:
            self._timer = self._screen.set_timer(REST, self._start)
        self._refresh()

    def _start(self) -> None:
        self._worker = self._screen.run_worker(self._search, thread=True, exclusive=True, group="texts")

    def _search(self) -> None:
        from tui.core.listing.text_search import ScanSearch, TextSearch

        worker, library = get_current_worker(), self._session.library
        query = library.query
        infos = library.beyond_titles()
        search: TextSearch = ScanSearch(self._session.corpus, infos, lambda: worker.is_cancelled)
        keys: list[tuple[str, str]] = []
        due = 0.0
        for key in search.matches(" ".join(FilterTerms.of(query).words)):
            keys.append(key)
            if monotonic() > due:
                due = monotonic() + SHOW_EVERY
                self._screen.from_worker(self._show, query, keys, more=True)
                keys = []
        if not worker.is_cancelled:
            self._screen.from_worker(self._show, query, keys, more=False)

    def _show(self, query: str, keys: list[tuple[str, str]], *, more: bool) -> None:
        if query == self._session.library.query:
            self.searching = more
            self._session.library.add_text_matches(keys)
            self._refresh()
