"""Every occurrence: the question, and what becomes of the answers."""

from collections.abc import Callable

from textual import work
from textual.worker import get_current_worker

from annotations.editing.occurrences import Phrase
from annotations.model.change import Change
from seeds.article import ArticleInfo
from seeds.i18n import ngettext
from tui.core.annotator import Annotator
from tui.core.session import Session
from tui.ui.screens.marking import MarkingScreen
from tui.ui.widgets.occurrence_bar import OccurrenceBar


class OfferActions(MarkingScreen):
    """The part of a marking screen that labels further occurrences."""

    def __init__(self, session: Session, info: ArticleInfo) -> None:
        super().__init__(session, info)
        self._elsewhere: dict[ArticleInfo, int] = {}

    async def action_occurrences(self) -> None:
        """Offer every further occurrence of the span under the cursor, or of the last one made."""
        self._elsewhere = {}
        self.act(lambda annotator: annotator.offer_occurrences())
        offer = self.annotator.offer if self.annotator else None
        if offer:
            bar = OccurrenceBar(self._question())
            await self.mount(bar)
            self.set_focus(bar)
            if offer.ranges:
                self.view.show_range(*offer.current)

    def action_offer_all(self) -> None:
        """Label all that are left, in the other articles too where these were asked for."""
        offer = self.annotator.offer if self.annotator else None
        changes: list[Change | None] = []
        self._answer(lambda annotator: changes.append(annotator.accept_all()))
        if offer and self._elsewhere:
            self._label_elsewhere(list(self._elsewhere), offer.phrase, offer.label, next(iter(changes), None))

    @work(thread=True, group="elsewhere")
    def _label_elsewhere(self, infos: list[ArticleInfo], phrase: Phrase, label: str, here: Change | None) -> None:
        count = self.session.edits.label(infos, phrase, label, here)
        message = ngettext("{n} place labelled in other articles", "{n} places labelled in other articles", count)
        self.app.call_from_thread(self.notify, message.format(n=f"{count:,}"), timeout=4)

    def action_offer_project(self) -> None:
        """Look for the same in the other articles."""
        offer = self.annotator.offer if self.annotator else None
        if offer:
            self._look_elsewhere(offer.phrase, offer.label)

    @work(thread=True, exclusive=True, group="elsewhere")
    def _look_elsewhere(self, phrase: Phrase, label: str) -> None:
        worker = get_current_worker()
        for info, count in self.session.edits.find(phrase, label, self.info):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._found_elsewhere, info, count)
        self.app.call_from_thread(self._found_elsewhere, None, 0)

    def _found_elsewhere(self, info: ArticleInfo | None, count: int) -> None:
        if info:
            self._elsewhere[info] = count
        for bar in self.query(OccurrenceBar):
            bar.tell(self._question() + ("" if info else "."))

    def action_offer_yes(self) -> None:
        """Label the one in question."""
        self._answer(lambda annotator: annotator.answer(accepted=True))

    def action_offer_no(self) -> None:
        """Leave the one in question."""
        self._answer(lambda annotator: annotator.answer(accepted=False))

    def action_offer_stop(self) -> None:
        """Leave all that are left."""
        self._answer(lambda annotator: annotator.drop_offer())

    def _answer(self, deed: Callable[[Annotator], object]) -> None:
        self.act(deed)
        bar = self.query_one(OccurrenceBar)
        offer = self.annotator.offer if self.annotator else None
        if offer and offer.ranges:
            bar.tell(self._question())
            self.view.show_range(*offer.current)
        else:
            bar.remove()
            self.view.focus()

    def _question(self) -> str:
        offer = self.annotator.offer if self.annotator else None
        if offer is None:
            return ""
        left = len(offer.ranges) - offer.number
        here = ngettext("{n} more time here", "{n} more times here", left).format(n=f"{left:,}")
        if not self._elsewhere:
            return f"{offer.label} “{offer.phrase.text}”: {here}"
        count, articles = sum(self._elsewhere.values()), len(self._elsewhere)
        there = ngettext("{n} in {m} other article", "{n} in {m} other articles", articles)
        return f"{offer.label} “{offer.phrase.text}”: {here}, {there.format(n=f'{count:,}', m=f'{articles:,}')}"
