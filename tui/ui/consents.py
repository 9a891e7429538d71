"""Ask whether the project may do what its file asks for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from tui.core.session import Session
from tui.ui.screens import dialogs
from tui.ui.signals import Signals

if TYPE_CHECKING:
    from annotations.suggest.consent.request import Request, RequestState
    from annotations.suggest.workers.process import Sending


class ConsentDialog:
    """Ask once in a run without being called for, and whenever the user wants to see it."""

    def __init__(self, app: App[None], session: Session, signals: Signals, warn: Callable[[Problem], object]) -> None:
        self._app = app
        self._session = session
        self._signals = signals
        self._warn = warn
        self._asked = False

    def show_sending(self, sending: "Sending") -> None:
        """Show where texts are sent from now on."""
        self._session.suggesters.sending = sending.to
        self._signals.status_changed.publish(None)

    def leave_out(self, problem: Problem) -> None:
        """List what is left out until the user allows it, and ask."""
        if self._session.problems.add_lasting(problem):
            self._signals.status_changed.publish(None)
        if not self._asked:
            self._look(requested=False)

    def show(self) -> None:
        """Show what the project asks for, and let that be allowed or revoked."""
        self._look(requested=True)

    def _look(self, *, requested: bool) -> None:
        self._asked = True
        work = partial(self._look_at_consents, requested=requested)
        self._app.run_worker(work, thread=True, exclusive=True, group="consent")

    def _look_at_consents(self, *, requested: bool) -> None:
        try:
            requests = self._session.suggesters.consents.look()
        except ZhupiError as error:
            self._app.call_from_thread(self._warn, error.problem)
            return
        if requests:
            self._app.call_from_thread(self._ask, requests)
        elif requested:
            message = _("The project asks for nothing that you would have to allow")
            self._app.call_from_thread(self._app.notify, message, timeout=4, markup=False)

    def _ask(self, requests: "Sequence[tuple[Request, RequestState]]") -> None:
        dialogs.ask_consent(self._app, self._session.suggesters.consents.project, requests, self._settle)

    def _settle(self, requests: "Sequence[Request]") -> None:
        self._app.run_worker(partial(self._keep, requests), thread=True, exclusive=True, group="consent")

    def _keep(self, requests: "Sequence[Request]") -> None:
        """Keep the user's word, and start the suggesters again; without requests, everything is revoked."""
        try:
            if requests:
                self._session.suggesters.consents.allow(requests)
            else:
                self._session.suggesters.consents.revoke()
        except ZhupiError as error:
            self._app.call_from_thread(self._warn, error.problem)
            return
        self._app.call_from_thread(self._forget)
        self._session.suggesters.service.reload()

    def _forget(self) -> None:
        """Forget what was left out; the suggesters report it again where it still is."""
        self._session.problems.remove(self._session.suggesters.is_refusal)
        self._signals.status_changed.publish(None)
