"""Let the user choose the script in which texts are shown, and load its converter."""

from collections.abc import Callable
from functools import partial

from textual.app import App

from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.script.targets import ORIGINAL, OTHER, TARGETS
from tui.core.session import Session
from tui.ui.screens import dialogs
from tui.ui.signals import Signals


class Scripts:
    """Change the script of a session; screens are told by a signal, also when a converter has been loaded."""

    def __init__(self, app: App[None], session: Session, signals: Signals, warn: Callable[[Problem], object]) -> None:
        self._app = app
        self._session = session
        self._signals = signals
        self._warn = warn

    def toggle(self) -> None:
        """Change between the original and the other script."""
        self._session.scripts.toggle()
        self._signals.script_changed.publish(None)

    def ask(self) -> None:
        """Let the user choose among the scripts."""
        choices = {ORIGINAL: _("as it was written"), OTHER: _("the other script")}
        choices |= {target.name: target.description for target in TARGETS}
        current = self._session.scripts.current
        dialogs.choose(self._app, choices, current, self._choose, title=_("Script"), chosen=[current])

    def _choose(self, name: str | None) -> None:
        if name:
            self._session.scripts.choose(name)
            self._signals.script_changed.publish(None)

    def load(self, configuration: str) -> None:
        """Load a converter in a worker, unless there is none to load."""
        self._app.run_worker(partial(self._load, configuration), thread=True, group="converter")

    def _load(self, configuration: str) -> None:
        if configuration in self._session.scripts.converters:
            return
        try:
            self._session.scripts.load(configuration)
        except ZhupiError as error:
            self._app.call_from_thread(self._fall_back, error)
        else:
            self._app.call_from_thread(self._signals.script_changed.publish, None)

    def _fall_back(self, error: ZhupiError) -> None:
        """Show the original, as there is no such converter."""
        self._session.scripts.choose(ORIGINAL)
        self._warn(error.problem)
        self._signals.script_changed.publish(None)
