"""Go through an article by its headings: the next one, the one before, or one of the list."""

from collections.abc import Mapping
from functools import partial

from seeds.i18n import _
from seeds.segmentation.outline.outline import Outline
from tui.core.reading.contents import Contents, Show
from tui.text.clip import clip
from tui.text.layout import LineAddress
from tui.text.movements import Step
from tui.ui.commands import Command, Controller
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.reader_view import ReaderView

_SHOWN = 30
"""The cells that a heading may take of the status line."""


class HeadingCommands(Controller):
    """Own the actions that go to headings; ``use`` says of which article."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView) -> None:
        self._screen = screen
        self._view = view
        self._contents = Contents(Outline(), lambda heading: heading.text)
        self._reached: tuple[LineAddress, int] | None = None

    def commands(self) -> Mapping[str, Command]:
        """Return the commands that go to headings."""
        return {
            "reader.contents": self._choose,
            "reader.next-heading": partial(self._step, 1),
            "reader.previous-heading": partial(self._step, -1),
        }

    def use(self, outline: Outline, show: Show) -> None:
        """Go to the headings of this outline from now on; ``show`` gives the words of one as they are shown."""
        if outline.headings is not self._contents.headings:
            self._reached = None
        self._contents = Contents(outline, show)

    @property
    def chapter(self) -> str:
        """The heading of the part that stands at the top of the page; empty where it has none."""
        number = self._contents.at(self._position)
        if number is None:
            return ""
        return clip(self._contents.shown(number), _SHOWN, self._screen.session.settings.ambiguous)

    @property
    def _position(self) -> int:
        return self._view.page.progress.position if self._view.page else 0

    def _here(self) -> tuple[int | None, int]:
        """Return the heading that the reader is at, and the place: the one gone to, until the page moves.

        What stands on the last page cannot all be brought to its top.
        """
        page = self._view.page
        if self._reached and page and page.top == self._reached[0]:
            number = self._reached[1]
            return number, self._contents.headings[number].start
        return self._contents.at(self._position), self._position

    def _step(self, step: Step) -> None:
        number = self._contents.step(*self._here(), step)
        if number is not None:
            self._go(number)
        elif self._contents.headings:
            self._screen.said.show(_("this is the last heading") if step > 0 else _("this is the first heading"))
        else:
            self._say_none()

    def _choose(self) -> None:
        if self._contents.headings:
            dialogs.pick_heading(self._screen.app, self._contents, self._here()[0], self._go)
        else:
            self._say_none()

    def _say_none(self) -> None:
        self._screen.said.show(_("this text has no headings"))

    def _go(self, number: int) -> None:
        """Put a heading at the top of the page, as nearly as the page goes."""
        self._view.turn(lambda page: page.put(self._contents.headings[number].start))
        if self._view.page:
            self._reached = self._view.page.top, number
