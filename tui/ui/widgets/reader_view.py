"""Draw the page of an article, only the lines that are visible."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import RenderResult
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from annotations.model.schema import Label
from annotations.storage.progress import Progress
from tui.text.layout import Layout, Line
from tui.text.page import Page
from tui.text.paint import StyledRange, marks_within, paint
from tui.text.pointing import locate
from tui.text.span_marks import LABEL, SUGGESTED, SpanMarks
from tui.text.tag_row import Tag, tag_row
from tui.ui.looks import Looks, looks_of
from tui.ui.widgets.kept_rows import KeptRows

WHEEL = 3
"""Lines that one notch of the mouse wheel moves."""


class _Row(NamedTuple):
    """Hold all that a row is drawn from: a line with marks or, where it is the row below, with the tags of these."""

    looks: int
    layout: Layout
    line: Line
    marks: tuple[StyledRange, ...] = ()
    tags: tuple[Tag, ...] | None = None


class ReaderView(Widget, can_focus=True):
    """Show the page that is being read, with the search hits and the sentence in focus marked on it."""

    class Moved(Message):
        """Report that another part of the article is on the screen."""

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress

    class Pressed(Message):
        """Report that the mouse was pressed on a cell; ``clicks`` counts how often in a row."""

        def __init__(self, cell: int, row: int, clicks: int) -> None:
            super().__init__()
            self.cell = cell
            self.row = row
            self.clicks = clicks

    class Dragged(Message):
        """Report that the mouse was moved to a cell while it was pressed."""

        def __init__(self, cell: int, row: int) -> None:
            super().__init__()
            self.cell = cell
            self.row = row

    class Resized(Message):
        """Report that the page has another size, and needs a layout for it."""

    COMPONENT_CLASSES = {
        "reader--title",
        "reader--meta",
        "reader--heading",
        "reader--byline",
        "reader--code",
        "reader--emphasis",
        "reader--link",
        "reader--rule",
        "reader--strong",
        "reader--struck",
        "reader--focus",
        "reader--aside",
        "reader--nested",
        "reader--chosen",
        "reader--current-suggestion",
        "reader--tags",
    }
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ReaderView { background: $background; color: $foreground; height: 1fr; width: 1fr; }
    ReaderView > .reader--title { text-style: bold; color: $primary; }
    ReaderView > .reader--meta { color: $zhupi-quiet; }
    ReaderView > .reader--heading { text-style: bold; color: $accent; }
    ReaderView > .reader--byline { color: $zhupi-quiet; }
    ReaderView > .reader--code { color: $secondary; }
    ReaderView > .reader--emphasis { text-style: italic; }
    ReaderView > .reader--link { text-style: underline; }
    ReaderView > .reader--rule { color: $zhupi-quiet; }
    ReaderView > .reader--strong { text-style: bold; }
    ReaderView > .reader--struck { text-style: strike; }
    ReaderView > .reader--focus { background: $zhupi-focus; }
    ReaderView > .reader--aside { color: $zhupi-aside; }
    App:nocolor ReaderView > .reader--aside { text-style: dim; }
    App:nocolor ReaderView > .reader--focus { text-style: italic; }
    ReaderView > .reader--nested { text-style: underline; }
    ReaderView > .reader--chosen { text-style: bold; }
    ReaderView > .reader--current-suggestion { background: $panel; text-style: bold; }
    ReaderView > .reader--tags { color: $zhupi-quiet; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self._hits: Sequence[StyledRange] = ()
        self._current: StyledRange | None = None
        self._focused: StyledRange | None = None
        self.following = False
        self._lines: list[Line] = []
        self.labels: Sequence[Label] = ()
        self._looks: tuple[str, Sequence[Label], Looks] = ("", (), Looks())
        self.tags = False
        self._spans = SpanMarks()
        self._dragging = False
        self._rows = KeptRows(self, self._draw)

    @property
    def looks(self) -> Looks:
        """Return how marks, hits and the cursor look on the theme of this moment."""
        app = self.app
        theme, labels, looks = self._looks
        if theme != app.theme or labels is not self.labels:
            looks = looks_of(app, self.labels)
            self._looks = app.theme, self.labels, looks
        return looks

    @property
    def focus_range(self) -> tuple[int, int] | None:
        """The sentence in focus."""
        return (self._focused.start, self._focused.end) if self._focused else None

    def show_layout(self, layout: Layout, position: int = 0) -> None:
        """Show an article: the same one in another layout stays where it is, another begins at ``position``."""
        before = self.page.layout.article if self.page else None
        if self.page and before and (before.info, before.text) == (layout.article.info, layout.article.text):
            cursor = self._spans.cursor
            is_seen = cursor is not None and self.page.row_of(cursor[0]) is not None
            self.page = self.page.turned(layout, self.size.height, stay_with=self._noticed())
            if cursor and is_seen:
                self.page.show(*cursor)
        else:
            self.page = Page(layout, self.size.height)
            self.page.put(position)
            self._hits, self._current, self._focused = (), None, None
        self.redraw()

    def show_hits(self, hits: Sequence[tuple[int, int]], current: tuple[int, int] | None) -> None:
        """Mark the hits (sorted, not overlapping), and bring the current one to the screen."""
        self._hits = [StyledRange(start, end, "hit") for start, end in hits]
        self._current = StyledRange(*current, "current") if current else None
        if self.page and current:
            self.page.show(*current)
        self.redraw()

    def show_spans(self, spans: SpanMarks, *, follow: bool = True) -> None:
        """Draw the spans of a layer, the selection and the cursor; with ``follow`` bring the cursor to the screen."""
        self._spans = spans
        if self.page and spans.cursor and follow:
            self.page.show(*spans.cursor)
        self.redraw()

    def scroll_lines(self, rows: int) -> None:
        """Move the page down by rows, or up where negative; no sentence is in focus then."""
        self.turn(lambda page: page.scroll(rows))

    def turn(self, movement: Callable[[Page], None]) -> None:
        """Move the page; no sentence is in focus then."""
        if self.page:
            self.unfocus()
            movement(self.page)
            self.redraw()

    def show_range(self, start: int, end: int) -> None:
        """Bring a range to the screen."""
        if self.page:
            self.page.show(start, end)
            self.redraw()

    def looked_at(self) -> int:
        """Return the code point that the reader looks at: the current hit, the sentence in focus, or the page's top."""
        noticed = self._noticed()
        return noticed if noticed is not None else self.page.progress.position if self.page else 0

    @property
    def hit(self) -> tuple[int, int] | None:
        """The current hit of a search."""
        return (self._current.start, self._current.end) if self._current else None

    @property
    def hit_in_sight(self) -> bool:
        """Return whether the current hit of a search is on the screen."""
        return self._current is not None and any(
            line.start < self._current.end and self._current.start < line.end for line in self._lines
        )

    @property
    def lines(self) -> Sequence[Line]:
        """The lines that are on the screen."""
        return self._lines

    def cursor_cell(self) -> tuple[int, int] | None:
        """Return the column and the row at which the cursor is drawn; None where it is not on the screen."""
        if self.page and self._spans.cursor:
            place = locate(self._lines, self.page.layout, self._spans.cursor[0])
            return (place[1], place[0]) if place else None
        return None

    def move_sentence(self, step: int) -> None:
        """Put the next sentence into focus, or the previous one where ``step`` is negative."""
        if self.page:
            sentence = self.page.sentence(self.focus_range, step)
            if sentence:
                self._focused = StyledRange(*sentence, "focus")
            self.redraw()

    def focus_sentence(self, offset: int) -> None:
        """Put the sentence of a code point into focus, a third below the top of the page."""
        if self.page:
            self._focused = StyledRange(*self.page.sentence_at(offset), "focus")
            self.page.put(offset, self.size.height // 3)
            self.redraw()

    def follow(self, offset: int) -> None:
        """Light the sentence of a code point from now on, and let the rest stand back."""
        self.following = True
        if self.page:
            self._light(self.page.sentence_at(min(offset, self.page.layout.length - 1)))

    def follow_on(self, step: int) -> bool:
        """Light the next sentence, or the previous one; return False where there is none."""
        sentence = self.page.sentence(self.focus_range, step) if self.page else None
        if sentence:
            self._light(sentence)
        return sentence is not None

    def stop_following(self) -> None:
        """Show the whole page alike again; the sentence stays in focus."""
        self.following = False
        self.redraw()

    def _light(self, sentence: tuple[int, int]) -> None:
        """Put a sentence into focus, and where it comes near an edge of the page, put it a third below the top."""
        self._focused = StyledRange(*sentence, "focus")
        if self.page:
            first, last = self.page.row_of(sentence[0]), self.page.row_of(sentence[1] - 1)
            if first is None or last is None or first < 1 or last > 2 * self.size.height // 3:
                self.page.put(sentence[0], self.size.height // 3)
        self.redraw()

    def unfocus(self) -> None:
        """Put no sentence into focus."""
        self._focused = None

    def redraw(self) -> None:
        """Draw the page as it is now and tell where it is."""
        if self.page:
            self._lines = self.page.lines
            self._rows.show([self._row(y, self.page.layout) for y in range(len(self._lines))])
            self.post_message(self.Moved(self.page.progress))

    def on_resize(self, _event: events.Resize) -> None:
        """Ask for a layout of the new size."""
        self.post_message(self.Resized())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select."""
        self.capture_mouse()
        self._dragging = True
        self.post_message(self.Pressed(*self._cell(event), 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as here."""
        if self._dragging:
            self.post_message(self.Dragged(*self._cell(event)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection here."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word with two clicks, a sentence with three."""
        if event.chain > 1:
            self.post_message(self.Pressed(*self._cell(event), event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move on with the wheel."""
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move back with the wheel."""
        self._wheel(event, -WHEEL)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the view."""
        self._rows.begin((self.app.theme, id(self.looks)))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the line on row ``y`` of the screen."""
        return self._rows.strip(y)

    def notify_style_update(self) -> None:
        """Draw nothing as it was in another style."""
        self._rows.forget()
        super().notify_style_update()

    def _row(self, y: int, layout: Layout) -> _Row | None:
        """Return what a row is drawn from; None where it is blank."""
        line = self._lines[y]
        if line.text:
            return _Row(id(self.looks), layout, line, tuple(self._marks(line)))
        above = self._lines[y - 1] if y else None
        if self.tags and above and above.text and above.start < above.end:
            return _Row(id(self.looks), layout, above, tags=tuple(self._tags(above)))
        return None

    def _draw(self, row: _Row, base: Style) -> Strip:
        line = row.line
        segments = [Segment(" " * line.left, base)]
        if row.tags is None:
            runs = paint(line, row.layout, row.marks)
            segments += [Segment(run.text, self._style(base, run.looks)) for run in runs]
        else:
            style = base + self.get_component_rich_style("reader--tags", partial=True)
            segments.append(Segment(tag_row(line, row.layout, row.tags), style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def render(self) -> RenderResult:
        """Nothing: the lines are drawn by ``render_line``."""
        return ""

    def _marks(self, line: Line) -> list[StyledRange]:
        """Return the marks that touch a line; later ones lie over earlier ones."""
        return [mark for mark in self._all_marks(line) if mark.start < line.end and line.start < mark.end]

    def _all_marks(self, line: Line) -> list[StyledRange]:
        markdown = self.page.layout.read.markdown if self.page else None
        marks = [StyledRange(*look) for look in markdown.looks_within(line.start, line.end)] if markdown else []
        marks += self._asides() if self.following else ()
        marks += [mark for mark in (self._focused,) if mark]
        marks += self._spans.beneath(line.start, line.end)
        marks += marks_within(self._hits, line.start, line.end)
        marks += [mark for mark in (self._current,) if mark]
        marks += self._spans.over(line.start, line.end)  # above the hits: no colour of theirs hides a mark
        return marks + self._spans.pointer()

    def _asides(self) -> list[StyledRange]:
        """Return what stands back behind the sentence that is followed."""
        if self._focused is None or self.page is None:
            return []
        before = StyledRange(0, self._focused.start, "aside")
        return [before, StyledRange(self._focused.end, self.page.layout.length, "aside")]

    def _tags(self, line: Line) -> Iterator[Tag]:
        """Yield the labels of the spans in a line, and of what is suggested there."""
        for span in self._spans.layer.within(line.start, line.end):
            yield Tag(span.start, span.end, span.label)
        for item in self._spans.suggested(line.start, line.end):
            yield Tag(item.start, item.end, f"{item.label}?")

    def _style(self, base: Style, names: Sequence[str]) -> Style:
        looks = self.looks
        for look in names:
            if look.startswith(LABEL):
                base += looks.labels.get(look.removeprefix(LABEL), looks.unknown)
            elif look.startswith(SUGGESTED):
                base += looks.suggested.get(look.removeprefix(SUGGESTED), Style(underline=True))
            elif look in looks.others:
                base += looks.others[look]
            elif f"reader--{look}" in self.COMPONENT_CLASSES:
                base += self.get_component_rich_style(f"reader--{look}", partial=True)
        return base

    def _noticed(self) -> int | None:
        """Return the code point that the reader looks at: the cursor, the current hit, or the sentence in focus."""
        if self._spans.cursor:
            return self._spans.cursor[0]
        mark = self._current or self._focused
        return mark.start if mark else None

    def _cell(self, event: events.MouseEvent) -> tuple[int, int]:
        """Return the cell and the row of the page at which the mouse is."""
        offset = event.get_content_offset_capture(self)
        return offset.x, offset.y

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        if self.page:
            self.page.scroll(rows)
            self.redraw()
