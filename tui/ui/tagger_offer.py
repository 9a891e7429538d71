"""Offer the tagger that finds names better, in a line that stays until it is answered, and fetch it from inside."""

from collections.abc import Callable
from threading import Thread

from textual.app import App

from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from tui.core.keymap import ACTIONS
from tui.core.session import Session
from tui.ui.screens import dialogs
from tui.ui.signals import Signals
from tui.ui.status_words import say

ACTION = "app.tagger"
GET, LATER, NEVER = "get", "later", "never"

_KEYS = next(action.keys for action in ACTIONS if action.id == ACTION)


class TaggerOffer:
    """Hold what the line says, which is published whenever it changes; empty where there is nothing to say."""

    def __init__(self, app: App[None], session: Session, signals: Signals, warn: Callable[[Problem], object]) -> None:
        self._app = app
        self._session = session
        self._signals = signals
        self._warn = warn
        self._line = ""
        self._answered = False
        self._fetching = False

    def begin(self) -> None:
        """Offer the tagger where it is missing, unless that has been answered; what the line says is said again."""
        answered = self._answered or self._session.settings.tagger_offered
        if not (self._line or answered) and self._session.suggesters.tagger_missing:
            keys = self._session.keys.get(ACTION, _KEYS)
            key = keys[0] if keys else "ctrl+p"  # the palette has what has no key
            message = _("Names are found better with LAC (10 MB): {key} gets it or ends this offer")
            self._line = message.format(key=key)
        self._signals.tagger_offered.publish(self._line)

    def ask(self) -> None:
        """Let the offer be answered, also where it has been before."""
        if self._fetching:
            return
        if not self._session.suggesters.tagger_missing:
            say(self._app, _("The tagger is installed"))
            return
        choices = {
            LATER: _("not now"),
            GET: _("get LAC from the package index of this machine (10 MB)"),
            NEVER: _("do not offer it again"),
        }
        dialogs.choose(self._app, choices, LATER, self._settle, title=_("The tagger that finds names better"))

    def _settle(self, answer: str | None) -> None:
        if answer is None:
            return
        self._answered = True
        if answer == NEVER:
            self._session.change_settings(tagger_offered=True)
        if answer == GET:
            self._fetching = True
            self._say(_("LAC is being looked for …"))
            Thread(target=self._fetch, name="tagger", daemon=True).start()  # quitting does not wait for the network
        else:
            self._say("")

    def _fetch(self) -> None:
        """Fetch and install it, in a thread of its own."""
        shown = -1

        def progress(completed: int, total: int | None) -> None:
            nonlocal shown
            percent = completed * 100 // total if total else 0
            if percent != shown:
                shown = percent
                self._app.call_later(self._say, _("LAC is being fetched: {percent} %").format(percent=percent))

        try:
            version = self._session.suggesters.fetch_tagger(progress)
        except ZhupiError as error:
            self._app.call_later(self._fail, error.problem)
        except OSError as error:
            self._app.call_later(self._fail, Problem("LAC", _("cannot be fetched: {why}").format(why=error)))
        else:
            self._app.call_later(self._finish, version)

    def _fail(self, problem: Problem) -> None:
        self._fetching = self._answered = False
        self._line = ""
        self._warn(problem)
        self.begin()

    def _finish(self, version: str) -> None:
        self._fetching = False
        self._say("")
        message = _("LAC {version} is installed, and names are looked for again").format(version=version)
        say(self._app, message)
        self._session.suggesters.service.reload()

    def _say(self, text: str) -> None:
        self._line = text
        self._signals.tagger_offered.publish(text)
