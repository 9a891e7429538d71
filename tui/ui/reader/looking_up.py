"""Look up the word that the cursor stands on, or what is selected."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from annotations.storage.user_records import RecordError
from seeds.i18n import _
from tui.text.shown import shown_words
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.reader_view import ReaderView

if TYPE_CHECKING:
    from tui.core.reading.look_up import LookedUp
    from tui.ui.screens.look_up import LookUpScreen

_FOLLOWING = 40
"""The code points from the cursor on in which the longest word is looked for."""


class LookingUp(Controller):
    """Own the action that looks a word up, and the panel that shows it."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._panel: LookUpScreen | None = None

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"reader.look-up": self._look_up}

    def _look_up(self) -> None:
        """Look up what is selected, or else the longest word at the cursor; where there is no cursor, it appears."""
        annotator, page = self._marking.annotator, self._view.page
        if annotator is None or page is None:
            return
        if self._marking.begin_cursor():
            self._marking.show()
        caret = annotator.caret
        place = caret.target
        word = shown_words(page.layout, *place) if place else ""
        if place is None or not word:
            self._screen.said.show(_("there is no word here to look up"))
            return
        following = ""
        if caret.selected is None:
            end = min(page.sentence_at(place[0])[1], place[0] + _FOLLOWING)
            following = shown_words(page.layout, place[0], max(end, place[1])).partition("\n")[0]
        work = partial(self._find, word, following, shown_words(page.layout, *page.sentence_at(place[0])))
        self._screen.run_worker(work, thread=True, exclusive=True, group="look-up")

    def _find(self, word: str, following: str, sentence: str) -> None:
        worker = get_current_worker()
        session = self._screen.session
        found = session.look_up.find(word, following)
        if found and not worker.is_cancelled:
            self._remember(found, sentence)
        if not worker.is_cancelled:
            self._screen.from_worker(self._show, found)

    def _remember(self, found: "LookedUp", sentence: str) -> None:
        """Write the word into the user's list."""
        info = self._marking.info
        source = ", ".join(part for part in (info.title, info.origin.document) if part)
        try:
            self._screen.session.look_up.remember(found, sentence, source)
        except RecordError as error:
            self._screen.from_worker(self._screen.warn, error.problem)

    def _show(self, found: "LookedUp | None") -> None:
        if found is None:
            self._screen.notify(self._screen.session.look_up.how_to_get(), timeout=8)
        elif self._panel and self._panel.is_current:
            self._panel.call_later(self._panel.show, found, above=self._is_low())
        elif self._screen.is_current:
            self._panel = dialogs.show_looked_up(self._screen.app, found, self._step, above=self._is_low())

    def _is_low(self) -> bool:
        """Return whether the cursor stands in the lower half of the page, which the panel would cover."""
        place = self._view.cursor_cell()
        return place is not None and place[1] > self._view.size.height // 2

    def _step(self, step: int) -> None:
        """Look up the next word, or the one before."""
        self._marking.do(lambda annotator: annotator.caret.step("word", 1 if step > 0 else -1))
        self._look_up()
