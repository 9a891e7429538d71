"""Find annotations that belong to no article of the project, and move them: when it is opened, and when asked to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.maintenance.relabel import LabelChange, Relabelling
from annotations.schema_io.file import SchemaFile
from annotations.storage.relink import Relink, RelinkError, relink, unrelink
from annotations.storage.summaries import Head, read_head
from annotations.storage.unlinked import Unlinked, find_links, read_heads
from seeds.article import ArticleInfo
from seeds.errors import Problem, not_written
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.sources.settings import settings_path
from tui.core.keymap import RESERVED

if TYPE_CHECKING:
    from annotations.storage.summaries import Summary

    Saved = Problem | tuple[tuple[str, str], Summary]
    """Something wrong or worth saying, or how far an article is annotated, by its key."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Hold annotations that belong to another article than before: ``head`` is what they are, or were until just now.

    ``path`` is their file there, ``place`` that article's document and id.
    """

    head: Head
    path: Path
    place: tuple[str, str]
    title: str


class AnnotationLinks:
    """Hold the annotations of a project as they were found when it was opened; for one annotator, ``own``.

    ``unlinked`` are those of all annotators that belong to no article, ``moved`` those that were moved to another one,
    the last one last. ``annotators`` are the names of those who have annotated each
    article. ``labels_changed`` says that a change of labels was finished that had been interrupted.
    """

    def __init__(self, corpus: Corpus, folder: Path, own: str) -> None:
        self.unlinked: list[Unlinked] = []
        self.moved: list[Moved] = []
        self.labels_changed = False
        self.annotators: dict[tuple[str, str], set[str]] = {}
        self._followed: dict[tuple[str, str], ArticleInfo] = {}
        self._corpus = corpus
        self._folder = folder
        self._own = own

    def look(self) -> "Iterator[Saved]":
        """Read all files of annotations in short, and move those whose article is certain; for a worker."""
        yield from self._finish_label_change()
        heads = []
        for item in read_heads(self._folder):
            if isinstance(item, Problem):
                yield item
                continue
            heads.append(item)
            self.annotators.setdefault(item.key, set()).add(item.annotator)
            if item.annotator == self._own:
                yield item.key, item.summary
            if item.former:
                self.moved.append(Moved(item, item.path, item.key, item.title))
        links = find_links(self._corpus, heads)
        self.unlinked = list(links.unlinked)
        for certain in links.relinks:
            try:
                yield from self._move(certain)
            except RelinkError as error:
                self.unlinked.append(Unlinked(certain.head, error.problem.message))
        yield from (left.notice for left in self.unlinked)

    def _finish_label_change(self) -> Iterator[Problem]:
        """Finish a change of labels that was interrupted."""
        relabelling = Relabelling(self._folder, self._corpus)
        pending = relabelling.pending()
        if pending:
            path = settings_path(self._corpus.root)
            yield from relabelling.resume(SchemaFile(path, RESERVED, follow_links=self._corpus.follow_links))
            if isinstance(pending, LabelChange) and not relabelling.pending():
                yield from relabelling.still_named(pending)
            self.labels_changed = True

    def _move(self, item: Relink) -> "Iterator[Saved]":
        try:
            path = relink(item, self._folder)
        except OSError as error:
            raise RelinkError(not_written(item.head.path, error)) from error
        self.moved.append(Moved(item.head, path, item.info.key, item.info.title))
        yield item.notice
        if item.head.annotator == self._own:
            self._followed[item.head.key] = item.info
            yield item.info.key, item.head.summary

    def follow(self, key: tuple[str, str]) -> ArticleInfo | None:
        """Return the article to which the annotator's annotations of another were moved; None where they were not."""
        return self._followed.get(key)

    def reattach(self, item: Unlinked, info: ArticleInfo) -> "list[Saved]":
        """Move annotations to the article that the user has chosen; raises ``RelinkError``."""
        done = list(self._move(Relink(item.head, info, same_text=False)))
        self.unlinked.remove(item)
        return done

    def undo(self, moved: Moved) -> None:
        """Move annotations back to where they were before, which belongs to no article; raises ``RelinkError``."""
        try:
            path = unrelink(moved.path, self._folder, moved.head.annotator)
        except OSError as error:
            raise RelinkError(not_written(moved.path, error)) from error
        self.moved.remove(moved)
        head = read_head(path)
        if isinstance(head, Head):
            head = replace(head, annotator=moved.head.annotator)
            self.unlinked.append(Unlinked(head, _("moving them was undone")))
