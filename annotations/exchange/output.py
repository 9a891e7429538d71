"""Exports under their final name only when they are whole: until then they stand beside it, under another."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from seeds.errors import Problem, SourceError
from seeds.i18n import _

REPORT = "export-report.json"
"""The name of the report, in the folder of an export or beside its file; by it a folder is known to be an export."""


@contextlib.contextmanager
def new_output(target: Path, *, folder: bool, force: bool) -> Iterator[Path]:
    """Give the path to write a new file to, or an empty new folder, which becomes ``target`` when all went well.

    With ``force``, what stood there is replaced: a file by a file, and a folder by a folder if it is empty or an
    export. Raises ``SourceError`` where that cannot be, or nothing can be written; nothing new is left behind then.
    """
    try:
        _check(target, folder=folder, force=force)
    except OSError as error:
        raise SourceError(_not_written(target, error)) from error
    fresh = target.with_name(f".{target.name}.{token_hex(4)}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if folder:
            fresh.mkdir()
        yield fresh
        if folder:
            _replace_folder(fresh, target)
        else:
            os.replace(fresh, target)  # noqa: PTH105 - the whole point
    except OSError as error:
        raise SourceError(_not_written(target, error)) from error
    finally:
        _remove(fresh)


def _check(target: Path, *, folder: bool, force: bool) -> None:
    if not (target.exists() or target.is_symlink()):
        return
    if not force:
        raise SourceError(Problem(str(target), _("exists already"), advice=_("--force replaces it")))
    if target.is_dir() != folder:
        message = _("is a file, and the export is a folder") if folder else _("is a folder, and the export is a file")
        raise SourceError(Problem(str(target), message))
    if folder and not (target / REPORT).is_file() and any(target.iterdir()):
        message = _("is a folder with other things in it than an export")
        raise SourceError(Problem(str(target), message, advice=_("name a new one")))


def _replace_folder(fresh: Path, target: Path) -> None:
    """Put a folder in place of another, which no system does in one step: if it fails, the old one is put back."""
    if not target.exists():
        fresh.rename(target)
        return
    old = fresh.with_suffix(".old")
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _not_written(target: Path, error: OSError) -> Problem:
    message = _("cannot be written: {reason}").format(reason=error.strerror or error)
    return Problem(str(target), message, advice=_("nothing of it is left behind"))
