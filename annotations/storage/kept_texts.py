"""Keep the texts that were read from standard input, with their marks, in the user's data folder.

They are one project: a file for each text, named by the SHA-256 of its bytes, and the annotations beside them as in any
other.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from annotations.storage.disk import replace_own_file
from annotations.storage.paths import below
from seeds.article import ArticleInfo
from seeds.errors import NotFoundError, Problem, SourceError, not_read, not_written
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.sources.readers.ending import ending_of
from seeds.sources.tree import ANNOTATIONS
from seeds.system.descriptors import real_path
from seeds.system.folders import Folder

_DIGITS = 16


class KeptText(NamedTuple):
    """Describe a text that is kept: its name, when it was read, its articles, and the files of its annotations."""

    name: str
    path: Path
    kept: datetime
    articles: list[ArticleInfo]
    annotations: list[Path]


def kept_texts_folder() -> Path:
    """Return the folder of the texts, which need not exist."""
    return real_path(user_data_path("zhupi", appauthor=False) / "texts")


def keep_text(content: bytes) -> Path:
    """Write down a text, unless it is there; its name ends as its content is. Raises ``SourceError``.

    One that an earlier version named otherwise keeps its name where it has annotations.
    """
    folder, name = kept_texts_folder(), sha256(content).hexdigest()[:_DIGITS]
    path = folder / f"{name}{ending_of(content)}"
    try:
        for other in sorted(folder.glob(f"{name}.*")):
            if any(_annotation_files(other)):
                return other
            if other != path:
                remove_text(name)
        if not path.is_file():
            replace_own_file(path, content, private=True)
    except OSError as error:
        raise SourceError(not_written(path, error)) from error
    return path


def kept_texts() -> Iterator[KeptText]:
    """Give the texts that are kept, the oldest first; raises ``SourceError`` where the system does not list them."""
    try:
        files = [path for path in kept_texts_folder().iterdir() if _is_kept(path)]
        texts = sorted((path.stat().st_mtime, path) for path in files)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SourceError(not_read(kept_texts_folder(), error)) from error
    for kept, path in texts:
        articles = [item for item in Corpus.open(path).scan() if isinstance(item, ArticleInfo)]
        yield KeptText(_name(path), path, datetime.fromtimestamp(kept, UTC), articles, list(_annotation_files(path)))


def remove_text(name: str, *, with_annotations: bool = False) -> None:
    """Remove a text with all that was saved about it; ``name`` may be the beginning of its name.

    Raises ``NotFoundError`` where there is no such text, and ``SourceError`` where it has annotations that are not to
    be removed, or where the system refuses.
    """
    texts = list(kept_texts())
    matches = [text for text in texts if name and text.name.startswith(name)]
    if len(matches) != 1:
        raise NotFoundError.nearest(_("kept text"), name, [text.name for text in texts])
    text = matches[0]
    if text.annotations and not with_annotations:
        advice = _("“zhupi export {path}” writes them for other programs; --force removes them too").format(
            path=text.path
        )
        raise SourceError(Problem(text.name, _("has annotations, and is not removed"), advice=advice))
    try:
        for place in _annotation_folders(text.path):
            _empty(place)
        with Folder.open(text.path.parent) as folder:
            folder.remove(text.path.name)
    except OSError as error:
        raise SourceError(not_written(text.path, error)) from error


def _is_kept(path: Path) -> bool:
    name = _name(path)
    return len(name) == _DIGITS and not set(name) - set("0123456789abcdef") and path.is_file()


def _name(path: Path) -> str:
    return path.name.partition(".")[0]


def _annotation_folders(path: Path) -> Iterator[Path]:
    """Give the folders in which annotators, and suggesters, have saved something about a text."""
    annotations = path.parent / ANNOTATIONS
    for own in sorted(annotations.iterdir()) if annotations.is_dir() else []:
        folder = below(own, path.name)
        if own.is_dir() and folder.is_dir():
            yield folder


def _annotation_files(path: Path) -> Iterator[Path]:
    for folder in _annotation_folders(path):
        yield from (file for file in sorted(folder.iterdir()) if file.suffix == ".toml")


def _empty(place: Path) -> None:
    """Remove the files of a folder, and the folder."""
    with Folder.open(place) as folder:
        for file in place.iterdir():
            folder.remove(file.name)
    with Folder.open(place.parent) as parent:
        parent.remove_empty(place.name)
