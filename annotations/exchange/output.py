"""Put exports under their final name only when they are whole: until then they stand beside it, under another.

Formats are given a path in a new folder of random name that nobody else may look into, so that whatever they open there
is a file of theirs. A path that the user has named may be a link, which is followed, or a pipe or a device, into which
the export is copied when it is whole.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import BinaryIO

from seeds.errors import Problem, SourceError, not_written
from seeds.i18n import _
from seeds.system.descriptors import real_path
from seeds.system.folders import Folder
from seeds.system.printable_stream import PrintableStream

REPORT = "export-report.json"
"""The name of the report, in the folder of an export or beside its file; by it a folder is known to be an export."""


@contextlib.contextmanager
def new_output(target: Path, *, folder: bool, force: bool, marker: str = REPORT) -> Iterator[Path]:
    """Give the path to write a new file to, or an empty new folder, which becomes ``target`` when all went well.

    With ``force``, what stood there is replaced: a file by a file, and a folder by a folder if it is empty or an
    export, which has a file called ``marker``. Raises ``SourceError`` where that cannot be, or nothing can be written;
    nothing new is left behind then.
    """
    try:
        if not folder and is_stream(target):
            with _copied_into(target) as path:
                yield path
            return
        real = real_path(target)
        _check(real, target, marker if folder else "", force=force)
        with Folder.open(real.parent, make=True) as parent:
            yield from _replacing(parent, real.name, folder=folder)
    except OSError as error:
        raise SourceError(not_written(target, error, _("nothing of it is left behind"))) from error


def is_stream(target: Path) -> bool:
    """Return whether the user has named a pipe, a socket or a device, which is written as it is."""
    try:
        mode = target.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextlib.contextmanager
def _copied_into(target: Path) -> Iterator[Path]:
    """Give the path of a file elsewhere, and copy it into a pipe or device, which may wait for its reader."""
    with TemporaryDirectory(prefix="zhupi-") as elsewhere:
        path = Path(elsewhere, "export")
        yield path
        with path.open("rb") as source, target.open("wb") as copy:
            if copy.isatty():
                _show(source.read(), copy)
            else:
                shutil.copyfileobj(source, copy)


def _show(content: bytes, terminal: BinaryIO) -> None:
    """Write a file to a terminal as text that does not steer it, as an export to stdout is written there."""
    with TextIOWrapper(terminal, "utf-8") as text:
        PrintableStream(text).write(content.decode("utf-8", "backslashreplace"))


def _replacing(parent: Folder, name: str, *, folder: bool) -> Iterator[Path]:
    """Give a path in a new folder beside the target, and put what is there in the target's place."""
    fresh = parent.path / f".{name}.{token_hex(8)}.new"
    fresh.mkdir(mode=0o700)
    content = fresh / name
    try:
        if folder:
            content.mkdir()
        yield content
        if folder:
            _replace_folder(content, parent.path / name)
        else:
            parent.refuse_irregular(name)
            parent.move_in(content)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _check(target: Path, shown: Path, marker: str, *, force: bool) -> None:
    if not os.path.lexists(shown):
        return
    if not force:
        raise SourceError(Problem(str(shown), _("exists already"), advice=_("--force replaces it")))
    if not target.exists():
        return
    if target.is_dir() != bool(marker):
        message = _("is a file, and the export is a folder") if marker else _("is a folder, and the export is a file")
        raise SourceError(Problem(str(shown), message))
    if marker and not (target / marker).is_file() and any(target.iterdir()):
        message = _("is a folder with other things in it than an export")
        raise SourceError(Problem(str(shown), message, advice=_("name a new one")))


def _replace_folder(new: Path, target: Path) -> None:
    """Put a folder in place of another, which no system does in one step: if it fails, the old one is put back."""
    if not target.exists():
        new.rename(target)
        return
    old = new.parent.with_suffix(".old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
