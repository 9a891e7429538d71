"""Take in what another program has made of the annotations that are open, and of the article's text."""

from collections.abc import Callable

from annotations.storage.states import ExternalChange
from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.core.annotator import Annotator
from tui.core.open_annotations import TextChange
from tui.ui.messages import ArticleGone
from tui.ui.reader.marking import Marking
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen


class OutsideChanges:
    """Show changes from outside, and ask about what contradicts them; ``reopen`` reads an article again."""

    def __init__(self, screen: ZhupiScreen, marking: Marking, reopen: Callable[[ArticleInfo], object]) -> None:
        self._screen = screen
        self._marking = marking
        self._reopen = reopen

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
            title = _("Another program has changed these annotations too")
            dialogs.choose(self._screen.app, choices, "mine", self._settle, title=title)
        elif change is ExternalChange.DAMAGED:
            for problem in annotator.opened.problems[-1:]:
                self._screen.warn(problem)
        elif change is ExternalChange.TAKEN:
            self._screen.said.show(_("changes from outside were taken in"))
        self._marking.show(follow=False)

    def follow_text(self, change: TextChange) -> None:
        """Read the article again that another program has edited, or look for it where it is not any more.

        Marks move with their words; before an article is looked for, its annotations are saved.
        """
        info, screen = self._marking.info, self._screen
        if change is TextChange.EDITED:
            screen.said.show(_("the text was edited by another program, and is read again"))
            self._reopen(info)
        elif change is TextChange.GONE:
            screen.notify(_("the text is gone or begins otherwise: it is looked for again"), timeout=6, markup=False)
            self._marking.end()
            for problem in screen.session.save():
                screen.warn(problem)
            screen.post_message(ArticleGone(info))

    def _settle(self, choice: str | None) -> None:
        if choice == "theirs":
            self._marking.do(Annotator.use_theirs)
        elif choice == "mine":
            self._marking.do(Annotator.use_ours)
