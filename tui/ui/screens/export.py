"""Show the export: what is to be exported, line by line; what it will look like; and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.worker import Worker, get_current_worker

from annotations.exchange.exporting.export import export
from annotations.exchange.output import REPORT
from annotations.exchange.registry import all_formats
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _, ngettext
from tui.core.choosing import Choice
from tui.core.exporting.export_form import NAMES, NO_SPLIT, OTHER_SPLIT, SEVERAL, ExportForm, Line, Order
from tui.core.exporting.export_preview import Preview, preview
from tui.core.exporting.export_report import problem_lines, report_lines
from tui.core.keymap import EXPORT
from tui.core.lit_lines import LitLine
from tui.core.session import Session
from tui.ui.bindings import bindings_of
from tui.ui.commands import Command
from tui.ui.screens import asking
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.form_view import FormView
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.path_prompt import PathPrompt
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.status_line import StatusLine

REPORT_EVERY = 0.1
"""Seconds between two reports of how far an export has come."""


class _StoppedError(Exception):
    """Leave an export that the user has stopped, or a preview for another."""


class ExportScreen(ZhupiScreen):
    """Show the lines of the form above a pane for the preview, and then for the report."""

    BINDINGS = bindings_of(EXPORT)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = ExportForm(session, all_formats())
        self._ambiguous = session.settings.ambiguous
        self._header = StatusLine(ambiguous=self._ambiguous, id="header")
        self._view = FormView(session.annotations.schema.labels, ambiguous=self._ambiguous)
        self._export: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out header, form and keys."""
        yield self._header
        yield self._view
        yield KeyBar(ambiguous=self._ambiguous)

    def on_mount(self) -> None:
        """Begin with what is usual."""
        self._header.left = f"朱批  {_('export')}  {self.session.corpus.name}"
        self.describe()
        for problem in self.form.problems:
            self.warn(problem)
        self._view.focus_lines()
        self._changed()

    def describe(self) -> None:
        """Say how many articles there are, or what a key has done."""
        count = len(self.session.library.entries)
        articles = ngettext("{n} article", "{n} articles", count).format(n=f"{count:,}")
        self._header.right = self.said.text or articles

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the form and of its preview."""
        own = {"export.start": self.action_start, "export.leave": self.action_leave}
        return self._view.commands("export") | own

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys rest while something is typed."""
        return False if self.query(Prompt) else super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Stop the export, or go back to the library."""
        if self._export:
            self._export.cancel()
            self._view.report(_("stopping"))
        else:
            self.dismiss()

    # Choosing

    @on(FormView.Chosen)
    async def _selected(self, event: FormView.Chosen) -> None:
        line = Line(event.line)
        if self._export:
            return
        if line is Line.OUTPUT:
            await self.ask(PathPrompt(NAMES[line], str(self.form.output), id="output"))
        else:
            self._let_choose(line, *self.form.chosen(line)[:1])

    def _let_choose(self, line: Line, current: str = "") -> None:
        def toggle(name: str) -> Collection[str]:
            self.form.toggle(line, name)
            self._changed()
            return self.form.chosen(line)

        def settle(name: str | None) -> None:
            if name == OTHER_SPLIT and line is Line.SPLIT:
                self.call_next(self.ask, Prompt(_("split, such as 80/10/10 or 80/20"), id="split"))
            elif name:
                self._choose(line, name)

        asking.choose(
            self.app,
            [Choice(name, name, about) for name, about in self.form.choices(line).items()],
            current,
            settle,
            title=_("export: {line}").format(line=NAMES[line]),
            chosen=self.form.chosen(line) or ([NO_SPLIT] if line is Line.SPLIT else ()),
            toggle=toggle if line in SEVERAL else None,
            searching=line is Line.FORMAT,
            labels=self.session.annotations.schema.labels if line is Line.LABELS else (),
        )

    @on(Prompt.Done)
    async def _typed(self, event: Prompt.Done) -> None:
        await self._close_prompt()
        self._choose(Line(event.prompt.id or ""), event.text)

    @on(Prompt.Cancelled)
    async def _close_prompt(self) -> None:
        await self.query(Prompt).remove()  # before the keys are shown again, which rest until then
        self._view.focus_lines()

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
        self._show_lines()
        try:
            order = self.form.order()
        except ZhupiError as error:
            self.workers.cancel_group(self, "export")
            self._view.report(_("this cannot be exported"), list(map(str, self.form.obstacles() or [error.problem])))
        else:
            self._view.report(_("preview"), self._view.content)
            self._preview(order)

    def _show_lines(self) -> None:
        self._view.show_lines({line.value: (NAMES[line], *self.form.said(line)) for line in Line})

    @work(thread=True, exclusive=True, group="export")
    def _preview(self, order: Order) -> None:
        worker = get_current_worker()

        def step() -> None:
            if worker.is_cancelled:
                raise _StoppedError

        try:
            result = preview(order.project, order.request, step)
        except _StoppedError:
            return
        except (ZhupiError, OSError) as error:
            result = Preview(_("this cannot be exported"), [LitLine(str(error))])
        self.from_worker(self._previewed, worker, result.about, result.lines)

    def _previewed(self, worker: Worker[None], about: str, lines: Sequence[LitLine]) -> None:
        """Show the preview, unless it is of what was chosen before."""
        if not worker.is_cancelled:
            self._view.report(about, lines)

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
        asking.choose(self.app, question, "keep", settle, title=_("{path} exists already").format(path=order.output))

    def _begin(self, order: Order, *, force: bool) -> None:
        self._view.report(_("exporting"))
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
                self.from_worker(self._view.report_progress, done, total)

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
            place = _("in it: {report}") if order.request.is_folder else _("beside it: {report}")
            lines.insert(0, place.format(report=REPORT))
        self.from_worker(self._end, about, [*lines, *problem_lines(problems)])

    def _end(self, about: str, lines: Sequence[str]) -> None:
        self._export = None
        self._show_lines()
        self._view.report(about, lines)
