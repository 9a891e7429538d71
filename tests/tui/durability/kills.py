"""One kill of the application while it is being used, and what became of the last change."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from terminal_driver import Terminal

from tests.tui.durability.marked_file import MarkedFile, key

LATEST = 0.3
"""Seconds after the first change is begun within which the application is killed."""

PATIENCE = 20.0
"""Seconds after which it is killed also where no key has changed anything."""


def _signal(number: signal.Signals) -> Callable[[Terminal], None]:
    def send(terminal: Terminal) -> None:
        os.kill(terminal.pid, number)
        terminal.wait_for_end()

    return send


WAYS: dict[str, Callable[[Terminal], None]] = {
    "SIGKILL": _signal(signal.SIGKILL),
    "SIGHUP": _signal(signal.SIGHUP),
    "SIGTERM": _signal(signal.SIGTERM),
    "closed": Terminal.hang_up,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what one kill found.

    ``changes`` were finished before it. ``in_flight`` says whether another was being made, and ``kept`` whether that
    one was found afterwards.
    """

    way: str
    changes: int
    in_flight: bool
    kept: bool


def kill(marked: MarkedFile, chance: random.Random, found: str, way: str) -> tuple[Outcome, str]:
    """Use the application on annotations that were ``found`` so, kill it in a way, and look at what is left.

    Returns the state that is found then. Raises ``AssertionError`` where anything is lost.
    """
    with marked.start() as terminal:
        last, end = chance.uniform(0, LATEST), time.monotonic() + PATIENCE
        changing = False
        while time.monotonic() < end:
            terminal.write(key(chance))
            terminal.settle(quiet=chance.uniform(0, 0.01), timeout=0.05)
            if not changing and marked.is_changing():
                changing, end = True, time.monotonic() + last
        assert not terminal.ended, "\n".join(terminal.rows)
        WAYS[way](terminal)
    told, left = marked.told(), marked.found()
    assert told.opened == found
    assert left in (told.done, told.begun), f"{way} after {told.changes} changes:\n{told}\n{left}"
    return Outcome(way, told.changes, told.begun is not None, left == told.begun), left
