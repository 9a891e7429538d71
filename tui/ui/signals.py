"""Tell every screen that wants to know what has happened in the application."""

from typing import TYPE_CHECKING, Protocol, cast

from textual.app import App
from textual.dom import DOMNode
from textual.signal import Signal

if TYPE_CHECKING:
    from annotations.storage.states import ExternalChange
    from annotations.suggest.workers.service import SuggestionUpdate
    from tui.core.open_annotations import TextChange


class Signals:
    """Hold the signals of the application, which screens subscribe to when they are mounted.

    What subscribers are told is handled in their own turn, so that a fault in it ends the application as any other.
    """

    def __init__(self, app: App[None]) -> None:
        self.script_changed: Signal[None] = Signal(app, "script-changed")
        """Another script is to be shown, or its converter has been loaded."""
        self.status_changed: Signal[None] = Signal(app, "status-changed")
        """Something that the lines above and below a page say has changed."""
        self.suggested: Signal[SuggestionUpdate] = Signal(app, "suggested")
        """Suggestions have arrived."""
        self.pack_offered: Signal[str] = Signal(app, "pack-offered")
        """The line that offers a data pack says something else, or nothing where it is empty."""
        self.saved: Signal[None] = Signal(app, "saved")
        """What was marked has been written, or could not be."""
        self.changed_outside: Signal[ExternalChange] = Signal(app, "changed-outside")
        """Another program has changed the annotations that are open."""
        self.text_changed: Signal[TextChange] = Signal(app, "text-changed")
        """Another program has changed the text of the article that is open."""


class _Signalling(Protocol):
    signals: Signals


def signals_of(node: DOMNode) -> Signals:
    """Return the signals of the application that a screen or widget is in."""
    return cast("_Signalling", node.app).signals
