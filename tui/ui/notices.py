"""Show messages for some seconds: few, none twice, and each for some time."""

from dataclasses import fields

from textual.notifications import Notification, Notifications

MOST = 6
"""Messages that are shown at once: each is laid out again with every line that changes."""

SHORTEST = 0.05
"""Seconds for which a message is shown at least."""


class Notice(Notification):
    """Represent a message that never has less than no time left.

    Where it has run out between two looks at the clock, Textual starts a timer of a negative time, which never ends and
    lets nothing else happen.
    """

    @property
    def time_left(self) -> float:
        """Seconds until it is taken away."""
        return max(SHORTEST, super().time_left)

    @property
    def has_expired(self) -> bool:
        """Return whether its time is over."""
        return super().time_left <= 0


def notice(notification: Notification) -> Notice:
    """Return the same message, shown for some time."""
    return Notice(**{field.name: getattr(notification, field.name) for field in fields(notification)})


def keep_few(shown: Notifications, message: str) -> None:
    """Make room for a message: take the oldest away, and the same one."""
    others = [note for note in shown if note.message != message]
    shown.clear()
    for note in others[1 - MOST :]:
        shown.add(note)
