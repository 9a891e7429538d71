"""Label every occurrence: ask about each further one, and look for more in the other articles."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.worker import get_current_worker

from annotations.editing.occurrences import Phrase
from annotations.model.change import Change
from seeds.article import ArticleInfo
from seeds.i18n import _, ngettext
from tui.core.keymap import OFFER
from tui.core.occurrence_offers import OccurrenceOffers, Offer
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking, Result
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of
from tui.ui.undoable import report_done
from tui.ui.widgets.occurrence_bar import OccurrenceBar
from tui.ui.widgets.reader_view import ReaderView


class Occurrences(Controller):
    """Own the actions that label further occurrences of a span's words; the question is shown in a bar."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._elsewhere: dict[ArticleInfo, int] = {}
        self._looking: bool | None = None
        self._bar: OccurrenceBar | None = None

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
        self.end()
        self._elsewhere, self._looking = {}, None
        self._do(OccurrenceOffers.look)
        offer = self._current
        if offer:
            self._bar = OccurrenceBar(self._question())
            await self._screen.mount(self._bar)
            self._screen.set_focus(self._bar)
            if offer.ranges:
                self._view.show_range(*offer.current)

    def _accept_all(self) -> None:
        """Label all that are left, in the other articles too where these were asked for."""
        offer = self._current
        change = self._answer(OccurrenceOffers.accept_all)
        if offer and change:
            count = len(change.added)
            message = ngettext("{n} place labelled: {what}", "{n} places labelled: {what}", count)
            report_done(self._screen, message.format(n=f"{count:,}", what=_subject(offer)))
        if offer and self._elsewhere:
            work = partial(self._label_elsewhere, list(self._elsewhere), offer, change)
            self._screen.run_worker(work, thread=True, group="elsewhere")

    def _label_elsewhere(self, infos: list[ArticleInfo], offer: Offer, here: Change | None) -> None:
        count = self._screen.session.edits.label(infos, offer.phrase, offer.label, here)
        message = ngettext("{n} place labelled in other articles", "{n} places labelled in other articles", count)
        self._screen.from_worker(report_done, self._screen, message.format(n=f"{count:,}"))

    def _look_elsewhere(self) -> None:
        """Look for the same in the other articles."""
        offer = self._current
        if offer:
            self._elsewhere, self._looking = {}, True
            self._show()
            work = partial(self._count_elsewhere, offer.phrase, offer.label, self._marking.info, self._elsewhere)
            self._screen.run_worker(work, thread=True, exclusive=True, group="elsewhere")

    def _count_elsewhere(self, phrase: Phrase, label: str, here: ArticleInfo, counts: dict[ArticleInfo, int]) -> None:
        worker = get_current_worker()
        for info, count in self._screen.session.edits.find(phrase, label, here):
            if worker.is_cancelled:
                return
            self._screen.from_worker(self._count, counts, info, count)
        self._screen.from_worker(self._end_count, counts)

    def _count(self, counts: dict[ArticleInfo, int], info: ArticleInfo, count: int) -> None:
        counts[info] = count
        self._show()

    def _end_count(self, counts: dict[ArticleInfo, int]) -> None:
        if counts is self._elsewhere:  # else another offer has been made meanwhile
            self._looking = False
            self._show()

    def _show(self) -> None:
        if self._bar:
            self._bar.ask(self._question())

    def _answer(self, answer: Callable[[OccurrenceOffers], Change | None]) -> Change | None:
        change = self._do(answer)
        offer = self._current
        if offer and offer.ranges:
            self._show()
            self._view.show_range(*offer.current)
        else:
            self.end()
        return change

    def end(self) -> None:
        """Take the question away, and leave what is left of the offer."""
        if self._marking.offers:
            self._marking.offers.drop()
        bar, self._bar = self._bar, None
        if bar:
            if bar.has_focus:
                self._screen.set_focus(self._view)
            bar.remove()
            self._marking.show()

    def end_stale(self) -> None:
        """Take the question away where something else has been done than to answer it."""
        if self._bar and self._current is None:
            self.end()

    def end_before(self, action: str) -> None:
        """End the offer before an action that is not an answer to it."""
        if not action.startswith(f"{OFFER}."):
            self.end()

    def _question(self) -> str:
        offer = self._current
        if offer is None:
            return ""
        left = len(offer.ranges) - offer.number
        here = ngettext("{n} more time here", "{n} more times here", left).format(n=f"{left:,}")
        if not offer.ranges:
            here = _("none here")
        return f"{_subject(offer)}: {here}{self._there(offer)}"

    def _there(self, offer: Offer) -> str:
        """Return how often the other articles have the words, as far as that was asked for."""
        if self._looking is None:
            again = _("; {key} again looks in all articles").format(key=key_of(self._screen, "offer.project"))
            return "" if offer.ranges else again
        count, articles = sum(self._elsewhere.values()), len(self._elsewhere)
        there = ngettext(", {n} in {m} other article", ", {n} in {m} other articles", articles)
        if not articles and not self._looking:
            there = _(", none in other articles")
        return there.format(n=f"{count:,}", m=f"{articles:,}") + ("…" if self._looking else "")


def _subject(offer: Offer) -> str:
    return f"{offer.label} “{offer.phrase.text}”"
