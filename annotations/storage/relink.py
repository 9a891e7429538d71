"""Relink annotations to an article whose document or id is another than when they were made, and undo that."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from annotations.storage.disk import content_of, history_of, keep_out_of_git, log_of, make_folder, replace_file
from annotations.storage.document import (
    FORMER,
    SEPARATED,
    Stamp,
    Stored,
    articles_in,
    serialize_annotations,
    with_articles,
)
from annotations.storage.journal import file_digest, parse_journal
from annotations.storage.lock import HeldError, Lock
from annotations.storage.paths import article_path, companion, suggestions_path
from annotations.storage.reader import parse_annotations
from annotations.storage.summaries import Head
from seeds.article import ArticleInfo
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.system.folders import Folder

Key = tuple[str, str]
"""Document and id of an article."""


class RelinkError(ZhupiError):
    """Report annotations that cannot be moved just now: damaged, held by another program, or in the way of others."""


class Contents(NamedTuple):
    """Hold the contents of the file of an article and of its journal, each None where there is none."""

    file: bytes | None
    journal: bytes | None


class Relink(NamedTuple):
    """Move annotations to an article; ``same_text`` where its text is that of the former one."""

    head: Head
    info: ArticleInfo
    same_text: bool

    @property
    def notice(self) -> Problem:
        """Return the notice about it."""
        message = _("the annotations of {annotator} belong to “{title}” in {document} now, with {spans} spans")
        values = {"annotator": self.head.annotator, "spans": self.head.summary.spans, "title": self.info.title}
        return Problem(str(self.head.told_by), message.format(document=self.info.origin.document, **values))


def readdressed(
    contents: Contents, key: Key, former: Iterable[Key], separated: Iterable[Key], name: str, annotator: str = ""
) -> Contents:
    """Return what a file and its journal say as said of the article with another document and id.

    ``former`` are the articles that they belonged to before, ``separated`` those from which they were taken away again.
    Everything else stays, the history for undo too; where there is no file, one without marks is made, to say so.
    With an ``annotator``, it is said by that one. Raises ``RelinkError`` where either cannot be read; problems call the
    file ``name``.
    """
    stored = _stored(contents, name)
    stamp = replace(stored.stamp, document=key[0], id=key[1])
    stamp = with_articles(with_articles(stamp, FORMER, former), SEPARATED, separated)
    file = serialize_annotations(replace(stored, stamp=stamp, annotator=annotator or stored.annotator))
    if contents.journal is None:
        return Contents(file, None)
    digests = {file_digest(contents.file): file_digest(file)}
    return Contents(file, _readdressed_journal(contents.journal, key, annotator, digests, name))


def _readdressed_journal(log: bytes, key: Key, annotator: str, digests: Mapping[str, str], name: str) -> bytes:
    """Exchange the first line of a journal, and the digest of the file wherever it is named."""
    if parse_journal(log) is None:
        raise RelinkError(Problem(name, _("its journal is damaged")))
    first, *lines = log.splitlines(keepends=True)
    header = json.loads(first) | {"document": key[0], "article": key[1]}
    header["annotator"] = annotator or header["annotator"]
    written = [header | {"saved": digests.get(header["saved"], header["saved"])}, *map(_mark, lines)]
    for entry in written[1:]:
        for kind in ("saving", "saved"):
            if entry and kind in entry:
                entry[kind] = digests.get(entry[kind], entry[kind])
    return b"".join(_line(entry) if entry else line for entry, line in zip(written, [b"", *lines], strict=True))


def _mark(line: bytes) -> dict[str, Any] | None:
    """Return what a line says that tells of the article's file; None for all others, which stay as they are."""
    if not line.startswith(b'{"sav') or not line.endswith(b"\n"):
        return None
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return entry


