"""Draw the labels with their keys, always in sight."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from annotations.model.schema import Label
from tui.text.width import cells, drawable
from tui.ui.looks import looks_of


class LabelBar(Widget):
    """Show the key and the name of each label in its colour, as many as fit, and how to find the rest, in one line."""

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

    def render_line(self, y: int) -> Strip:
        """Return the labels, then how to find those that did not fit."""
        base = self.rich_style
        key_style = self.get_component_rich_style("label-bar--key")
        looks = looks_of(self.app, self.labels).labels
        more = f" {self.more}"
        room = self.size.width - cells(more, self.ambiguous)
        segments, used = [], 0
        for label in self.labels:
            key, name = drawable(label.key), drawable(label.name)
            need = cells(key, self.ambiguous) + cells(name, self.ambiguous) + 2
            if used + need > room:
                break
            segments += [
                Segment(key, key_style),
                Segment(" ", base),
                Segment(name, base + looks[label.name]),
                Segment(" ", base),
            ]
            used += need
        segments += [
            Segment(" " * max(0, room - used), base),
            Segment(more, self.get_component_rich_style("label-bar--more")),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def render(self) -> RenderResult:
        """Nothing: the line is drawn by ``render_line``."""
        return ""
