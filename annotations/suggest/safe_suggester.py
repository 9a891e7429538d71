"""Wrap a suggester so that its errors disable it instead of ending the program."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from annotations.suggest.suggestion import Suggester, Suggestion, suggest_all
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _

Heartbeat = Callable[[str, float, str], None]
"""Told who is asked now, within how many seconds there will be a sign of life, and where texts are sent, or nothing."""

SLOWEST = 1_000
"""How many characters a second every suggester is expected to manage that says nothing of its patience."""


class SafeSuggester:
    """Ask a suggester by name, which is made when it is first needed.

    When it does something wrong, which is to raise an error, or to suggest what is not a suggestion or lies outside the
    text, it suggests nothing from then on. ``problems`` has that, and the suggester's own ``problems``. ``beat`` is
    called whenever it is about to be asked, with its name, with how many seconds that may take (``timeout``, or the
    suggester's own ``patience`` if that is more, and a second for every ``SLOWEST`` characters), and with where it
    sends the texts, if it has ``sends_to``.
    """

    def __init__(self, name: str, make: Callable[[], Suggester], beat: Heartbeat, timeout: float) -> None:
        self.name = name
        self.is_off = False
        self._faults: list[Problem] = []
        self._make = make
        self._beat = beat
        self._timeout = timeout
        self._instance: Suggester | None = None

    @property
    def problems(self) -> list[Problem]:
        """Return what went wrong, after the problems that the suggester itself has so far."""
        return [*getattr(self._instance, "problems", ()), *self._faults]

    @property
    def version(self) -> str:
        """Return the version of the suggester; empty where it cannot be had."""
        try:
            return "" if self.is_off else str(self._suggester().version)
        except Exception as error:  # noqa: BLE001 - it may be anybody's code
            self._switch_off(error)
            return ""

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the suggestions for each of the texts, none once something went wrong; never raises."""
        answered = 0
        try:
            if not self.is_off:
                for text, suggestions in zip(texts, self._ask(texts), strict=True):
                    checked = [_checked(item, len(text)) for item in suggestions]
                    yield checked
                    answered += 1
        except Exception as error:  # noqa: BLE001 - it may be anybody's code
            self._switch_off(error)
        yield from ([] for _text in islice(texts, answered, None))

    def _ask(self, texts: Sequence[str]) -> Iterator[Iterable[Suggestion]]:
        suggester = self._suggester()
        seconds = max(self._timeout, getattr(suggester, "patience", 0.0)) + sum(map(len, texts)) / SLOWEST
        sends_to = str(getattr(suggester, "sends_to", "")) if texts else ""
        self._beat(self.name, seconds, sends_to)
        for suggestions in suggest_all(suggester, texts):
            yield suggestions
            self._beat(self.name, seconds, sends_to)

    def _suggester(self) -> Suggester:
        if self._instance is None:
            self._beat(self.name, self._timeout, "")
            self._instance = self._make()
        return self._instance

    def _switch_off(self, error: Exception) -> None:
        self.is_off = True
        if isinstance(error, ZhupiError):
            self._faults.append(error.problem)
            return
        message = _("failed: {why}").format(why=f"{type(error).__name__}: {error}")
        self._faults.append(Problem(self.name, message, advice=_("it is switched off until the program starts again")))


def _checked(item: object, length: int) -> Suggestion:
    """Return the item, where it is a suggestion for a text of that length; raises ``TypeError`` or ``ValueError``."""
    if not isinstance(item, Suggestion):
        raise TypeError(_("it suggested {item}, which is not a valid suggestion").format(item=_short(item)))
    values: tuple[object, ...] = (item.start, item.end, item.label, item.score, item.origin)
    start, end, label, score, origin = values
    if not (type(start) is int and type(end) is int and 0 <= start < end <= length):
        message = _("it suggested {item}, which is not within a text of {count} characters")
        raise ValueError(message.format(item=_short(item), count=length))
    if not (isinstance(label, str) and label and isinstance(origin, str)):
        raise TypeError(_("it suggested {item}, which has no label").format(item=_short(item)))
    if not (isinstance(score, float | int) and 0 <= score <= 1):
        raise ValueError(_("it suggested {item}, whose score is not from 0 to 1").format(item=_short(item)))
    return item


def _short(item: object) -> str:
    shown = repr(item)
    return shown if len(shown) <= 120 else f"{shown[:119]}…"
