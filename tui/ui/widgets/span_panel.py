"""Draw the spans of the article in a panel beside the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.core.keymap import PANEL
from tui.core.span_panel.rows import PanelRow
from tui.text.clip import fit
from tui.text.width import cells, drawable
from tui.ui.bindings import bindings_of

HEADING = 1
"""The lines above the rows."""


class SpanPanel(ScrollView, can_focus=True, inherit_bindings=False):
    """Show rows of spans, with a cursor that stops at spans; ``convert`` shows their words in the chosen script.

    ``heading`` stays above the rows, wherever they are scrolled to.
    """

    @dataclass
    class Chosen(Message):
        """Ask for a span to be shown on the page, or for what a heading stands for; None is that above all rows."""

        row: PanelRow | None

    BINDINGS = bindings_of(PANEL, "screen")
    COMPONENT_CLASSES = {"panel--heading", "panel--quiet", "panel--cursor"}
    DEFAULT_CSS = """
    SpanPanel { width: 30; background: $surface; padding: 0 1; display: none; }
    SpanPanel { overflow-x: hidden; scrollbar-size-vertical: 1; }
    SpanPanel.-shown { display: block; }
    SpanPanel > .panel--heading { color: $foreground; text-style: bold; }
    SpanPanel > .panel--quiet { color: $zhupi-quiet; }
    SpanPanel:focus > .panel--cursor { background: $panel; text-style: bold; }
    """

    cursor: reactive[int] = reactive(0)

    def __init__(self, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.ambiguous = ambiguous
        self.styles_of: Mapping[str, Style] = {}
        self.convert: Callable[[PanelRow], str] = _as_written
        self.rows: Sequence[PanelRow] = ()
        self.heading = ""

    @property
    def _width(self) -> int:
        """The cells of a row, beside the scrollbar where there is one."""
        return self.scrollable_content_region.width

    @property
    def row(self) -> PanelRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show_rows(self, rows: Sequence[PanelRow], chosen: str | None) -> None:
        """Show other rows; the cursor goes to the span ``chosen``, where it has a row, unless it is used just now."""
        self.rows = rows
        self.virtual_size = Size(self._width, HEADING + len(rows))
        if not self.has_focus and chosen:
            self.cursor = next((number for number, row in enumerate(rows) if row.span == chosen), self.cursor)
        self.cursor = min(self.cursor, max(0, len(rows) - 1))
        if self.row and not self.row.chosen:
            self.move(1)
        if self.row and not self.row.chosen:
            self.move(-1)
        self.refresh()

    def move(self, step: int) -> None:
        """Go to the next span, or to the previous one."""
        places = range(self.cursor + step, len(self.rows) if step > 0 else -1, step)
        self.cursor = next((place for place in places if self.rows[place].chosen), self.cursor)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        top, height = self.scroll_offset.y, max(1, self.size.height - HEADING)
        if not top <= self.cursor < top + height:
            self.scroll_to(y=self.cursor if self.cursor < top else self.cursor - height + 1, animate=False)
        self.refresh()

    def choose(self) -> None:
        """Tell which span is wanted."""
        if self.row and self.row.chosen:
            self.post_message(self.Chosen(self.row))

    def on_click(self, event: events.Click) -> None:
        """Ask for what was clicked: a span, the spans of a heading's label, or a filter; a remark is its span's."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < HEADING:
            self.post_message(self.Chosen(None))
            return
        number = self._number_at(offset.y)
        if number < len(self.rows):
            while number and self.rows[number].remark:
                number -= 1
            if self.rows[number].chosen:
                self.cursor = number
            self.post_message(self.Chosen(self.rows[number]))

    def _number_at(self, y: int) -> int:
        """Return the number of the row that stands ``y`` cells below the upper edge."""
        return y - HEADING + self.scroll_offset.y

    def render_line(self, y: int) -> Strip:
        """Return what stands ``y`` cells below the upper edge."""
        number = self._number_at(y)
        base = self.rich_style
        if y < HEADING:
            quiet = base + self.get_component_rich_style("panel--quiet", partial=True)
            return Strip([Segment(fit(drawable(self.heading), self._width, self.ambiguous), quiet)])
        if number >= len(self.rows):
            return Strip.blank(self._width, base)
        if number == self.cursor:
            base += self.get_component_rich_style("panel--cursor", partial=True)
        return Strip(self._segments(self.rows[number], base)).adjust_cell_length(self._width, base)

    def _segments(self, row: PanelRow, base: Style) -> list[Segment]:
        quiet = base + self.get_component_rich_style("panel--quiet", partial=True)
        if row.remark:
            indent = "    " if self.rows[0] is not row else ""
            return [Segment(fit(f"{indent}{drawable(row.text)}", self._width, self.ambiguous), quiet)]
        times = f" ×{row.times:,}" if row.times > 1 else ""
        if not row.chosen:
            times = _count(row)
        if row.suggestion:
            times += f" {row.suggestion.score:.0%}"
        code = f" {drawable(row.label)}" if row.chosen else ""
        used = cells(times, self.ambiguous) + cells(code, self.ambiguous) + 2 * row.chosen
        room = max(0, self._width - used)
        words = self.convert(row) if row.chosen else row.text
        text = fit(drawable(words), room, self.ambiguous)
        if not row.chosen:
            heading = base + self.get_component_rich_style("panel--heading", partial=True)
            return [Segment(text, heading), Segment(times, quiet)]
        return [
            Segment("  ", base),
            Segment(text, quiet if row.orphan else base),
            Segment(times, quiet),
            Segment(code, base + (quiet if row.suggestion else self.styles_of.get(row.label, Style()))),
        ]


def _count(row: PanelRow) -> str:
    """Return how many there are below a heading, and of how many, where a filter hides some."""
    if not row.times:
        return ""
    return f" {row.times:,}/{row.total:,}" if row.total > row.times else f" {row.times:,}"


def _as_written(row: PanelRow) -> str:
    return row.text
