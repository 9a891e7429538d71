"""Draw one quiet line with the keys that matter now."""

from rich.segment import Segment
from textual.app import RenderResult
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from tui.core.keymap import ACTIONS, SHOWN_FIRST
from tui.text.width import cells, drawable
from tui.ui.bindings import NO_KEY

GAP = 2


class KeyBar(Widget):
    """Show the bindings of the screen that are marked to be shown, as many as fit, from the bindings themselves."""

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--label"}
    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; background: $surface; color: $zhupi-quiet; }
    KeyBar > .key-bar--key { color: $primary; text-style: bold; }
    KeyBar > .key-bar--label { color: $zhupi-quiet; }
    """

    def __init__(self, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.ambiguous = ambiguous

    def on_mount(self) -> None:
        """Follow the bindings as focus and screens change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def shown(self) -> list[tuple[str, str]]:
        """Return the keys and labels to show: each action once with its first key, those of what is in focus first."""
        by_action: dict[str, tuple[str, str]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.show and binding.id and active.enabled and key != NO_KEY and binding.id not in by_action:
                shown = drawable(self.app.get_key_display(Binding(key, binding.action)))
                by_action[binding.id] = shown, binding.description
        live = [action for action in ACTIONS if action.id in by_action]
        live.sort(key=lambda action: SHOWN_FIRST.index(action.scope))
        return [by_action[action.id] for action in live]

    def render_line(self, y: int) -> Strip:
        """Return the keys with their labels; in too short a line the last is kept, and those before it give way."""
        key_style = self.get_component_rich_style("key-bar--key")
        label_style = self.get_component_rich_style("key-bar--label")
        segments, width = [], self.size.width
        *most, last = self.shown() or [("", "")]
        room = width - self._cells(*last)
        for key, label in [*most, last]:
            need = self._cells(key, label) + GAP
            if (key, label) != last and need > room:
                continue
            room -= need
            segments += [Segment(key, key_style), Segment(f" {label}", label_style), Segment(" " * GAP, label_style)]
        return Strip(segments).adjust_cell_length(width, label_style)

    def _cells(self, key: str, label: str) -> int:
        return cells(f"{key} {label}", self.ambiguous)

    def render(self) -> RenderResult:
        """Nothing: the line is drawn by ``render_line``."""
        return ""
