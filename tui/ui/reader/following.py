"""Follow along in the article, sentence by sentence: the one that is read is lit, and the page goes with it."""

from collections.abc import Mapping
from functools import partial

from seeds.i18n import _
from tui.core.key_hints import Hint
from tui.core.keymap import FOLLOW
from tui.text.movements import Step
from tui.ui.commands import Command, Controller
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.reader_view import ReaderView


class FollowAlong(Controller):
    """Own the action that begins to follow, and those that are live meanwhile."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView) -> None:
        self._screen = screen
        self._view = view

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {
            "reader.follow": self._begin_or_end,
            "follow.next": partial(self._step, 1),
            "follow.previous": partial(self._step, -1),
            "follow.leave": self._end,
        }

    def enabled(self, action: str) -> bool:
        """Let the keys of sentences act only while one follows along in the text."""
        return not action.startswith(f"{FOLLOW}.") or (self._view.following and self._screen.focused is self._view)

    @property
    def hints(self) -> list[Hint]:
        """The keys of this moment, none where nobody follows."""
        if not self._view.following:
            return []
        return [
            ("follow.next", _("next sentence")),
            ("follow.previous", _("previous")),
            ("follow.leave", _("stop following")),
        ]

    @property
    def status(self) -> str:
        """A word for the status line; empty where nobody follows."""
        return _("following") if self._view.following else ""

    def _begin_or_end(self) -> None:
        if self._view.following:
            self._end()
        elif self._view.page and self._view.page.layout.length:
            self._view.follow(self._view.looked_at())
            self._screen.refresh_bindings()

    def _step(self, step: Step) -> None:
        if not self._view.follow_on(step):
            message = _("this is the last sentence") if step > 0 else _("this is the first sentence")
            self._screen.said.show(message)

    def _end(self) -> None:
        self._view.stop_following()
        self._screen.refresh_bindings()
