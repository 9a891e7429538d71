"""Go back to where a jump began, and forward again."""

from collections.abc import Mapping
from functools import partial

from annotations.storage.progress import Progress
from seeds.i18n import _
from tui.core.reading.jumps import Jumps, Place
from tui.text.cursor import Cursor
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView


class JumpCommands(Controller):
    """Own the actions that go back and forward among the places of the article; each article has its own."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {"reader.jump-back": partial(self._go, back=True), "reader.jump-forward": partial(self._go, back=False)}

    def follow(self, progress: Progress) -> None:
        """Note where the reader is; on the way through the hits of a search that is being typed, nothing is."""
        page = self._view.page
        if page and not self._screen.query(Prompt):
            end = round(progress.share * page.layout.length)
            self._jumps.follow(Place(progress.position, end, self._cursor(progress.position, end)))

    @property
    def _jumps(self) -> Jumps:
        """The places of the article that is read; those of a text of another length are of no use."""
        info = self._marking.info
        return self._screen.session.jumps[info.key, info.length]

    def _cursor(self, start: int, end: int) -> Cursor | None:
        """Return the cursor, where it stands within a range."""
        caret = self._marking.annotator.caret if self._marking.annotator else None
        return caret.cursor if caret and caret.head is not None and start <= caret.head < end else None

    def _go(self, *, back: bool) -> None:
        if self._view.page:
            self.follow(self._view.page.progress)  # a search that has just ended
        place = self._jumps.back() if back else self._jumps.forward()
        if place is None:
            message = _("no place to go back to") if back else _("no place to go forward to")
            self._screen.said.show(message)
            return
        annotator = self._marking.annotator
        if annotator and isinstance(place.cursor, Cursor):
            annotator.caret.cursor = place.cursor
        self._view.turn(lambda page: page.put(place.start))
        if place.cursor:
            self._marking.show()
