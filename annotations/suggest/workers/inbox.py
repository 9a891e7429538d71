"""Hold the messages that a worker has received and not handled yet; they are read while it works."""

import os
from collections import deque
from threading import Condition, Thread
from typing import BinaryIO

from annotations.suggest.workers.protocol import Message, decode_message


class Inbox:
    """Read messages from a stream in a thread of its own; when the stream ends, so does the process, at once.

    A line that is no message ends the process as well: the application starts another one.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._messages: deque[Message] = deque()
        self._arrived = Condition()
        Thread(target=self._read, name="inbox", daemon=True).start()

    def take(self) -> Message:
        """Return the next message, as soon as there is one."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._messages)
            return self._messages.popleft()

    def is_empty(self) -> bool:
        """Return whether no message is waiting."""
        return not self._messages

    def has(self, kind: type[Message]) -> bool:
        """Return whether a message of a kind is waiting."""
        with self._arrived:
            return any(isinstance(message, kind) for message in self._messages)

    def _read(self) -> None:
        try:
            for line in self._source:
                with self._arrived:
                    self._messages.append(decode_message(line))
                    self._arrived.notify()
        finally:
            os._exit(0)  # nobody listens any more, and whoever is at work may not come back
