"""Write the files of articles that nobody has said anything of yet, many at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from os.path import lexists
from pathlib import Path

from annotations.exchange.importing.annotation_paths import AnnotationPaths
from annotations.model import times
from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.storage.anchors import Quotes
from annotations.storage.disk import keep_out_of_git, make_folder
from annotations.storage.document import Stored, quotes_of, serialize_annotations
from annotations.storage.new_files import AT_ONCE, create_files
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.reader import parse_annotations
from seeds.article import Article
from seeds.errors import Problem, SourceError, not_written
from seeds.i18n import _

FEW = 32
"""From how many files on an import makes them without journals."""

_MANY_SPANS = 8_192
"""How many spans wait at most, so that memory does not grow with the file; so many are written without journals too."""


@dataclass(slots=True)
class _Waiting:
    """Hold an article whose file is to be made, with what it is to say and how that came about."""

    article: Article
    annotator: str
    layer: Layer
    changes: list[Change]


class NewAnnotations:
    """Collect what is said of articles that have no file and no journal, and write ``AT_ONCE`` files together.

    Such files are not journaled: there is nothing to lose before they are there, whole. Nor are they locked, since a
    lock for each takes longer than all else: whoever has opened such an article meanwhile takes the file for one that
    another program has made, and marks of both are merged. Where there are fewer than ``FEW`` in all, they are written
    as if each were marked by hand, so that what was imported can be undone; ``together`` counts the others. ``add``
    makes any other file.
    """

    def __init__(self, folder: Path, paths: AnnotationPaths) -> None:
        self._folder = folder
        self._paths = paths
        self._waiting: dict[Path, _Waiting] = {}
        self._files: dict[Path, bytes] = {}
        self.together = 0
        self._many = False
        self._spans = 0

    def layer(self, article: Article, annotator: str) -> Layer | None:
        """Return what is said so far of an article; None where its file, journal or lock is there already."""
        path = self._paths.of(annotator, article.info)
        if path in self._waiting:
            return self._waiting[path].layer
        return Layer() if self._is_free(path) else None

    def change(self, article: Article, annotator: str, change: Change) -> None:
        """Make a change to the ``layer`` of an article; raises ``SourceError`` where files cannot be written."""
        path = self._paths.of(annotator, article.info)
        if change:
            waiting = self._waiting.setdefault(path, _Waiting(article, annotator, Layer(), []))
            waiting.layer = change.apply(waiting.layer)
            waiting.changes.append(change)
            self._spans += len(change.added)
        if len(self._waiting) >= AT_ONCE or self._spans >= _MANY_SPANS:
            self._many = True
            self._write_together()

    def add(self, path: Path, content: bytes) -> None:
        """Make a file that does not exist; raises ``SourceError`` where files cannot be written."""
        self._files[path] = content
        if len(self._files) >= AT_ONCE:
            self.write_files()

    def __contains__(self, path: Path) -> bool:
        return path in self._files

    def write_files(self) -> None:
        """Write what was added; raises ``SourceError`` where that cannot be done."""
        self._try(lambda: self._create(self._files))
        self._files = {}

    def write(self) -> None:
        """Write all that waits; raises ``SourceError`` where that cannot be done."""
        self.write_files()
        if self._many or len(self._waiting) >= FEW:
            self._write_together()
        for path, waiting in self._waiting.items():
            self._write_alone(path, waiting)
        self._waiting = {}

    def _write_together(self) -> None:
        self._try(lambda: make_folder(self._folder))
        self._try(lambda: keep_out_of_git(self._folder))
        opened = {path: waiting for path, waiting in self._waiting.items() if not self._is_free(path)}
        contents = {path: _content(waiting) for path, waiting in self._waiting.items() if path not in opened}
        self._try(lambda: self._create(contents))
        self.together += len(contents)
        for path, waiting in opened.items():
            self._write_alone(path, waiting)
        self._waiting = {}
        self._spans = 0

    def _write_alone(self, path: Path, waiting: _Waiting) -> None:
        opened = OpenArticle(waiting.article, waiting.annotator, path, self._folder)
        try:
            for change in waiting.changes:
                opened.make(change)
        finally:
            opened.close()
        if opened.failure:
            raise SourceError(opened.failure)
        self._paths.add(path)

    def _is_free(self, path: Path) -> bool:
        """Return whether nobody has said anything of an article, or has it open now."""
        return self._paths.is_free(path) and not lexists(companion(path, "lock"))

    def _create(self, contents: dict[Path, bytes]) -> None:
        create_files(contents, within=self._folder)
        for path in contents:
            self._paths.add(path)

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            raise SourceError(not_written(error.filename or self._folder, error)) from error


def _content(waiting: _Waiting) -> bytes:
    """Write the content of a file; raises ``SourceError`` where it would be read as something else."""
    stored = replace(
        Stored.empty(waiting.article, waiting.annotator),
        layer=waiting.layer,
        quotes=quotes_of(waiting.layer, Quotes(waiting.article.text)),
        updated=times.now(),
    )
    content = serialize_annotations(stored)
    again = parse_annotations(content, waiting.article.info.title).stored
    if again is None or serialize_annotations(again) != content:
        raise SourceError(Problem(waiting.article.info.title, _("something else is read back")))
    return content
