"""A terminal for tests: it counts cells as it is told, and answers questions well, late, with nonsense, or never."""

import contextlib
import os
import re
import select
import termios
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from threading import Event, Thread
from types import TracebackType
from typing import Self

from tui.text.width import cells

ERASE = "\r\x1b[K"
POSITION = "\x1b[6n"
MODERN = {
    "\x1b[c": "\x1b[?65;1;22;52c",
    "\x1b[?1006$p": "\x1b[?1006;2$y",
    "\x1b[?2004$p": "\x1b[?2004;2$y",
    "\x1b[?2026$p": "\x1b[?2026;0$y",
    "\x1b[?u": "\x1b[?0u",
    "\x1b[>0q": "\x1bP>|fake(1.0)\x1b\\",
}
_PIECES = re.compile(r"\x1b\[[?>=]?[\d;]*\$?[a-zA-Z]|[\r\n]|[^\x1b\r\n]+")


class FakeTerminal:
    """Both ends of a pty: a thread behaves as a terminal at one of them, within a ``with`` statement.

    ``widths`` are the cells of some texts, all others take those of zhupi by ``ambiguous``. ``answers`` leads from
    questions to answers; what is not in it is not answered. ``reply`` is asked for the answer to the question for the
    position, a text that is empty where there is none; ``late`` keeps back all answers until the line is erased.
    """

    def __init__(
        self,
        ambiguous: int = 1,
        widths: Mapping[str, int] | None = None,
        answers: Mapping[str, str] | None = None,
        reply: Callable[[int], str] = lambda column: f"\x1b[7;{column}R",
        *,
        late: bool = False,
    ) -> None:
        self.master, self.slave = os.openpty()
        self.seen = ""
        self._ambiguous = ambiguous
        self._widths = widths or {}
        self._answers = MODERN if answers is None else answers
        self._reply = reply
        self._late = late
        self._kept = ""
        self._column = 1
        self._ended = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(60)
        os.close(self.slave)
        os.close(self.master)

    def stream(self, mode: str) -> TextIOWrapper:
        """Return a stream of the program's end."""
        return TextIOWrapper(os.fdopen(os.dup(self.slave), f"{mode}b", buffering=0), "utf-8", write_through=True)

    def attributes(self) -> list[object]:
        """Return how the terminal is set."""
        return termios.tcgetattr(self.slave)

    def left(self) -> bytes:
        """Return what a shell would find as typed."""
        before, attributes = termios.tcgetattr(self.slave), termios.tcgetattr(self.slave)
        attributes[3] &= ~termios.ICANON
        termios.tcsetattr(self.slave, termios.TCSANOW, attributes)
        typed = os.read(self.slave, 1 << 12) if select.select([self.slave], [], [], 0)[0] else b""
        termios.tcsetattr(self.slave, termios.TCSANOW, before)
        return typed

    def send(self, text: str) -> None:
        """Answer, or type."""
        os.write(self.master, text.encode())

    def _run(self) -> None:
        pending = b""
        while not self._ended.is_set():
            if not select.select([self.master], [], [], 0.02)[0]:
                continue
            with contextlib.suppress(OSError):
                pending += os.read(self.master, 1 << 12)
            with contextlib.suppress(UnicodeDecodeError):  # a character has only begun
                text, pending = pending.decode(), b""
                self.seen += text
                self._take(text)

    def _take(self, text: str) -> None:
        for piece in _PIECES.findall(text):
            if piece == "\r":
                self._column = 1
            elif piece == POSITION:
                self._answer(self._reply(self._column))
            elif piece == "\x1b[K" and self._late:
                self.send(self._kept)
                self._kept = ""
            elif piece in self._answers:
                self._answer(self._answers[piece])
            elif piece[0] not in "\x1b\n":
                self._column += self._widths.get(piece, cells(piece, self._ambiguous))

    def _answer(self, text: str) -> None:
        if self._late:
            self._kept += text
        elif text:
            self.send(text)
