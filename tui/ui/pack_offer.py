"""Offer data packs in a line that stays until it is answered, one at a time, and fetch them from inside."""

from collections.abc import Callable
from threading import Event, Thread

from textual.app import App

from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from tui.core.packs import TAGGER, Packs, offer_of, title_of
from tui.core.session import Session
from tui.ui.bindings import shown_key
from tui.ui.screens import dialogs
from tui.ui.signals import Signals
from tui.ui.status_words import say

ACTION = "app.packs"
GET, LATER, NEVER, CANCEL = "get:", "later", "never", "cancel"


class PackOffer:
    """Hold what the line says, which is published whenever it changes; empty where there is nothing to say.

    Once an offer has been answered, no other is made until the program starts again; the packs can be asked for.
    """

    def __init__(self, app: App[None], session: Session, signals: Signals, warn: Callable[[Problem], object]) -> None:
        self._app = app
        self._session = session
        self._signals = signals
        self._warn = warn
        self._packs = Packs(lambda: session.suggesters.tagger_missing)
        self._line = ""
        self._offered = ""
        self._answered = False
        self._is_checked = False
        self._fetched = ""
        self._cancelled = Event()

    def begin(self) -> None:
        """Offer the most useful pack that is missing and not declined, unless one is offered; say the line again."""
        if not (self._line or self._answered or self._session.settings.tagger_offered):
            declined = self._declined()
            self._offered = next((name for name in self._missing() or () if name not in declined), "")
            if self._offered:
                key = shown_key(self._app, self._session.keys, ACTION) or "ctrl+p"  # the palette has what has no key
                message = _("{what}: {key} gets it or ends this offer")
                self._line = message.format(what=offer_of(self._offered), key=key)
        self._signals.pack_offered.publish(self._line)

    def ask(self) -> None:
        """Let the offer be answered, or any pack be fetched; while one is, let that be cancelled."""
        if self._fetched:
            title = title_of(self._fetched)
            going_on = {LATER: _("go on fetching {pack}").format(pack=title), CANCEL: _("cancel it")}
            dialogs.choose(self._app, going_on, LATER, self._settle, title=_("Data packs"))
            return
        missing = self._missing()
        if missing is None:
            return
        if not missing:
            say(self._app, _("All data packs are installed"))
            return
        choices = {LATER: _("not now")}
        for name in missing:
            text = _("get {pack} · {what}")
            choices[f"{GET}{name}"] = text.format(pack=title_of(name), what=offer_of(name))
        if self._offered:
            choices[NEVER] = _("do not offer {pack} again").format(pack=title_of(self._offered))
        title = _("Data packs, from the package index of this machine")
        dialogs.choose(self._app, choices, LATER, self._settle, title=title)

    def _settle(self, answer: str | None) -> None:
        if answer is None or bool(self._fetched) != (answer == CANCEL):
            return  # nothing was chosen, or what was fetched has come to its end meanwhile
        self._answered = True
        if answer == CANCEL:
            self._cancelled.set()
            self._end(_("{pack} is not fetched").format(pack=title_of(self._fetched)))
        elif answer.startswith(GET):
            self._fetch(answer.removeprefix(GET))
        else:
            if answer == NEVER:
                declined = dict.fromkeys([*self._declined(), self._offered])
                self._session.change_settings(declined=", ".join(declined))
            self._offered = ""
            self._say("")

    def _missing(self) -> list[str] | None:
        """Return the packs that are missing; where that cannot be told, say why, and offer none."""
        try:
            return self._packs.missing()
        except ZhupiError as error:
            self._answered = True
            self._warn(error.problem)
            return None

    def _declined(self) -> list[str]:
        """Return the packs that are not to be offered; a name that no pack has is said once."""
        names = self._session.settings.declined.replace(",", " ").split()
        if not self._is_checked:
            self._is_checked = True
            for problem in self._packs.unknown(names):
                self._warn(problem)
        return names

    def _fetch(self, name: str) -> None:
        """Begin to fetch a pack, in a thread that quitting does not wait for."""
        self._fetched, self._cancelled = name, Event()
        self._say(_("{pack} is being looked for …").format(pack=title_of(name)))
        Thread(target=self._work, args=(name, self._cancelled), name="pack", daemon=True).start()

    def _work(self, name: str, cancelled: Event) -> None:
        """Fetch and install a pack, in a thread of its own."""
        shown = -1

        def progress(completed: int, total: int | None) -> None:
            nonlocal shown
            percent = completed * 100 // total if total else 0
            if percent != shown:
                shown = percent
                key = shown_key(self._app, self._session.keys, ACTION) or "ctrl+p"
                message = _("{pack} is being fetched: {percent} % · {key} cancels")
                line = message.format(pack=title_of(name), percent=percent, key=key)
                self._app.call_later(self._unless, cancelled, self._say, line)

        try:
            version = self._packs.fetch(name, progress, cancelled.is_set)
        except ZhupiError as error:
            self._app.call_later(self._unless, cancelled, self._fail, error.problem)
        except OSError as error:
            problem = Problem(title_of(name), _("cannot be fetched: {why}").format(why=error))
            self._app.call_later(self._unless, cancelled, self._fail, problem)
        else:
            self._app.call_later(self._finish, name, version)

    def _unless(self, cancelled: Event, report: Callable[..., None], what: object) -> None:
        """Report something of a fetch, unless the user has cancelled that and is done with it."""
        if not cancelled.is_set():
            report(what)

    def _fail(self, problem: Problem) -> None:
        self._fetched, self._line, self._answered = "", "", False
        self._warn(problem)
        self.begin()

    def _finish(self, name: str, version: str) -> None:
        """Say that a pack is there, and use it; one that was there before it could be cancelled is there as well."""
        if name == TAGGER:
            message = _("LAC {version} is installed, and names are looked for again").format(version=version)
            self._session.suggesters.service.reload()
        else:
            message = _("{pack} {version} is installed, and used from the next start on at the latest")
            message = message.format(pack=title_of(name), version=version)
        if self._fetched in ("", name):
            self._end(message)
        else:
            say(self._app, message)

    def _end(self, message: str) -> None:
        self._fetched = self._offered = ""
        self._say("")
        say(self._app, message)

    def _say(self, text: str) -> None:
        self._line = text
        self._signals.pack_offered.publish(text)
