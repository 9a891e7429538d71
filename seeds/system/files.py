"""Read files that somebody else may have made: regular ones of a bounded size, so that nothing waits or drowns.

A file is opened without waiting, looked at, and read no further than its limit, even while it grows. Where ``root`` is
given, no link is followed that leads out of that folder, also none that takes another's place in the meantime.
"""

import errno
import os
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from seeds.i18n import _
from seeds.system.descriptors import (
    AT_ONCE,
    UnusableFileError,
    amount,
    checked,
    leads_out,
    read_descriptor,
    real_path,
    refuse_large,
    require_kind,
)
from seeds.system.folders import Folder

SETTINGS = 4 << 20
"""The most bytes of a file of settings: ``zhupi.toml``, ``config.toml``, a manifest."""

LISTS = 64 << 20
"""The most bytes of a gazetteer or dictionary."""

WEBPAGE = 32 << 20
"""The most bytes of a page of HTML, a feed, subtitles or a chapter of a book, of which its reader makes a tree."""

DIRECTORY = 4 << 20
"""The most bytes of the list of members of an archive."""

MEMBERS = 20_000
"""The most members of an archive."""

UNPACKED = 256 << 20
"""The most bytes that are unpacked of an archive at a time."""

ANNOTATIONS = 256 << 20
"""The most bytes of a file of annotations, a journal, or suggestions that are kept."""

WHOLE = 1 << 30
"""The most bytes of a source, an import or a model that is read at once."""

STREAM = 16 << 30
"""The most bytes of a source or an import that is read line by line."""

LINE = 64 << 20
"""The most bytes of a line of those."""


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
        refuse_large(os.fstat(descriptor).st_size, limit, path)
        return open(descriptor, "rb")  # noqa: PTH123 - the caller closes it
    except BaseException:
        os.close(descriptor)
        raise


def open_regular(path: Path, *, root: Path | None = None) -> int:
    """Open a regular file for reading and give its descriptor; raises as ``read_regular`` does."""
    if root is None:
        return checked(os.open(path, os.O_RDONLY | AT_ONCE), path)
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
    refuse_large(status.st_size, limit, path)


def bounded_lines(file: BinaryIO, path: Path, limit: int = LINE) -> Iterator[bytes]:
    """Yield the lines of an open file with their ends; raises ``UnusableFileError`` at one that is too long."""
    while line := file.readline(limit + 1):
        if len(line) > limit:
            message = _("has a line of more than {limit}, the most that is read").format(limit=amount(limit))
            raise UnusableFileError(errno.EFBIG, message, str(path))
        yield line
