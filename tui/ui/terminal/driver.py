"""Drive the terminal as Textual does, with a reader of our own between its bytes and Textual's events.

Textual's own gives up a sequence after 32 characters, or 0.1 s, and replays it as keys, of which digits are those of
labels; it raises ``ValueError`` on some, and ends on bytes that are no UTF-8. ``run_input_thread`` is the one method of
its driver that is replaced. What is relied on inside of Textual is what ``tests/tui/terminal/test_driver.py`` names.
"""

import os
import re
import selectors
import sys
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import SPECIAL_SEQUENCES, XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message import Message

from tui.terminal.bursts import Bursts, set_in_burst
from tui.terminal.decoding import TerminalDecoder, usable
from tui.terminal.key_reports import is_wide, key_report
from tui.terminal.sequences import ESC, PATIENCE, Pasted, Piece, Plain, Splitter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

LOOK_EVERY = 0.1
"""Seconds between two looks whether the application ends."""

LOOK_SOON = 0.01
"""Seconds between two looks whether the rest of something has come."""

READ = 1 << 12
"""Bytes of one read."""

_MESSAGE = re.compile(
    r"\x1b\[(?:"
    r"<[0-9]{1,8};-?[0-9]{1,8};-?[0-9]{1,8}[Mm]"  # the mouse
    r"|\?[0-9]{1,8};[0-9]\$y"  # what the terminal can do
    r"|[0-9]{1,8};[0-9]{1,8}R"  # where the cursor is
    r"|48(?:;[0-9]{1,8}(?::[0-9:]{0,40})?){4}t"  # a new size
    r")"
)
_RUNS = re.compile(r"[^\x00-\x1f\x7f]+|[\x00-\x1f\x7f]")
"""What is typed, in pieces: text, or one control character."""

_PRIVATE, _PRIVATE_END = "\ue000", "\uf8ff"


def is_known(sequence: str) -> bool:
    """Return whether Textual has a meaning for a sequence as it stands."""
    return sequence in ANSI_SEQUENCES_KEYS or sequence in SPECIAL_SEQUENCES or _MESSAGE.fullmatch(sequence) is not None


class TerminalParser(XTermParser):
    """Make messages of pieces, none of which is ever taken apart."""

    def messages(self, piece: Piece) -> Iterator[Message]:
        """Yield the messages that a piece amounts to."""
        if isinstance(piece, Pasted):
            yield events.Paste(piece.text.replace("\x00", ""))
        elif isinstance(piece, Plain):
            for run in _RUNS.findall(piece.text):
                yield from self._typed(run)
        elif piece.text == ESC:
            yield events.Key("escape", ESC)
        elif is_known(piece.text):
            yield from self._whole(piece.text)
        elif len(piece.text) == 2:
            yield from self._with_alt(piece.text[1])
        else:
            yield from self._reported(piece.text)

    def _typed(self, run: str) -> Iterator[Message]:
        """Yield keys; but text where an input method has composed it, or more than one key would be needed for it."""
        if not run.isascii() and (len(run) > 1 or is_wide(run)):
            yield events.Paste(run)
        else:
            for character in run:
                yield from self._keys(character)

    def _reported(self, sequence: str) -> Iterator[Message]:
        """Yield what the terminal reports of a key; nothing where it is released, or not understood."""
        report = key_report(sequence)
        if report is None or not report.pressed:
            return
        if report.is_text:
            yield events.Paste(report.text)
            return
        for written in report.sequences:
            if written in ANSI_SEQUENCES_KEYS:
                yield from self._keys(written)
                return
        for key in self._parse_extended_key(report.sequences[0]) or ():
            if not _PRIVATE <= key.key[-1] <= _PRIVATE_END:  # a key that has a number and no name
                yield key.copy()

    def _keys(self, sequence: str) -> Iterator[Message]:
        yield from (key for key in self._sequence_to_key_events(sequence) if key.key != Keys.Ignore)

    def _with_alt(self, character: str) -> Iterator[Message]:
        """Yield a key with alt, which types nothing; Textual forgets the alt where the key is no letter."""
        for key in self._sequence_to_key_events(character, alt=True):
            yield events.Key(key.key if key.key.startswith("alt+") else f"alt+{key.key}", None)

    def _whole(self, sequence: str) -> list[Message]:
        """Return what Textual's own parser makes of a sequence that it knows; nothing where it fails."""
        try:
            messages = list(self.feed(sequence))
        except (ValueError, ArithmeticError, StopIteration):
            messages = []
        else:
            if self._awaiting.timeout is None:
                return messages
        self._tokens.clear()  # whatever it is in the middle of, it begins again
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        return messages


