"""Start, watch and end a worker process, and exchange messages with it."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from types import MappingProxyType
from typing import BinaryIO

from platformdirs import user_state_path

from annotations.suggest.consent.digests import FileDigests
from annotations.suggest.project import compute_digests
from annotations.suggest.setup import Setup
from annotations.suggest.workers.protocol import (
    ArticleDecisions,
    AskText,
    AskTexts,
    AtWork,
    FromWorker,
    Idle,
    StartWorker,
    ToWorker,
    decode_message,
    encode_message,
)
from annotations.user_settings import trust_path
from seeds.errors import Problem
from seeds.i18n import _
from seeds.system.descriptors import is_there, real_path
from seeds.system.folders import Folder
from seeds.system.subprocesses import start_python

_MODULE = "annotations.suggest.workers.worker"
_STARTING = 60.0
"""Seconds within which a process must have read the settings."""

_ENDING = 1.0
"""Seconds that a process has to end by itself when it has said its last."""

_LARGEST_LOG = 1 << 20
_ONE_THREAD = MappingProxyType(
    dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
)
"""Variables that keep a matrix product from taking all processors: there is a process for each, or others want them."""


def log_path() -> Path:
    """Return the file in the user's state folder for what suggesters write to standard error; it need not exist."""
    return user_state_path("zhupi", appauthor=False) / "suggestions.log"


@dataclass(frozen=True, slots=True)
class Sending:
    """Say where texts are sent from now on, as scheme, host and port; empty where they are not any more."""

    to: str


class WorkerProcess:
    """Represent one process. It is killed when a suggester gives no sign of life for as long as it announced.

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
        digests = _digests(setup)
        with _open_log() as log:
            self._process = start_python(
                "-m", _MODULE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, variables=_ONE_THREAD
            )
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        Thread(target=self._watch, name="watchdog", daemon=True).start()
        self.send(StartWorker(setup, self.without, digests))

    def send(self, message: ToWorker) -> None:
        """Send a message; one that the process does not live to read is lost, as ``messages`` will end."""
        with suppress(OSError, ValueError):
            self._stdin.write(encode_message(message))
            self._stdin.flush()

    def messages(self) -> Iterator[FromWorker | Sending]:
        """Yield what the process says, until it ends; in place of ``AtWork``, ``Sending`` where that changes.

        Whoever ends the process takes what is left, so that the stream is closed.
        """
        sends_to = ""
        for line in self._stdout:
            try:
                message = decode_message(line)
            except ValueError:  # it was killed while it wrote
                break
            now_to = sends_to
            match message:
                case AtWork(suggester, seconds, now_to):
                    self._expect(suggester, seconds)
                case Idle():
                    self._expect("", None)
                    now_to = ""
                case StartWorker() | AskText() | AskTexts() | ArticleDecisions():
                    break  # nothing that a worker says
            if now_to != sends_to:
                sends_to = now_to
                yield Sending(sends_to)
            if not isinstance(message, AtWork):
                yield message
        if sends_to:
            yield Sending("")
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDING)
        self.end()
        self._stdout.close()

    def failure(self) -> Problem:
        """Return why the process has ended by itself, or had to be killed."""
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


def _digests(setup: Setup) -> FileDigests:
    """Return the digests of what the project is allowed, so that each process need not compute them."""
    if setup.project is None or not is_there(trust_path(setup.config)):
        return {}
    return compute_digests(setup)


def _open_log() -> BinaryIO:
    """Open the log, which begins again when it has grown large; the null device where it cannot be written."""
    path = log_path()
    try:
        with Folder.open(real_path(path.parent), make=True) as folder:
            status = folder.status(path.name)
            grown = status is not None and status.st_size > _LARGEST_LOG
            flags = os.O_TRUNC if grown else os.O_APPEND
            return os.fdopen(folder.open_file(path.name, os.O_WRONLY | os.O_CREAT | flags), "wb")
    except OSError:
        return Path(os.devnull).open("wb")
