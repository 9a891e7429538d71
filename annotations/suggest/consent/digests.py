"""Compute digests of files and folders, which tell whether something is still what the user has allowed."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Lock

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import open_regular

LARGEST = 64 << 30
"""The bytes of a folder or file that are read at most."""

MOST_FILES = 10_000
_BLOCK = 1 << 20

FileDigests = dict[str, tuple[tuple[int, ...], str]]
"""By path: what shows that a file has changed without reading it, and its digest."""


class Digests:
    """Compute digests, each once in a run of the program while a file's size, times and inode stay the same.

    Several threads may use it. Raises ``SourceError`` where something is no regular file, too large, or unreadable.
    """

    def __init__(self) -> None:
        self._computed: FileDigests = {}
        self._guard = Lock()

    @property
    def computed(self) -> FileDigests:
        """Return what has been computed so far, for a process that is started."""
        with self._guard:
            return dict(self._computed)

    def add(self, digests: FileDigests) -> None:
        """Add what the process has computed that started this one."""
        with self._guard:
            self._computed |= digests

    def file(self, path: Path) -> str:
        """Return the SHA-256 of a file's content."""
        try:
            descriptor = open_regular(path)
            try:
                return self._digest(path, descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise _unreadable(path, error) from error

    def folder(self, path: Path) -> str:
        """Return a digest of the names, sizes and contents of all files below a folder, links followed."""
        whole = sha256()
        total = 0
        try:
            for file in sorted(_files(path)):
                total += file.stat().st_size
                if total > LARGEST:
                    raise SourceError(Problem(str(path), _too_large()))
                name = os.fsencode(file.relative_to(path))
                whole.update(f"{len(name)} ".encode() + name + f" {file.stat().st_size} {self.file(file)}\n".encode())
        except OSError as error:
            raise _unreadable(path, error) from error
        return whole.hexdigest()

    def _digest(self, path: Path, descriptor: int) -> str:
        status = os.fstat(descriptor)
        if status.st_size > LARGEST:
            raise SourceError(Problem(str(path), _too_large()))
        signature = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        with self._guard:
            before = self._computed.get(str(path))
        if before and before[0] == signature:
            return before[1]
        digest = sha256()
        left = status.st_size
        while left > 0 and (block := os.read(descriptor, min(_BLOCK, left))):
            digest.update(block)
            left -= len(block)
        with self._guard:
            self._computed[str(path)] = signature, digest.hexdigest()
        return digest.hexdigest()


DIGESTS = Digests()
"""Those of this run of the program."""


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; a folder to which links lead in a circle is entered once on each way."""
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    count = 0
    while waiting:
        inside, above = waiting.pop()
        status = inside.stat()
        here = above | {(status.st_dev, status.st_ino)}
        if here == above:
            continue
        with os.scandir(inside) as entries:
            for entry in entries:
                count += 1
                if count > MOST_FILES:
                    raise SourceError(Problem(str(folder), _too_large()))
                if entry.is_dir():
                    waiting.append((Path(entry.path), here))
                else:
                    yield Path(entry.path)


def _too_large() -> str:
    message = _("is too large to be looked through: more than {count} files or {size} GiB")
    return message.format(count=f"{MOST_FILES:,}", size=LARGEST >> 30)


def _unreadable(path: Path, error: OSError) -> SourceError:
    message = _("cannot be read: {reason}").format(reason=error.strerror or error)
    return SourceError(Problem(str(path), message))
