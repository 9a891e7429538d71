"""Show a form: lines to choose in, and below them a pane for what comes of the choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import OptionList

from annotations.model.schema import Label
from seeds.i18n import _
from tui.core.form_drawing import drawn_line, drawn_progress, drawn_share
from tui.core.lit_lines import LitLine, wrapped
from tui.ui.commands import Command
from tui.ui.looks import Looks, looks_of
from tui.ui.widgets.plain import Words, choice, joined, lit, plain, plain_lines, stacked
from tui.ui.widgets.status_line import StatusLine

LOOKS = ("$zhupi-quiet", "", "$zhupi-quiet")
"""The styles of a line's name, of what it says, and of what there is to know about that."""

MARGIN = 4
"""Cells beside the lines and beside what is in the pane, the scroll bar among them."""

LineText = tuple[str, str, str]
"""What a line is called, what it says, and what there is to know about that."""


class _Lines(OptionList, inherit_bindings=False):
    """Show the lines of the form; the keys are the screen's."""


class FormView(Vertical):
    """Show the lines of a form above a pane, with a line about the pane between them.

    Long lines of the pane go on below. What is marked in them is lit in the colours of ``labels``.
    """

    @dataclass
    class Chosen(Message):
        """Report that a line is to be changed, by its id."""

        line: str

    DEFAULT_CSS = """
    FormView { height: 1fr; }
    FormView _Lines, FormView _Lines:focus {
        height: auto; max-height: 60%; border: none; padding: 1; background: $background; background-tint: 0%;
        scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: clip;
    }
    FormView #about { color: $zhupi-quiet; background: $surface; }
    FormView #pane { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    FormView #pane > Static { width: auto; text-wrap: nowrap; }
    """

    def __init__(self, labels: Sequence[Label] = (), *, ambiguous: int = 1) -> None:
        super().__init__()
        self._ambiguous = ambiguous
        self._labels = labels
        self._lines = _Lines()
        self._about = StatusLine(ambiguous=ambiguous, id="about")
        self._body = Words()
        self._pane = VerticalScroll(self._body, id="pane", can_focus=False)
        self._texts: Mapping[str, LineText] = {}
        self._content: Sequence[str | LitLine] = ()

    def compose(self) -> ComposeResult:
        """Yield the lines, what there is to say about the pane, and the pane."""
        yield self._lines
        yield self._about
        yield self._pane

    def on_mount(self) -> None:
        """Draw in the colours of every theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.call_after_refresh(self._draw_pane))

    def commands(self, scope: str) -> dict[str, Command]:
        """Return the commands by which one moves in the form, as actions of a scope."""
        return {
            f"{scope}.up": self._lines.action_cursor_up,
            f"{scope}.down": self._lines.action_cursor_down,
            f"{scope}.page-up": lambda: self._pane.scroll_page_up(animate=False),
            f"{scope}.page-down": lambda: self._pane.scroll_page_down(animate=False),
            f"{scope}.change": self._lines.action_select,
        }

    def focus_lines(self) -> None:
        """Have the next key go to the lines."""
        self._lines.focus()

    def show_lines(self, texts: Mapping[str, LineText]) -> None:
        """Show the lines by their ids; the cursor stays on its line, or at its place where that is gone."""
        if list(texts) != list(self._texts):
            self._replace_lines(list(texts))
        self._texts = texts
        self._draw_lines()

    def go_to(self, line: str) -> None:
        """Put the cursor on a line."""
        self._lines.highlighted = list(self._texts).index(line)

    def report(self, about: str, lines: Sequence[str | LitLine] = ()) -> None:
        """Show other lines in the pane, from their beginning, and say what they are."""
        if self._content != lines:
            self._pane.scroll_home(animate=False)
        self._about.left, self._about.right = about, ""
        self._content = lines
        self._draw_pane()

    def report_progress(self, done: int, total: int) -> None:
        """Show how far the work has come that the pane will be about."""
        self._about.right = drawn_progress(done, total)

    def report_share(self, done: int, total: int) -> None:
        """Show which share of the work is done."""
        self._about.right = drawn_share(done, total)

    def report_time(self, seconds: float) -> None:
        """Show how long something has taken of which it is not known how long it takes."""
        self._about.right = _("{seconds:.0f} s").format(seconds=seconds)

    @property
    def line(self) -> str:
        """The line that the cursor is on."""
        return list(self._texts)[self._lines.highlighted or 0]

    @property
    def content(self) -> Sequence[str | LitLine]:
        """The lines in the pane."""
        return self._content

    def on_resize(self, _event: events.Resize) -> None:
        """Cut everything to the new width."""
        self._draw_lines()
        self._draw_pane()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option.id or ""))

    def _replace_lines(self, ids: Sequence[str]) -> None:
        former, place = list(self._texts), self._lines.highlighted or 0
        self._lines.clear_options()
        self._lines.add_options([choice(plain(""), line) for line in ids])
        current = former[place] if place < len(former) else ""
        self._lines.highlighted = ids.index(current) if current in ids else min(place, len(ids) - 1)

    @property
    def _width(self) -> int:
        return self.app.size.width - MARGIN

    def _draw_lines(self) -> None:
        for line, text in self._texts.items():
            parts = drawn_line(*text, self._width, self._ambiguous)
            self._lines.replace_option_prompt(line, joined(*map(plain_lines, parts, LOOKS)))

    def _draw_pane(self) -> None:
        looks = looks_of(self.app, self._labels) if self._labels else Looks()
        rows = []
        for line in self._content:
            for row in wrapped(LitLine(line) if isinstance(line, str) else line, self._width, self._ambiguous):
                styles = ((looks.suggested if mark.names_label else looks.labels).get(mark.label) for mark in row.marks)
                rows.append(
                    lit(
                        row.text,
                        [
                            (mark.start, mark.end, style or looks.unknown)
                            for mark, style in zip(row.marks, styles, strict=True)
                        ],
                    )
                )
        self._body.say(stacked(*rows))
