"""Files that a program was about to put in the place of others when it was killed: found, and removed where it is safe.

A file is written under a name of its own first, which is gone a moment later. One is left behind where the lock of its
article can be had, so that nobody is writing; or where it is an hour old, for files that have no lock.
"""

import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from annotations.storage.lock import HeldError, Lock
from annotations.storage.paths import SUFFIX, companion
from seeds.system.folders import Folder, open_below

_NAME = re.compile(r"\..+\.[0-9a-f]{8}\.new")
_OF_ARTICLE = re.compile(r"\.\.?(?P<stem>.+?)\.(toml|journal|history)\b.*")
_OLD = 3600.0
"""How many seconds nobody takes to write a file."""


def left_behind(folder: Path) -> Iterator[Path]:
    """Find what was left behind below the folder of all annotations; raises ``OSError``."""
    for place, names in open_below(folder):
        for name in names:
            if _NAME.fullmatch(name) and _is_left(place / name, folder):
                yield place / name


def remove(path: Path, folder: Path) -> None:
    """Remove a file that was left behind; raises ``OSError``."""
    with Folder.open(path.parent, within=folder) as opened:
        opened.remove(path.name)


def _is_left(path: Path, folder: Path) -> bool:
    age = _age(path)
    if age is None or age > _OLD:
        return age is not None
    written = _OF_ARTICLE.fullmatch(path.name)
    annotator, *below = path.relative_to(folder).parts
    if not written or not below or annotator.startswith("."):
        return False
    lock = Lock(companion(path.with_name(f"{written['stem']}{SUFFIX}"), "lock"), folder)
    try:
        lock.take()
        return _age(path) is not None  # whoever was writing it has finished, else it is still there
    except (HeldError, OSError):
        return False
    finally:
        lock.release()


def _age(path: Path) -> float | None:
    """Return how many seconds ago a regular file was written; None where there is none."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return time.time() - status.st_mtime if stat.S_ISREG(status.st_mode) else None
