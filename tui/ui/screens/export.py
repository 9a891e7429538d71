"""Show the export: what is to be exported, line by line; what it will look like; and what came of it."""

from collections.abc import Mapping, Sequence
from time import monotonic

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList
from textual.worker import Worker, get_current_worker

from annotations.exchange.exporting.export import export
from annotations.exchange.registry import all_formats
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _, ngettext
from tui.core.exporting.export_form import NAMES, OTHER_SPLIT, SEVERAL, ExportForm, Line, Order
from tui.core.exporting.export_lines import CHOICES_WIDTH, FRAME, drawn_choices, drawn_line, drawn_progress
from tui.core.exporting.export_preview import preview
from tui.core.exporting.export_report import problem_lines, report_lines
from tui.core.keymap import EXPORT
from tui.core.session import Session
from tui.text.clip import shorten
from tui.text.width import drawable
from tui.ui.bindings import bindings_of
from tui.ui.commands import Command
from tui.ui.screens.base import ZhupiScreen
from tui.ui.screens.choice import ChoiceScreen
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.plain import Words, choice, joined, plain, plain_lines
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.status_line import StatusLine

LOOKS = ("$zhupi-quiet", "", "$zhupi-quiet")
"""The styles of a line's name, of what it says, and of what there is to know about that."""

REPORT_EVERY = 0.1
"""Seconds between two reports of how far an export has come."""


class _StoppedError(Exception):
    """Leave an export that the user has stopped, or a preview for another."""


class _Lines(OptionList, inherit_bindings=False):
    """Show the lines of the form; the keys are the screen's."""


class _Choices(ChoiceScreen):
    """Show choices with room for what there is to know about them."""

    DEFAULT_CSS = f"""
    _Choices > OptionList, _Choices > OptionList:focus {{
        width: {CHOICES_WIDTH}; text-wrap: nowrap; text-overflow: clip;
    }}
    """


