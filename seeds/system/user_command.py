"""Run a command that the user's own settings name, with a limit on its time and on what it says.

There is no shell: the first argument is the program. It is started in a neutral folder, so that no program of the
project that is open is taken for it.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from seeds.i18n import _

MOST_BYTES = 64 << 10
"""The most bytes of an answer that are read."""

SECONDS = 5.0
"""The time after which a command is ended."""

_CUT = "…"


class CommandError(Exception):
    """Say in words for the user why a command gave no answer."""


def answer_of(command: Sequence[str], words: str, *, seconds: float = SECONDS, most: int = MOST_BYTES) -> str:
    """Return what a command answers to words on its standard input: its output and errors, cut after ``most`` bytes.

    It is not made printable. Raises ``CommandError`` where it cannot be started, takes too long, or fails in silence.
    """
    try:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=Path(sys.prefix).anchor,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise CommandError(_("{command} cannot be started: {why}").format(command=command[0], why=why)) from error
    answer = bytearray()
    reader = Thread(target=_converse, args=(process, words.encode("utf-8", "replace"), answer, most), daemon=True)
    reader.start()
    reader.join(seconds)
    late = reader.is_alive()
    if late or len(answer) > most:
        _end(process)
        reader.join(seconds)
    if not reader.is_alive():  # else something that has left the command's session holds the pipe
        with process:
            pass
    content = bytes(answer[:most])
    if late:
        message = _("{command} took longer than {n} seconds, and was ended")
        raise CommandError(message.format(command=command[0], n=f"{seconds:g}"))
    if not content.strip() and process.returncode:
        message = _("{command} failed with exit status {n}")
        raise CommandError(message.format(command=command[0], n=process.returncode))
    return content.decode("utf-8", "replace") + (_CUT if len(answer) > most else "")


def _converse(process: "subprocess.Popen[bytes]", words: bytes, answer: bytearray, most: int) -> None:
    """Write the words, and collect the answer until it ends or is too long."""
    assert process.stdin, "it has a pipe"
    assert process.stdout, "it has a pipe"
    with contextlib.suppress(OSError, ValueError):  # it may have ended without reading, or have been ended
        process.stdin.write(words)
        process.stdin.close()
    with contextlib.suppress(OSError, ValueError):
        while len(answer) <= most and (piece := os.read(process.stdout.fileno(), most)):
            answer += piece
        if len(answer) <= most:
            process.wait()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a command with all that it has started."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
