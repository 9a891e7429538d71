"""Know when marks are made: the clock that all of the program reads, and times as files write them.

A time is of a person's work: it is when somebody made a mark, or last changed what it says or where it stands. What
the program does to a mark by itself leaves the time as it is: moving it with an edited text, relinking it, renaming its
label in the whole project, repairing its file, merging what was changed outside. A mark of which nobody knows the time
has none: files of 0.1.0 have no times, nor has what most other programs wrote.
"""

from datetime import UTC, datetime
from typing import TypeGuard

KEY = "time"
"""The key of a span's time in the file of an article and in its journal."""


def now() -> datetime:
    """Return the time, in UTC and whole seconds; called as ``times.now()``, so that a test can put another in place."""
    return datetime.now(UTC).replace(microsecond=0)


def is_time(value: object) -> TypeGuard[datetime]:
    """Return whether a value is a date with a time that says its distance from UTC, as that of a mark has to."""
    return type(value) is datetime and value.tzinfo is not None


def time_text(time: datetime) -> str:
    """Write a time in ISO 8601, in UTC and whole seconds, such as ``2026-11-22T05:40:00Z``."""
    try:
        utc = time.astimezone(UTC)
    except OverflowError:  # in the first or the last hours that there are
        utc = time
    return utc.isoformat(timespec="seconds").replace("+00:00", "Z")


def time_from(text: str) -> datetime | None:
    """Read a time in ISO 8601, in UTC and whole seconds; None where it is none, or does not say the time zone."""
    try:
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC).replace(microsecond=0) if time.tzinfo else None
    except (ValueError, OverflowError):
        return None


def time_at(seconds: float) -> datetime | None:
    """Return the time that many seconds after 1970, in whole seconds; None where there is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        return None
