"""Take in what another program has made of the annotations that are open."""

from annotations.storage.states import ExternalChange
from seeds.i18n import _
from tui.core.annotator import Annotator
from tui.ui.reader.marking import Marking
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen


class OutsideChanges:
    """Show changes from outside, and ask about what contradicts them."""

    def __init__(self, screen: ZhupiScreen, marking: Marking) -> None:
        self._screen = screen
        self._marking = marking

    def take(self, change: ExternalChange) -> None:
        """Show what has changed, or ask about it."""
        annotator = self._marking.annotator
        if annotator is None:
            return
        if change is ExternalChange.CONFLICT and annotator.opened.conflict and self._screen.is_active:
            choices = {
                "mine": _("keep what was marked here"),
                "theirs": _("take what the file says now, changed outside"),
            }
            dialogs.choose(self._screen.app, choices, "mine", self._settle)
        elif change is ExternalChange.DAMAGED:
            for problem in annotator.opened.problems[-1:]:
                self._screen.warn(problem)
        elif change is ExternalChange.TAKEN:
            self._screen.notify(_("changes from outside were taken in"), timeout=3)
        self._marking.show()

    def _settle(self, choice: str | None) -> None:
        if choice == "theirs":
            self._marking.do(Annotator.use_theirs)
        elif choice == "mine":
            self._marking.do(Annotator.use_ours)
