"""Find keys that come faster than a person types: pasted without brackets, or sent one by one by an input method."""

from collections.abc import Sequence
from itertools import groupby
from weakref import WeakSet

FOLLOWING = 0.03
"""Seconds after a burst within which what comes belongs to it, as when it was cut on its way."""


_hurried: WeakSet[object] = WeakSet()


def in_burst(event: object) -> bool:
    """Return whether the event of a key belongs to a burst."""
    return event in _hurried


def set_in_burst(event: object) -> None:
    """Say that the event of a key belongs to a burst."""
    _hurried.add(event)


class Bursts:
    """Tell bursts from typing, read by read.

    A burst is ``limit`` or more keys of single characters in one read with no other key between them, where repeats of
    one key count once: a held key is nobody else's. With ``limit`` 0 nothing is a burst. Over a slow line the keys of a
    person come together as well, so that what a burst started can be made after all.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._ended = float("-inf")

    def in_read(self, keys: Sequence[str], now: float) -> list[bool]:
        """Return for each key of a read at ``now`` seconds whether it belongs to a burst.

        A key is what it types, several characters for committed text, and empty where it types nothing.
        """
        flags: list[bool] = []
        for typed, group in groupby(keys, key=bool):
            run = list(group)
            flags += [typed and self._is_burst(run, now)] * len(run)
        return flags

    def _is_burst(self, run: Sequence[str], now: float) -> bool:
        if not self._limit:
            return False
        different = sum(1 for _key, _repeats in groupby("".join(run)))
        burst = different >= self._limit or 0 <= now - self._ended < FOLLOWING
        if burst:
            self._ended = now
        return burst
