"""Keep keys and pastes in order: each is handled to its end before the next is given to anything.

Textual gives a key to what is in focus when it arrives. Where the key before it is about to open a field or a screen,
the two are handled at once: what was typed for the field starts the actions of the page, or those of a screen that has
no widgets yet, or none any more. Here a key waits until the one before it has been through every handler, and until the
screen on top has been drawn. How that is known: behind each key goes a message that takes the same way.
"""

from collections import deque
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual import events, on
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import OptionList

if TYPE_CHECKING:
    from textual.actions import ActionParseResult


def _wide(size: Size) -> Size:
    """Return a size that all can be laid out in."""
    return Size(max(NARROWEST, size.width), max(1, size.height))


LOST_AFTER = 2.0
"""Seconds after which a key is no longer waited for; what it was given to is gone with it."""

NARROWEST = 12
"""Columns below which nothing is laid out, but cut off: Textual cannot break the lines of lists with less room."""

ROUNDS = 3
"""How often a message goes behind a key where others wait: behind it, what it posted, and what that posted."""


class OrderedInput(App[None], inherit_bindings=False):
    """Handle keys and pastes one after the other."""

    class Handled(Message):
        """Report that what was typed has been through everything that handles it."""

        def __init__(self, number: int, turn: int) -> None:
            super().__init__()
            self.number = number
            self.turn = turn

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._number = 0
        self._busy = self._watched = False
        self._drawn: WeakSet[Screen[object]] = WeakSet()
        self._key: events.Key | None = None

    @property
    def key_in_hand(self) -> events.Key | None:
        """The key that is being handled."""
        return self._key

    async def on_event(self, event: events.Event) -> None:
        """Put what is typed into its order."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            await self._give_next()
        elif isinstance(event, events.Resize) and event.size.width < NARROWEST:
            await super().on_event(events.Resize(_wide(event.size), _wide(event.virtual_size)))
        else:
            await super().on_event(event)

    @property
    def size(self) -> Size:
        """The size of the terminal, or what is laid out for one that is too narrow."""
        return _wide(super().size)

    async def _give_next(self) -> None:
        """Give what was typed next to what is in focus, when everything is ready for it."""
        while self._typed and not self._busy:
            try:
                screen = self.screen
            except ScreenStackError:  # the application ends
                self._typed.clear()
                return
            self._number += 1
            if screen not in self._drawn:
                self._busy = screen.call_after_refresh(self._has_drawn, self._number)
                self._drawn.add(screen)
                continue
            event = self._typed.popleft()
            self._key = event if isinstance(event, events.Key) else None
            target: MessagePump = self.focused or screen
            await super().on_event(event)
            self._busy = target.post_message(self.Handled(self._number, 1))
        if self._typed and not self._watched:
            self._watched = True
            self.set_timer(LOST_AFTER, partial(self._look, self._number))

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for; a page of a list that has no room yet, or none at all, is not turned."""
        if isinstance(action, str) and "page_" in action and default_namespace is not None:
            lists = default_namespace.query(OptionList) if default_namespace.is_modal else [default_namespace]
            if any(isinstance(each, OptionList) and not each.scrollable_content_region for each in lists):
                return True
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except ScreenStackError:  # to leave a screen twice, or when the application ends, is to leave it
            return True

    def _has_drawn(self, number: int) -> None:
        self.post_message(self.Handled(number, ROUNDS))

    async def _look(self, number: int) -> None:
        """Go on without what was not heard of for long."""
        self._watched = False
        await self._go_on(number)
        await self._give_next()

    def on_key(self) -> None:
        """Say that a key has come all the way: nothing but the application handles it any more."""
        self.post_message(self.Handled(self._number, 1))

    def on_paste(self) -> None:
        """Say that a paste has come all the way."""
        self.post_message(self.Handled(self._number, 1))

    @on(Handled)
    async def _handled(self, event: Handled) -> None:
        event.stop()
        if self._busy and event.number == self._number and self._typed and event.turn < ROUNDS:
            target: MessagePump = self.focused or self.screen
            if target.post_message(self.Handled(event.number, event.turn + 1)):
                return
        await self._go_on(event.number)

    async def _go_on(self, number: int) -> None:
        """Have the next, unless that has been done."""
        if self._busy and number == self._number:
            self._busy, self._key = False, None
            await self._give_next()
