"""Hold the annotations of a project that are open, and those that are being written and closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from threading import Lock

from annotations.maintenance.relabel import Relabelling
from annotations.model import times
from annotations.model.layer import Layer
from annotations.model.schema import Schema
from annotations.schema_io.default import default_schema
from annotations.schema_io.file import load_schema
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import annotations_folder
from annotations.storage.states import ExternalChange
from annotations.storage.store import Store
from annotations.storage.summaries import Summary
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from tui.core.keymap import RESERVED
from tui.core.library import Library


class TextChange(StrEnum):
    """Say what became of the text of an open article: ``GONE`` where it is not, or not recognised, in its source."""

    NONE = "none"
    EDITED = "edited"
    GONE = "gone"


class OpenAnnotations:
    """Hold one annotator's annotations of a corpus, at most one of them open on the screen.

    ``schema_problem`` is what is wrong with the project's schema; while anything is, the default one is shown, and
    nothing can be marked. ``notice`` tells of annotations in the project that are not looked at.
    """

    def __init__(self, corpus: Corpus, library: Library, annotator: str, folder: Path | None = None) -> None:
        place = annotations_folder(corpus, folder)
        self.notice = place.notice
        self.store = Store(place.folder, annotator)
        self.relabelling = Relabelling(self.store.folder, corpus)
        self.schema_problem: Problem | None = None
        self.schema = self._load_schema(corpus)
        self._corpus = corpus
        self._library = library
        self._opened: OpenArticle | None = None
        self._left: list[OpenArticle] = []
        self._closing = Lock()
        self._unreported: list[Problem] = []
        self._reported: dict[Path, Problem] = {}
        self._last_text: tuple[OpenArticle, tuple[int, ...] | None] | None = None

    def open(self, article: Article) -> OpenArticle:
        """Open the annotations of an article, in place of those that were open; may be called from a worker."""
        self._unreported += self._close_left()  # one of them may be this article's, and holds its lock
        forbidden = str(self.schema_problem or "") or self._unfinished()
        opened = self._reclaim(article) or self.store.open(article, forbidden)
        self._opened = opened
        return opened

    def leave(self, opened: OpenArticle) -> None:
        """Let go of the annotations of an article; ``save`` writes and closes them."""
        self._left.append(opened)
        self._update_summary(opened)
        if self._opened is opened:
            self._opened = None

    @property
    def marking(self) -> bool:
        """Return whether the annotations of an article are open."""
        return self._opened is not None

    @property
    def dirty(self) -> bool:
        """Return whether ``save`` has anything to write."""
        return bool(self._left or self._unreported or (self._opened and (self._opened.dirty or self._opened.failure)))

    @property
    def failures(self) -> list[Problem]:
        """Return why annotations are only in memory, for each article of which that is so."""
        in_memory = [*self._left, *([self._opened] if self._opened else [])]
        return [opened.failure for opened in in_memory if opened.failure]

    def save(self) -> list[Problem]:
        """Write and close what was left, write what is open, and return what could not be written; for a worker."""
        problems, self._unreported = [*self._unreported, *self._close_left()], []
        opened = self._opened
        if opened and not opened.read_only and (opened.failure or opened.dirty):
            written = opened.retry() if opened.failure else opened.flush()
            problems += self._unreported_failure(opened, written=written)
        return problems

    def look_at_text(self) -> TextChange:
        """Tell what another program has made of the text of the article that is open, since the last time; slow."""
        opened = self._opened
        if opened is None:
            return TextChange.NONE
        signature = self._corpus.signature(opened.article.info)
        if self._last_text == (opened, signature):
            return TextChange.NONE
        self._last_text = opened, signature
        try:
            article = self._corpus.read(opened.article.info)
        except ZhupiError:
            return TextChange.GONE
        return TextChange.NONE if article.text == opened.article.text else TextChange.EDITED

    def poll(self) -> ExternalChange:
        """Return what another program has made of the annotations that are open; for a worker."""
        return self._opened.poll() if self._opened else ExternalChange.UNCHANGED

    @contextmanager
    def temporarily_open(self, info: ArticleInfo) -> Iterator[OpenArticle | None]:
        """Return the annotations of an article, which need not be on the screen; None where they cannot be changed."""
        on_screen = self._opened
        if on_screen and on_screen.article.info.key == info.key:
            yield None if on_screen.read_only else on_screen
            return
        try:
            opened = self.store.open(self._corpus.read(info))
        except ZhupiError as error:
            self._unreported.append(error.problem)
            yield None
            return
        try:
            yield None if opened.read_only else opened
        finally:
            self._update_summary(opened)
            opened.close()

    def _unfinished(self) -> str:
        """Return why nothing may be marked until a change of labels, which was interrupted, is finished."""
        pending = self.relabelling.pending()
        return _("a change of labels is being finished: {change}").format(change=pending) if pending else ""

    def reload_schema(self) -> None:
        """Read the schema again, which may have changed with labels."""
        self.schema_problem = None
        self.schema = self._load_schema(self._corpus)

    def _load_schema(self, corpus: Corpus) -> Schema:
        try:
            return load_schema(corpus.root, RESERVED, follow_links=corpus.follow_links)
        except ZhupiError as error:
            self.schema_problem = error.problem
            return default_schema()

    def _update_summary(self, opened: OpenArticle) -> None:
        """Let the library know how far an article is annotated."""
        if opened.layer != Layer():
            summary = Summary(opened.layer.metadata.status, len(opened.layer.spans), len(opened.layer.orphans))
            former = self._library.summaries.get(opened.article.info.key, Summary())
            same = (former.status, former.spans, former.orphans) == (summary.status, summary.spans, summary.orphans)
            updated = former.updated if same else times.now()
            self._library.summaries[opened.article.info.key] = replace(summary, updated=updated)

    def _close_left(self) -> list[Problem]:
        """Write and close what was left; what cannot be written is reported, and is tried again."""
        problems = []
        with self._closing:
            left, self._left = self._left, []
            for opened in left:
                written = opened.close()
                if not written:
                    self._left.append(opened)
                problems += self._unreported_failure(opened, written=written)
        return problems

    def _reclaim(self, article: Article) -> OpenArticle | None:
        """Return what was left of an article and could not be written, to go on with it: the disk lacks part of it."""
        with self._closing:
            for opened in self._left:
                if (opened.article.info.key, opened.article.text) == (article.info.key, article.text):
                    self._left.remove(opened)
                    return opened
        return None

    def _unreported_failure(self, opened: OpenArticle, *, written: bool) -> list[Problem]:
        """Return why an article could not be written, unless that has been told already."""
        problem = None if written else opened.failure
        if problem is None:
            self._reported.pop(opened.path, None)
        elif self._reported.get(opened.path) != problem:
            self._reported[opened.path] = problem
            return [problem]
        return []
