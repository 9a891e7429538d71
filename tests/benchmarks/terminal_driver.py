"""Drives any full-screen program from outside: a pty, a clock, and a screen that is only looked at afterwards.

The driver answers the query for synchronized output, as modern terminals do; a program that then brackets its frames
(Textual does) tells the driver exactly where each frame ends. The time of a frame is that of its last byte. Frames are
interpreted only when the program is quiet, so that the emulation does not compete with what is measured.
"""

import contextlib
import os
import re
import select
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from ptyprocess import PtyProcess

KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
    "tab": b"\t",
}

FRAME_END = b"\x1b[?2026l"
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronized output: known, off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resize reports in band: not known
    b"\x1b[6n": b"\x1b[1;1R",
}
FOREIGN = re.compile(rb"\x1b\[\?\d+\$p|\x1b\[[<>=][0-9;]*u|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\")
"""What the emulator would print as text: mode queries, keyboard protocol, titles and other strings."""

QUIET = 0.06
LONGEST_BURST = 1.0
LOOK_EVERY = 0.2
LOOKS = 4
ALL_ROWS = slice(None)

Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of one frame, and when the last of them came (``time.perf_counter``)."""

    time: float
    data: bytes


class GoneError(RuntimeError):
    """The program ended, or did not show what it was waited for."""


class Terminal:
    """A program in a pty of ``columns`` × ``rows`` cells, in a folder; a context manager that ends the program."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        columns: int = 120,
        rows: int = 36,
        folder: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pending = bytearray()
        self._last_byte = 0.0
        self._shown_at = 0.0
        self._frames: list[Frame] = []
        self.ended = False
        self.work: dict[float, float] = {}
        """Seconds for which the program has been at work by the time of each frame, where ``notes_work``."""
        self.notes_work = False
        self.started = time.perf_counter()
        place = str(folder) if folder else None
        self._process = PtyProcess.spawn(list(command), place, dict(environment), dimensions=(rows, columns))
        self.pid: int = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program, whatever it is doing, and free the pty."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self._process.close(force=True)

    def hang_up(self) -> None:
        """Close the terminal under the program, as when its window is closed, and wait until the program has ended."""
        self._process.fileobj.close()
        self._process.wait()
        self.ended = True

    def write(self, data: bytes) -> None:
        """Send bytes as if typed."""
        os.write(self._process.fd, data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as when its window is dragged."""
        self._process.setwinsize(rows, columns)
        self._screen.resize(rows, columns)

    def _pump(self, timeout: float) -> bool:
        """Take in what the program writes within ``timeout`` seconds; False if it wrote nothing."""
        if self.ended or not select.select([self._process.fd], [], [], timeout)[0]:
            return False
        try:
            chunk = os.read(self._process.fd, 1 << 16)
        except OSError:  # Linux reports the end of a pty as an input/output error
            chunk = b""
        now = time.perf_counter()
        if not chunk:
            self.ended = True
            return False
        for query, answer in ANSWERS.items():
            if query in chunk:
                self.write(answer)
        self._last_byte = now
        if self.notes_work:
            self.work[now] = self.seconds_at_work()
        self._pending += chunk
        while (end := self._pending.find(FRAME_END)) >= 0:
            end += len(FRAME_END)
            self._frames.append(Frame(now, bytes(self._pending[:end])))
            del self._pending[:end]
        return True

    def _take_frames(self) -> list[Frame]:
        """Return the frames that came since the last call; bytes outside any frame close as one of their own."""
        frames, self._frames = self._frames, []
        if self._pending:
            frames.append(Frame(self._last_byte, bytes(self._pending)))
            self._pending.clear()
        return frames

    def _show(self, frame: Frame) -> Rows:
        self._stream.feed(FOREIGN.sub(b"", frame.data))
        self._shown_at = frame.time
        return self.rows

    @property
    def rows(self) -> Rows:
        """The screen's rows as last interpreted."""
        screen = self._screen  # whose own display fails where half of a wide character is overwritten so far
        cells = (screen.buffer[row] for row in range(screen.lines))
        return tuple("".join(line[column].data for column in range(screen.columns)) for line in cells)

    @property
    def text(self) -> str:
        """The screen without any white space, so that wrapped text is found whole."""
        return "".join("".join(self.rows).split())

    def wait_for(self, wanted: str | Callable[[Rows], bool], timeout: float = 120.0) -> float:
        """Return the time (``time.perf_counter``) of the frame that first shows what is wanted.

        A text is looked for without regard to white space and line ends. Where the screen shows it already, the answer
        is the time of the latest frame, which may be later than that of the first to show it. Raises ``GoneError``
        after ``timeout`` seconds, or when the program ends before.
        """
        deadline = time.perf_counter() + timeout
        if self._has(wanted):
            return self._shown_at
        while True:
            burst_end = min(deadline, time.perf_counter() + LOOK_EVERY)
            while time.perf_counter() < burst_end and self._pump(QUIET):
                pass
            frames = self._take_frames()
            for number, frame in enumerate(frames):
                self._show(frame)
                if self._has(wanted):
                    self._frames = frames[number + 1 :] + self._frames
                    return frame.time
            if self.ended or time.perf_counter() >= deadline:
                reason = "ended" if self.ended else f"took more than {timeout:g} s"
                screen = "\n".join(row.rstrip() for row in self.rows)
                raise GoneError(f"the program {reason} before {wanted!r} was shown; its screen:\n{screen}")

    def _has(self, wanted: str | Callable[[Rows], bool]) -> bool:
        return wanted(self.rows) if callable(wanted) else "".join(wanted.split()) in self.text

    def settle(self, quiet: float = 0.3, timeout: float = 30.0) -> float:
        """Wait until nothing has come for ``quiet`` seconds; return the time of the last byte before that."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and self._pump(quiet):
            pass
        for frame in self._take_frames():
            self._show(frame)
        return self._last_byte

    def drain(self, quiet: float, timeout: float) -> None:
        """Take in what the program writes, as ``settle`` does, and never look at it."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and self._pump(quiet):
            self._take_frames()

    def wait_for_frame(self, timeout: float) -> None:
        """Wait until the program has written a frame and come to rest, and never look at it."""
        self._take_frames()
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and not self._frames and not self.ended:
            self._pump(0.1)
        self.drain(quiet=0.04, timeout=timeout)

    def wait_until_idle(self, timeout: float = 120.0) -> bool:
        """Wait until the first thread of the program sleeps whenever it is looked at (Linux), however slow that is.

        False where it goes on working for ``timeout`` seconds.
        """
        deadline = time.perf_counter() + timeout
        asleep = 0
        while asleep < LOOKS and time.perf_counter() < deadline and not self.ended:
            self.drain(quiet=0.01, timeout=0.1)
            try:
                state = Path(f"/proc/{self.pid}/task/{self.pid}/stat").read_text("ascii").rpartition(") ")[2][0]
            except OSError:  # it has ended
                break
            asleep = asleep + 1 if state == "S" else 0
        return asleep == LOOKS or time.perf_counter() < deadline

    def press(self, key: str, watched: slice = ALL_ROWS, patience: float = 0.0) -> float | None:
        """Press a key and return the seconds until the last frame of its burst that changed a watched row.

        ``key`` is a name in ``KEYS`` or text to type. A row has changed when its text or its colours have. A burst ends
        when nothing has come for ``QUIET`` seconds. If it changed no watched row, the next is waited for up to
        ``patience`` seconds after the key; then the answer is None.
        """
        before = self._cells(watched)
        painted = None
        pressed = time.perf_counter()
        self.write(KEYS.get(key, key.encode()))
        while painted is None and not self.ended:
            burst_end = time.perf_counter() + LONGEST_BURST
            while time.perf_counter() < burst_end and self._pump(QUIET):
                pass
            for frame in self._take_frames():
                self._show(frame)
                after = self._cells(watched)
                if after != before:
                    painted, before = frame.time - pressed, after
            if time.perf_counter() - pressed > max(patience, QUIET):
                break
        return painted

    def _cells(self, watched: slice) -> list[tuple[pyte.screens.Char, ...]]:
        lines = range(self._screen.lines)[watched]
        return [tuple(self._screen.buffer[y][x] for x in range(self._screen.columns)) for y in lines]

    def wait_for_end(self, timeout: float = 120.0) -> int:
        """Wait until the program has ended and return its exit status; ``GoneError`` if it does not."""
        deadline = time.perf_counter() + timeout
        while not self.ended and time.perf_counter() < deadline:
            self._pump(QUIET)
        if not self.ended:
            raise GoneError(f"the program did not end within {timeout:g} s")
        self._process.wait()
        return int(self._process.exitstatus if self._process.exitstatus is not None else -self._process.signalstatus)

    def seconds_at_work(self) -> float:
        """Return for how long the program's threads have had a processor (Linux), whatever else the machine does."""
        nanoseconds = 0
        for thread in Path(f"/proc/{self.pid}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError):  # a thread that has ended meanwhile
                nanoseconds += int(thread.read_text("ascii").split()[0])
        return nanoseconds / 1e9

    def resident_bytes(self) -> int:
        """Return the resident memory of the program (Linux)."""
        return self._memory("VmRSS")

    def peak_bytes(self) -> int:
        """Return the most resident memory that the program ever had (Linux)."""
        return self._memory("VmHWM")

    def _memory(self, field: str) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        found = re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
        if found is None:
            raise GoneError(f"process {self.pid} tells no {field}")
        return int(found[1]) * 1024


def environment(home: Path) -> dict[str, str]:
    """Return an environment of a true-colour terminal whose every user folder lies below ``home``."""
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    return {**kept, **folders, **terminal, "HOME": str(home)}
