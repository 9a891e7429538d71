"""Find out whether the ends of a file's spans are their last characters, or what stands after these."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from annotations.exchange.options import Ends
from annotations.exchange.report import Decision, Report
from annotations.exchange.shared.offset_evidence import RawSpan
from annotations.exchange.shared.offset_units import is_offset
from seeds.errors import Problem, Question, UndecidedError
from seeds.i18n import _

_NAMES = {
    Ends.INCLUSIVE: _("the end of a span is read as its last character, {reason}"),
    Ends.EXCLUSIVE: _("the end of a span is read as what stands after it, {reason}"),
}


class EndDecision:
    """Decide by quotes, else by ends that can only be of one kind, else by ``usual``: ``chosen`` by the user above all.

    Where ``usual`` is None, as editions differ, a file in which nothing shows it is refused.
    """

    def __init__(self, path: Path, chosen: Ends | None, usual: Ends | None) -> None:
        self._path = path
        self._chosen = chosen
        self._usual = usual
        self._fit: Counter[Ends] = Counter()
        self._impossible: Counter[Ends] = Counter()
        self._spans = 0

    def add(self, text: str, spans: Iterable[RawSpan]) -> None:
        """Look at the spans of a text; what cannot be one says nothing, nor does a quote of another length."""
        for start, end, quote in spans:
            if not is_offset(start) or not is_offset(end) or not 0 <= start <= end:
                continue
            self._spans += 1
            if isinstance(quote, str) and quote:
                self._fit[Ends.EXCLUSIVE] += end - start == len(quote)
                self._fit[Ends.INCLUSIVE] += end + 1 - start == len(quote)
            else:
                self._impossible[Ends.EXCLUSIVE] += start == end
                self._impossible[Ends.INCLUSIVE] += end == len(text)

    def settle(self, report: Report) -> Ends:
        """Decide, and report it where there are spans; raises ``UndecidedError`` where nothing decides."""
        ends, reason = self._choice()
        if self._spans:
            report.decided[Decision("span", ends.value, _NAMES[ends].format(reason=reason))] += self._spans
        return ends

    def _choice(self) -> tuple[Ends, str]:
        if self._chosen:
            return self._chosen, _("as was chosen")
        if self._fit[Ends.INCLUSIVE] != self._fit[Ends.EXCLUSIVE]:
            return max(Ends, key=lambda ends: self._fit[ends]), _("as the quotes fit so")
        if self._impossible[Ends.INCLUSIVE] != self._impossible[Ends.EXCLUSIVE]:
            return min(Ends, key=lambda ends: self._impossible[ends]), _("as spans would be empty or leave the text")
        if self._usual or not self._spans:
            return self._usual or Ends.INCLUSIVE, _("as this format has it, and nothing in the file is against it")
        message = _("nothing in the file says whether the end of a span is its last character or what stands after it")
        advice = _("nothing was imported; --ends inclusive says the one, --ends exclusive the other")
        raise UndecidedError(Problem(str(self._path), message, advice=advice), Question("ends", tuple(Ends)))
