"""Write the log that is left when the application ends by a fault: what happened, and where."""

import os
import platform
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_state_path

from seeds.system.descriptors import real_path
from seeds.system.folders import Folder

KEPT = 10
"""Logs that are kept, the newest."""

LONGEST = 256 << 10
"""Characters of a log; of a longer one the middle is left out."""

PACKAGES = ("zhupi", "textual", "rich", "numpy", "filelock", "tomlkit")
TERMINAL = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "LC_TERMINAL",
    "TMUX",
    "STY",
    "SSH_TTY",
    "LANG",
)
"""What the environment says of the terminal; nothing else of it is written down."""


def log_folder() -> Path:
    """Return the folder of the logs, in the user's state folder; it need not exist."""
    return user_state_path("zhupi", appauthor=False) / "log"


def report(errors: list[BaseException], environment: Mapping[str, str] = os.environ) -> str:
    """Return what a log says of faults: versions, the terminal, and every traceback with its causes, without values."""
    lines = [f"{name} {_version(name)}" for name in PACKAGES]
    lines += [f"python {platform.python_version()} on {platform.platform()}", ""]
    lines += [f"{name}={environment[name]}" for name in TERMINAL if name in environment]
    lines += [f"encodings {getattr(sys.__stdin__, 'encoding', None)} {getattr(sys.__stderr__, 'encoding', None)}"]
    for error in errors:
        lines += ["", *"".join(traceback.format_exception(error)).splitlines()]
    text = "\n".join(lines) + "\n"
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}\n[…]\n{text[-half:]}"


def write_log(errors: list[BaseException], folder: Path) -> Path:
    """Write a log into a folder, which is made, and leave only the newest there; the path of the log.

    Only the user can read it, as a traceback may quote what was being read. Raises ``OSError``.
    """
    content = report(errors).encode("utf-8", "backslashreplace")
    seconds, rest = divmod(time.time_ns(), 10**9)  # one look at the clock: between two, a second may begin
    name = f"{time.strftime('%Y%m%d-%H%M%S', time.localtime(seconds))}-{rest:09d}-{os.getpid()}.log"
    with Folder.open(real_path(folder), make=True) as opened:
        opened.replace(name, content, mode=0o600)
        for old in sorted(path.name for path in folder.glob("*.log"))[:-KEPT]:
            opened.remove(old)
    return folder / name


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
