"""Show the labels and guidelines of the project, and change the labels everywhere they are used."""

from collections.abc import Callable, Mapping
from functools import partial

from annotations.model.schema import Label
from seeds.errors import ZhupiError
from tui.core.label_edits import LabelEdit
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.screens import dialogs
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
        bar.chosen = self._label
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

    def _label(self, label: Label | None) -> None:
        """Label as with the key of the label that was clicked, or let one be found."""
        if label:
            self._marking.label(label.name)
        else:
            self._screen.command_table["mark.pick"]()

    def _show(self) -> None:
        schema, model = self._session.annotations.schema, self._session.suggesters.model
        dialogs.show_labels(self._screen.app, schema, model, self._edit)

    def _edit(self, edit: LabelEdit | None) -> None:
        if edit:
            self._marking.end()
            self._screen.run_worker(partial(self._carry_out, edit), thread=True, exclusive=True, group="open")

    def _carry_out(self, edit: LabelEdit) -> None:
        """Change the schema and all that it concerns, then go on with the article; for a worker."""
        call = self._screen.from_worker
        for problem in self._session.save():
            call(self._screen.warn, problem)
        try:
            edit.carry_out(self._session.edits)
            for notice in self._session.edits.notices:
                call(self._screen.warn, notice)
        except ZhupiError as error:
            call(self._screen.warn, error.problem)
        finally:
            call(self._go_on)

    def _go_on(self) -> None:
        self.bar.labels = self._session.annotations.schema.labels
        self.bar.refresh()
        self._carried_out = True
        self._reopen()
