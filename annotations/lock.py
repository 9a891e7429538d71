"""Who may write the annotations of an article: one program at a time."""

import contextlib
import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.disk import make_folder
from seeds.i18n import _

if TYPE_CHECKING:
    from filelock import BaseFileLock


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that has a lock; 0 and empty where it does not say."""

    pid: int = 0
    host: str = ""


class HeldError(Exception):
    """Another program has the lock."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder

    def __str__(self) -> str:
        if not self.holder.pid:
            return _("another program has it open")
        message = _("another program has it open: process {pid} on {host}")
        return message.format(pid=self.holder.pid, host=self.holder.host)


class Lock:
    """A lock on a file of its own; the system lets go of it when the program ends, however that happens."""

    def __init__(self, path: Path) -> None:
        import filelock  # noqa: F401, PLC0415 - 20 ms here, in a worker, and not when the first mark takes the lock

        self._path = path
        self._held: BaseFileLock | None = None

    @property
    def held(self) -> bool:
        """Whether this object has the lock."""
        return self._held is not None

    def take(self) -> None:
        """Take the lock, making its folder; raises ``HeldError`` where another has it, else ``OSError``."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - not on the way to the first paint

        if self._held:
            return
        make_folder(self._path.parent)
        lock = FileLock(self._path, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise HeldError(self._holder()) from error
        self._held = lock
        with contextlib.suppress(OSError):  # where a locked file cannot be written, the holder stays unnamed
            self._path.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), "utf-8")

    def release(self) -> None:
        """Let go of the lock, and remove its file."""
        if self._held:
            with contextlib.suppress(OSError):  # open files cannot be removed everywhere, and an empty one does no harm
                self._path.unlink()
            self._held.release()
            self._held = None

    def _holder(self) -> Holder:
        try:
            said = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return Holder()
        known = isinstance(said, Mapping) and isinstance(said.get("pid"), int) and isinstance(said.get("host"), str)
        return Holder(said["pid"], said["host"]) if known else Holder()
