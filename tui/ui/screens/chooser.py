"""Let one of several things be chosen, or some of them: the one list for every choice of the application."""

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from annotations.model.schema import Label
from seeds.i18n import _
from tui.core.choosing import Choice, Columns, Find, finder, folded
from tui.text.width import cells
from tui.ui.looks import has_few_colours, looks_of
from tui.ui.widgets.plain import Words, choice, in_style, joined, plain, plain_lines
from tui.ui.widgets.status_line import StatusLine

WIDEST, NARROWEST = 96, 44
"""Cells that a list takes with its frame, where the screen is wide enough."""

FRAME = 7
"""Cells of the frame, the scroll bar among them."""

MOST_DETAIL = 4
"""Rows for what has no room in the row of the choice under the cursor."""

Toggle = Callable[[str], Collection[str]]
"""What is done with a name of which several can be chosen; returns what is chosen then."""

_SCREEN_KEYS = frozenset("jkqgG/")
"""The characters that are no filter while nothing is typed."""


class ChooserScreen(ModalScreen[str]):
    """Show choices below a title, with a cursor; end with the name of the one chosen, or None.

    The cursor begins on ``current``; a ✓ stands at what is ``chosen`` now, and there is room for none where that is
    None. What is typed filters: at once where one is ``searching``, else from the first letter or ``/`` on, and before
    that ``j`` and ``k`` move too. With ``toggle``, several can be chosen and the list stays. ``labels`` are shown in
    their colours. ``find`` finds where the choices are not all known.
    """

    HINTS: ClassVar[str] = ""
    """What the last line says of the keys that a list has besides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("close"), show=False),
        Binding("q", "leave", _("close"), show=False),
        Binding("up,ctrl+p,shift+tab,k", "move(-1)", show=False),
        Binding("down,ctrl+n,tab,j", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("home,g", "go_to(0)", show=False),
        Binding("end,G", "go_to(-1)", show=False),
        Binding("slash", "search", show=False),
    ]
    DEFAULT_CSS = """
    ChooserScreen { align: center middle; }
    ChooserScreen > Vertical { max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2; }
    ChooserScreen Vertical > Words { padding: 0 1; }
    ChooserScreen #title { color: $accent; text-style: bold; margin: 0 0 1 0; }
    ChooserScreen Input.-textual-compact { background: $panel; margin: 0 0 1 0; padding: 0 1 !important; }
    ChooserScreen OptionList, ChooserScreen OptionList:focus {
        height: auto; max-height: 16; border: none; padding: 0; background: $surface; background-tint: 0%;
        text-wrap: nowrap; text-overflow: clip; scrollbar-size-vertical: 1;
    }
    ChooserScreen OptionList > .option-list--option { padding: 0 1; }
    ChooserScreen #nothing { color: $zhupi-quiet; display: none; }
    ChooserScreen #detail { color: $zhupi-quiet; margin: 1 0 0 0; }
    ChooserScreen #keys { color: $zhupi-quiet; margin: 1 0 0 0; }
    .-short ChooserScreen #title, .-short ChooserScreen #keys, .-short ChooserScreen #detail { display: none; }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        current: str = "",
        *,
        chosen: Collection[str] | None = None,
        toggle: Toggle | None = None,
        find: Find | None = None,
        searching: bool = False,
        labels: Sequence[Label] = (),
        ambiguous: int = 1,
    ) -> None:
        super().__init__()
        self._title = title
        self._all = choices
        self._current = current
        self._chosen = chosen
        self._toggle = toggle
        self._find = find or finder(choices)
        self._searching = searching
        self._labels = labels
        self._ambiguous = ambiguous
        self._shown: list[Choice] = []
        self._room = NARROWEST
        self._columns = Columns.of(choices, NARROWEST, marked=chosen is not None)
        self._filter = Input(compact=True, placeholder=_("type to filter"), select_on_focus=False)
        self._list = OptionList()
        self._detail = Words(id="detail")

    def compose(self) -> ComposeResult:
        """Yield the title, the filter, the choices, what has no room in them, and the keys."""
        with Vertical():
            yield Words(self._title, id="title")
            yield self._filter
            yield self._list
            yield Words(_("nothing like this"), id="nothing")
            yield self._detail
            yield StatusLine(ambiguous=self._ambiguous, id="keys")

    def on_mount(self) -> None:
        """Begin with everything."""
        self.query_one("#title").display = bool(self._title)
        self._show_filter(show=self._searching)
        self._fit()
        self.show_choices(self._current)

    def on_resize(self, _event: events.Resize) -> None:
        """Share the new width among the columns."""
        name = self.name_in_focus
        self._fit()
        self.show_choices(name)

    # What is shown

    @property
    def name_in_focus(self) -> str:
        """The name of the choice under the cursor; empty where nothing is found."""
        place = self._list.highlighted
        return self._shown[place].name if place is not None and place < len(self._shown) else ""

    @property
    def name_after(self) -> str:
        """The name of the choice below the cursor, or of the last before it; empty where there is none."""
        place = self._list.highlighted or 0
        others = [*self._shown[place + 1 :], *reversed(self._shown[:place])]
        return others[0].name if others else ""

    def show_choices(self, name: str = "") -> None:
        """Show what is found for what was typed, the cursor on a name where it is there, else on the first."""
        self._shown = list(self._find(self._filter.value))
        looks = looks_of(self.app, self._labels).labels if self._labels else {}
        few = has_few_colours(self.app)
        marked, quiet, less = ("", "", "") if few else ("$primary", "$zhupi-quiet", "$foreground 78%")
        options = []
        for item in self._shown:
            row = self._columns.row(item, self._chosen or ())
            words = row.words
            bare = words.rstrip(" ")
            styled = in_style(bare, looks[item.name]) if item.name in looks else plain_lines(bare)
            rest = plain(" " * (len(words) - len(bare)))
            mark, key = plain(row.mark, marked), plain(row.key, quiet)
            content = joined(mark, key, styled, rest, plain_lines(row.about, less))
            options.append(choice(content, item.name))
        self._list.clear_options()
        self._list.add_options(options)
        self.query_one("#nothing").display = not options
        if options:
            names = [item.name for item in self._shown]
            self._list.highlighted = names.index(name) if name in names else 0
        self._describe()

    def _fit(self) -> None:
        marked = self._chosen is not None
        needed = Columns.needed(self._all, marked=marked, ambiguous=self._ambiguous) if self._all else WIDEST
        texts = (self._title, self._keys(typing=False), self._keys(typing=True))
        needed = max(needed, *(cells(text, self._ambiguous) for text in texts))
        width = min(self.app.size.width, max(NARROWEST, min(WIDEST, needed + FRAME)))
        self.query_one(Vertical).styles.width = width
        self._room = max(1, width - FRAME)
        self._columns = Columns.of(self._all, self._room, marked=marked, ambiguous=self._ambiguous)
        cut = [item for item in self._all if self._columns.is_cut(item)]
        rows = max((len(self._about(item)) for item in cut), default=0)
        self._detail.display = rows > 0
        self._detail.styles.height = min(rows, MOST_DETAIL)

    def _about(self, item: Choice) -> list[str]:
        return folded(item.about, self._room, self._ambiguous)

    def _describe(self) -> None:
        """Say all about the choice under the cursor, and what the keys do."""
        name = self.name_in_focus
        item = next((each for each in self._shown if each.name == name), None)
        self._detail.say("\n".join(self._about(item)) if item and self._columns.is_cut(item) else "")
        self.query_one("#keys", StatusLine).left = self._keys(typing=bool(self._filter.display))

    def _keys(self, *, typing: bool) -> str:
        hints = [
            _("type to filter") if typing else "",
            _("↑ ↓ move") if typing else _("↑ ↓ j k move"),
            "" if typing else _("/ filter"),
            _("⏎ ✓ on or off") if self._toggle else _("⏎ choose"),
            self.HINTS,
            _("esc clear") if typing and self._filter.value else _("esc close"),
        ]
        return "   ".join(filter(None, hints))

    # Keys

    def action_back(self) -> None:
        """Let go of the filter, or choose nothing."""
        if self._filter.value:
            self._filter.value = ""
            self._show_filter(show=self._searching)
        else:
            self.dismiss()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss()

    def action_search(self) -> None:
        """Have what is typed next filter the list."""
        self._show_filter(show=True)

    def action_move(self, step: int) -> None:
        """Move by a line."""
        if step > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_move_page(self, step: int) -> None:
        """Move by a page, where there is one."""
        if self._list.scrollable_content_region:
            page = max(1, self._list.scrollable_content_region.height - 1)
            self.action_go_to(max(0, min(len(self._shown) - 1, (self._list.highlighted or 0) + step * page)))

    def action_go_to(self, place: int) -> None:
        """Move to one end."""
        if self._shown:
            self._list.highlighted = place % len(self._shown)

    def on_key(self, event: events.Key) -> None:
        """Begin to filter with the first letter."""
        character = event.character or ""
        if event.is_printable and character not in _SCREEN_KEYS and not self._filter.display and character.strip():
            event.stop()
            event.prevent_default()
            self._type(character)

    def on_paste(self, event: events.Paste) -> None:
        """Begin to filter with what is pasted, or comes from an input method."""
        if not self._filter.display:
            event.stop()
            self._type(" ".join(event.text.split()))

    def _type(self, text: str) -> None:
        self._show_filter(show=True)
        self._filter.insert_text_at_cursor(text)

    def _show_filter(self, *, show: bool) -> None:
        self._filter.display = show
        self.set_focus(self._filter if show else self._list)
        self._describe()

    # What comes of it

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.show_choices("" if event.value else self._current)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose(self.name_in_focus)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._describe()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option.id or "")

    def _choose(self, name: str) -> None:
        if not name:
            return
        if self._toggle:
            self._chosen = self._toggle(name)
            self.show_choices(name)
        else:
            self.dismiss(name)
