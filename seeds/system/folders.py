"""Hold folders open while files in them are read and written, so that no link can lead either elsewhere.

This is the one place from which the program writes. A folder is reached from the root of the file system, or from
``within``, without following a link on the way; names in it are then given to the system together with the open folder.
So whoever puts a link, a named pipe or a device where a folder or file should be, before or meanwhile, gets an error
that names it, and nothing is written through it.

Writing outlives a power cut: what has been written is on the disk when a method returns, or an error says that it is
not. Where the system has no such calls (Windows, see ``seeds.system.descriptors.BENEATH``), paths are used, and
checked for links beforehand.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

from seeds.i18n import _
from seeds.system.descriptors import (
    AT_ONCE,
    BENEATH,
    NO_LINK,
    UnusableFileError,
    checked,
    leads_out,
    read_descriptor,
    real_path,
    require_kind,
)

if sys.platform == "darwin":
    import fcntl

Signature = tuple[int, int, int, int] | None

_PASS = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | NO_LINK
"""Flags for the folders on the way, of which no right to list them is wanted."""

_SYNCING = 16
"""How many files are synced at once: the system writes them out together, which takes little longer than for one."""

_STAY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | NO_LINK


class Folder:
    """Hold a folder open; a context manager that closes it. ``path`` is its real path.

    Every method that takes a ``name`` means the entry of the folder, never what a link of that name leads to, and
    raises ``OSError``.
    """

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def open(cls, path: Path, *, within: Path | None = None, make: bool = False) -> Self:
        """Open a folder, which is made with those above it where ``make`` says so.

        No link is followed, except one that stays ``within`` a folder that is itself reached without any. Raises
        ``OSError``, and ``UnusableFileError`` where a link is in the way.
        """
        absolute = path if _is_plain(path) else Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links
        if not BENEATH:
            return cls(_reached_by_path(absolute, within, make=make), None)
        try:
            return cls(absolute, _walk(absolute, make=make))
        except UnusableFileError as error:
            if within is None or error.errno != errno.ELOOP:
                raise
            real = real_path(absolute)
            if not real.is_relative_to(within):
                raise leads_out(Path(error.filename)) from error
        return cls(real, _walk(real, make=make))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def open_file(self, name: str, flags: int = os.O_RDONLY) -> int:
        """Open a regular file and give its descriptor; raises ``UnusableFileError`` where it is something else."""
        if flags & (os.O_WRONLY | os.O_RDWR):
            self.refuse_irregular(name)  # before it is opened: a device may do something then
        try:
            descriptor = os.open(self._at(name), flags | AT_ONCE | NO_LINK, 0o666, dir_fd=self._descriptor)
        except OSError:
            self.refuse_irregular(name)  # which says more than the system, as for a link
            raise
        return checked(descriptor, self.path / name)

    def read(self, name: str, limit: int) -> bytes:
        """Read a regular file of at most ``limit`` bytes."""
        descriptor = self.open_file(name)
        try:
            return read_descriptor(descriptor, limit, self.path / name)
        finally:
            os.close(descriptor)

    def status(self, name: str) -> os.stat_result | None:
        """Return the system's status of an entry; None where there is none."""
        try:
            return os.stat(self._at(name), dir_fd=self._descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def refuse_irregular(self, name: str) -> None:
        """Raise ``UnusableFileError`` where something is there that is no regular file."""
        status = self.status(name)
        if status is not None:
            require_kind(status.st_mode, self.path / name)

    def replace(
        self, name: str, content: bytes, before: Callable[[int], None] | None = None, *, mode: int = 0o666
    ) -> None:
        """Give a file another content in one step: it has the old or the new one whole, whatever happens.

        ``before`` is called with the descriptor of what is about to take its place, and may refuse by raising. ``mode``
        are its permissions, of which the user's mask takes some away.
        """

        def write(descriptor: int) -> None:
            write_all(descriptor, content)
            sync(descriptor)
            if before:
                before(descriptor)

        self.replace_by(name, write, mode=mode)

    def replace_by(self, name: str, write: Callable[[int], None], *, new: bool = False, mode: int = 0o666) -> None:
        """Give a file the content that ``write`` writes into a descriptor and syncs, in one step.

        With ``new``, raises ``FileExistsError`` where something is there by then.
        """
        self.refuse_irregular(name)
        fresh, descriptor = self._fresh(name, mode)
        try:
            try:
                write(descriptor)
            finally:
                os.close(descriptor)
            if new:
                self._refuse_existing(name)
            self._rename(fresh, name)
        except BaseException:
            with contextlib.suppress(OSError):  # what went wrong first is what is told
                self._unlink(fresh)
            raise
        self.sync()

    def create(self, contents: Mapping[str, bytes]) -> None:
        """Make files with their contents: all are on the disk before the first has its name, so each is whole.

        Raises ``FileExistsError`` where something has one of the names by then; those before it are made.
        """
        fresh: dict[str, str] = {}
        descriptors: list[int] = []
        try:
            try:
                for name, content in contents.items():
                    fresh[name], descriptor = self._fresh(name, 0o666)
                    descriptors.append(descriptor)
                    write_all(descriptor, content)
                with ThreadPoolExecutor(_SYNCING) as pool:
                    for _done in pool.map(sync, descriptors):
                        pass
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
            for name in contents:
                self._refuse_existing(name)
                self._rename(fresh[name], name)
                del fresh[name]
        finally:
            for left in fresh.values():
                with contextlib.suppress(OSError):  # what went wrong first is what is told
                    self._unlink(left)
        self.sync()

    def rename(self, name: str, other: str) -> None:
        """Give a regular file another name in the folder, in the place of one that has it."""
        self.refuse_irregular(name)
        self.refuse_irregular(other)
        self._rename(name, other)

    def move_in(self, path: Path) -> None:
        """Take in what stands at a path of the program's own, under the name that it has there."""
        os.replace(path, self._at(path.name), dst_dir_fd=self._descriptor)

    def remove(self, name: str) -> None:
        """Remove a regular file; nothing happens where there is none."""
        self.refuse_irregular(name)
        with contextlib.suppress(FileNotFoundError):
            self._unlink(name)

    def remove_empty(self, name: str) -> None:
        """Remove a folder in which nothing is."""
        os.rmdir(self._at(name), dir_fd=self._descriptor)

    def sync(self) -> None:
        """Wait until the names in the folder are on the disk."""
        if self._descriptor is not None:  # folders cannot be opened on Windows; a rename is written through there
            os.fsync(self._descriptor)

    def _refuse_existing(self, name: str) -> None:
        if self.status(name) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.path / name))

    def _fresh(self, name: str, mode: int) -> tuple[str, int]:
        """Make a new file beside one of that name, which nobody else can have made or be reading."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | AT_ONCE | NO_LINK
        while True:
            fresh = f".{name}.{os.urandom(4).hex()}.new"
            with contextlib.suppress(FileExistsError):
                return fresh, os.open(self._at(fresh), flags, mode, dir_fd=self._descriptor)

    def _rename(self, name: str, other: str) -> None:
        descriptor = self._descriptor
        os.replace(self._at(name), self._at(other), src_dir_fd=descriptor, dst_dir_fd=descriptor)

    def _unlink(self, name: str) -> None:
        os.unlink(self._at(name), dir_fd=self._descriptor)

    def _at(self, name: str) -> str:
        """Return what the system is given for a name: itself, together with the open folder, or else its path."""
        if not name or name in (".", "..") or "/" in name or os.sep in name:
            raise UnusableFileError(errno.EINVAL, _("is not a valid file name"), name)
        return name if self._descriptor is not None else str(self.path / name)


def open_below(top: Path, *, within: Path | None = None) -> Iterator[tuple[Path, list[str]]]:
    """Yield the folders below ``top`` in order of their names, each with the names of its files in order.

    Links to folders are not gone into. Raises ``OSError`` where ``top`` cannot be opened.
    """
    with Folder.open(top, within=within) as folder:
        real = folder.path
    for place, folders, names in os.walk(real):
        folders.sort()
        yield Path(place), sorted(names)


def sync(descriptor: int) -> None:
    """Wait until what was written to an open file is on the disk itself."""
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync leaves it in the drive's cache there
    else:
        os.fsync(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of the content at the place where an open file is."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _is_plain(path: Path) -> bool:
    """Return whether a path begins at the root and goes only down."""
    return path.is_absolute() and ".." not in path.parts


def _walk(path: Path, *, make: bool) -> int:
    """Go from the root of the file system to a folder, and give its descriptor."""
    parts = path.parts
    at = os.open(parts[0], _STAY if len(parts) == 1 else _PASS)
    for number, name in enumerate(parts[1:], 2):
        try:
            deeper = _step(at, name, _STAY if number == len(parts) else _PASS, make=make)
        except UnusableFileError:
            raise _in_the_way(Path(*parts[:number])) from None
        finally:
            os.close(at)
        at = deeper
    return at


def _step(at: int, name: str, flags: int, *, make: bool) -> int:
    try:
        return os.open(name, flags, dir_fd=at)
    except FileNotFoundError:
        if not make:
            raise
        _make(at, name)
        return os.open(name, flags, dir_fd=at)
    except OSError:
        if stat.S_ISLNK(os.stat(name, dir_fd=at, follow_symlinks=False).st_mode):
            raise UnusableFileError from None
        raise


def _make(at: int, name: str) -> None:
    """Make a folder, which is on the disk when this returns."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, dir_fd=at)
    parent = os.open(".", _STAY, dir_fd=at)  # what is open so far may be for passing alone
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _in_the_way(path: Path) -> UnusableFileError:
    message = _("the folder “{name}” is a link, and is not followed").format(name=path.name)
    return UnusableFileError(errno.ELOOP, message, str(path))


def _reached_by_path(path: Path, within: Path | None, *, make: bool) -> Path:
    """Return the real path of a folder, for systems that cannot hold it open."""
    real = real_path(path)
    if os.path.normcase(real) != os.path.normcase(path) and not (within and real.is_relative_to(within)):
        raise _in_the_way(path) if within is None else leads_out(path)
    if make:
        real.mkdir(parents=True, exist_ok=True)
    return real
