"""Take in what another program has made of the annotations that are open, or of their text."""

from collections.abc import Callable

from annotations.storage.states import ExternalChange
from seeds.i18n import _
from tui.core.annotator import Annotator
from tui.core.open_annotations import TextChange
from tui.ui.messages import ArticleGone
from tui.ui.reader.marking import Marking
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen


class OutsideChanges:
    """Show changes from outside, and ask about what contradicts them; ``open_again`` reads the article once more."""

    def __init__(self, screen: ZhupiScreen, marking: Marking, open_again: Callable[[], None]) -> None:
        self._screen = screen
        self._marking = marking
        self._open_again = open_again

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

    def follow_text(self, change: TextChange) -> None:
        """Read the article again that another program has edited, or look for it where it is not any more.

        Marks move with their words; before an article is looked for, its annotations are saved.
        """
        screen = self._screen
        if change is TextChange.EDITED:
            screen.notify(_("the text was edited by another program, and is read again"), timeout=4, markup=False)
            self._open_again()
        elif change is TextChange.GONE:
            screen.notify(_("the text is gone or begins otherwise: it is looked for again"), timeout=6, markup=False)
            self._marking.end()
            for problem in screen.session.save():
                screen.warn(problem)
            screen.post_message(ArticleGone(self._marking.info))

    def _settle(self, choice: str | None) -> None:
        if choice == "theirs":
            self._marking.do(Annotator.use_theirs)
        elif choice == "mine":
            self._marking.do(Annotator.use_ours)
