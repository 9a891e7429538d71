"""Read when a mark was made, as other programs say it: a text in ISO 8601, or seconds since 1970."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.unread_keys import peek, use
from annotations.model import times
from seeds.i18n import _


def time_in(value: Mapping[str, Any], key: str, where: str, report: Report) -> datetime | None:
    """Return the time that a key has, which counts as read; None where there is none.

    What is no time, or does not say its time zone, is a loss of ``where``: what it is about is kept without one.
    """
    item = peek(value, key)
    use(value, key)
    if item is None or item == "":
        return None
    time = None
    if isinstance(item, str):
        time = times.time_from(item)
    elif isinstance(item, int | float) and not isinstance(item, bool):
        time = times.time_at(item)
    if time is None:
        report.add(DroppedItem(where, str(item), _("is not a time with its time zone, as in ISO 8601")), "time")
    return time


def last_time_in(value: Mapping[str, Any], keys: tuple[str, ...], where: str, report: Report) -> datetime | None:
    """Return the time of the first of several keys that has one: the one of the last change comes first."""
    found = (time for key in keys if (time := time_in(value, key, where, report)))
    first = next(found, None)
    use(value, *keys)
    return first
