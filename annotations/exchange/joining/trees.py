"""Read and copy the files of the two projects that are joined; no link is followed, and none is made."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from annotations.exchange.joining.report import JoinReport
from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.tree import ANNOTATIONS
from seeds.system.files import open_stream

KEPT = ".from-B"
"""The folder, in that of the annotations, for what the second project has otherwise and C does not say."""

_VERSIONS = frozenset((".git", ".hg", ".svn"))
_PASSING = (".lock", ".new")
"""The ends of the hidden files beside annotations that belong to a program that is running, or was killed."""


def files_in(root: Path, report: JoinReport) -> Iterator[str]:
    """Yield the files below a project by their names relative to it; what is no plain file is reported, not carried."""

    def closed(error: OSError) -> None:
        message = _("cannot be read: {reason}").format(reason=error.strerror)
        report.problems.append(Problem(str(error.filename), message))

    for place, folders, names in os.walk(root, onerror=closed):
        for name in sorted({*folders} & _VERSIONS):
            message = _("is not carried over: it is the history of one of the projects")
            report.notices.append(Problem(str(Path(place, name)), message))
        for name in [*sorted(names), *(name for name in folders if Path(place, name).is_symlink())]:
            path = Path(place, name)
            if name.startswith(".") and name.endswith(_PASSING) and _is_annotation(path.relative_to(root)):
                continue
            if stat.S_ISREG(path.lstat().st_mode):
                yield path.relative_to(root).as_posix()
            elif name not in _VERSIONS:
                report.problems.append(Problem(str(path), _("is a link or no file, and is not carried over")))
        folders[:] = sorted(name for name in folders if name not in _VERSIONS)


def _is_annotation(relative: Path) -> bool:
    return relative.parts[0] == ANNOTATIONS


def is_same(one: Path, other: Path) -> bool:
    """Return whether two files have the same content."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with open_stream(one) as first, open_stream(other) as second:
        while content := first.read(1 << 16):
            if content != second.read(len(content)):
                return False
    return True


def copy(source: Path, target: Path) -> None:
    """Copy a file with its time, and make its folder; raises ``OSError``, also where there is something already."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_stream(source) as content, target.open("xb") as output:
        shutil.copyfileobj(content, output)
    times = source.stat()
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))


def keep_beside(source: Path, relative: str, root: Path, report: JoinReport) -> None:
    """Copy a file of the second project, whose name is taken, to the folder ``KEPT``."""
    target = root / ANNOTATIONS / KEPT / relative
    put_beside(source, target, relative, root, report)


def put_beside(source: Path, target: Path, relative: str, root: Path, report: JoinReport) -> None:
    """Copy a file to a name that is free: that of ``target``, or with a number."""
    number = 1
    free = target
    while os.path.lexists(free):
        if free.is_file() and is_same(source, free):
            break
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    else:
        copy(source, free)
    report.beside[relative] = free.relative_to(root).as_posix()
