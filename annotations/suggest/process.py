"""A worker process as the application sees it: started, spoken to, watched, and ended."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import BinaryIO

from annotations.suggest.messages import Message, Setup, decode, encode, from_setup
from seeds.errors import Problem
from seeds.files import real_path
from seeds.folders import Folder
from seeds.i18n import _

_MODULE = "annotations.suggest.worker"
_STARTING = 60.0
"""Seconds within which a process must have read the settings."""

_ENDING = 1.0
"""Seconds that a process has to end by itself when it has said its last."""

_LARGEST_LOG = 1 << 20
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Variables that keep a matrix product from taking all processors: there is a process for each, or others want them."""


def log_path() -> Path:
    """The file in the user's state folder that has what suggesters write to standard error; it need not exist."""
    from platformdirs import user_state_path  # noqa: PLC0415 - for those who suggest alone

    return user_state_path("zhupi", appauthor=False) / "suggestions.log"


class WorkerProcess:
    """One process. It is killed when a suggester gives no sign of life for as long as it announced.

    ``culprit`` is the suggester that was at work last, empty if none is.
    """

    def __init__(self, setup: Setup, without: Iterable[str] = ()) -> None:
        """Start the process; raises ``OSError`` where that cannot be done."""
        self.culprit = ""
        self.without = frozenset(without)
        self._hung = False
        self._ended = False
        self._deadline: float | None = monotonic() + _STARTING
        self._watched = Condition()
        with _open_log() as log:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=_environment(),
            )
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        Thread(target=self._watch, name="watchdog", daemon=True).start()
        self.send(from_setup(setup, without))

    def send(self, message: Message) -> None:
        """Send a message; one that the process does not live to read is lost, as ``messages`` will end."""
        with suppress(OSError, ValueError):
            self._stdin.write(encode(message))
            self._stdin.flush()

    def messages(self) -> Iterator[Message]:
        """What the process says, until it ends; who is at work is noted, and not passed on.

        Whoever ends the process takes what is left, so that the stream is closed.
        """
        for line in self._stdout:
            try:
                message = decode(line)
            except ValueError:  # it was killed while it wrote
                break
            if message["is"] == "at":
                self._expect(message["name"], message["seconds"])
            else:
                if message["is"] == "idle":
                    self._expect("", None)
                yield message
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDING)
        self.end()
        self._stdout.close()

    def failure(self) -> Problem:
        """Why the process has ended by itself, or had to be killed."""
        if self._hung:
            message = _("gave no sign of life any more")
        else:
            message = _("ended the process (status {status})").format(status=self._process.returncode)
        advice = _("it is switched off until the program starts again")
        return Problem(self.culprit or _("suggestions"), message, advice=advice if self.culprit else "")

    def kill(self) -> None:
        """End the process, whatever it does, without waiting."""
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it does, and wait until it has."""
        self.kill()
        with self._watched:
            self._ended = True
            self._watched.notify()
        with suppress(OSError, ValueError):
            self._stdin.close()
        self._process.wait()

    def _expect(self, name: str, seconds: float | None) -> None:
        with self._watched:
            self.culprit = name
            self._deadline = None if seconds is None else monotonic() + seconds
            self._watched.notify()

    def _watch(self) -> None:
        with self._watched:
            while not self._ended:
                left = None if self._deadline is None else self._deadline - monotonic()
                if left is not None and left <= 0:
                    self._hung = True
                    self._process.kill()
                    return
                self._watched.wait(left)


def _open_log() -> BinaryIO:
    """The log, begun anew when it has grown large; nowhere, where it cannot be written."""
    path = log_path()
    try:
        with Folder.open(real_path(path.parent), make=True) as folder:
            status = folder.status(path.name)
            grown = status is not None and status.st_size > _LARGEST_LOG
            flags = os.O_TRUNC if grown else os.O_APPEND
            return open(folder.open_file(path.name, os.O_WRONLY | os.O_CREAT | flags), "wb")  # noqa: PTH123
    except OSError:
        return Path(os.devnull).open("wb")


def _environment() -> dict[str, str]:
    """The environment of the process, which finds what this one can import."""
    path = os.pathsep.join(filter(None, sys.path))
    return {**dict.fromkeys(_ONE_THREAD, "1"), **os.environ, "PYTHONPATH": path}
