"""Show the import: what is to be imported, line by line; what would come of it; and what came of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.worker import Worker, get_current_worker

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import StopImportError
from annotations.exchange.registry import all_formats
from seeds.errors import Problem, Question, ZhupiError
from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.importing.dry_run import DryRun, Order, dry_run, samples_for
from tui.core.importing.import_choices import BY_FILE, NAMES, OPTIONS, OTHER_ENCODING, PROMPTS, TYPED, Line
from tui.core.importing.import_form import ImportForm
from tui.core.importing.import_lines import ImportLines, offered
from tui.core.importing.import_report import screen_lines
from tui.core.keymap import IMPORT
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

MANY = 16
"""Choices beyond this many are found by typing from the start."""

REPORT_EVERY = 0.1
"""Seconds between two reports of how far an import has come."""


class ImportScreen(ZhupiScreen):
    """Show the lines of the form above a pane for what would come of the import, and then for what came of it."""

    BINDINGS = bindings_of(IMPORT)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = ImportForm(session, all_formats())
        self._texts = ImportLines(self.form)
        self._ambiguous = session.settings.ambiguous
        self._header = StatusLine(ambiguous=self._ambiguous, id="header")
        self._view = FormView(ambiguous=self._ambiguous)
        self._import: Worker[None] | None = None
        self._order: Order | None = None

    def compose(self) -> ComposeResult:
        """Lay out header, form and keys."""
        yield self._header
        yield self._view
        yield KeyBar(ambiguous=self._ambiguous)

    def on_mount(self) -> None:
        """Begin by asking for the file."""
        self._header.left = f"朱批  {_('import')}  {self.session.corpus.name}"
        for problem in self.form.problems:
            self.warn(problem)
        self._view.focus_lines()
        self._changed()
        self.call_later(self._ask_path)

    def describe(self) -> None:
        """Say what a key has done."""
        self._header.right = self.said.text

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the form and of what would come of it."""
        own = {"import.start": self.action_start, "import.leave": self.action_leave}
        return self._view.commands("import") | own

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys rest while something is typed."""
        return False if self.query(Prompt) else super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Stop the import, or go back to the library."""
        if self._import:
            self._import.cancel()
            self._view.report(_("stopping"))
        else:
            self.dismiss()

    # Choosing

    @on(FormView.Chosen)
    async def _selected(self, event: FormView.Chosen) -> None:
        line = Line(event.line)
        result = self.form.result
        if self._import:
            return
        if line is Line.START:
            self.action_start()
        elif line is Line.FILE:
            await self._ask_path()
        elif result and result.question and result.question.option == line.value:
            await self._ask(result.question, result.samples)
        elif line in TYPED:
            await self._ask_text(line)
        elif line in OPTIONS and self._order:
            self._compare(self._order, Question(line.value, tuple(self.form.choices(line))[1:]))
        else:
            self._let_choose(line)

    async def _ask_path(self) -> None:
        await self.ask(PathPrompt(NAMES[Line.FILE], self.form.chosen(Line.FILE), id=Line.FILE.value))

    async def _ask_text(self, line: Line) -> None:
        await self.ask(Prompt(PROMPTS[line], self.form.value(line), id=line.value.replace("_", "-")))

    def _let_choose(self, line: Line) -> None:
        def settle(name: str | None) -> None:
            if name == OTHER_ENCODING and line is Line.ENCODING:
                self.call_next(self._ask_text, line)
            elif name:
                self._choose(line, name)

        current = self.form.chosen(line)
        title = _("import: {line}").format(line=NAMES[line])
        self._offer(self.form.choices(line), current, settle, title, [current])

    def _offer(
        self,
        choices: Mapping[str, str],
        current: str,
        settle: Callable[[str | None], object],
        title: str,
        chosen: Collection[str] | None = None,
    ) -> None:
        rows = [Choice(name, name, about) for name, about in choices.items()]
        searching = len(rows) > MANY
        asking.choose(self.app, rows, current, settle, title=title, chosen=chosen, searching=searching)

    @on(Prompt.Done)
    async def _typed(self, event: Prompt.Done) -> None:
        await self._close_prompt()
        self._choose(Line((event.prompt.id or "").replace("-", "_")), event.text)

    @on(Prompt.Cancelled)
    async def _close_prompt(self) -> None:
        await self.query(Prompt).remove()  # before the keys are shown again, which rest until then
        self._view.focus_lines()

    def _choose(self, line: Line, name: str, subject: str = "") -> None:
        try:
            self.form.choose(line, name, subject)
        except ZhupiError as error:
            self.warn(error.problem)
        else:
            if line is Line.FILE:
                self._view.go_to(Line.START)
            self._changed()

    # What the file leaves open

    async def _ask(self, question: Question, samples: Mapping[str, str], text: str = "") -> None:
        """Ask what has to be decided, among its values where there are some, each with what it would make of a span."""
        line = Line(question.option)
        if not question.values:
            await self._ask_text(line)
            return

        def settle(name: str | None) -> None:
            if name:
                self._view.go_to(Line.START)
                self._choose(line, name, question.subject)

        choices = offered(question, self.form.choices(line), samples)
        current = self.form.value(line) or question.values[0]
        self._offer(choices, current, settle, text)

    @work(thread=True, exclusive=True, group="samples")
    def _compare(self, order: Order, question: Question) -> None:
        """Show what the values of an option would make of the first span, and let one be chosen."""
        worker, result = get_current_worker(), self.form.result
        samples = samples_for(order, result.format if result else None, question, partial(_go_on, worker))
        if not worker.is_cancelled:
            values = (BY_FILE, *question.values)
            self.call_later(self._ask, question._replace(values=values), samples)

    # What would come of it

    def _changed(self) -> None:
        """Show the form as it now is, and look at what would come of it."""
        self._order = None
        self._show_lines()
        if self.form.path is None:
            self.workers.cancel_group(self, "import")
            self._view.report(_("name a file or folder of another program; tab completes, the arrows choose"))
            return
        try:
            self._order = self.form.order()
        except ZhupiError as error:
            self._view.report(_("this cannot be imported"), [str(error)])
        else:
            self._view.report(_("looking at the file"), self._view.content)
            self._look(self._order)

    @work(thread=True, exclusive=True, group="import")
    def _look(self, order: Order) -> None:
        worker = get_current_worker()
        begun = monotonic()
        steps = _Steps(worker, lambda _count: self.from_worker(self._view.report_time, monotonic() - begun))
        unsaved = self.session.annotations.save()  # what was left a moment ago is still open, as if by another program
        try:
            result = dry_run(order, steps)
        except StopImportError:
            return
        result.problems += unsaved
        if not worker.is_cancelled and not (result.imported and result.imported.stopped):
            self.from_worker(self._looked, worker, order, result)

    def _looked(self, worker: Worker[None], order: Order, result: DryRun) -> None:
        """Show what would come of the import, and ask what has to be, unless something else was chosen meanwhile."""
        if worker.is_cancelled:
            return
        self.form.take(result)
        self._show_lines()
        if result.imported and result.format:
            lines = list(screen_lines(result.imported, order.make(result.format), result.problems))
            self._view.report(_("what would come of it; nothing is written yet"), lines)
        elif result.error:
            problem = replace(result.error, advice="")
            lines = [str(problem), *map(str, result.problems)]
            if result.question:
                self._view.report(_("nothing is imported until this is decided"), lines)
                self._view.go_to(Line(result.question.option))
                self.call_later(self._ask, result.question, result.samples, problem.message)
            else:
                self._view.report(_("this cannot be imported as it is"), lines)
                self._view.go_to(Line.FILE if result.format or not order.path.exists() else Line.FORMAT)

    # The import

    def action_start(self) -> None:
        """Import what the look at the file has shown."""
        result = self.form.result
        if self._import or self.form.done:
            return
        if result is None:
            self.warn(Problem("", _("there is nothing to import yet")))
        elif result.error:
            self.warn(replace(result.error, advice=""))
        elif not result.ready:
            self.warn(Problem("", _("there is nothing new in it that could be imported")))
        elif not self.session.scanner.done:
            self.warn(Problem("", _("the articles are still being listed: try again in a moment")))
        else:
            self._view.report(_("importing"))
            self._import = self._run(self.form.order(), result)

    @work(thread=True, exclusive=True, group="import")
    def _run(self, order: Order, result: DryRun) -> None:
        worker = get_current_worker()
        problems: list[Problem] = []
        total = result.steps
        step = _Steps(worker, lambda count: self.from_worker(self._view.report_share, count, total))
        assert result.format
        request = replace(order.make(result.format), dry_run=False)
        try:
            imported = import_file(
                order.corpus, order.folder, request, on_problem=problems.append, step=step, check=step
            )
        except (ZhupiError, OSError) as error:
            about, lines = _("the import failed; what was imported before stays"), [str(error)]
        else:
            about = _("stopped; what was imported before stays") if imported.stopped else _("imported")
            lines = list(screen_lines(imported, request, problems))
        self.from_worker(self._end, about, lines)

    def _end(self, about: str, lines: Sequence[str]) -> None:
        self._import = None
        self.session.take_import()
        self.form.finish()
        self._show_lines()
        self._view.report(about, lines)

    def _show_lines(self) -> None:
        self._view.show_lines({line.value: (NAMES[line], *self._texts.shown(line)) for line in self.form.lines})


class _Steps:
    """Count the steps of a worker, report them now and then, and end it where it was cancelled."""

    def __init__(self, worker: Worker[None], report: Callable[[int], object]) -> None:
        self._worker = worker
        self._report = report
        self._count = 0
        self._due = 0.0

    def __call__(self) -> None:
        _go_on(self._worker)
        self._count += 1
        if monotonic() > self._due:
            self._due = monotonic() + REPORT_EVERY
            self._report(self._count)


def _go_on(worker: Worker[None]) -> None:
    """Go on, unless the user has stopped it or asked for something else."""
    if worker.is_cancelled:
        raise StopImportError
