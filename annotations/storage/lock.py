"""Lock the annotations of an article, so that one program at a time may write them.

There are two locks for each article. One is a file in the user's state folder, named for the path of the article's
file: nothing that is done to the project can remove it, neither ``git clean -fdX`` nor a tidy hand. The other is the
hidden file beside the article's, by which other users, programs on other machines that share the disk, and version
0.1.0 notice. Both have to be had; files that were left behind are locked by nobody.
"""

import errno
import json
import os
import socket
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from seeds.i18n import _
from seeds.system.descriptors import UnusableFileError, real_path
from seeds.system.locking import LockFile, TakenError

_WITHOUT_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)
"""What a file system says that has no locks."""


class Holder(NamedTuple):
    """Name the program that has a lock; 0 and empty where it does not say."""

    pid: int = 0
    host: str = ""


class HeldError(Exception):
    """Report that another program has the lock."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder

    def __str__(self) -> str:
        if not self.holder.pid:
            return _("another program has it open")
        message = _("another program has it open: process {pid} on {host}")
        return message.format(pid=self.holder.pid, host=self.holder.host)


class Lock:
    """Lock one article, by the hidden file beside the article's.

    Links in its path are followed that stay ``within`` a folder, and no others.
    """

    def __init__(self, path: Path, within: Path | None = None) -> None:
        self._path = path
        self._within = within
        self._files: list[LockFile] = []

    @property
    def is_held(self) -> bool:
        """Return whether this object has the lock."""
        return bool(self._files)

    def take(self) -> None:
        """Take the lock, making its folder; raises ``HeldError`` where another has it, else ``OSError``."""
        if self.is_held:
            return
        holder = json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()
        files: list[LockFile] = []
        try:
            files += _in_state_folder(real_path(self._path.parent) / self._path.name, holder)
            files += self._beside(holder, alone=not files)
        except TakenError as error:
            _release(files)
            raise HeldError(_holder(error.message)) from error
        except BaseException:
            _release(files)
            raise
        self._files = files

    def release(self) -> None:
        """Let go of the lock, and remove its files."""
        _release(self._files)
        self._files = []

    def _beside(self, holder: bytes, *, alone: bool) -> list[LockFile]:
        try:
            return [LockFile(self._path.parent, self._path.name, within=self._within, message=holder)]
        except OSError as error:
            if alone or error.errno not in _WITHOUT_LOCKS:
                raise
            return []


def _in_state_folder(path: Path, holder: bytes) -> list[LockFile]:
    """Take the lock in the user's state folder; none where that cannot be written, so that the other one has to do."""
    name = sha256(os.fsencode(path)).hexdigest()[:32]
    try:
        return [
            LockFile(real_path(user_state_path("zhupi", appauthor=False) / "locks"), f"{name}.lock", message=holder)
        ]
    except UnusableFileError:
        raise
    except OSError:
        return []


def _release(files: list[LockFile]) -> None:
    for file in reversed(files):
        file.release()


def _holder(content: bytes) -> Holder:
    try:
        holder = json.loads(content)
    except (ValueError, RecursionError):
        return Holder()
    is_complete = (
        isinstance(holder, Mapping) and isinstance(holder.get("pid"), int) and isinstance(holder.get("host"), str)
    )
    return Holder(holder["pid"], holder["host"]) if is_complete else Holder()
