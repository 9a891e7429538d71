"""Go on to another article of the list."""

from collections.abc import Callable, Mapping
from functools import partial

from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.text.movements import Step
from tui.ui.commands import Command, Controller
from tui.ui.messages import ArticleWanted
from tui.ui.reader.marking import Marking
from tui.ui.screens.base import ZhupiScreen


class Neighbours(Controller):
    """Own the actions that open another article: ``read`` opens it in place of this one."""

    def __init__(self, screen: ZhupiScreen, marking: Marking, read: Callable[[ArticleInfo], object]) -> None:
        self._screen = screen
        self._library = screen.session.library
        self._marking = marking
        self._read = read

    def commands(self) -> Mapping[str, Command]:
        """Return the commands that open another article."""
        return {
            "reader.next-article": partial(self._open_neighbour, 1),
            "reader.previous-article": partial(self._open_neighbour, -1),
            "mark.next-unfinished": self._open_unfinished,
        }

    def _open_neighbour(self, step: Step) -> None:
        """Read the article below this one in the list, or above it."""
        row = self._library.row_of(self._marking.info.key)
        if row is not None and 0 <= row + step < len(self._library):
            self._read(self._library[row + step])
        else:
            message = _("this is the last article") if step > 0 else _("this is the first article")
            self._screen.said.show(message)

    def _open_unfinished(self) -> None:
        """Open the next article that is neither done nor skipped."""
        info = self._library.next_unfinished(self._marking.info)
        if info:
            self._screen.post_message(ArticleWanted(info))
        else:
            self._screen.said.show(_("every other article is done or skipped"))
