"""Filter the list a little at a time, so that the next key need not wait until a hundred thousand titles are done."""

from collections.abc import Callable, Iterator
from time import monotonic

from textual.screen import Screen

from tui.core.library import Library

LONGEST = 0.008
"""Seconds for which the list is filtered before there is time for a key."""

PAUSE = 0.001


class TitleFilter:
    """Filter a library; ``done`` is called when the list is another one. What was begun before is given up."""

    def __init__(self, screen: Screen[None], library: Library, done: Callable[[], object]) -> None:
        self._screen = screen
        self._library = library
        self._done = done
        self._steps: Iterator[None] = iter(())

    def begin(self, query: str) -> None:
        """Filter by a query: at once, where that is quick."""
        self._steps = self._library.filtering(query)
        self._go_on(self._steps)

    def _go_on(self, steps: Iterator[None]) -> None:
        if steps is not self._steps:
            return
        until = monotonic() + LONGEST
        for _slice in steps:
            if monotonic() > until:
                self._screen.set_timer(PAUSE, lambda: self._go_on(steps))
                return
        self._done()
