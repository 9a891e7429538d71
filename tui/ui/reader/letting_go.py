"""Let go of one thing at a time, and never of the article."""

from collections.abc import Mapping

from seeds.i18n import _
from tui.core.reading.article_search import Hits
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.search import Search
from tui.ui.reader.span_list import SpanList
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of
from tui.ui.widgets.reader_view import ReaderView


class LettingGo(Controller):
    """Own the action that lets go: what is nearest to the hand goes first."""

    def __init__(
        self, screen: ZhupiScreen, view: ReaderView, marking: Marking, search: Search, spans: SpanList
    ) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._search = search
        self._spans = spans

    def commands(self) -> Mapping[str, Command]:
        """Return the command that lets go."""
        return {"reader.clear": self._clear}

    def _clear(self) -> None:
        """Let go of a relation, the selection, the cursor, the search, the focus or the list of spans.

        Where there is nothing left to let go of, the key that goes back is said.
        """
        if self._marking.let_go():
            return
        if self._search.hits.query:
            self._search.show(Hits())
        elif self._view.focus_range:
            self._view.unfocus()
            self._view.redraw()
        elif not self._spans.hide() and (key := key_of(self._screen, "reader.back")):
            out = _("{key} quits") if self._screen.session.single else _("{key} goes back to the list")
            self._screen.said.show(out.format(key=key))
