"""Pass on what the suggesters report: to the screens, to the user, or to the question of consent."""

from collections.abc import Callable

from annotations.suggest.consent.request import Refusal
from annotations.suggest.workers.process import Sending
from annotations.suggest.workers.service import SuggestionUpdate
from seeds.errors import Problem
from tui.ui.consents import ConsentDialog
from tui.ui.pack_offer import PackOffer
from tui.ui.signals import Signals


def pass_on(
    report: SuggestionUpdate | Problem | Sending,
    signals: Signals,
    consents: ConsentDialog,
    offer: PackOffer,
    warn: Callable[[Problem], object],
) -> None:
    """Pass on one report."""
    match report:
        case Refusal():
            consents.leave_out(report)
        case Problem():
            warn(report)
        case Sending():
            consents.show_sending(report)
        case SuggestionUpdate():
            signals.suggested.publish(report)
            if report.done:
                offer.begin()