class ExportScreen(ZhupiScreen):
    """Show the lines of the form above a pane for the preview, and then for the report."""

    BINDINGS = bindings_of(EXPORT)
    DEFAULT_CSS = """
    ExportScreen _Lines, ExportScreen _Lines:focus {
        height: auto; max-height: 60%; border: none; padding: 1; background: $background; background-tint: 0%;
        scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: clip;
    }
    ExportScreen #about { color: $zhupi-quiet; background: $surface; }
    ExportScreen #pane { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ExportScreen #pane > Static { width: auto; text-wrap: nowrap; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = ExportForm(session, all_formats())
        self._ambiguous = session.settings.ambiguous
        self._header = StatusLine(ambiguous=self._ambiguous, id="header")
        self._lines = _Lines(*(choice(plain(""), line) for line in Line))
        self._about = StatusLine(ambiguous=self._ambiguous, id="about")
        self._body = Words()
        self._pane = VerticalScroll(self._body, id="pane", can_focus=False)
        self._content: Sequence[str] = ()
        self._export: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out header, form, the pane with a line about it, and keys."""
        yield self._header
        yield self._lines
        yield self._about
        yield self._pane
        yield KeyBar(ambiguous=self._ambiguous)

    def on_mount(self) -> None:
        """Begin with what is usual."""
        self._header.left = f"朱批  {_('export')}  {self.session.corpus.name}"
        count = len(self.session.library.entries)
        self._header.right = ngettext("{n} article", "{n} articles", count).format(n=f"{count:,}")
        for problem in self.form.problems:
            self.warn(problem)
        self._lines.focus()
        self._changed()

    def on_resize(self, _event: events.Resize) -> None:
        """Cut everything to the new width."""
        self._draw()

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the form and of its preview."""
        return {
            "export.up": self.action_up,
            "export.down": self.action_down,
            "export.page-up": self.action_page_up,
            "export.page-down": self.action_page_down,
            "export.change": self.action_change,
            "export.start": self.action_start,
            "export.leave": self.action_leave,
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys rest while something is typed."""
        return False if self.query(Prompt) else super().check_action(action, parameters)

    # Moving

    def action_up(self) -> None:
        """Move one line up."""
        self._lines.action_cursor_up()

    def action_down(self) -> None:
        """Move one line down."""
        self._lines.action_cursor_down()

    def action_page_up(self) -> None:
        """Scroll the pane a page up."""
        self._pane.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the pane a page down."""
        self._pane.scroll_page_down(animate=False)

    def action_leave(self) -> None:
        """Stop the export, or go back to the library."""
        if self._export:
            self._export.cancel()
            self._show(_("stopping"), ())
        else:
            self.dismiss()

    # Choosing

    async def action_change(self) -> None:
        """Change what the line says."""
        self._lines.action_select()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        line = Line(event.option.id or "")
        if self._export:
            return
        if line is Line.OUTPUT:
            await self.ask(Prompt(NAMES[line], str(self.form.output), id="output"))
        else:
            self._let_choose(line, *self.form.chosen(line)[:1])

    def _let_choose(self, line: Line, current: str = "") -> None:
        width = min(CHOICES_WIDTH, self.size.width) - FRAME
        chosen = self.form.chosen(line) if line in SEVERAL else None
        shown = drawn_choices(self.form.choices(line), chosen, width, self._ambiguous)

        async def settle(name: str | None) -> None:
            if name == OTHER_SPLIT and line is Line.SPLIT:
                await self.ask(Prompt(_("split, such as 80/10/10 or 80/20"), id="split"))
            elif name and line in SEVERAL:
                self.form.toggle(line, name)
                self._changed()
                self._let_choose(line, name)
            elif name:
                self._choose(line, name)

        self.app.push_screen(_Choices(shown, current), settle)

    @on(Prompt.Done)
    def _typed(self, event: Prompt.Done) -> None:
        self._close_prompt()
        self._choose(Line(event.prompt.id or ""), event.text)

    @on(Prompt.Cancelled)
    def _close_prompt(self) -> None:
        self.query(Prompt).remove()
        self._lines.focus()

    def _choose(self, line: Line, name: str) -> None:
        try:
            self.form.choose(line, [name])
        except ZhupiError as error:
            self.warn(error.problem)
        else:
            self._changed()

    # The preview

    def _changed(self) -> None:
        """Show the form as it now is, and look at what comes of it."""
        try:
            order = self.form.order()
        except ZhupiError as error:
            self.workers.cancel_group(self, "export")
            self._show(_("this cannot be exported"), list(map(str, self.form.obstacles() or [error.problem])))
        else:
            self._show(_("preview"), self._content)
            self._preview(order)

    @work(thread=True, exclusive=True, group="export")
    def _preview(self, order: Order) -> None:
        worker = get_current_worker()

        def step() -> None:
            if worker.is_cancelled:
                raise _StoppedError

        try:
            about, lines = _("preview"), preview(order.project, order.request, step)
        except _StoppedError:
            return
        except (ZhupiError, OSError) as error:
            about, lines = _("this cannot be exported"), [str(error)]
        if not lines:
            about = _("there is nothing to export in the articles that are chosen")
        self.app.call_from_thread(self._previewed, worker, about, lines)

    def _previewed(self, worker: Worker[None], about: str, lines: Sequence[str]) -> None:
        """Show the preview, unless it is of what was chosen before."""
        if not worker.is_cancelled:
            self._show(about, lines)

    # The export

    def action_start(self) -> None:
        """Export, after a question where something would be replaced."""
        if self._export:
            return
        try:
            order = self.form.order()
        except ZhupiError as error:
            self.warn(error.problem)
            return
        if not self.form.exists:
            self._begin(order, force=False)
            return

        def settle(name: str | None) -> None:
            if name == "replace":
                self._begin(order, force=True)

        question = {
            "keep": _("keep {path}").format(path=order.output),
            "replace": _("replace it by the export"),
        }
        self.app.push_screen(ChoiceScreen(question, "keep"), settle)

    def _begin(self, order: Order, *, force: bool) -> None:
        self._show(_("exporting"), ())
        self._export = self._run(order, len(self.session.library.entries), force=force)

    @work(thread=True, exclusive=True, group="export")
    def _run(self, order: Order, total: int, *, force: bool) -> None:
        worker = get_current_worker()
        problems: list[Problem] = []
        done, due = 0, 0.0

        def step() -> None:
            nonlocal done, due
            if worker.is_cancelled:
                raise _StoppedError
            done += 1
            if monotonic() > due:
                due = monotonic() + REPORT_EVERY
                self.app.call_from_thread(self._show_progress, done, total)

        try:
            report = export(
                order.project, order.request, order.output, force=force, on_problem=problems.append, step=step
            )
        except _StoppedError:
            about, lines = _("stopped: nothing was exported"), []
        except (ZhupiError, OSError) as error:
            about, lines = _("nothing was exported"), [str(error)]
        else:
            about = _("exported to {path}").format(path=order.output)
            lines = list(report_lines(report, order.request.split.names if order.request.split else ()))
        self.app.call_from_thread(self._end, about, [*lines, *problem_lines(problems)])

    def _show_progress(self, done: int, total: int) -> None:
        self._about.right = drawn_progress(done, total)

    def _end(self, about: str, lines: Sequence[str]) -> None:
        self._export = None
        self._show(about, lines)

    # Showing

    def _show(self, about: str, lines: Sequence[str]) -> None:
        self._about.left, self._about.right = about, ""
        self._content = lines
        self._draw()

    def _draw(self) -> None:
        width = self.size.width - 4
        for line in Line:
            parts = drawn_line(NAMES[line], *self.form.said(line), width, self._ambiguous)
            self._lines.replace_option_prompt(line, joined(*map(plain_lines, parts, LOOKS)))
        shown = (shorten(drawable(text), width, self._ambiguous) for text in self._content)
        self._body.say("\n".join(shown))
