"""Draw one line of text that knows how to give way: what is on the left is cut, what is on the right stays."""

from rich.segment import Segment
from textual.app import RenderResult
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.text.clip import clip, fit
from tui.text.width import cells, drawable

GAP = 2
LEFT_AT_LEAST = 8
"""Cells below which the left side takes the whole line."""


class StatusLine(Widget):
    """Show words on the left and on the right of a line; too long a left side is cut with an ellipsis.

    ``ambiguous`` is how many cells the terminal gives to characters such as ``…``.
    """

    COMPONENT_CLASSES = {"status-line--left", "status-line--right"}
    DEFAULT_CSS = "StatusLine { height: 1; padding: 0 1; }"

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def __init__(self, *, ambiguous: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ambiguous = ambiguous

    def render_line(self, y: int) -> Strip:
        """Return both sides at their edges of the line."""
        left_style = self.get_component_rich_style("status-line--left")
        right_style = self.get_component_rich_style("status-line--right")
        width = self.size.width
        right = clip(drawable(self.right), width, self.ambiguous)
        if cells(right, self.ambiguous) > width - GAP - LEFT_AT_LEAST and self.left:
            right = ""
        used = cells(right, self.ambiguous)
        left = fit(drawable(self.left), max(0, width - used - GAP if used else width), self.ambiguous)
        gap = " " * (width - cells(left, self.ambiguous) - used)
        return Strip([Segment(left + gap, left_style), Segment(right, right_style)], width)

    def render(self) -> RenderResult:
        """Nothing: the line is drawn by ``render_line``."""
        return ""
