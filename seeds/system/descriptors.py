"""Check open files: that they are regular and of a bounded size."""

import errno
import os
import stat
from pathlib import Path

from seeds.i18n import _

BENEATH = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")
"""Whether this system opens names in a folder that is held open, and can refuse links. Where it does not (Windows),
real paths are compared instead, which notices a link that is there, but not one that comes a moment later."""

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Flags with which opening waits for nobody, takes no terminal, and leaves line ends alone."""

_CHUNK = 1 << 20


class UnusableFileError(OSError):
    """Report a file that is refused though the system would open it; ``strerror`` says why, to follow its name."""


def checked(descriptor: int, path: Path) -> int:
    """Give a descriptor back if it is one of a regular file, and close it otherwise; raises ``UnusableFileError``."""
    try:
        require_kind(os.fstat(descriptor).st_mode, path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def require_kind(mode: int, path: Path) -> None:
    """Raise ``UnusableFileError`` where a mode is not that of a regular file."""
    if not stat.S_ISREG(mode):
        code = errno.ELOOP if stat.S_ISLNK(mode) else errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        message = _("“{name}” is {kind}, not a regular file").format(name=path.name, kind=_kind(mode))
        raise UnusableFileError(code, message, str(path))


def read_descriptor(descriptor: int, limit: int, path: Path) -> bytes:
    """Read an open file from where it is to its end; raises ``UnusableFileError`` where that is too far away."""
    size = os.fstat(descriptor).st_size
    refuse_large(size, limit, path)
    parts, length, next_size = [], 0, size + 1
    while part := os.read(descriptor, min(next_size, limit + 1 - length)):
        parts.append(part)
        length += len(part)
        refuse_large(length, limit, path)
        next_size = max(_CHUNK, size + 1 - length)
    return b"".join(parts)


def is_there(path: Path) -> bool:
    """Return whether something is at a path; what the system does not let be looked at counts as absent."""
    try:
        return path.exists()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Return whether a folder is at a path; what the system does not let be looked at counts as none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def leads_out(path: Path) -> UnusableFileError:
    """Return the error for a link that leads out of its project."""
    message = _("“{name}” is a link that leads out of the project, and is not followed").format(name=path.name)
    return UnusableFileError(errno.ELOOP, message, str(path))


def real_path(path: Path) -> Path:
    """Return where a path leads; never raises, also where links lead round in a circle."""
    return Path(os.path.realpath(path))


def amount(size: int) -> str:
    """Return a number of bytes as people read it."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return _("{size} bytes").format(size=size)


def refuse_large(size: int, limit: int, path: Path) -> None:
    """Raise ``UnusableFileError`` where a size is beyond a limit, both in bytes."""
    if size > limit:
        message = _("is larger than {limit}, the most that is read of such a file").format(limit=amount(limit))
        raise UnusableFileError(errno.EFBIG, message, str(path))


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, _("a link")),
        (stat.S_ISDIR, _("a folder")),
        (stat.S_ISFIFO, _("a named pipe")),
        (stat.S_ISSOCK, _("a socket")),
    )
    return next((name for test, name in kinds if test(mode)), _("a device"))
