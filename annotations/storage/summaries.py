"""List the annotation files of a project: whose they are, and what each is about, read in short."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from annotations.model.change import ConflictError
from annotations.model.layer import Layer, Status
from annotations.storage.disk import content_of
from annotations.storage.document import FORMER, SEPARATED, Stored, articles_in
from annotations.storage.journal import Journal, parse_journal
from annotations.storage.parsed_file import ParsedFile
from annotations.storage.paths import JOURNAL, SUFFIX, annotator_folder, companion
from annotations.storage.reader import parse_annotations
from seeds.errors import Problem, SourceError, not_read
from seeds.i18n import _
from seeds.system.descriptors import is_folder
from seeds.system.folders import Folder

_BLOCKS = frozenset(("[[span]]", "[[orphan]]", "[[relation]]", "[[rejected]]"))
_HEADERS = re.compile(r"^[ \t]*\[.*$", re.MULTILINE)
_LONG_TEXTS = '"""', "'''"


@dataclass(frozen=True, slots=True)
class Summary:
    """Sum up an article for a list: how far its annotation has come, and the numbers of its spans and orphans."""

    status: Status = Status.NEW
    spans: int = 0
    orphans: int = 0
    position: int = 0
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Say what a file of annotations, or where there is none its journal, is about.

    ``document`` and ``article`` name the article as it was when they were written; ``text`` is the SHA-256 of its text
    and ``length`` the number of its code points, -1 where only a journal tells of it. ``former`` are the articles that
    they belonged to before, the last one last; ``separated`` those from which they were taken away again.
    """

    path: Path
    document: str
    article: str
    annotator: str
    title: str
    text: str
    length: int
    summary: Summary
    former: tuple[tuple[str, str], ...] = ()
    separated: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Return the document and the id of the article."""
        return self.document, self.article

    @property
    def told_by(self) -> Path:
        """The file that is there: that of the annotations, or where there is none, its journal."""
        return companion(self.path, "journal") if self.length < 0 else self.path


def annotator_folders(folder: Path) -> list[Path]:
    """List the folders of all annotators below a folder of annotations, which need not exist.

    Raises ``SourceError`` where the system does not let it be listed.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise SourceError(not_read(folder, error)) from error
    return [path for path in paths if is_folder(path)]


def annotators_in(folder: Path) -> list[str]:
    """List the names of all who have annotations in a folder, which need not exist."""
    return [annotator_of(path) for path in annotator_folders(folder)]


def annotator_of(folder: Path) -> str:
    """Return the name of an annotator, of which that of the folder may be a changed form; any of the files tells."""
    for path in saved_files(folder):
        head = read_head(path)
        if isinstance(head, Head) and head.annotator and annotator_folder(folder.parent, head.annotator) == folder:
            return head.annotator
    return folder.name


def saved_files(folder: Path) -> Iterator[Path]:
    """List the files of annotations below a folder, in order; those of which only the journal is there among them.

    A link is followed that stays in the folder of all annotations; nothing is there where it leads elsewhere, of which
    it is told where articles are listed. A folder that the system does not let be listed stands for the files in it,
    so that whoever reads them learns that there may be some.
    """
    try:
        with Folder.open(folder, within=folder.parent) as opened:
            top = opened.path
    except PermissionError:
        yield folder
        return
    except OSError:
        return
    closed: list[Path] = []
    for place, folders, names in os.walk(top, onerror=lambda error: closed.append(Path(error.filename))):
        yield from closed
        closed.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = {name for name in names if name.endswith(SUFFIX) and not name.startswith(".")}
        files |= {f"{name[1 : -len(JOURNAL)]}{SUFFIX}" for name in names if _is_journal(name)}
        yield from (Path(place, name) for name in sorted(files))
    yield from closed


def _is_journal(name: str) -> bool:
    return name.startswith(".") and name.endswith(JOURNAL)


def read_head(path: Path) -> Head | Problem | None:
    """Read what the file at a path is about; None where neither it nor its journal is there any more."""
    try:
        content = content_of(path)
        log = content_of(companion(path, "journal")) if content is None else None
    except OSError as error:
        return not_read(path, _listing_error(path) or error)
    if content is not None:
        return head_of(path, content)
    return None if log is None else _head_of_journal(path, log)


def _listing_error(path: Path) -> OSError | None:
    """Return why a folder cannot be listed that stands for its files; None for what is no such folder."""
    try:
        next(path.iterdir(), None)
    except NotADirectoryError:
        return None
    except OSError as error:
        return error
    return None


def head_of(path: Path, content: bytes) -> Head | Problem:
    """Return what the content of a file is about, or what is wrong with it."""
    counts = _plain_blocks(content)
    decoded = parse_annotations(content if counts is None else content.partition(b"\n[[")[0], str(path))
    if decoded.stored is None:
        return _damaged(path, decoded)
    stored = decoded.stored
    if counts is None:
        return _head(path, stored, len(stored.layer.spans), len(stored.layer.orphans))
    return _head(path, stored, counts["[[span]]"], counts["[[orphan]]"])


def _plain_blocks(content: bytes) -> Counter[str] | None:
    """Count the blocks of a file by their headers, where it is written as we write it; None where it is not.

    A list of ten thousand articles reads as many files, and their spans are most of each.
    """
    try:
        _head, mark, rest = content.decode("utf-8").partition("\n[[")
    except UnicodeDecodeError:
        return None
    counts = Counter(_HEADERS.findall(f"[[{rest}" if mark else ""))
    plain = counts.keys() <= _BLOCKS and not any(quotes in rest for quotes in _LONG_TEXTS)
    return counts if plain else None


def _head(path: Path, stored: Stored, spans: int, orphans: int) -> Head:
    stamp, metadata = stored.stamp, stored.layer.metadata
    summary = Summary(metadata.status, spans, orphans, stored.position, stored.updated)
    identity = stamp.document, stamp.id, stored.annotator, stamp.title, stamp.sha256, stamp.length
    return Head(path, *identity, summary, articles_in(stamp, FORMER), articles_in(stamp, SEPARATED))


def _head_of_journal(path: Path, log: bytes) -> Head | Problem:
    journal = parse_journal(log)
    if journal is None:
        message = _("is not a valid journal, and there is no file of annotations that goes with it")
        return Problem(str(companion(path, "journal")), message)
    layer = layer_of(journal)
    summary = Summary(layer.metadata.status, len(layer.spans), len(layer.orphans))
    header = journal.header
    return Head(path, header.document, header.article, header.annotator, "", header.text, -1, summary)


def layer_of(journal: Journal) -> Layer:
    """Return what a journal says by itself, as far as that goes together."""
    layer = Layer()
    try:
        for change in journal.steps:
            layer = change.apply(layer)
    except ConflictError:
        return layer
    return layer


def _damaged(path: Path, decoded: ParsedFile) -> Problem:
    first = decoded.problems(decoded.damage)[0]
    advice = _("“zhupi check” lists all that is wrong")
    return Problem(str(path), _("is damaged: {why}").format(why=first.message), first.line, advice)