class TerminalInput:
    """Turn the bytes of a terminal into messages for the application; ``limit`` is that of ``Bursts``."""

    def __init__(self, encoding: str | None, limit: int, *, clock: Callable[[], float] = monotonic) -> None:
        self._decoder = TerminalDecoder(usable(encoding))
        self._splitter = Splitter(is_known, constants.ESCAPE_DELAY)
        self._parser = TerminalParser()
        self._bursts = Bursts(limit)
        self._clock = clock
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Return whether something has begun that time may end."""
        return self._splitter.waiting or self._decoder.waiting

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages of one read."""
        self._last = self._clock()
        return self._messages(self._splitter.feed(self._decoder.feed(data), self._last))

    def tick(self) -> list[Message]:
        """Return the messages that time has brought."""
        now = self._clock()
        pieces: list[Piece] = self._splitter.tick(now)
        if self._decoder.waiting and now - self._last >= PATIENCE:
            pieces += self._splitter.feed(self._decoder.flush(), now)
        return self._messages(pieces)

    def _messages(self, pieces: "Sequence[Piece]") -> list[Message]:
        result: list[Message] = []
        typed: list[str] = []
        for piece in pieces:
            messages = list(self._parser.messages(piece))
            result += messages
            typed += ["" if isinstance(piece, Pasted) else _typed(message) for message in messages]
        for message, hurried in zip(result, self._bursts.in_read(typed, self._clock()), strict=True):
            if hurried and isinstance(message, events.Key):
                set_in_burst(message)
        return result


def _typed(message: Message) -> str:
    """Return what a message types, as bursts are counted: the text, a line end, or nothing."""
    if isinstance(message, events.Paste):
        return message.text
    if isinstance(message, events.Key) and (message.is_printable or message.key in {"enter", "tab"}):
        return message.character or ""
    return ""


class _Screen:
    """The file that the screen is drawn into; ``gone`` is called where that fails, and drawing goes on into nothing.

    Textual's thread that draws would end, and whoever has more to draw would wait for it for ever.
    """

    def __init__(self, file: TextIO, gone: Callable[[], object]) -> None:
        self._file = file
        self._gone = gone

    def write(self, text: str) -> int:
        """Draw a text."""
        try:
            return self._file.write(text)
        except OSError:
            self._gone()
            return len(text)

    def flush(self) -> None:
        """Draw what is left to draw."""
        try:
            self._file.flush()
        except OSError:
            self._gone()

    def fileno(self) -> int:
        """Return the descriptor of the file."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Drive a terminal on Linux and macOS; ``limit`` is that of ``Bursts``."""

    limit = 0

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _Screen(cast("TextIO", self._file), self._end))

    def _sigcont_application(self, *_signal: object) -> None:
        """Draw anew where the program was stopped. Textual starts its threads a second time if it did not stop itself.

        A terminal that is closed sends this signal after the one for the end, which the program may have to ignore.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._app.is_running and self._writer_thread and self._auto_restart and os.isatty(self.fileno):
            self.suspend_application_mode()
            self.resume_application_mode()

    def _end(self) -> None:
        """Have the application end, which saves."""
        self._app.call_later(self._app.exit)

    def run_input_thread(self) -> None:
        """Read what the terminal sends, until the application ends."""
        source = TerminalInput(getattr(sys.__stdin__, "encoding", None), self.limit)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(LOOK_SOON if source.waiting else LOOK_EVERY)
                data = self._read() if ready else b""
                if ready and not data:
                    return
                for message in source.feed(data) if data else source.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        """Return what has come; nothing at the end of the input, where the application ends.

        It ends whatever the input is: a terminal that is gone before it starts is none any more.
        """
        try:
            data = os.read(self.fileno, READ)
        except OSError:
            data = b""
        if not data:
            self._end()
        return data

    def _run_input_thread(self) -> None:
        """Read what the terminal sends; a fault ends the application as any other does."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - this is where the thread ends
            self._app.call_later(self._app._handle_exception, error)
