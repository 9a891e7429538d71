"""Put into a folder what a hostile one has in the place of files, and notice that somebody waits for it."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

KINDS = ("link", "dangling", "circle", "zero", "pipe", "folder", "socket")
"""A link to a file, to none, to itself and to an endless device; a named pipe; a folder; a socket."""

LONGEST = 60
"""Seconds after which somebody waits for ever."""


class WaitedError(BaseException):
    """Something took so long that it would never have ended."""


@contextmanager
def limited(seconds: int = LONGEST) -> Iterator[None]:
    """Raise ``WaitedError`` where what is done takes too long."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise WaitedError

    former = signal.signal(signal.SIGALRM, give_up)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)  # the limit of the whole test, which goes on after
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        signal.signal(signal.SIGALRM, former)


def put(path: Path, kind: str, victim: Path) -> None:
    """Put something of a kind at a path, in the place of what is there; a link leads to the victim."""
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name}.former"))
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        _bind(path)
    else:
        places = {"link": victim, "dangling": victim.with_name("new"), "circle": path, "zero": Path("/dev/zero")}
        path.symlink_to(places[kind])


def _bind(path: Path) -> None:
    """Bind a socket; by its name in its folder, since a path may be too long for that."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


def state_of(folder: Path) -> dict[str, object]:
    """All that is below a folder: the names, what they are, and what is in the files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else path.lstat().st_mode
        for path in sorted(folder.rglob("*"))
    }
