"""Offer the tutorial, in a line of the list that stays until it is answered, and begin it."""

from collections.abc import Callable

from textual.app import App
from textual.binding import Binding

from seeds.i18n import _
from tui.core.keymap import ACTIONS
from tui.core.session import Session
from tui.ui.screens import dialogs

ACTION = "app.tutorial"
START, NO = "start", "no"

_KEYS = next(action.keys for action in ACTIONS if action.id == ACTION)


def offered(session: Session, display: Callable[[Binding], str]) -> str:
    """Return the line for a new user; empty for everybody else, and once it has been answered.

    ``display`` gives what is shown of a key.
    """
    if not session.is_first_run or session.settings.tutorial_offered or session.library.summaries:
        return ""
    keys = session.keys.get(ACTION, _KEYS)
    key = keys[0] if keys else "ctrl+p"  # the palette has what has no key
    line = _("New here? {key} teaches the keys in one minute, or ends this offer")
    return line.format(key=display(Binding(key, "")))


class TutorialOffer:
    """Let the offer be answered, also where it has been before."""

    def __init__(self, app: App[None], session: Session) -> None:
        self._app = app
        self._session = session

    def ask(self) -> None:
        """Ask whether to begin."""
        if self._session.is_tutorial:
            return
        choices = {
            START: _("begin: one minute; nothing of it is kept, and your own work is not touched"),
            NO: _("no, thank you: it is in the palette (ctrl+p), and “zhupi tutorial” begins it too"),
        }
        dialogs.choose(self._app, choices, START, self._settle, title=_("Learn the keys by using them"))

    def _settle(self, answer: str | None) -> None:
        if answer is None:
            return
        if self._session.is_first_run:
            self._session.change_settings(tutorial_offered=True)
        if answer == START and not self._session.failures:
            self._session.wants_tutorial = True
            self._app.exit()