def _line(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _stored(contents: Contents, name: str) -> Stored:
    """Return what a file says; where there is none, nothing of the text that the journal is about."""
    if contents.file is None:
        journal = parse_journal(contents.journal or b"")
        if journal is None:
            raise RelinkError(Problem(name, _("there are no annotations any more")))
        header = journal.header
        return Stored(Stamp(header.article, "", header.document, 0, 0, header.text), header.annotator)
    decoded = parse_annotations(contents.file, name)
    if decoded.stored is None:
        raise RelinkError(decoded.problems(decoded.damage)[0])
    return decoded.stored


def contents_of(path: Path) -> Contents:
    """Read the file at a path and its journal; raises ``OSError``."""
    return Contents(content_of(path), log_of(companion(path, "journal")))


def relinked(head: Head, info: ArticleInfo) -> Contents:
    """Return what annotations say as said of another article, without changing any file, for those who only read.

    Raises ``RelinkError`` and ``OSError``.
    """
    separated = [key for key in head.separated if key != info.key]
    return readdressed(contents_of(head.path), info.key, [*head.former, head.key], separated, str(head.path))


def relink(relink: Relink, folder: Path) -> Path:
    """Move annotations below ``folder`` to their article, with all that can be undone; returns their new file.

    Killed at any moment, it leaves them where they were, where they go, or in both, which is finished the next time.
    Raises ``RelinkError``, and ``OSError`` where the disk does not do it.
    """
    head, info = relink.head, relink.info
    keep_out_of_git(folder, make=False)
    target = article_path(folder, head.annotator, info.origin.document, info.id, info.title)
    with _held(head.path), _held(target):
        contents = relinked(head, info)
        _move(head.path, target, contents)
    _take_suggestions(folder, head, info)
    return target


def _take_suggestions(folder: Path, head: Head, info: ArticleInfo) -> None:
    """Move the suggestions that are saved for an article with its annotations, unless the other has some.

    They are found anew at any time: what cannot be moved stays where it is, where nobody looks for it.
    """
    source = suggestions_path(folder, head.document, head.article, head.title)
    target = suggestions_path(folder, info.origin.document, info.id, info.title)
    try:
        content = content_of(source)
        if content is None or content_of(target) is not None:
            return
        moved = readdressed(Contents(content, None), info.key, [], [], str(source)).file
        make_folder(target.parent, within=folder)
        replace_file(target, moved or b"", within=folder)
        with Folder.open(source.parent, within=folder) as place:
            place.remove(source.name)
    except (OSError, RelinkError):
        return


def unrelink(path: Path, folder: Path, annotator: str) -> Path:
    """Move annotations back to the article that they belonged to before; returns their new file.

    That they were taken away from this one is noted, so that they do not come back by themselves.

    Raises ``RelinkError``, also where they were never moved, and ``OSError``.
    """
    keep_out_of_git(folder, make=False)
    with _held(path):
        contents = contents_of(path)
        stamp = _stored(contents, str(path)).stamp
        former = articles_in(stamp, FORMER)
        if not former:
            raise RelinkError(Problem(str(path), _("these annotations have never belonged to another article")))
        *rest, key = former
        target = article_path(folder, annotator, *key, stamp.title)
        with _held(target):
            separated = [*articles_in(stamp, SEPARATED), stamp.key]
            _move(path, target, readdressed(contents, key, rest, separated, str(path)))
    return target


def _move(source: Path, target: Path, contents: Contents) -> None:
    there = contents_of(target)
    if there != Contents(None, None) and not _is_begun(there, contents):
        raise RelinkError(Problem(str(target), _("there are annotations of this article already")))
    make_folder(target.parent)
    replace_file(target, contents.file or b"")
    if contents.journal is not None and there.journal is None:
        replace_file(companion(target, "journal"), contents.journal)
    journal = companion(source, "journal")
    with Folder.open(source.parent) as folder:
        for path in (journal, history_of(journal), source):  # a journal that is left alone cannot be told from another
            folder.remove(path.name)
        folder.sync()


def _is_begun(there: Contents, contents: Contents) -> bool:
    """Return whether what is at the new place is what was about to be put there when the program was killed."""
    return there.file == contents.file and (contents.journal is None or there.journal in (None, contents.journal))


@contextmanager
def _held(path: Path) -> Iterator[None]:
    lock = Lock(companion(path, "lock"))
    try:
        lock.take()
    except HeldError as error:
        raise RelinkError(Problem(str(path), str(error))) from error
    try:
        yield
    finally:
        lock.release()
        with contextlib.suppress(OSError), Folder.open(path.parent.parent) as folder:
            folder.remove_empty(path.parent.name)  # where nothing is left in it
