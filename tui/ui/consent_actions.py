"""The part of the application that asks whether the project may do what its file asks for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from tui.core.session import Session
from tui.ui.screens.base import ZhupiScreen

if TYPE_CHECKING:
    from annotations.suggest.consent.request import Request, RequestState
    from annotations.suggest.workers.process import Sending


class ConsentActions(App[None], inherit_bindings=False):
    """Asks once in a run by itself, and whenever the user wants to see it."""

    session: Session
    _asked = False

    def warn(self, problem: Problem) -> None:
        """Tell of a problem without getting in the way."""
        self.notify(str(problem), severity="warning", timeout=8, markup=False)

    def describe(self) -> None:
        """Let every screen say what has changed."""
        for screen in self.screen_stack:
            if isinstance(screen, ZhupiScreen):
                screen.describe()

    def sending(self, said: "Sending") -> None:
        """Show where texts are sent from now on."""
        self.session.sending = said.to
        self.describe()

    def left_out(self, problem: Problem) -> None:
        """List what is left out until the user allows it, and ask."""
        if self.session.leave_out(problem):
            self.describe()
        if not self._asked:
            self._asked = True
            self._look_at_consents(wanted=False)

    def action_consent(self) -> None:
        """Show what the project asks for, and let that be allowed or taken back."""
        self._asked = True
        self._look_at_consents(wanted=True)

    @work(thread=True, exclusive=True, group="consent")
    def _look_at_consents(self, *, wanted: bool) -> None:
        try:
            asked = self.session.consents.look()
        except ZhupiError as error:
            self.call_from_thread(self.warn, error.problem)
            return
        if asked:
            self.call_from_thread(self._ask_consent, asked)
        elif wanted:
            message = _("The project asks for nothing that you would have to allow")
            self.call_from_thread(self.notify, message, timeout=4, markup=False)

    def _ask_consent(self, asked: "Sequence[tuple[Request, RequestState]]") -> None:
        from tui.ui.screens.consent import REVOKE, YES, ConsentScreen  # noqa: PLC0415 - seldom needed

        def answered(answer: str | None) -> None:
            if answer == YES:
                self._settle_consent([request for request, _state in asked])
            elif answer == REVOKE:
                self._settle_consent([])

        if not isinstance(self.screen, ConsentScreen):
            self.push_screen(ConsentScreen(self.session.consents.project, asked), answered)

    @work(thread=True, exclusive=True, group="consent")
    def _settle_consent(self, requests: "Sequence[Request]") -> None:
        """Keep the user's word, and start the suggesters anew; without requests, all is taken back."""
        try:
            if requests:
                self.session.consents.allow(requests)
            else:
                self.session.consents.revoke()
        except ZhupiError as error:
            self.call_from_thread(self.warn, error.problem)
            return
        self.call_from_thread(self._consent_settled)
        self.session.suggesting.reload()

    def _consent_settled(self) -> None:
        """Forget what was left out; the suggesters tell of it again where it still is."""
        self.session.forget_left_out()
        self.describe()
