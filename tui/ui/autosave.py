"""Write what is new from time to time, and look for what other programs have changed."""

from collections.abc import Callable
from time import monotonic

from textual.app import App

from seeds.errors import Problem
from tui.core.session import Session
from tui.core.suggesters import QUIET
from tui.ui.signals import Signals

AT_LATEST = 60.0
"""Seconds after which files are written however many keys are pressed."""


class AutoSave:
    """Save a session in a worker, between keys: the journal has every change of annotations already."""

    def __init__(self, app: App[None], session: Session, signals: Signals, warn: Callable[[Problem], object]) -> None:
        self._app = app
        self._session = session
        self._signals = signals
        self._warn = warn
        self._last_key = self._last_save = 0.0

    def note_key(self) -> None:
        """Note that a key was pressed."""
        self._last_key = monotonic()

    def tick(self) -> None:
        """Save where there is anything to save and no key has been pressed for a moment."""
        now, dirty = monotonic(), self._session.dirty
        self._session.suggesters.learn(now - self._last_key, suggesting=self._session.settings.suggestions)
        if not dirty:
            self._last_save = now
        pressed = now - self._last_key < QUIET and now - self._last_save < AT_LATEST
        if not pressed and (dirty or self._session.marking):
            self._last_save = now
            self.save()

    def save(self) -> None:
        """Write what is new, then look for what other programs have changed."""
        self._app.run_worker(self._save, thread=True, exclusive=True, group="save")

    def look_outside(self) -> None:
        """Take in what another program has made of the annotations that are open."""
        self._app.run_worker(self._look_outside, thread=True, exclusive=True, group="save")

    def _save(self) -> None:
        for problem in self._session.save():
            self._app.call_from_thread(self._warn, problem)
        if self._session.marking:
            self._app.call_from_thread(self._signals.saved.publish, None)
            self._look_outside()

    def _look_outside(self) -> None:
        change = self._session.annotations.poll()
        if change.value != "unchanged":
            self._app.call_from_thread(self._signals.changed_outside.publish, change)
        text_change = self._session.annotations.look_at_text()
        if text_change.value != "none":
            self._app.call_from_thread(self._signals.text_changed.publish, text_change)
