"""Show what every key does, read off the bindings that are live."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen, Screen

from seeds.i18n import _
from tui.core.keymap import ACTIONS
from tui.text.width import cells, drawable
from tui.ui.bindings import NO_KEY
from tui.ui.widgets.plain import Words, joined, plain, stacked

if TYPE_CHECKING:
    from textual.content import Content

KEY_WIDTH = 18


def live_keys(screen: Screen[object]) -> list[tuple[str, str, str]]:
    """Return group, keys and text of every action that a key would start now on a screen."""
    keys: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id and key != NO_KEY:
            keys.setdefault(active.binding.id, []).append(screen.app.get_key_display(active.binding))
    live = [action for action in ACTIONS if action.id in keys]
    groups = list(dict.fromkeys(action.group for action in live))
    live.sort(key=lambda action: groups.index(action.group))
    return [(action.group, "  ".join(keys[action.id]), action.text) for action in live]


class HelpScreen(ModalScreen[None]):
    """Show the keys of the screen below, in groups; ``rows`` are group, keys and what they do."""

    BINDINGS = [("escape,q,question_mark,f1,enter", "dismiss_help", _("close"))]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 108; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 3;
        scrollbar-size-vertical: 1;
    }
    HelpScreen Horizontal { height: auto; }
    HelpScreen Horizontal > Static { width: 1fr; }
    HelpScreen #end { color: $zhupi-quiet; }
    HelpScreen.-narrow Horizontal { layout: vertical; }
    """

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        super().__init__()
        self._rows = list(rows)

    def compose(self) -> ComposeResult:
        """Yield the groups in two columns, or in one where the screen is narrow."""
        groups = [self._group(name, list(rows)) for name, rows in groupby(self._rows, key=itemgetter(0))]
        with VerticalScroll():
            with Horizontal():
                yield Words(stacked(*groups[:1]))
                yield Words(stacked(*groups[1:]))
            yield Words(_("The keys can be changed: “zhupi config” names the file and every action."), id="end")

    def on_mount(self) -> None:
        """Take the keys that scroll."""
        self.query_one(VerticalScroll).focus()

    def action_dismiss_help(self) -> None:
        """Go back to reading."""
        self.dismiss()

    def _group(self, name: str, rows: Iterable[tuple[str, str, str]]) -> "Content":
        lines = [plain(name, "bold $accent")]
        for _name, keys, text in rows:
            space = " " * max(1, KEY_WIDTH - cells(drawable(keys)))
            lines.append(joined((keys, "$primary"), f"{space}{text}"))
        return stacked(*lines, plain(""))
