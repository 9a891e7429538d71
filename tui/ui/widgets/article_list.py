"""Draw the list of articles line by line, so that a hundred thousand are as quick as eight."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotations.storage.progress import Progress
from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.core.library import Library
from tui.core.listing.column_contents import Column
from tui.text.clip import fit, shorten
from tui.text.width import drawable
from tui.ui.widgets.columns import GLYPH, Field, share_width, status_of
from tui.ui.widgets.kept_rows import KeptRows

if TYPE_CHECKING:
    from annotations.storage.summaries import Summary

GLYPHS = {"new": "○", "begun": "◐", "finished": "●", "skipped": "–"}
ARROWS = {False: "↓", True: "↑"}


class _Row(NamedTuple):
    """Hold what a row is drawn from, besides the columns and the script of all of them."""

    info: ArticleInfo
    progress: Progress
    summary: "Summary | None"
    gain: float | None
    has_cursor: bool


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """Show the rows of a ``Library`` with a cursor, or ``nothing``, which says why there are no rows.

    ``shown`` says how words are shown that are said of an article.
    """

    class Opened(Message):
        """Ask for an article to be read."""

        def __init__(self, info: ArticleInfo) -> None:
            super().__init__()
            self.info = info

    class Moved(Message):
        """Report that the cursor stands on another article, or that there is none."""

        def __init__(self, info: ArticleInfo | None) -> None:
            super().__init__()
            self.info = info

    COMPONENT_CLASSES = {"list--quiet", "list--glyph", "list--cursor"}
    DEFAULT_CSS = """
    ArticleList { background: $background; color: $foreground; overflow-x: hidden; padding: 0 1; }
    ArticleList > .list--quiet { color: $zhupi-quiet; }
    ArticleList > .list--glyph { color: $primary; }
    ArticleList > .list--cursor { background: $panel; text-style: bold; }
    """

    cursor: reactive[int] = reactive(0)

    def __init__(self, library: Library, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.library = library
        self.ambiguous = ambiguous
        self._chosen: ArticleInfo | None = None
        self.nothing = ""
        self.shown: Callable[[str, ArticleInfo], str] = lambda text, _info: text
        self._rows = KeptRows(self, self._draw)
        self._columns: tuple[int, Sequence[Field]] = (0, ())
        self._drawn_size = Size(0, 0)

    @property
    def info(self) -> ArticleInfo | None:
        """The info under the cursor."""
        return self.library[self.cursor] if self.cursor < len(self.library) else None

    @property
    def page(self) -> int:
        """The rows of a page, one of which the next page shows again."""
        return max(1, self.size.height - 1)

    def show_library(self) -> None:
        """Draw the library as it is now; the cursor goes with its article where that is still shown."""
        self._measure()
        moved = self._chosen is not None and self._chosen is not self.info
        row = self.library.row_of(self._chosen.key) if moved and self._chosen else None
        self.cursor = max(0, min(self.cursor if row is None else row, len(self.library) - 1))
        self._settle()

    def select(self, info: ArticleInfo) -> None:
        """Put the cursor on an article."""
        self._chosen = info
        self.show_library()

    def move(self, rows: int) -> None:
        """Move the cursor down, or up where negative, no further than the list goes."""
        self.cursor = max(0, min(self.cursor + rows, len(self.library) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor on the screen and tell where it is."""
        self._settle()

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._measure()
        self._settle()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens the article."""
        row = event.y + self.scroll_offset.y
        if row < len(self.library):
            self.cursor = row
            if event.chain > 1 and self.info:
                self.post_message(self.Opened(self.info))

    def heading(self) -> str:
        """Return the names of the columns in their places, with an arrow at the one that the list is sorted by."""
        if not self.size.width:
            return ""
        title, fields = share_width(self.size.width, self.library)
        names = [(self._headed(field.column, field.heading), field) for field in fields]
        parts = [self._fit(" " * GLYPH + self._headed(Column.TITLE, _("title")), GLYPH + title)]
        parts += [self._fit(name, field.width, to_right=field.to_right) for name, field in names]
        return " ".join(parts)

    def column_at(self, cell: int) -> Column | None:
        """Return the column that a cell of a row is in; None where there is none to sort by."""
        title, fields = share_width(self.size.width, self.library)
        end = GLYPH + title
        if cell <= end:
            return Column.TITLE
        for field in fields:
            end += 1 + field.width
            if cell <= end:
                return field.column
        return None

    def redraw(self) -> None:
        """Draw every row anew: the script is another one."""
        self._rows.forget()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Show other rows."""
        super().watch_scroll_y(old_value, new_value)
        self.show_rows()

    def notify_style_update(self) -> None:
        """Draw nothing as it was in another style."""
        self._rows.forget()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the list."""
        if self.size != self._drawn_size:  # all is drawn now, before this is told of its new size
            self._drawn_size = self.size
            self._columns = share_width(self.size.width, self.library)
            self._rows.forget()
            self._rows.use(self._rows_in_sight())
        self._rows.begin(self.app.theme)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the row that stands ``y`` cells below the upper edge."""
        return self._rows.strip(y)

    def show_rows(self) -> None:
        """Draw again those of the rows on the screen that have changed."""
        columns = share_width(self.size.width, self.library)
        if columns != self._columns:
            self._columns = columns
            self._rows.forget()
            self.refresh()
        self._rows.show(self._rows_in_sight())

    def _rows_in_sight(self) -> "Sequence[_Row | str]":
        if not len(self.library):
            return [self.nothing]
        top = self.scroll_offset.y
        return [self._row(row) for row in range(top, min(top + self.size.height, len(self.library)))]

    def _row(self, row: int) -> _Row:
        info, library = self.library[row], self.library
        gain = library.gains.get(info.key)
        return _Row(info, library.progress_of(info), library.summary_of(info), gain, row == self.cursor)

    def _draw(self, row: _Row | str, base: Style) -> Strip:
        if isinstance(row, str):
            quiet = base + self.get_component_rich_style("list--quiet", partial=True)
            return Strip([Segment(self._fit(row, self.size.width), quiet)])
        if row.has_cursor:
            base += self.get_component_rich_style("list--cursor", partial=True)
        return Strip(self._segments(row.info, base)).adjust_cell_length(self.size.width, base)

    def _segments(self, info: ArticleInfo, base: Style) -> Iterator[Segment]:
        status = status_of(info, self.library)
        quiet = base + self.get_component_rich_style("list--quiet", partial=True)
        title, fields = self._columns
        yield Segment(
            self._fit(GLYPHS[status], GLYPH), base + self.get_component_rich_style("list--glyph", partial=True)
        )
        yield Segment(
            self._fit(self.shown(info.title, info), title), quiet if status in ("finished", "skipped") else base
        )
        for field in fields:
            yield Segment(" " + self._say(field, info), quiet)

    def _say(self, field: Field, info: ArticleInfo) -> str:
        """Return what a column says of an article, in its cells."""
        text = field.text(info, self.library)
        if field.written and text:
            text = self.shown(text, info)
        if field.both_ends:
            text = shorten(drawable(text), field.width, self.ambiguous)
        return self._fit(text, field.width, to_right=field.to_right)

    def _fit(self, text: str, width: int, *, to_right: bool = False) -> str:
        return fit(drawable(text), width, self.ambiguous, to_right=to_right)

    def _headed(self, column: Column | None, heading: str) -> str:
        return heading + ARROWS[self.library.reverse] if column is self.library.column else heading

    def _measure(self) -> None:
        self.virtual_size = Size(1, len(self.library))  # how wide the rows are, the list itself says

    def _settle(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if not top <= self.cursor < top + height:
            self.scroll_to(y=self.cursor if self.cursor < top else self.cursor - height + 1, animate=False)
        self._chosen = self.info
        self.show_rows()
        self.post_message(self.Moved(self.info))
