"""Reading files that somebody else may have made: regular ones of a bounded size, so that nothing waits or drowns.

A file is opened without waiting, looked at, and read no further than its limit, even while it grows. Where ``root`` is
given, no link is followed that leads out of that folder, also none that takes another's place in the meantime.
"""

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from seeds.i18n import _

SETTINGS = 4 << 20
"""The most bytes of a file of settings: ``zhupi.toml``, ``config.toml``, a manifest."""

LISTS = 64 << 20
"""The most bytes of a gazetteer or dictionary."""

WEBPAGE = 32 << 20
"""The most bytes of a page of HTML, of which its reader makes a tree."""

ANNOTATIONS = 256 << 20
"""The most bytes of a file of annotations, a journal, or suggestions that are kept."""

WHOLE = 1 << 30
"""The most bytes of a source, an import or a model that is read at once."""

STREAM = 16 << 30
"""The most bytes of a source or an import that is read line by line."""

LINE = 64 << 20
"""The most bytes of a line of those."""

BENEATH = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")
"""Whether this system opens names in a folder that is held open, and can refuse links. Where it does not (Windows),
real paths are compared instead, which notices a link that is there, but not one that comes a moment later."""

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Flags with which opening waits for nobody, takes no terminal, and leaves line ends alone."""

_CHUNK = 1 << 20


class UnusableFileError(OSError):
    """A file that is not read or written though the system would; ``strerror`` says why, to follow its name."""


def read_regular(path: Path, limit: int, *, root: Path | None = None) -> bytes:
    """Read all of a regular file that has at most ``limit`` bytes.

    ``root`` is the folder that no link may lead out of; None where the user has named the file, or allows links. Raises
    ``OSError``, of which ``UnusableFileError`` is one.
    """
    descriptor = open_regular(path, root=root)
    try:
        return read_descriptor(descriptor, limit, path)
    finally:
        os.close(descriptor)


def open_stream(path: Path, limit: int = STREAM, *, root: Path | None = None) -> BufferedReader:
    """Open a regular file of at most ``limit`` bytes, to be read piece by piece; raises as ``read_regular`` does."""
    descriptor = open_regular(path, root=root)
    try:
        _refuse_large(os.fstat(descriptor).st_size, limit, path)
        return open(descriptor, "rb")  # noqa: PTH123 - the caller closes it
    except BaseException:
        os.close(descriptor)
        raise


def open_regular(path: Path, *, root: Path | None = None) -> int:
    """Open a regular file for reading and give its descriptor; raises as ``read_regular`` does."""
    if root is None:
        return checked(os.open(path, os.O_RDONLY | AT_ONCE), path)
    from seeds.folders import Folder  # noqa: PLC0415 - which reads with what stands here

    if not path.is_absolute() or ".." in path.parts:
        path = Path(os.path.abspath(path))  # noqa: PTH100 - not resolve(), which follows links
    if not path.is_relative_to(root):
        message = _("is not in {folder}").format(folder=root)
        raise UnusableFileError(errno.EXDEV, message, str(path))
    try:
        with Folder.open(path.parent, within=root) as folder:
            return folder.open_file(path.name)
    except UnusableFileError as error:
        if error.errno != errno.ELOOP:
            raise
        real = real_path(path)
        if not real.is_relative_to(root):
            raise leads_out(path) from error
        with Folder.open(real.parent) as folder:
            return folder.open_file(real.name)


def require_regular(path: Path, limit: int = STREAM) -> None:
    """Refuse what is there under a name and is no regular file, for libraries that open it themselves.

    Links are followed: it is for the user's own files. Raises ``UnusableFileError``; nothing where nothing is there.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    require_kind(status.st_mode, path)
    _refuse_large(status.st_size, limit, path)


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
    _refuse_large(size, limit, path)
    parts, length, wanted = [], 0, size + 1
    while part := os.read(descriptor, min(wanted, limit + 1 - length)):
        parts.append(part)
        length += len(part)
        _refuse_large(length, limit, path)
        wanted = max(_CHUNK, size + 1 - length)
    return b"".join(parts)


def bounded_lines(file: BinaryIO, path: Path, limit: int = LINE) -> Iterator[bytes]:
    """The lines of an open file with their ends; raises ``UnusableFileError`` at one that is too long."""
    while line := file.readline(limit + 1):
        if len(line) > limit:
            message = _("has a line of more than {limit}, the most that is read").format(limit=amount(limit))
            raise UnusableFileError(errno.EFBIG, message, str(path))
        yield line


def leads_out(path: Path) -> UnusableFileError:
    """The error for a link that leads out of its project."""
    message = _("“{name}” is a link that leads out of the project, and is not followed").format(name=path.name)
    return UnusableFileError(errno.ELOOP, message, str(path))


def real_path(path: Path) -> Path:
    """Where a path leads; never raises, also where links lead round in a circle."""
    return Path(os.path.realpath(path))


def amount(size: int) -> str:
    """A number of bytes, for people."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return _("{size} bytes").format(size=size)


def _refuse_large(size: int, limit: int, path: Path) -> None:
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
