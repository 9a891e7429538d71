"""Draw the labels with their keys, always in sight."""

from collections.abc import Iterator, Sequence
from typing import cast

from rich.segment import Segment
from textual import events
from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from annotations.model.schema import Label
from seeds.i18n import _
from tui.text.width import cells, drawable
from tui.ui.bindings import COMMAND
from tui.ui.looks import looks_of
from tui.ui.pressed import press
from tui.ui.shown_keys import Keyed, key_of


class LabelBar(Widget):
    """Show the key and the name of each label in its colour, as many as fit, and how to find the rest, in one line.

    A click does what the key does. ``find`` is the action that finds a label by typing.
    """

    COMPONENT_CLASSES = {"label-bar--key", "label-bar--more"}
    DEFAULT_CSS = """
    LabelBar { height: 1; padding: 0 1; background: $background; }
    LabelBar > .label-bar--key { color: $zhupi-quiet; }
    LabelBar > .label-bar--more { color: $zhupi-quiet; }
    """

    def __init__(self, labels: Sequence[Label], find: str, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.labels = labels
        self.find = find
        self.ambiguous = ambiguous

    def render_line(self, y: int) -> Strip:
        """Return the labels, then how to find those that did not fit."""
        base = self.rich_style
        key_style = self.get_component_rich_style("label-bar--key")
        looks = looks_of(self.app, self.labels).labels
        more = self._more()
        room = self.size.width - cells(more, self.ambiguous)
        segments: list[Segment] = []
        used = 0
        for label, end in self._placed(room):
            segments += [
                Segment(drawable(label.key), key_style),
                Segment(" ", base),
                Segment(drawable(label.name), base + looks[label.name]),
                Segment(" ", base),
            ]
            used = end
        segments += [
            Segment(" " * max(0, room - used), base),
            Segment(more, self.get_component_rich_style("label-bar--more")),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _more(self) -> str:
        """Return how many labels have no room, and how they are found; the key is one that does nothing else."""
        key = key_of(cast("Keyed", self.screen), self.find, but="enter")
        words = f" {key} {_('label')}" if key else ""
        total = len(self.labels)
        for left_out in range(total):
            more = f" … +{left_out}{words}" if left_out else words
            room = self.size.width - cells(more, self.ambiguous)
            if sum(1 for _label in self._placed(room)) >= total - left_out:
                return more
        return f" … +{total}{words}"

    def _placed(self, room: int) -> Iterator[tuple[Label, int]]:
        """Yield the labels that there is room for, and the cell that each ends before."""
        end = 0
        for label in self.labels:
            end += cells(drawable(label.key), self.ambiguous) + cells(drawable(label.name), self.ambiguous) + 2
            if end > room:
                return
            yield label, end

    async def on_click(self, event: events.Click) -> None:
        """Do what the key of the label does that was clicked, or find a label by typing."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        room = self.size.width - cells(self._more(), self.ambiguous)
        clicked = next((label for label, end in self._placed(room) if offset.x < end), None)
        if clicked and clicked.key:
            press(self.app, clicked.key, clicked.key)
        elif clicked or offset.x >= room:
            await self.app.run_action(f"screen.{COMMAND}('{self.find}')")

    def render(self) -> RenderResult:
        """Nothing: the line is drawn by ``render_line``."""
        return ""
