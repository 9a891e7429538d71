"""Draw the labels with their keys, always in sight."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from annotations.model.schema import Label
from tui.text.width import cells, drawable
from tui.ui.looks import looks_of

Choose = Callable[[Label | None], object]
"""What is done with the label that was clicked; None for the words behind the labels, which find all of them."""


def _ignore(_label: Label | None) -> None:
    """Do nothing with a click."""


class LabelBar(Widget):
    """Show the key and the name of each label in its colour, as many as fit, and how to find the rest, in one line.

    How many do not fit stands before ``more``. What is clicked goes to ``chosen``.
    """

    COMPONENT_CLASSES = {"label-bar--key", "label-bar--more"}
    DEFAULT_CSS = """
    LabelBar { height: 1; padding: 0 1; background: $background; }
    LabelBar > .label-bar--key { color: $zhupi-quiet; }
    LabelBar > .label-bar--more { color: $zhupi-quiet; }
    """

    def __init__(self, labels: Sequence[Label], more: str, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.labels = labels
        self.more = more
        self.ambiguous = ambiguous
        self.chosen: Choose = _ignore

    def _cells(self, label: Label) -> int:
        return sum(cells(drawable(words), self.ambiguous) for words in (label.key, label.name)) + 2

    def _placed(self) -> tuple[Sequence[Label], str]:
        """Return the labels that fit, and what stands behind them: how many others there are, and how to find them."""
        total = len(self.labels)
        for count in range(total, -1, -1):
            more = f" … +{total - count} {self.more}" if count < total else f" {self.more}"
            need = sum(map(self._cells, self.labels[:count])) + cells(more, self.ambiguous)
            if need <= self.size.width:
                return self.labels[:count], more
        return (), f"+{total} {self.more}"

    def on_click(self, event: events.Click) -> None:
        """Choose the label that was clicked, or ask for one where what stands behind them was."""
        offset = event.get_content_offset(self)
        labels, more = self._placed()
        right = 0
        for label in labels if offset else ():
            right += self._cells(label)
            if offset and offset.x < right:
                self.chosen(label)
                return
        if offset and offset.x >= self.size.width - cells(more, self.ambiguous):
            self.chosen(None)

    def render_line(self, y: int) -> Strip:
        """Return the labels, then how to find those that did not fit."""
        base = self.rich_style
        key_style = self.get_component_rich_style("label-bar--key")
        looks = looks_of(self.app, self.labels).labels
        labels, more = self._placed()
        segments = []
        for label in labels:
            segments += [
                Segment(drawable(label.key), key_style),
                Segment(" ", base),
                Segment(drawable(label.name), base + looks[label.name]),
                Segment(" ", base),
            ]
        used = sum(map(self._cells, labels)) + cells(more, self.ambiguous)
        segments += [
            Segment(" " * max(0, self.size.width - used), base),
            Segment(more, self.get_component_rich_style("label-bar--more")),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def render(self) -> RenderResult:
        """Nothing: the line is drawn by ``render_line``."""
        return ""
