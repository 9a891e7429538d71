"""Show the labels and guidelines of the project, and change the labels everywhere they are used."""

from collections.abc import Callable, Mapping
from functools import partial

from seeds.errors import ZhupiError
from seeds.i18n import _
from tui.core.label_edits import LabelEdit
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.label_bar import LabelBar


class LabelEditing(Controller):
    """Own the action that shows the labels, and carry out the changes that are asked for there.

    The article is left meanwhile; ``reopen`` opens it again.
    """

    def __init__(self, screen: ZhupiScreen, marking: Marking, bar: LabelBar, reopen: Callable[[], None]) -> None:
        self._screen = screen
        self._session = screen.session
        self._marking = marking
        self.bar = bar
        self._reopen = reopen
        self._carried_out = False

    def commands(self) -> Mapping[str, Command]:
        """Return the command that shows the labels."""
        return {"mark.guidelines": self._show}

    def resume(self) -> None:
        """Show the labels again, now that the article is back: there may be another change."""
        if self._carried_out:
            self._carried_out = False
            self._show()

    def _show(self) -> None:
        from tui.ui.screens.labels import LabelsScreen  # noqa: PLC0415 - seldom needed

        self._screen.app.push_screen(LabelsScreen(self._session.shelf.schema, self._learned()), self._edit)

    def _learned(self) -> str:
        """Return how well the labels are learned from the annotator, as cross-validation says; empty if nothing is."""
        from annotations.suggest.learned.model import Model  # noqa: PLC0415 - seldom needed

        path = self._session.model
        try:
            facts = Model.load(path).facts if path.exists() else None
        except ZhupiError as error:
            return str(error)
        if facts is None:
            return ""
        summary = _("Learned on {date} from {n} articles, {m} sentences.").format(
            date=f"{facts.trained:%Y-%m-%d}", n=f"{facts.articles:,}", m=f"{facts.sentences:,}"
        )
        shares = [f"{label} {f1:.0%} ({facts.spans.get(label, 0):,})" for label, f1 in facts.f1.items() if label]
        if not shares:
            return summary
        return summary + " " + _("F1 on articles left out (spans): {labels}").format(labels="  ".join(shares))

    def _edit(self, edit: LabelEdit | None) -> None:
        if edit:
            self._marking.end()
            self._screen.run_worker(partial(self._carry_out, edit), thread=True, exclusive=True, group="open")

    def _carry_out(self, edit: LabelEdit) -> None:
        """Change the schema and all that it concerns, then go on with the article; for a worker."""
        app = self._screen.app
        for problem in self._session.save():
            app.call_from_thread(self._screen.warn, problem)
        try:
            edit.carry_out(self._session.edits)
        except ZhupiError as error:
            app.call_from_thread(self._screen.warn, error.problem)
        app.call_from_thread(self._go_on)

    def _go_on(self) -> None:
        self.bar.labels = self._session.shelf.schema.labels
        self.bar.refresh()
        self._carried_out = True
        self._reopen()
