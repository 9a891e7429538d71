"""Count what is read: active time, characters, and articles that were read to their end, by day."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from annotations.model import times
from annotations.storage.user_records import RecordFile, Values
from seeds.errors import Problem
from seeds.i18n import _, ngettext

MOST_DAYS = 400
"""How many days are kept one by one; what came before is one sum."""

IDLE = 120.0
"""Seconds without a key after which nobody is taken to read on."""

FASTEST = 20.0
"""Characters a second that count at most: who goes on faster is looking for something."""

_EARLIER = "earlier"


def _today() -> str:
    return times.now().astimezone().date().isoformat()


def activity_file() -> RecordFile:
    """Return the user's file of what was read on each day."""
    return RecordFile.of_user("activity", MOST_DAYS + 1)


@dataclass(slots=True)
class Activity:
    """Hold seconds, characters, and articles read to their end."""

    seconds: float = 0.0
    characters: float = 0.0
    articles: int = 0

    def __bool__(self) -> bool:
        return bool(self.seconds or self.characters or self.articles)

    def plus(self, other: "Activity") -> "Activity":
        """Return the sum."""
        return Activity(
            self.seconds + other.seconds, self.characters + other.characters, self.articles + other.articles
        )

    def record(self, day: str) -> Values:
        """Return the values that are kept."""
        seconds, characters = round(self.seconds, 1), round(self.characters)
        return {"day": day, "seconds": seconds, "characters": characters, "articles": self.articles}


class ReadingClock:
    """Count while an article is on the screen.

    A text is read where it has stood on the screen long enough; what was read once while the article was open is not
    counted again. ``clock`` gives seconds, and ``today`` the day.
    """

    def __init__(
        self, file: RecordFile, clock: Callable[[], float] = monotonic, today: Callable[[], str] = _today
    ) -> None:
        self._file = file
        self._clock = clock
        self._today = today
        self._article: object = None
        self._screen = (0, 0)
        self._reached = 0.0
        self._since = 0.0
        self._unsaved: dict[str, Activity] = {}

    def see(self, article: object, start: int, end: int) -> None:
        """Note which code points of which article are on the screen from now on."""
        self.note_presence()
        if article != self._article:
            self._article, self._reached = article, start
        self._screen = start, end

    def note_presence(self) -> None:
        """Note that somebody is there: what has been on the screen since then was read."""
        now = self._clock()
        seconds = now - self._since if self._article is not None else 0.0
        self._since = now
        if not 0 < seconds <= IDLE:
            return
        begin = max(self._screen[0], self._reached)
        count = max(0.0, min(self._screen[1] - begin, seconds * FASTEST))
        self._reached = begin + count if count else self._reached
        self._add(Activity(seconds, count))

    def leave(self) -> None:
        """Note that the article is no longer read."""
        self.note_presence()
        self._article = None

    def note_finished(self) -> None:
        """Note that an article has been read to its end for the first time."""
        self._add(Activity(articles=1))

    def _add(self, activity: Activity) -> None:
        today = self._today()
        self._unsaved[today] = self._unsaved.get(today, Activity()).plus(activity)

    @property
    def dirty(self) -> bool:
        """Return whether ``save`` has anything to write."""
        return bool(self._unsaved)

    def save(self) -> Problem | None:
        """Write what was counted, and return what was wrong with the file; raises ``RecordError``."""
        new, self._unsaved = self._unsaved, {}

        def change(records: list[Values]) -> list[Values]:
            days = _days(records)
            for day, activity in new.items():
                days[day] = days.get(day, Activity()).plus(activity)
            names = sorted(day for day in days if day != _EARLIER)
            earlier = days.get(_EARLIER, Activity())
            for day in names[:-MOST_DAYS]:
                earlier = earlier.plus(days[day])
            rest = [days[day].record(day) for day in names[-MOST_DAYS:]]
            return ([earlier.record(_EARLIER)] if earlier else []) + rest

        return self._file.change(change) if new else None

    def counted(self) -> tuple[Activity, Activity]:
        """Return what was read today, and in all, also what is not written yet; raises ``RecordError``."""
        days = _days(self._file.read())
        for day, activity in self._unsaved.items():
            days[day] = days.get(day, Activity()).plus(activity)
        total = Activity()
        for activity in days.values():
            total = total.plus(activity)
        return days.get(self._today(), Activity()), total

    def clear(self) -> None:
        """Forget what was counted; raises ``RecordError``."""
        self._unsaved.clear()
        self._file.clear()


def activity_lines(today: Activity, total: Activity) -> list[str]:
    """Return what was read, in words."""
    return [f"{_('today'):<8} {_in_words(today)}", f"{_('in all'):<8} {_in_words(total)}"]


def _in_words(activity: Activity) -> str:
    minutes = round(activity.seconds / 60)
    time = _("{n} min").format(n=minutes) if minutes < 120 else _("{n} h").format(n=f"{minutes / 60:.1f}")
    characters = _("{n} characters").format(n=f"{round(activity.characters):,}")
    articles = ngettext("{n} article to its end", "{n} articles to their end", activity.articles)
    return " · ".join((characters, articles.format(n=f"{activity.articles:,}"), time))


def _days(records: list[Values]) -> dict[str, Activity]:
    """Return what was read by day; what is no number counts nothing."""
    days: dict[str, Activity] = {}
    for record in records:
        numbers = [_number(record.get(name)) for name in ("seconds", "characters", "articles")]
        day = str(record.get("day", ""))
        activity = Activity(numbers[0], numbers[1], int(numbers[2]))
        days[day] = days.get(day, Activity()).plus(activity)
    return days


def _number(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15
    return float(value) if is_number and isinstance(value, int | float) else 0.0
