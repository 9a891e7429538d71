"""Learn from what the annotator marks, in a process of its own while nobody presses a key."""

import os
import subprocess
from collections.abc import Callable, Sequence
from tempfile import TemporaryFile
from typing import IO

from seeds.system.subprocesses import start_python

ENOUGH = 20
"""Decisions after which it is worth learning again."""

IDLE = 15.0
"""Seconds without a key after which learning may begin."""

_PROGRAM = "from tui.cli.main import main; main()"


class Learner:
    """Run ``zhupi learn`` when enough is new and nobody is typing; ``finished`` is called when there is a new model.

    ``arguments`` hold no relative path. For one thread: ``tick`` is to be called every now and then. The process is
    ended with ``close``.
    """

    def __init__(self, arguments: Sequence[str], finished: Callable[[], None]) -> None:
        self._arguments = arguments
        self._finished = finished
        self._news = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None

    def note_decision(self) -> None:
        """Take note that the annotator has marked or rejected something."""
        self._news += 1

    def tick(self, idle: float) -> None:
        """Begin where it is time, after ``idle`` seconds without a key; or see whether it is done."""
        if self._process:
            if self._process.poll() is not None:
                self._process = None
                if self._has_learned():
                    self._finished()
        elif self._news >= ENOUGH and idle >= IDLE:
            self._news = 0
            self._start()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
            self._has_learned()

    def _start(self) -> None:
        try:
            self._output = TemporaryFile()  # noqa: SIM115 - for as long as the process lives
            self._process = start_python(
                "-c", _PROGRAM, "learn", "--json", *self._arguments, stdout=self._output, new_session=True
            )
        except OSError:  # there is no room for a process now; after as many decisions it is tried again
            return
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)

    def _has_learned(self) -> bool:
        """Return whether the process has told of a new model, also where it ended with 1, as lists were left out."""
        output, self._output = self._output, None
        if output is None:
            return False
        with output:
            return output.seek(0, os.SEEK_END) > 0
