"""Show the steps of the tutorial in the first row of every screen, and see which of them have been done."""

from collections import Counter
from pathlib import Path
from typing import Any

from textual.app import App
from textual.binding import Binding

from annotations.exchange.output import REPORT
from annotations.model.span import ACCEPTED
from tui.core.guidance.tutorial import EXAMPLE, EXAMPLE_LABEL, Facts, Tutorial
from tui.core.keymap import ACTIONS
from tui.core.session import Session
from tui.ui.messages import ArticleWanted
from tui.ui.reader.screen import ReaderScreen
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.status_line import StatusLine

LOOK_EVERY = 0.1
"""Seconds between two looks at what has been done."""

_KEYS = {action.id: action.keys for action in ACTIONS}


class TutorialLine(StatusLine):
    """Show the step of now above everything else."""

    DEFAULT_CSS = "TutorialLine { dock: top; color: $accent; background: $panel; text-style: bold; }"


class TutorialGuide:
    """Open the first article, and say one step after another; exports are looked for in the working folder."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        keys = (label.key for label in session.annotations.schema.labels if label.name == EXAMPLE_LABEL)
        self.tutorial = Tutorial(self._key, next(keys, ""))
        self._opened = self._placed = False

    def begin(self) -> None:
        """Show the first step."""
        self._app.set_interval(LOOK_EVERY, self.look)

    def look(self) -> None:
        """See what has been done, and say what is next."""
        entries, screen = self._session.library.entries, self._app.screen
        if entries and not self._opened:
            self._opened = True
            self._app.post_message(ArticleWanted(entries[0].info))
        facts = self._facts()
        if facts.cursor and not self._placed:
            self._placed = True
            self._place_cursor()
        self.tutorial.look(facts)
        if isinstance(screen, ZhupiScreen) and screen.is_mounted:
            lines = screen.query(TutorialLine)
            if not lines:
                screen.mount(TutorialLine(ambiguous=self._session.settings.ambiguous))
            for line in lines:
                line.left, line.right = self.tutorial.line, self.tutorial.way_out

    def _place_cursor(self) -> None:
        """Put the cursor, where it has appeared, on words of which it is certain what they are."""
        reader = self._reader()
        if reader and reader.article:
            offset = reader.article.text.find(EXAMPLE)
            reader.marking.do(lambda annotator: annotator.caret.place(max(0, offset)))

    def _reader(self) -> ReaderScreen | None:
        return next((screen for screen in self._app.screen_stack if isinstance(screen, ReaderScreen)), None)

    def _facts(self) -> Facts:
        reader = self._reader()
        annotator = reader.marking.annotator if reader else None
        script, exported = self._session.scripts.current, any(Path.cwd().rglob(REPORT))
        if annotator is None:
            return Facts(script=script, exported=exported)
        text, spans = annotator.opened.article.text, list(annotator.layer.ordered)
        alike = Counter((text[span.start : span.end], span.label) for span in spans)
        return Facts(
            cursor=annotator.caret.cursor is not None,
            spans=len(spans),
            alike=max(alike.values(), default=0),
            decided=len(annotator.layer.rejections) + sum(span.origin.startswith(ACCEPTED) for span in spans),
            script=script,
            undone=len(annotator.opened.history.undone),
            exported=exported,
        )

    def _key(self, action: str) -> str:
        keys = self._session.keys.get(action, _KEYS[action]) or _KEYS["app.command_palette"]
        return self._app.get_key_display(Binding(keys[0], ""))
