"""Ask the terminal what it can do and how wide it draws, with a limit of time, and leave it as it was.

Every question is followed by one for the cursor's position, which practically every terminal answers: once that answer
is here, what has not come before it will not come. Answers that are late are waited for and thrown away, so that none
is left for the shell.
"""

import os
import re
import select
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from types import FrameType, TracebackType
from typing import Self

from tui.terminal.decoding import TerminalDecoder, usable
from tui.terminal.sequences import Plain, Sequence, Splitter

if sys.platform != "win32":
    import termios

LIMIT = 2.0
"""Seconds for which an answer is waited for."""

PATIENCE = 3.0
"""Seconds for which answers that are late are waited for at the end."""

QUIET = 0.1
"""Seconds without anything from the terminal after which nothing more is on its way."""

POSITION = "\x1b[6n"
ATTRIBUTES = "\x1b[c"
KEYBOARD = "\x1b[?u"
NAME = "\x1b[>0q"
ERASE = "\r\x1b[K"

_POSITION = re.compile(r"\x1b\[\d{1,5};(\d{1,5})R")
_ATTRIBUTES = re.compile(r"\x1b\[\?([\d;]{1,200})c")
_KEYBOARD = re.compile(r"\x1b\[\?\d{1,4}u")
_NAME = re.compile(r"\x1bP>\|(.{1,80}?)(?:\x1b\\|\x07)")
_ANSWER = re.compile(r"\x1b(?:P|\[[?>=\d])")
"""How answers begin, and few keys."""

_WIDEST = 4
"""Cells that a code point may take before an answer is taken for nonsense."""


class SilentError(Exception):
    """Report that the terminal does not answer."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Hold the descriptors by which a terminal is read and written, and its encoding."""

    source: int
    target: int
    encoding: str


def terminal_streams() -> Streams | None:
    """Return the terminal that this process may ask: stdin, and stdout or stderr; None where there is none.

    A process in the background would be stopped by reading, and has none.
    """
    if sys.platform == "win32" or sys.stdin is None or not sys.stdin.isatty():
        return None
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.isatty():
            source, target = sys.stdin.fileno(), stream.fileno()
            try:
                in_front = os.tcgetpgrp(source) == os.getpgrp()
            except OSError:  # a terminal that is not the one of this session
                in_front = True
            return Streams(source, target, usable(stream.encoding)) if in_front else None
    return None


class Questions:
    """Ask a terminal questions, one after the other, within a ``with`` statement; only then does it not echo.

    ``limit`` and ``patience`` are in seconds. ``keys`` says whether keys were pressed meanwhile, which are lost.
    Methods raise ``SilentError`` where the terminal does not answer in time; then nothing more should be asked.
    """

    def __init__(self, streams: Streams, limit: float = LIMIT, patience: float = PATIENCE) -> None:
        self.keys = False
        self._streams = streams
        self._limit = limit
        self._patience = patience
        self._due = 0
        self._decoder = TerminalDecoder(streams.encoding)
        self._splitter = Splitter(lambda _sequence: False, limit)

    def __enter__(self) -> Self:
        """Take over the terminal; raises ``SilentError`` where it does not let itself be taken."""
        try:
            self._before = termios.tcgetattr(self._streams.source)
        except termios.error as error:
            raise SilentError from error
        self._handler = signal.signal(signal.SIGTERM, _leave)
        try:
            attributes = [*self._before[:6], [*self._before[6]]]
            attributes[3] &= ~(termios.ECHO | termios.ICANON)
            attributes[6][termios.VMIN], attributes[6][termios.VTIME] = 1, 0
            attributes[6][termios.VSUSP] = b"\0"  # who stops the process would be left with a terminal without echo
            termios.tcsetattr(self._streams.source, termios.TCSADRAIN, attributes)
        except BaseException:
            self._restore()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Throw away what is late, and restore the terminal, whatever happens."""
        try:
            self._write(ERASE)
            self._drain()
        except OSError:
            pass  # the terminal has gone, and nothing of it is left to be restored
        finally:
            self._restore()

    def width(self, text: str) -> int | None:
        """Return how many cells the terminal gives to a text; None where it answers nonsense, or cannot be sent it."""
        try:
            text.encode(self._streams.encoding)
        except UnicodeEncodeError:
            return None
        column = self._ask(text)[0]
        return column - 1 if 1 <= column <= _WIDEST * len(text) + 1 else None

    def mode(self, number: int) -> bool | None:
        """Return whether the terminal has a private mode, such as 2004; None where it does not say."""
        pattern = re.compile(rf"\x1b\[\?{number};(\d)\$y")
        match = _first(pattern, self._ask(f"\x1b[?{number}$p")[1])
        return match[1] != "0" if match else None

    def attributes(self) -> list[int]:
        """Return the numbers of the device attributes; none where the terminal does not say."""
        match = _first(_ATTRIBUTES, self._ask(ATTRIBUTES)[1])
        return [int(number) for number in match[1].split(";") if number] if match else []

    def kitty_keyboard(self) -> bool:
        """Return whether the terminal knows the kitty keyboard protocol."""
        return bool(_first(_KEYBOARD, self._ask(KEYBOARD)[1]))

    def name(self) -> str:
        """Return what the terminal calls itself, with its version; empty where it does not say."""
        match = _first(_NAME, self._ask(NAME)[1])
        return match[1] if match else ""

    def _ask(self, question: str) -> tuple[int, list[str]]:
        """Return the column of the cursor after a question that is written at the first, and the other answers."""
        self._write(f"\r{question}{POSITION}")
        self._due += 1
        answers: list[str] = []
        deadline = monotonic() + self._limit
        while (left := deadline - monotonic()) > 0:
            for sequence in self._sequences(left):
                match = _POSITION.fullmatch(sequence)
                if match:
                    self._due -= 1
                    self._write(ERASE)
                    return int(match[1]), answers
                answers.append(sequence)
        raise SilentError

    def _drain(self) -> None:
        deadline = monotonic() + self._patience
        while (left := deadline - monotonic()) > 0:
            wait = left if self._due > 0 else min(left, QUIET)
            if not select.select([self._streams.source], [], [], wait)[0]:
                return
            try:
                self._due -= sum(bool(_POSITION.fullmatch(sequence)) for sequence in self._sequences(0))
            except SilentError:
                return

    def _sequences(self, wait: float) -> Iterator[str]:
        """Yield the sequences that come within some seconds; keys are left out."""
        if not select.select([self._streams.source], [], [], wait)[0]:
            return
        data = os.read(self._streams.source, 1 << 12)
        if not data:
            raise SilentError
        for piece in self._splitter.feed(self._decoder.feed(data), monotonic()):
            if isinstance(piece, Sequence) and _ANSWER.match(piece.text):
                yield piece.text
            elif not isinstance(piece, Plain) or piece.text.strip("\0"):
                self.keys = True

    def _write(self, text: str) -> None:
        data = text.encode(self._streams.encoding)
        while data:
            data = data[os.write(self._streams.target, data) :]

    def _restore(self) -> None:
        try:
            termios.tcsetattr(self._streams.source, termios.TCSAFLUSH, self._before)
        except termios.error:
            pass  # it has gone
        finally:
            signal.signal(signal.SIGTERM, self._handler)


def _first(pattern: re.Pattern[str], answers: list[str]) -> re.Match[str] | None:
    return next(filter(None, map(pattern.fullmatch, answers)), None)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End the program by a signal as by an error, so that the terminal is restored."""
    sys.exit(128 + number)
