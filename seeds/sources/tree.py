"""Walk the files of a folder that may hold articles, in a natural order."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.left_out import LeftOut
from seeds.sources.readers.document import unreadable
from seeds.sources.readers.registry import is_read
from seeds.sources.settings import FILE_NAME, FOLLOW_LINKS, TABLE, SourceSettings
from seeds.system.descriptors import real_path

ANNOTATIONS = "annotations"
"""The folder at a project's root that holds no sources."""

_NUMBER = re.compile(r"([0-9]+)")


class ProjectFile(NamedTuple):
    """Name a file with its path below the root, with ``/``."""

    document: str
    path: Path


def walk(
    root: Path, settings: SourceSettings, *, follow_links: bool = False, left_out: LeftOut | None = None
) -> Iterator[ProjectFile | Problem]:
    """Find the files with a known suffix below ``root`` that the settings include; a problem for each unreadable one.

    Names are in natural order (2.txt before 10.txt), the content of a folder in its place among them. Hidden files and
    folders are left out, and so are the project's own. A folder that links lead to again is read once. A link that
    leads out of ``root`` is a problem, unless ``follow_links`` says that it is to be followed. Folders that are other
    programs' own (``is_foreign``) are left out, unless ``include`` says what is read; ``left_out`` takes note of that,
    of files of other kinds, and of hidden ones.
    """
    left_out = left_out or LeftOut(root / ANNOTATIONS)
    visited = {_identity(root)}
    if not follow_links:
        yield from _straying_annotations(root)
    waiting: list[tuple[os.DirEntry[str], str]] = []
    try:
        waiting = _entries(root, "")
    except OSError as error:
        yield unreadable(str(root), error)
    while waiting:
        entry, document = waiting.pop()
        if document in (ANNOTATIONS, FILE_NAME) or settings.excludes(document):
            continue
        if entry.name.startswith("."):
            _note_hidden(entry, document, settings, left_out)
            continue
        try:
            if not follow_links and entry.is_symlink() and _strays(Path(entry.path), root):
                if entry.is_dir() or (_is_read(document, settings) and settings.includes(document)):
                    yield _led_out(document)
            elif entry.is_dir():
                identity = _identity(Path(entry.path))
                is_passed_by = not settings.include and left_out.is_passed_by(Path(entry.path), document)
                if identity not in visited and not is_passed_by:
                    visited.add(identity)
                    waiting += _entries(Path(entry.path), f"{document}/")
            elif _is_read(document, settings) and settings.includes(document):
                yield ProjectFile(document, Path(entry.path)) if entry.is_file() else _irregular(document)
            elif settings.includes(document):
                left_out.count(document)
        except OSError as error:
            yield unreadable(document, error)


def is_below(document: str) -> bool:
    """Return whether a document's name leads to a place below the root, as all that ``walk`` gives do."""
    parts = document.split("/")
    return "\0" not in document and not any(part in ("", ".", "..") for part in parts)


def is_source(document: str, settings: SourceSettings) -> bool:
    """Return whether ``walk`` would find a file of this name, if it were there."""
    parts = document.split("/")
    folders = ["/".join(parts[:end]) for end in range(1, len(parts))]
    return (
        not any(part.startswith(".") for part in parts)
        and parts[0] != ANNOTATIONS
        and document != FILE_NAME
        and _is_read(document, settings)
        and settings.includes(document)
        and not any(map(settings.excludes, folders))
    )


def natural_order(name: str) -> tuple[list[str | tuple[int, str]], str]:
    """Give the key that sorts names as people do: case aside, and numbers by their value."""
    parts: list[str | tuple[int, str]] = list(_NUMBER.split(name.casefold()))
    for index in range(1, len(parts), 2):
        digits = str(parts[index]).lstrip("0")
        parts[index] = (len(digits), digits)
    return parts, name


def _is_read(document: str, settings: SourceSettings) -> bool:
    return is_read(document) or bool(settings.kind(document))


def _note_hidden(entry: os.DirEntry[str], document: str, settings: SourceSettings, left_out: LeftOut) -> None:
    """Take note of a hidden entry that may hold texts: a folder, or what has a name as a source has."""
    with suppress(OSError):
        if entry.is_dir(follow_symlinks=False) or (_is_read(document, settings) and settings.includes(document)):
            left_out.hide(document)


def _entries(folder: Path, prefix: str) -> list[tuple[os.DirEntry[str], str]]:
    """List a folder in reverse order, as a stack takes it."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: natural_order(entry.name), reverse=True)
    return [(entry, f"{prefix}{entry.name}") for entry in listed]


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _strays(path: Path, root: Path) -> bool:
    """Return whether a link leads out of the project."""
    return path.is_symlink() and not real_path(path).is_relative_to(root)


def _straying_annotations(root: Path) -> Iterator[Problem]:
    """Name the folder of annotations, or those in it, that lead out of the project."""
    folder = root / ANNOTATIONS
    if _strays(folder, root):
        yield _led_out(ANNOTATIONS)
        return
    try:
        names = [entry.name for entry, _document in _entries(folder, "") if entry.is_symlink()]
    except OSError:  # there are none, or whoever reads them tells
        return
    yield from (_led_out(f"{ANNOTATIONS}/{name}") for name in names if _strays(folder / name, root))


def _led_out(document: str) -> Problem:
    advice = _("{key} = true in the table [{table}] of your own config.toml allows it; “zhupi config” names the file")
    message = _("is a link that leads out of the project, and is not followed")
    return Problem(document, message, advice=advice.format(key=FOLLOW_LINKS, table=TABLE))


def _irregular(document: str) -> Problem:
    return Problem(document, _("is not a regular file, or is a link to one that does not exist"))
