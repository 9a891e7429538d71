"""A suggester that can be trusted with the program: whatever it does wrong is told, and it is not asked again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from annotations.suggest.suggestion import Suggester, Suggestion, suggest_all
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _


class Guarded:
    """A suggester by name, made when it is first wanted.

    ``problem`` is what it did wrong, if it did: raised an error, or suggested what is no suggestion or lies outside the
    text. From then on it suggests nothing. ``beat`` is called with its name whenever it is about to be asked, so that
    whoever waits knows whom for.
    """

    def __init__(self, name: str, make: Callable[[], Suggester], beat: Callable[[str], None]) -> None:
        self.name = name
        self.problem: Problem | None = None
        self._make = make
        self._beat = beat
        self._made: Suggester | None = None

    @property
    def version(self) -> str:
        """The version of the suggester; empty where it cannot be had."""
        try:
            return str(self._suggester().version) if self.problem is None else ""
        except Exception as error:  # noqa: BLE001 - it may be anybody's code
            self._switch_off(error)
            return ""

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """The suggestions for each of the texts, none once there is a problem; never raises."""
        given = 0
        try:
            if self.problem is None:
                for text, found in zip(texts, self._ask(texts), strict=True):
                    checked = [_checked(item, len(text)) for item in found]
                    yield checked
                    given += 1
        except Exception as error:  # noqa: BLE001 - it may be anybody's code
            self._switch_off(error)
        yield from ([] for _text in islice(texts, given, None))

    def _ask(self, texts: Sequence[str]) -> Iterator[Iterable[Suggestion]]:
        self._beat(self.name)
        for found in suggest_all(self._suggester(), texts):
            yield found
            self._beat(self.name)

    def _suggester(self) -> Suggester:
        if self._made is None:
            self._beat(self.name)
            self._made = self._make()
        return self._made

    def _switch_off(self, error: Exception) -> None:
        advice = _("it is switched off until the program starts again")
        if isinstance(error, ZhupiError):
            self.problem = error.problem
        else:
            message = _("failed: {why}").format(why=f"{type(error).__name__}: {error}")
            self.problem = Problem(self.name, message, advice=advice)


def _checked(item: object, length: int) -> Suggestion:
    """The item, where it is a suggestion for a text of that length; raises ``TypeError`` or ``ValueError``."""
    if not isinstance(item, Suggestion):
        raise TypeError(_("it suggested {item}, which is no suggestion").format(item=_short(item)))
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
