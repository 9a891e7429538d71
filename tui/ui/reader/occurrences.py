"""Label every occurrence: ask about each further one, and look for more in the other articles."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.worker import get_current_worker

from annotations.editing.occurrences import Phrase
from annotations.model.change import Change
from seeds.article import ArticleInfo
from seeds.i18n import ngettext
from tui.core.occurrence_offers import OccurrenceOffers, Offer
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking, Result
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.occurrence_bar import OccurrenceBar
from tui.ui.widgets.reader_view import ReaderView


class Occurrences(Controller):
    """Own the actions that label further occurrences of a span's words; the question is shown in a bar."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._elsewhere: dict[ArticleInfo, int] = {}

    def commands(self) -> Mapping[str, Command]:
        """Return the command that offers occurrences, and the answers."""
        return {
            "mark.occurrences": self._offer,
            "offer.all": self._accept_all,
            "offer.yes": partial(self._answer, lambda offers: offers.answer(accepted=True)),
            "offer.no": partial(self._answer, lambda offers: offers.answer(accepted=False)),
            "offer.project": self._look_elsewhere,
            "offer.stop": partial(self._answer, OccurrenceOffers.drop),
        }

    @property
    def _current(self) -> Offer | None:
        return self._marking.offers.current if self._marking.offers else None

    def _do(self, command: Callable[[OccurrenceOffers], Result]) -> Result | None:
        offers = self._marking.offers
        return self._marking.do(lambda _annotator: command(offers)) if offers else None

    async def _offer(self) -> None:
        """Offer every further occurrence of the span under the cursor, or of the last one made."""
        self._elsewhere = {}
        self._do(OccurrenceOffers.look)
        offer = self._current
        if offer:
            bar = OccurrenceBar(self._question())
            await self._screen.mount(bar)
            self._screen.set_focus(bar)
            if offer.ranges:
                self._view.show_range(*offer.current)

    def _accept_all(self) -> None:
        """Label all that are left, in the other articles too where these were asked for."""
        offer = self._current
        change = self._answer(OccurrenceOffers.accept_all)
        if offer and self._elsewhere:
            work = partial(self._label_elsewhere, list(self._elsewhere), offer, change)
            self._screen.run_worker(work, thread=True, group="elsewhere")

    def _label_elsewhere(self, infos: list[ArticleInfo], offer: Offer, here: Change | None) -> None:
        count = self._screen.session.edits.label(infos, offer.phrase, offer.label, here)
        message = ngettext("{n} place labelled in other articles", "{n} places labelled in other articles", count)
        self._screen.from_worker(self._screen.notify, message.format(n=f"{count:,}"), timeout=4)

    def _look_elsewhere(self) -> None:
        """Look for the same in the other articles."""
        offer = self._current
        if offer:
            work = partial(self._count_elsewhere, offer.phrase, offer.label, self._marking.info)
            self._screen.run_worker(work, thread=True, exclusive=True, group="elsewhere")

    def _count_elsewhere(self, phrase: Phrase, label: str, here: ArticleInfo) -> None:
        worker = get_current_worker()
        for info, count in self._screen.session.edits.find(phrase, label, here):
            if worker.is_cancelled:
                return
            self._screen.from_worker(self._count, info, count)
        self._screen.from_worker(self._show, ended=True)

    def _count(self, info: ArticleInfo, count: int) -> None:
        self._elsewhere[info] = count
        self._show()

    def _show(self, *, ended: bool = False) -> None:
        for bar in self._screen.query(OccurrenceBar):
            bar.ask(self._question() + ("." if ended else ""))

    def _answer(self, answer: Callable[[OccurrenceOffers], Change | None]) -> Change | None:
        change = self._do(answer)
        offer = self._current
        if offer and offer.ranges:
            self._show()
            self._view.show_range(*offer.current)
        else:
            self._screen.query_one(OccurrenceBar).remove()
            self._view.focus()
        return change

    def _question(self) -> str:
        offer = self._current
        if offer is None:
            return ""
        left = len(offer.ranges) - offer.number
        here = ngettext("{n} more time here", "{n} more times here", left).format(n=f"{left:,}")
        if not self._elsewhere:
            return f"{offer.label} “{offer.phrase.text}”: {here}"
        count, articles = sum(self._elsewhere.values()), len(self._elsewhere)
        there = ngettext("{n} in {m} other article", "{n} in {m} other articles", articles)
        return f"{offer.label} “{offer.phrase.text}”: {here}, {there.format(n=f'{count:,}', m=f'{articles:,}')}"
