"""Work out what the articles of the list are expected to teach, while the list is shown."""

from collections.abc import Callable
from time import monotonic

from textual.worker import get_current_worker

from tui.core.listing.column_contents import Column
from tui.core.session import Session
from tui.ui.screens.base import ZhupiScreen

SHOW_EVERY = 0.5
"""Seconds between two orders of the list while gains are worked out."""


class Gains:
    """Fill the library's gains in a worker; ``refresh`` draws the list in its new order."""

    def __init__(self, screen: ZhupiScreen, session: Session, refresh: Callable[[], object]) -> None:
        self._screen = screen
        self._session = session
        self._refresh = refresh

    def start(self) -> None:
        """Work out the gains of the articles that the list shows."""
        self._screen.run_worker(self._weigh, thread=True, exclusive=True, group="gains")

    def _weigh(self) -> None:
        from tui.core.expected_gains import expected_gains

        worker, session = get_current_worker(), self._session
        infos = [session.library[row] for row in range(len(session.library))]
        setup = session.suggesters.setup
        due = 0.0
        for key, gain in expected_gains(session, infos, setup, session.suggesters.on_report):
            session.library.gains[key] = gain
            if worker.is_cancelled or session.library.column is not Column.GAIN:
                return
            if monotonic() > due:
                due = monotonic() + SHOW_EVERY
                self._screen.from_worker(self._show)
        self._screen.from_worker(self._show)

    def _show(self) -> None:
        """Show the articles in their new order."""
        self._session.library.arrange()
        self._refresh()
