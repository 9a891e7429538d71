"""Draw the question that "every occurrence" asks."""

from textual.app import RenderResult
from textual.widget import Widget

from tui.core.keymap import OFFER
from tui.ui.bindings import bindings_of
from tui.ui.widgets.plain import plain


class OccurrenceBar(Widget, can_focus=True):
    """Draw one line that says what is offered; its keys are the answers, and the screen acts on them."""

    BINDINGS = bindings_of(OFFER, "screen")
    DEFAULT_CSS = """
    OccurrenceBar { height: 1; dock: bottom; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def ask(self, text: str) -> None:
        """Ask something else."""
        self.text = text
        self.refresh()

    def render(self) -> RenderResult:
        """Return what is offered."""
        return plain(self.text)
