"""Draw one quiet line with the keys that matter now, which can be clicked."""

from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.app import RenderResult
from textual.binding import ActiveBinding, Binding
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from seeds.i18n import _
from tui.core.key_hints import Hint
from tui.core.keymap import ACTIONS, OFFER, PANEL, SHOWN_FIRST
from tui.text.width import cells, drawable
from tui.ui.bindings import NO_KEY
from tui.ui.pressed import press

GAP = 2
HELP = "app.help"

_ELSEWHERE = (f"{PANEL}.", f"{OFFER}.")
"""What the ids of actions begin with that are live where the hints of a screen say nothing of."""


class ShownKey(NamedTuple):
    """Hold a key as it is shown, what it does, and the binding that does it; without one, ``name`` is pressed."""

    key: str
    label: str
    active: ActiveBinding | None
    name: str = ""


class KeyBar(Widget):
    """Show what the screen says is of most use, else the bindings that are marked to be shown, as many as fit.

    ``hints`` are the ids of actions and their labels, in their order; none where all bindings are as useful as ever.
    """

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--label"}
    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; background: $surface; color: $zhupi-quiet; }
    KeyBar > .key-bar--key { color: $primary; text-style: bold; }
    KeyBar > .key-bar--label { color: $zhupi-quiet; }
    """

    def __init__(self, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.ambiguous = ambiguous
        self._hints: list[Hint] = []

    def on_mount(self) -> None:
        """Follow the bindings as focus and screens change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def show(self, hints: list[Hint]) -> None:
        """Show other actions from now on."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def shown(self) -> list[ShownKey]:
        """Return the keys to show: each action once with its first key, and the key for help at last."""
        if isinstance(self.screen.focused, Input):
            display = self.app.get_key_display
            return [
                ShownKey(display(Binding("enter", "")), _("done"), None, "enter"),
                ShownKey(display(Binding("escape", "")), _("cancel"), None, "escape"),
            ]
        keys: dict[str, ShownKey] = {}
        labels = dict(self._hints)
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not (binding.id and active.enabled) or key == NO_KEY or binding.id in keys:
                continue
            if binding.id in labels or binding.show:
                shown = drawable(self.app.get_key_display(Binding(key, binding.action)))
                keys[binding.id] = ShownKey(shown, drawable(labels.get(binding.id, binding.description)), active)
        is_elsewhere = any(name.startswith(_ELSEWHERE) for name in keys)
        if labels and not is_elsewhere and any(name in keys for name in labels):
            return [keys[name] for name in dict.fromkeys((*labels, HELP)) if name in keys]
        live = [action for action in ACTIONS if action.id in keys]
        live.sort(key=lambda action: SHOWN_FIRST.index(action.scope))
        return [keys[action.id] for action in live]

    def labels(self) -> dict[str, str]:
        """Return what the line says of each action in it that a screen owns, by the action's id, in its order."""
        return {item.active.binding.id: item.label for item in self.shown() if item.active and item.active.binding.id}

    def _placed(self) -> list[ShownKey]:
        """Return the keys that there is room for; in too short a line the last is kept, others before it give way."""
        shown = self.shown()
        if not shown:
            return []
        *most, last = shown
        room = self.size.width - self._cells(last)
        placed = []
        for item in most:
            need = self._cells(item) + GAP
            if need <= room:
                placed.append(item)
                room -= need
        return [*placed, last]

    def render_line(self, y: int) -> Strip:
        """Return the keys with their labels."""
        key_style = self.get_component_rich_style("key-bar--key")
        label_style = self.get_component_rich_style("key-bar--label")
        segments = []
        for key, label, *_rest in self._placed():
            segments += [Segment(key, key_style), Segment(f" {label}", label_style), Segment(" " * GAP, label_style)]
        return Strip(segments).adjust_cell_length(self.size.width, label_style)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does that was clicked."""
        offset = event.get_content_offset(self)
        left = 0
        for item in self._placed() if offset else []:
            right = left + self._cells(item)
            if offset and left <= offset.x < right:
                if item.active:
                    await self.app.run_action(item.active.binding.action, item.active.node)
                else:
                    press(self.app, item.name)
                return
            left = right + GAP

    def _cells(self, item: ShownKey) -> int:
        return cells(f"{item.key} {item.label}", self.ambiguous)

    def render(self) -> RenderResult:
        """Nothing: the line is drawn by ``render_line``."""
        return ""
