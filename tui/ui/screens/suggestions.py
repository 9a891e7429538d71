"""Suggestions on the page: asked for, shown, accepted and rejected."""

from typing import TYPE_CHECKING

from textual import on, work

from seeds.article import ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from tui.core.session import Session
from tui.core.suggestion_list import SuggestionList
from tui.text.movements import Step
from tui.ui.screens.marking import MarkingScreen
from tui.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.suggest.suggestion import Suggestion
    from annotations.suggest.workers.service import SuggestionUpdate

PREFIX = "suggest_"
"""What the actions begin with that are live only while the cursor is on a suggestion."""

CERTAIN = 90
"""The score, in hundredths, that is proposed for accepting all suggestions from there on."""

SHOW_EVERY = 0.04
"""Seconds between two drawings of what is found."""


class SuggestionActions(MarkingScreen):
    """The part of a marking screen that has to do with suggestions."""

    def __init__(self, session: Session, info: ArticleInfo) -> None:
        super().__init__(session, info)
        self._to_show = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys for a suggestion act only where there is one."""
        if action.startswith(PREFIX):
            return self.suggested is not None and self.focused is self.view and self.suggested.current is not None
        return super().check_action(action, parameters)

    def ask_suggestions(self) -> None:
        """Ask for what is suggested for the article, from what is on the screen on."""
        if self.annotator and self.session.settings.suggestions:
            self._ask_suggestions(self.annotator.opened.article.text, self.view.looked_at())

    @work(thread=True, exclusive=True, group="suggestions")
    def _ask_suggestions(self, text: str, around: int) -> None:
        from annotations.suggest.saved_suggestions import SavedSuggestions  # noqa: PLC0415 - not on the way to the first paint

        opened = self.annotator.opened if self.annotator else None
        try:
            kept = SavedSuggestions(self.session.shelf.store.folder).read(opened.article) if opened else []
        except ZhupiError as error:
            kept = []
            self.app.call_from_thread(self.warn, error.problem)
        self.asked = self.session.suggesting.ask(self.info.key, text, around, kept)

    def _offer_tagger(self) -> None:
        """Say once how names are found better, where the tagger is missing."""
        from annotations.suggest.registry import default_names  # noqa: PLC0415 - not on the way to the first paint

        if not self.session.settings.tagger_offered and "lac" not in default_names():
            self.session.change_settings(tagger_offered=True)
            message = _("Names are found better with Baidu's tagger LAC (10 MB): zhupi data add lac")
            self.notify(message, timeout=12)

    def answered(self, answer: "SuggestionUpdate") -> None:
        """Show what has been found."""
        if self.suggested and answer.number == self.asked and answer.key == self.info.key:
            self.suggested.take(answer.start, answer.end, answer.suggestions, complete=answer.done)
            if answer.done:
                self._offer_tagger()
            if not self._to_show:  # a long text is answered in hundreds of pieces
                self._to_show = True
                self.set_timer(SHOW_EVERY, self._show_found)

    def _show_found(self) -> None:
        self._to_show = False
        self.show_marks()

    def _suggest(self, deed: "Callable[[SuggestionList], object]") -> None:
        """Do something with the suggestions; what cannot be done is said."""
        suggested = self.suggested
        if suggested:
            self.act(lambda _annotator: deed(suggested))

    def _go(self, step: Step) -> None:
        suggested = self.suggested
        if suggested is None:
            return
        if not suggested.shown:
            self.notify(_("suggestions are hidden"), timeout=2)
        else:
            self.begin_cursor_once()
            found: list[Suggestion | None] = []
            self._suggest(lambda suggested: found.append(suggested.step(step)))
            if found == [None]:
                wait = _("no suggestions") if suggested.complete else _("suggestions are still being looked for")
                self.notify(wait, timeout=2)

    def action_next_suggestion(self) -> None:
        """Go to the next suggestion."""
        self._go(1)

    def action_previous_suggestion(self) -> None:
        """Go to the previous suggestion."""
        self._go(-1)

    def action_next_span(self) -> None:
        """Go to the next span or suggestion."""
        self.begin_cursor_once()
        self._suggest(lambda suggested: suggested.step_any(1))

    def action_previous_span(self) -> None:
        """Go to the previous span or suggestion."""
        self.begin_cursor_once()
        self._suggest(lambda suggested: suggested.step_any(-1))

    def action_suggest_accept(self) -> None:
        """Accept the suggestion under the cursor."""
        self._suggest(lambda suggested: suggested.accept())

    def action_suggest_reject(self) -> None:
        """Reject the suggestion under the cursor."""
        self._suggest(lambda suggested: suggested.reject())

    def action_suggest_accept_same(self) -> None:
        """Accept the same words wherever they are suggested in the article."""
        self._suggest(lambda suggested: suggested.accept_same())

    def action_suggest_reject_same(self) -> None:
        """Reject the same words wherever they are suggested in the article."""
        self._suggest(lambda suggested: suggested.reject_same())

    async def action_accept_above(self) -> None:
        """Ask from which score on suggestions are to be accepted."""
        if self.suggested and self.suggested.waiting:
            question = _("accept all suggestions with a score of at least (0 to 100)")
            await self.ask(Prompt(question, str(CERTAIN), restrict=r"[0-9]{0,3}", id="accept-above"))

    @on(Prompt.Done, "#accept-above")
    def _accept_above(self, event: Prompt.Done) -> None:
        self.close_prompt()
        before = len(self.annotator.layer.spans) if self.annotator else 0
        if event.text:
            self._suggest(lambda suggested: suggested.accept_above(min(100, int(event.text)) / 100))
        count = len(self.annotator.layer.spans) - before if self.annotator else 0
        message = ngettext("{n} suggestion accepted", "{n} suggestions accepted", count)
        self.notify(message.format(n=f"{count:,}"), timeout=3)

    @on(Prompt.Cancelled, "#accept-above")
    def _accept_none(self) -> None:
        self.close_prompt()

    def action_review(self) -> None:
        """Review the suggestions of the article one after another."""
        from tui.ui.screens.review import ReviewScreen  # noqa: PLC0415 - seldom needed

        def reviewed(_nothing: None) -> None:
            self.show_marks()
            self.ask_suggestions()

        self.app.push_screen(ReviewScreen(self.session, [self.info]), reviewed)

    def action_suggestions(self) -> None:
        """Show suggestions, or hide them."""
        shown = not self.session.settings.suggestions
        self.session.change_settings(suggestions=shown)
        if self.suggested:
            self.suggested.shown = shown
        self.ask_suggestions()
        self.show_marks()
        self.notify(_("suggestions are shown") if shown else _("suggestions are hidden"), timeout=2)
