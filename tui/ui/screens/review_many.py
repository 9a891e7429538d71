"""Decide about many suggestions of a review at once, put aside what needs no look, and go where nothing is marked."""

from collections.abc import Callable, Mapping

from textual.widget import Widget

from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from tui.core.reviewing.reviewer import Reviewer
from tui.ui.bindings import shown_key
from tui.ui.commands import Command, Controller
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt

LOW = 70
"""The score, in hundredths, that is proposed for rejecting all suggestions below."""


class ReviewMany(Controller):
    """Own the actions of a review that are about more than the suggestion in question.

    ``view`` has the keys but for a question at the foot; ``say`` shows what that is about, and ``report`` what has been
    done, until the next answer.
    """

    def __init__(
        self,
        screen: ZhupiScreen,
        reviewer: Reviewer,
        view: Widget,
        report: Callable[[str], object],
        say: Callable[[str], object],
    ) -> None:
        self._screen = screen
        self._reviewer = reviewer
        self._view = view
        self._report = report
        self._say = say

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {
            "review.reject-below": self._ask_score,
            "review.skip-agreed": self._toggle_agreed,
            "review.accept-agreed": self._accept_agreed,
            "review.next-unmarked": self._go_to_unmarked,
        }

    async def _ask_score(self) -> None:
        """Ask below which score suggestions are to be rejected, and say how many these are before it is entered."""
        if self._reviewer.current:
            prompt = Prompt(_("reject all with a score below (0 to 100)"), str(LOW), restrict=r"[0-9]{0,3}")
            await self._screen.ask(prompt)
            self._count_below(str(LOW))

    def take(self, event: Prompt.Said) -> None:
        """Follow what is typed as the score, and reject when it is entered; afterwards ``view`` has the keys again."""
        if isinstance(event, Prompt.Changed):
            self._count_below(event.text)
            return
        self._screen.query(Prompt).remove()
        self._view.focus()
        if isinstance(event, Prompt.Done):
            self._reject_below(event.text)
        else:
            self._report("")

    def _count_below(self, text: str) -> None:
        count, waiting = len(self._reviewer.below(_share(text))), len(self._reviewer.waiting)
        message = ngettext("⏎ rejects {n} of {total}", "⏎ rejects {n} of {total}", count)
        self._say(message.format(n=f"{count:,}", total=f"{waiting:,}"))

    def _reject_below(self, text: str) -> None:
        score = _share(text)
        count = len(self._reviewer.below(score))
        if not count:
            self._report(_("none has so low a score"))
            return
        message = ngettext("{n} rejected", "{n} rejected", count)
        self._do(lambda: self._reviewer.reject_below(score), message.format(n=f"{count:,}"))

    def _accept_agreed(self) -> None:
        """Accept everything on which suggesters agree."""
        count = len(self._reviewer.agreed)
        if not count:
            self._report(_("there is nothing on which suggesters agree"))
            return
        message = ngettext("{n} accepted", "{n} accepted", count)
        self._do(self._reviewer.accept_agreed, message.format(n=f"{count:,}"))

    def _toggle_agreed(self) -> None:
        """Skip what suggesters agree on, or show it again."""
        self._reviewer.toggle_agreed()
        self._report("")

    def _go_to_unmarked(self) -> None:
        """Go to the next suggestion in a sentence without a mark."""
        if self._reviewer.current:
            is_there = self._reviewer.go_to_unmarked()
            self._report("" if is_there else _("no other sentence without a mark has a suggestion"))

    def _do(self, decide: Callable[[], None], message: str) -> None:
        key = shown_key(self._screen.app, self._screen.session.keys, "review.undo")
        try:
            decide()
        except ZhupiError as error:
            self._screen.warn(error.problem)
            self._report("")
        else:
            self._report(f"{message} · {key} {_('undo')}" if key else message)


def _share(text: str) -> float:
    """Return the score that was typed in hundredths, from 0 to 1."""
    return min(100, int(text or 0)) / 100
