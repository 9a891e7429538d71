"""Show what could not be read, and why."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from seeds.errors import Problem
from seeds.i18n import _
from tui.text.width import drawable
from tui.ui.widgets.plain import Words

SHOWN = 500
"""Problems beyond this many are only counted."""


class ProblemsScreen(ModalScreen[None]):
    """Show a list of problems, each with its place."""

    BINDINGS = [("escape,q,exclamation_mark,f9,enter", "dismiss_problems", _("close"))]
    DEFAULT_CSS = """
    ProblemsScreen { align: center middle; }
    ProblemsScreen > VerticalScroll {
        width: 90%; height: auto; max-height: 100%; background: $surface; padding: 1 3;
    }
    """

    def __init__(self, problems: Sequence[Problem | str]) -> None:
        super().__init__()
        self._problems = problems

    def compose(self) -> ComposeResult:
        """Yield one text that scrolls."""
        lines = [drawable(str(problem)) for problem in self._problems[:SHOWN]] or [_("everything could be read")]
        more = len(self._problems) - SHOWN
        if more > 0:
            lines.append(_("… and {n} more; “zhupi list” names them all").format(n=f"{more:,}"))
        with VerticalScroll():
            yield Words("\n\n".join(lines))

    def on_mount(self) -> None:
        """Take the keys that scroll."""
        self.query_one(VerticalScroll).focus()

    def action_dismiss_problems(self) -> None:
        """Go back to the list."""
        self.dismiss()
