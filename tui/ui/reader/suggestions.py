"""Ask for suggestions, show them on the page, accept and reject them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from annotations.suggest.saved_suggestions import SavedSuggestions
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from seeds.segmentation.reflow import read_article
from tui.core.keymap import SUGGEST
from tui.core.reviewing.unmarked import next_unmarked
from tui.core.suggestion_list import SuggestionList
from tui.text.movements import Step
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.undoable import report_done
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView

if TYPE_CHECKING:
    from annotations.storage.open_article import OpenArticle
    from annotations.suggest.workers.service import SuggestionUpdate

CERTAIN = 90
"""The score, in hundredths, that is proposed for accepting all suggestions from there on."""

SHOW_EVERY = 0.04
"""Seconds between two drawings of what is found."""

_DECISIONS: Mapping[str, Callable[[SuggestionList], object]] = {
    "suggest.accept": SuggestionList.accept,
    "suggest.reject": SuggestionList.reject,
}


class Suggestions(Controller):
    """Own the actions on what is suggested for the article."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking, questions: Questions) -> None:
        self._screen = screen
        self._session = screen.session
        self._view = view
        self._marking = marking
        self._questions = questions
        self._request = 0
        self._drawing_due = False

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the suggestion under the cursor, and of all that wait."""
        return {
            action: partial(self._marking.do_with_suggestions, decision) for action, decision in _DECISIONS.items()
        } | {
            "suggest.accept-same": self._accept_same,
            "suggest.reject-same": self._reject_same,
            "mark.next-suggestion": partial(self._go, 1),
            "mark.previous-suggestion": partial(self._go, -1),
            "mark.next-span": partial(self._go_to_any, 1),
            "mark.previous-span": partial(self._go_to_any, -1),
            "mark.next-unmarked": self._go_to_unmarked,
            "mark.accept-above": self._ask_score,
            "mark.review": self._review,
            "mark.suggestions": self._toggle,
        }

    def enabled(self, action: str) -> bool:
        """Let the keys for a suggestion act only where there is one; right after a mark, all of it means that mark."""
        if not action.startswith(f"{SUGGEST}."):
            return True
        suggestions = self._marking.suggestions
        if suggestions is None or self._screen.focused is not self._view or suggestions.current is None:
            return False
        return action != "suggest.accept-same" or suggestions.annotator.just_made is None

    # Asking for them

    def request(self) -> None:
        """Ask for what is suggested for the article, from what is on the screen on."""
        annotator = self._marking.annotator
        if annotator and self._session.settings.suggestions:
            work = partial(self._ask, annotator.opened, self._view.looked_at())
            self._screen.run_worker(work, thread=True, exclusive=True, group="suggestions")

    def _ask(self, opened: "OpenArticle", around: int) -> None:
        article = opened.article
        try:
            saved = SavedSuggestions(self._session.annotations.store.folder).read(article)
        except ZhupiError as error:
            saved = []
            self._screen.from_worker(self._screen.warn, error.problem)
        self._request = self._session.suggesters.service.ask(article.info.key, read_article(article), around, saved)

    def take(self, answer: "SuggestionUpdate") -> None:
        """Show what has been found, where it was asked for here."""
        suggestions = self._marking.suggestions
        # one may come before the thread that asked has noted its number
        if suggestions and answer.number >= self._request and answer.key == self._marking.info.key:
            suggestions.take(answer.start, answer.end, answer.suggestions, complete=answer.done)
            if not self._drawing_due:  # a long text is answered in hundreds of pieces
                self._drawing_due = True
                self._screen.set_timer(SHOW_EVERY, self._draw)

    def _draw(self) -> None:
        self._drawing_due = False
        self._marking.show(follow=False)

    # Going through them

    def _go(self, step: Step) -> None:
        """Go to the next suggestion, or to the previous one."""
        suggestions = self._marking.suggestions
        if suggestions is None:
            return
        if not suggestions.shown:
            self._screen.said.show(_("suggestions are hidden"))
            return
        self._marking.begin_cursor()
        if self._marking.do_with_suggestions(lambda suggestions: suggestions.step(step)) is None:
            message = _("no suggestions") if suggestions.complete else _("suggestions are still being looked for")
            self._screen.said.show(message)

    def _go_to_any(self, step: Step) -> None:
        """Go to the next span or suggestion, or to the previous one."""
        self._marking.begin_cursor()
        self._marking.do_with_suggestions(lambda suggestions: suggestions.step_any(step))

    def _go_to_unmarked(self) -> None:
        """Go to the next sentence in which nothing is marked."""
        annotator, page = self._marking.annotator, self._view.page
        if annotator is None or page is None:
            return
        is_new = self._marking.begin_cursor()
        head = annotator.caret.head
        if head is None:
            return
        paragraphs = page.layout.paragraphs
        start, end = paragraphs.sentence_at(head)
        place = next_unmarked(paragraphs, annotator.opened.article.text, annotator.layer, start if is_new else end)
        if place is None or (place == (start, end) and not is_new):
            self._screen.said.show(_("no other sentence is without a mark"))
        else:
            annotator.caret.place(place[0])
        self._marking.show()

    def _accept_same(self) -> None:
        """Accept all of the words under the cursor, and say how many these were."""
        subject = self._subject()
        change = self._marking.do_with_suggestions(SuggestionList.accept_same)
        if change:
            count = len(change.added)
            message = ngettext("{n} suggestion accepted: {what}", "{n} suggestions accepted: {what}", count)
            report_done(self._screen, message.format(n=f"{count:,}", what=subject))

    def _reject_same(self) -> None:
        """Reject all of the words under the cursor, and say how many these were."""
        subject = self._subject()
        change = self._marking.do_with_suggestions(SuggestionList.reject_same)
        if change:
            count = len(change.rejected)
            message = ngettext("{n} suggestion rejected: {what}", "{n} suggestions rejected: {what}", count)
            report_done(self._screen, message.format(n=f"{count:,}", what=subject))

    def _subject(self) -> str:
        """Return label and words of the suggestion under the cursor."""
        suggestions = self._marking.suggestions
        current = suggestions.current if suggestions else None
        if suggestions is None or current is None:
            return ""
        text = suggestions.annotator.opened.article.text
        return f"{current.label} “{text[current.start : current.end]}”"

    async def _ask_score(self) -> None:
        """Ask from which score on suggestions are to be accepted."""
        suggestions = self._marking.suggestions
        if suggestions and suggestions.waiting:
            question = _("accept all suggestions with a score of at least (0 to 100)")
            await self._questions.ask(Prompt(question, str(CERTAIN), restrict=r"[0-9]{0,3}"), self._accept_above)

    def _accept_above(self, text: str) -> None:
        change = None
        if text:
            score = min(100, int(text)) / 100
            change = self._marking.do_with_suggestions(lambda suggestions: suggestions.accept_above(score))
        count = len(change.added) - len(change.removed) if change else 0
        message = ngettext("{n} suggestion accepted", "{n} suggestions accepted", count)
        message = message.format(n=f"{count:,}")
        if change:
            report_done(self._screen, message)
        else:
            self._screen.said.show(message)

    def _review(self) -> None:
        """Review the suggestions of the article one after another."""

        def resume() -> None:
            self._marking.show()
            self.request()

        dialogs.review(self._screen.app, self._session, [self._marking.info], resume)

    def _toggle(self) -> None:
        """Show suggestions, or hide them."""
        shown = not self._session.settings.suggestions
        self._session.change_settings(suggestions=shown)
        if self._marking.suggestions:
            self._marking.suggestions.shown = shown
        self.request()
        self._marking.show()
        self._screen.said.show(_("suggestions are shown") if shown else _("suggestions are hidden"))
