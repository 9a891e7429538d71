"""Take a text from standard input, and then the keys from the terminal itself: ``curl … | zhupi -``."""

import os
import sys
from pathlib import Path

from annotations.storage.kept_texts import keep_text
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.readers.ending import TEXT
from seeds.system.descriptors import amount
from seeds.system.files import WHOLE
from tui.console.output import narrate

_TERMINAL = "/dev/tty"
_KEYS = 0


class NoTerminalError(Exception):
    """Report that there is no terminal from which keys could come."""

    def __str__(self) -> str:
        return _("“zhupi -” needs a terminal for its keys, and there is none; “zhupi list” and the like take files")


def keep_standard_input() -> Path:
    """Read a text from standard input, keep it, and let the keys come from the terminal; return where it is kept.

    What it was taken for is said where it is no plain text.

    Raises ``NoTerminalError`` before anything is read, and ``SourceError`` for what is empty or too large.
    """
    if os.isatty(_KEYS):
        return _keep()
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError as error:
        raise NoTerminalError from error
    try:
        path = _keep()
        os.dup2(terminal, _KEYS)
    finally:
        os.close(terminal)
    return path


def _keep() -> Path:
    path = keep_text(_content())
    ending = path.name.partition(".")[2]
    if f".{ending}" != TEXT:
        narrate(_("zhupi: standard input is read as a file that ends in .{ending}").format(ending=ending))
    return path


def _content() -> bytes:
    content = sys.stdin.buffer.read(WHOLE + 1)
    if len(content) > WHOLE:
        message = _("is larger than {limit}, the most that is read").format(limit=amount(WHOLE))
        raise SourceError(Problem(_("standard input"), message))
    if not content.strip():
        raise SourceError(Problem(_("standard input"), _("is empty")))
    return content
