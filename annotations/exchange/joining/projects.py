"""Join two copies of a project into a third, by article and span; neither of the two is changed."""

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.exchange.joining.annotations import Annotations
from annotations.exchange.joining.documents import Documents
from annotations.exchange.joining.report import JoinReport
from annotations.exchange.joining.trees import copy, files_in
from annotations.exchange.output import new_output
from annotations.storage.lock import HeldError, Lock
from annotations.storage.paths import companion
from annotations.storage.summaries import annotator_folders, saved_files
from seeds.errors import Problem, SourceError, not_read
from seeds.i18n import _
from seeds.sources.tree import ANNOTATIONS
from seeds.system.descriptors import real_path


def join_projects(first: Path, second: Path, target: Path | None) -> JoinReport:
    """Join two projects into the folder ``target``, new or empty; without one, only report what that would do.

    Raises ``SourceError`` where one of them is no folder, another program has annotations of one open, ``target`` is in
    the way or within one of them, or something cannot be read or written; no new folder is left behind then.
    """
    for root in (first, second):
        if not root.is_dir():
            raise SourceError(Problem(str(root), _("is not a folder: two copies of a project are joined")))
        _refuse_open(root / ANNOTATIONS)
    first, second = real_path(first), real_path(second)
    try:
        if target is None:
            with TemporaryDirectory(prefix="zhupi-") as elsewhere:
                return _join(first, second, real_path(Path(elsewhere)))
        _check(target, (first, second))
        with new_output(target, folder=True, force=target.exists()) as fresh:
            report = _join(first, second, fresh)
            if hasattr(os, "sync"):
                os.sync()  # once, where one for each of thousands of files would take minutes
            return report
    except OSError as error:
        raise SourceError(not_read(Path(error.filename or first), error)) from error


def _join(first: Path, second: Path, target: Path) -> JoinReport:
    report = JoinReport()
    for relative in files_in(first, report):
        copy(first / relative, target / relative)
    documents = Documents(first, second, target, report)
    theirs = list(files_in(second, report)) if second != first else []
    for relative in theirs:
        if not _is_annotation(relative):
            documents.take(relative)
    Annotations(first, second, target, report).join([relative for relative in theirs if _is_annotation(relative)])
    return report


def _is_annotation(relative: str) -> bool:
    return relative.startswith(f"{ANNOTATIONS}/")


def _check(target: Path, projects: Iterable[Path]) -> None:
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        message = _("exists already, and is not an empty folder")
        raise SourceError(Problem(str(target), message, advice=_("name a new one")))
    real = real_path(target)
    for project in projects:
        if real.is_relative_to(project) or project.is_relative_to(real):
            message = _("is within one of the projects, or holds one: neither is changed")
            raise SourceError(Problem(str(target), message, advice=_("name a folder elsewhere")))


def _refuse_open(annotations: Path) -> None:
    """Raise ``SourceError`` where another program has an article open, which it may be about to write."""
    for own in annotator_folders(annotations):
        for path in saved_files(own):
            lock = Lock(companion(path, "lock"), annotations)
            try:
                lock.take()
            except HeldError as error:
                advice = _("close the article there, and merge again")
                raise SourceError(Problem(str(path), str(error), advice=advice)) from error
            except OSError:  # where nothing can be written, nobody else does
                continue
            finally:
                lock.release()
