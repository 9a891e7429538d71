"""Learning from what the annotator marks, in a process of its own while nobody presses a key."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

ENOUGH = 20
"""Decisions after which it is worth learning anew."""

IDLE = 15.0
"""Seconds without a key after which learning may begin."""

_PROGRAM = "from tui.cli import main; main()"


class Learner:
    """Runs ``zhupi learn`` when enough is new and nobody is typing; ``finished`` is called when there is a new model.

    For one thread: ``tick`` is to be called every now and then. The process is ended with ``close``.
    """

    def __init__(self, arguments: Sequence[str], finished: Callable[[], None]) -> None:
        self._arguments = arguments
        self._finished = finished
        self._news = 0
        self._process: subprocess.Popen[bytes] | None = None

    def decided(self) -> None:
        """Take note that the annotator has marked or rejected something."""
        self._news += 1

    def tick(self, idle: float) -> None:
        """Begin where it is time, after ``idle`` seconds without a key; or see whether it is done."""
        if self._process:
            status = self._process.poll()
            if status is not None:
                self._process = None
                if status == 0:
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

    def _start(self) -> None:
        command = [sys.executable, "-c", _PROGRAM, "learn", *self._arguments]
        nowhere = subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )
        except OSError:  # there is no room for a process now; after as many decisions it is tried again
            return
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)
