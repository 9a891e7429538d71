"""Show what the keys do and what the signs mean, the keys of the moment first."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from seeds.i18n import _
from tui.core.guidance.action_list import ActionLine
from tui.core.guidance.help_text import help_lines
from tui.ui.widgets.plain import Words, joined, plain, stacked

WIDEST = 92
FRAME = 8

_OWN_KEYS = frozenset("jkbgGq/? ")
"""The characters that scroll, close or begin the filter, where nothing is being typed."""


class HelpScreen(ModalScreen[None]):
    """Show the keys of the screen below, as far as they have what is typed."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "back", _("close"), show=False),
        Binding("q,question_mark,f1,enter", "leave", _("close"), show=False),
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("pagedown,space", "scroll_pages(1)", show=False),
        Binding("pageup,b", "scroll_pages(-1)", show=False),
        Binding("home,g", "go_to_top", show=False),
        Binding("end,G", "go_to_end", show=False),
        Binding("slash", "search", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > Vertical { max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2; }
    HelpScreen VerticalScroll { height: auto; max-height: 100%; padding: 0 1; scrollbar-size-vertical: 1; }
    HelpScreen Input.-textual-compact { background: $panel; margin: 0 0 1 0; padding: 0 1 !important; }
    HelpScreen #end { dock: bottom; color: $zhupi-quiet; padding: 0 1; background: $surface; }
    HelpScreen VerticalScroll > Words { margin: 0 0 2 0; }
    """

    def __init__(self, actions: Sequence[ActionLine], *, ambiguous: int = 1) -> None:
        super().__init__()
        self._actions = actions
        self._ambiguous = ambiguous
        self._filter = Input(compact=True, placeholder=_("type to filter"), select_on_focus=False)
        self._body = Words()
        self._pane = VerticalScroll(self._body, can_focus=False)

    def compose(self) -> ComposeResult:
        """Yield the filter, the keys and signs, and how to go on."""
        with Vertical():
            yield self._filter
            yield self._pane
            yield Words(_("j k space b g G scroll   type to filter   esc close"), id="end")

    def on_mount(self) -> None:
        """Begin with everything."""
        self._filter.display = False
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Break the lines for the new width."""
        self._draw()

    def _draw(self) -> None:
        width = min(WIDEST, self.app.size.width)
        self.query_one(Vertical).styles.width = width
        lines = help_lines(self._actions, self._filter.value, max(1, width - FRAME), self._ambiguous)
        rows = (
            plain(line.heading, "bold $accent") if line.heading else joined((line.keys, "$primary"), line.text)
            for line in lines
        )
        self._body.say(stacked(*rows) if lines else plain(_("nothing like this"), "$zhupi-quiet"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._draw()
        self._pane.scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Begin to filter with the first letter."""
        character = event.character or ""
        if event.is_printable and character not in _OWN_KEYS and not self._filter.display:
            event.stop()
            event.prevent_default()
            self.action_search()
            self._filter.insert_text_at_cursor(character)

    def on_paste(self, event: events.Paste) -> None:
        """Filter by what comes from an input method."""
        if not self._filter.display:
            event.stop()
            self.action_search()
            self._filter.insert_text_at_cursor(" ".join(event.text.split()))

    def action_search(self) -> None:
        """Have what is typed next filter the lines."""
        self._filter.display = True
        self.set_focus(self._filter)

    def action_back(self) -> None:
        """Let go of the filter, or go back to reading."""
        if not self._filter.display:
            self.dismiss()
            return
        self._filter.value = ""
        self._filter.display = False
        self.set_focus(None)

    def action_leave(self) -> None:
        """Go back to reading."""
        self.dismiss()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.dismiss()

    def action_scroll_by(self, rows: int) -> None:
        """Scroll by some rows."""
        self._pane.scroll_relative(y=rows, animate=False)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll by some pages, a row of which is seen again."""
        self._pane.scroll_relative(y=pages * max(1, self._pane.size.height - 1), animate=False)

    def action_go_to_top(self) -> None:
        """Scroll to the beginning."""
        self._pane.scroll_home(animate=False)

    def action_go_to_end(self) -> None:
        """Scroll to the end."""
        self._pane.scroll_end(animate=False)
