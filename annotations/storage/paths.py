"""Name the files of annotations so that people can read the names, that they last, and that file systems take them."""

import os
import re
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from seeds.errors import Problem, SourceError, not_read
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.sources.tree import ANNOTATIONS
from seeds.system.descriptors import is_folder, is_there, real_path
from seeds.system.late_pattern import late_pattern

SUFFIX = ".toml"
JOURNAL = ".journal"

SUGGESTED = ".suggested"
"""The folder, beside those of the annotators, for suggestions that are kept; no safe name begins with a dot."""

_SLUG = 24
_LONGEST = 120
"""How many bytes a name may have; encrypted file systems take 143, and a journal's is longer."""

_PLAIN_ID = late_pattern(r"[0-9a-z][0-9a-z_-]{0,39}")
_UNSAFE = late_pattern('[<>:"/\\\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = late_pattern(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_DIGITS = 8


class AnnotationsFolder(NamedTuple):
    """Name a folder for annotations, and why it is not in the project; ``why`` is empty where it is, or was asked for.

    ``unread`` is the project's own folder, where it has annotations that are not looked at for that; ``closed`` says
    that it may have some, since the system does not let it be listed.
    """

    folder: Path
    why: str = ""
    unread: Path | None = None
    closed: bool = False

    @property
    def notice(self) -> Problem | None:
        """Return a notice of annotations that are not looked at; None where there are none."""
        if self.unread is None:
            return None
        if self.closed:
            message = _("may have annotations, which cannot be looked at: it cannot be read, and yours are in {folder}")
            return Problem(str(self.unread), message.format(folder=self.folder))
        message = _("has annotations, which are not looked at: it cannot be written, and yours are in {folder}")
        advice = _("--annotations {folder} reads them").format(folder=self.unread)
        return Problem(str(self.unread), message.format(folder=self.folder), advice=advice)


def annotations_folder(corpus: Corpus, override: Path | None = None) -> AnnotationsFolder:
    """Return the folder for the annotations of a corpus, which need not exist: that of the project, or ``override``.

    For the bundled articles, and where the project cannot be written, it is in the user's data folder. It is a real
    path, whose links were the user's to make, unless it is a link in the project that leads out of it.
    """
    if override is not None:
        return AnnotationsFolder(real_path(override))
    if corpus.bundled:
        return AnnotationsFolder(_user_folder() / "bundled", _("the bundled articles have no folder of their own"))
    project = corpus.root if is_folder(corpus.root) else corpus.root.parent
    folder = project / ANNOTATIONS
    real = real_path(folder)
    if real.is_relative_to(project):
        folder = real  # else nothing is read or written there: every door finds the link in its way
    exists = is_there(folder)
    allowed = _may(folder, os.R_OK | os.W_OK | os.X_OK) if exists else _may(project, os.W_OK | os.X_OK)
    if allowed:
        return AnnotationsFolder(folder)
    name = f"{safe_name(project.name or 'project')}-{_digest(str(project))}"
    why = _("{folder} cannot be written").format(folder=folder if exists else project)
    try:
        has_some = any(path.is_dir() for path in _entries(folder) if not path.name.startswith("."))
    except (OSError, SourceError):
        return AnnotationsFolder(_user_folder() / name, why, folder, closed=True)
    return AnnotationsFolder(_user_folder() / name, why, folder if has_some else None)


def article_path(folder: Path, annotator: str, document: str, identifier: str, title: str) -> Path:
    """Return the file for the annotations of an article, which need not exist.

    One that exists is found by the id, whatever title is in its name. Raises ``SourceError`` where the system does not
    let it be looked for.
    """
    return file_in(document_folder(folder, annotator, document), identifier, title)


def suggestions_path(folder: Path, document: str, identifier: str, title: str) -> Path:
    """Return the file for the suggestions for an article, which need not exist; found as that of its annotations is."""
    return file_in(folder.joinpath(SUGGESTED, *map(safe_name, document.split("/"))), identifier, title)


def file_in(folder: Path, identifier: str, title: str) -> Path:
    """Return the file about an article in the folder of its document, which need not exist."""
    path = folder / file_name(identifier, title)
    if is_there(path):
        return path
    ending = f"{_id_name(identifier)}{SUFFIX}"
    existing = sorted(path for path in _entries(folder) if _is_of(path.name, ending))
    return existing[0] if existing else path


def file_name(identifier: str, title: str) -> str:
    """Return the name of a new file about an article; one that exists may have been named for another title."""
    slug, ending = _slug(title), f"{_id_name(identifier)}{SUFFIX}"
    return f"{slug}.{ending}" if slug else ending


def document_folder(folder: Path, annotator: str, document: str) -> Path:
    """Return the folder for the annotations of one annotator on the articles of a document."""
    return below(annotator_folder(folder, annotator), document)


def below(own: Path, document: str) -> Path:
    """Return the folder of a document in that of an annotator."""
    return own.joinpath(*map(safe_name, document.split("/")))


def annotator_folder(folder: Path, annotator: str) -> Path:
    """Return the folder of one annotator, which need not exist.

    Where another's differs in case alone, it has a digest in its name: some file systems would take the two for one.
    """
    name = safe_name(annotator)
    apart = f"{name}~{_digest(annotator)}"
    there = {unicodedata.normalize("NFC", path.name): path for path in _entries(folder)}
    if apart in there or name in there:
        return there[apart if apart in there else name]
    is_taken = any(other.casefold() == name.casefold() for other in there)
    return folder / (apart if is_taken else name)


def companion(path: Path, kind: str) -> Path:
    """Return a hidden file beside an article's, such as its ``journal`` or ``lock``."""
    return path.with_name(f".{path.stem}.{kind}")


def safe_name(name: str) -> str:
    """Return the name, changed where a file system might not take it; a changed one has a digest and stays unique."""
    composed = unicodedata.normalize("NFC", name)
    safe = _UNSAFE.sub("_", composed).strip(" ").rstrip(".")
    while len(os.fsencode(safe)) > _LONGEST:
        safe = safe[:-1]
    if safe.startswith(".") or _RESERVED.fullmatch(safe) or not safe:
        safe = f"_{safe}"
    return safe if safe == composed else f"{safe}~{_digest(name)}"


def _slug(title: str) -> str:
    """Return the letters and digits at the beginning of a title."""
    letters = "".join(letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFC", title))
    slug = "-".join(letters.split())[:_SLUG].strip("-")
    while len(slug.encode("utf-8")) > _LONGEST - 48:
        slug = slug[:-1]
    return slug


def _id_name(identifier: str) -> str:
    return identifier if _PLAIN_ID.fullmatch(identifier) else f"~{_digest(identifier)}"


def _is_of(name: str, ending: str) -> bool:
    """Return whether a file's name is an id's: no more than a slug, which has no dots, stands before it."""
    return not name.startswith(".") and (name == ending or name.partition(".")[2] == ending)


def _may(path: Path, mode: int) -> bool:
    """Return whether the system lets this program do something with a path, whoever has started it."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _entries(folder: Path) -> list[Path]:
    """List what is in a folder, which need not exist; raises ``SourceError`` where the system does not let it be."""
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise SourceError(not_read(folder, error)) from error


def _user_folder() -> Path:
    return real_path(user_data_path("zhupi", appauthor=False) / ANNOTATIONS)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
