"""Writing that outlives a power cut: what has been written is on the disk, or the error says that it is not."""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

_IGNORED = ".*.journal\n.*.lock\n.*.new\n*.journal-*\n*.bak\n"

Signature = tuple[int, int, int, int] | None


def sync(descriptor: int) -> None:
    """Wait until what was written to an open file is on the disk itself."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not everywhere

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync leaves it in the drive's cache there
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name == "nt":  # folders cannot be opened there; a rename is written through
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each of which is on the disk when this returns."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def keep_out_of_git(folder: Path) -> None:
    """Have git ignore what stands beside the annotations for this program alone, unless somebody has settled that."""
    path = folder / ".gitignore"
    if not path.exists():
        path.write_text(_IGNORED, "utf-8")


def content_of(path: Path) -> bytes | None:
    """The content of a file, None where there is none; raises ``OSError`` where it cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def signature_of(path: Path) -> Signature:
    """What tells that a file has another content than before, without reading it; None where there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of the content at the place where an open file is."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def replace_file(path: Path, content: bytes, *, before: Callable[[Path], None] | None = None) -> None:
    """Give a file another content in one step: it has the old or the new one whole, whatever happens.

    ``before`` is called with the file that is about to take its place, and may refuse by raising. Raises ``OSError``.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
        try:
            write_all(descriptor, content)
            sync(descriptor)
        finally:
            os.close(descriptor)
        if before:
            before(temporary)
        os.replace(temporary, path)  # noqa: PTH105 - beside os.write and os.fsync
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what is told
            temporary.unlink()
        raise
    sync_folder(path.parent)
