"""Lock files for one program at a time; the system lets go of them when the program ends, however that happens.

``flock`` is what version 0.1.0 used by way of ``filelock``, so that both notice each other. A lock is on the file that
has the name now: one that was removed meanwhile, or replaced, is no lock, and another attempt is made.
"""

import contextlib
import os
import sys
import time
from pathlib import Path

from seeds.system.folders import Folder

_ATTEMPTS = 100
_PAUSE = 0.02
_LARGEST = 4096


class TakenError(Exception):
    """Report that another program has the lock; ``message`` is what it has written into the file."""

    def __init__(self, message: bytes = b"") -> None:
        super().__init__()
        self.message = message


class LockFile:
    """Lock a file in a folder for this program, with what it wants to say of itself in it."""

    def __init__(self, folder: Path, name: str, *, within: Path | None = None, message: bytes = b"") -> None:
        """Lock the file, making it and its folder; raises ``TakenError`` where another has it, else ``OSError``."""
        self._folder = Folder.open(folder, within=within, make=True)
        self._name = name
        try:
            self._hold = _locked(self._folder, name)
        except BaseException:
            self._folder.close()
            raise
        with contextlib.suppress(OSError):  # where a locked file cannot be written, the holder stays unnamed
            self._hold.say(message)

    def release(self, *, remove: bool = True) -> None:
        """Let go of the lock, and remove the file if it is still the one that is locked."""
        with contextlib.suppress(OSError):  # open files cannot be removed everywhere, and an empty one does no harm
            if remove and self._hold.is_at(self._folder, self._name):
                self._folder.remove(self._name)
        self._hold.release()
        self._folder.close()


class _Hold:
    """Hold an open file that is locked."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def say(self, message: bytes) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, message, 0)

    def is_at(self, folder: Folder, name: str) -> bool:
        """Return whether this is the file that has the name."""
        there = folder.status(name)
        return there is not None and os.path.samestat(there, os.fstat(self._descriptor))

    def release(self) -> None:
        os.close(self._descriptor)


def wait_for(folder: Path, name: str, seconds: float) -> LockFile:
    """Lock a file as soon as nobody else has it; raises ``TimeoutError`` after so many seconds, else ``OSError``."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return LockFile(folder, name)
        except TakenError:
            if time.monotonic() >= deadline:
                raise TimeoutError(f"{folder / name}: another program has it open") from None
            time.sleep(_PAUSE)


if sys.platform == "win32":
    from filelock import FileLock, Timeout

    def _locked(folder: Folder, name: str) -> "_Hold":
        """Lock a file by the library that knows how; what is said of the holder cannot be read there."""
        folder.refuse_irregular(name)
        lock = FileLock(folder.path / name, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise TakenError from error
        return _WindowsHold(lock)

    class _WindowsHold(_Hold):
        def __init__(self, lock: FileLock) -> None:
            self._lock = lock

        def say(self, message: bytes) -> None:
            """Say nothing: a locked file cannot be written there."""

        def is_at(self, folder: Folder, name: str) -> bool:  # noqa: ARG002 - it can only be removed when it is closed
            return False

        def release(self) -> None:
            self._lock.release()

else:
    import fcntl

    def _locked(folder: Folder, name: str) -> _Hold:
        for _attempt in range(_ATTEMPTS):
            descriptor = _opened(folder, name)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                hold = _Hold(descriptor)
                if hold.is_at(folder, name):
                    return hold
            except BlockingIOError as error:
                message = os.pread(descriptor, _LARGEST, 0)
                os.close(descriptor)
                raise TakenError(message) from error
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)  # whoever had it has removed it: there may be another by now
        raise TakenError

    def _opened(folder: Folder, name: str) -> int:
        try:
            return folder.open_file(name, os.O_RDWR | os.O_CREAT)
        except PermissionError:
            return folder.open_file(name)  # of another user, who may hold it
