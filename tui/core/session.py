"""Hold what the application knows and decides, apart from any screen; each part is made when it is first used."""

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from getpass import getuser
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from annotations.storage.progress import Progress, ReadingLog, ReadingLogError, reading_log_path
from annotations.storage.readings import keep_readings
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem
from seeds.i18n import _
from seeds.segmentation.style import Style
from seeds.sources.corpus import Corpus
from tui.core.config import config_path, load_settings, save_settings
from tui.core.keymap import with_keys
from tui.core.library import Library
from tui.core.problem_list import ProblemList
from tui.core.reading.jumps import Jumps
from tui.core.reading.reading_notes import ReadingNotes
from tui.core.scanner import Scanner
from tui.core.script_choice import ScriptChoice
from tui.core.suggesters import Suggesters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds.segmentation.words import Cut
    from tui.core.annotation_links import AnnotationLinks, Saved
    from tui.core.open_annotations import OpenAnnotations
    from tui.core.project_edits import ProjectEdits
    from tui.core.reading.look_up import LookUp

_STYLES = frozenset(Style)


class Session:
    """Hold one run of the application over one project."""

    def __init__(
        self,
        path: str | None,
        *,
        annotator: str | None = None,
        annotations: str | None = None,
        settings_path: Path | None = None,
        log_path: Path | None = None,
    ) -> None:
        """Open the articles at ``path`` (``None``: the bundled ones); raises ``SourceError`` where there is nothing.

        ``annotator`` and the folder ``annotations`` are those of the settings and of the project where not given.
        ``is_first_run`` and ``is_tutorial`` are set by who begins it, ``wants_tutorial`` by what ends it. With an
        ``adjudicator`` (of ``tui.core.adjudicating``), the application begins where annotators differ.
        """
        self.settings_path = settings_path or config_path()
        self.settings, problems = load_settings(self.settings_path)
        self.keys, clashes = with_keys(self.settings.keys, str(self.settings_path))
        self.problems = ProblemList([*problems, *clashes])
        self.corpus = Corpus.open(None if path is None else Path(path), follow_links=self.settings.follow_links)
        keep_readings(self.corpus, Path(annotations) if annotations else None)
        self.library = Library()
        self.scripts = ScriptChoice(lambda: self.settings)
        self._annotator = annotator or self.settings.annotator or getuser()
        self.suggesters = Suggesters(
            self.corpus, self._annotator, self.settings_path, lambda: self.annotations.store.folder
        )
        self.reading_log = ReadingLog(
            log_path or reading_log_path(), "bundled" if self.corpus.bundled else str(self.corpus.root)
        )
        self.reading = ReadingNotes(lambda: self.settings, self.reading_log.project)
        self.scanner = Scanner(self.corpus, self.reading_log, self._annotated)
        self.cut: Cut | None = None
        self.adjudicator: object = None
        self.is_first_run = self.is_tutorial = self.wants_tutorial = False
        self.jumps: defaultdict[object, Jumps] = defaultdict(Jumps)
        self._annotations_folder = Path(annotations) if annotations else None
        self._making = Lock()
        self._annotations: OpenAnnotations | None = None
        self._links: AnnotationLinks | None = None
        self._edits: ProjectEdits | None = None
        self._unsaved: dict[tuple[str, str], Progress] = {}
        self._changed: dict[str, Any] = {}

    # Articles

    @property
    def single(self) -> bool:
        """Return whether a single article was asked for and found, so that it is to be opened at once."""
        complete = self.scanner.done and not self.scanner.more
        return complete and self.corpus.root.is_file() and len(self.library.entries) == 1

    def rescan(self) -> None:
        """Look for articles again, as when the program began."""
        if self.scanner.done:
            wake = self.scanner.wake
            self.library.clear()
            self._links = None
            self.problems.begin_scan()
            if self._annotations and self._annotations.schema_problem:
                self.problems.append(self._annotations.schema_problem)
            self.scanner = Scanner(self.corpus, self.reading_log, self._annotated)
            self.scanner.wake = wake
            self.scanner.start()

    def take_import(self) -> None:
        """Look at the folder and its labels again, after an import that has brought articles, labels or marks."""
        self.annotations.reload_schema()
        self.rescan()

    def take_found(self) -> None:
        """Move what the scanner has found into the library, as much as the screen takes at a time."""
        infos = []
        for item in self.scanner.drain():
            match item:
                case ArticleInfo():
                    infos.append(item)
                case key, Progress() as progress:
                    self.library.progress[key] = progress
                case _:
                    self.note_saved(item)
        self.library.add(infos)

    def note_saved(self, item: "Saved") -> None:
        """Take note of something that is wrong or worth saying, or of how far an article is annotated."""
        if isinstance(item, Problem):
            self.problems.append(item)
        else:
            key, summary = item
            self.library.summaries[key] = summary

    def read(self, info: ArticleInfo) -> Article:
        """Return the article of an info; raises ``SourceError`` where it is gone. May be called from a worker."""
        article = self.corpus.read(info)
        style = self.library.progress_of(info).paragraphs
        return replace(article, paragraphs=style) if style in _STYLES else article

    def _annotated(self) -> "Iterator[Saved]":
        """Yield what there is about annotations; for the scanner."""
        if self.annotations.notice:
            yield self.annotations.notice
        yield from self.links.look()
        self.library.annotators = self.links.annotators
        if self.links.labels_changed:
            self.annotations.reload_schema()

    # Annotations

    @property
    def annotations(self) -> "OpenAnnotations":
        """The annotations of this annotator in this project; the first use, from any thread, is slow."""
        from tui.core.open_annotations import OpenAnnotations

        with self._making:
            if self._annotations is None:
                self._annotations = OpenAnnotations(
                    self.corpus, self.library, self._annotator, self._annotations_folder
                )
                if self._annotations.schema_problem:
                    self.problems.append(self._annotations.schema_problem)
            return self._annotations

    @cached_property
    def look_up(self) -> "LookUp":
        """The dictionary and the command by which words are looked up."""
        from tui.core.reading.look_up import LookUp

        return LookUp(lambda: self.settings)

    @property
    def links(self) -> "AnnotationLinks":
        """The annotations that belong to no article, and those that were moved to another."""
        from tui.core.annotation_links import AnnotationLinks

        if self._links is None:
            self._links = AnnotationLinks(self.corpus, self.annotations.store.folder, self._annotator)
        return self._links

    @property
    def unlinked(self) -> int:
        """Return how many files of annotations belong to no article, as far as that is known."""
        return len(self._links.unlinked) if self._links else 0

    @property
    def edits(self) -> "ProjectEdits":
        """Return what is done to the whole project at once."""
        from tui.core.project_edits import ProjectEdits

        if self._edits is None:
            self._edits = ProjectEdits(self.annotations, self.corpus, self.library)
        return self._edits

    @property
    def marking(self) -> bool:
        """Return whether the annotations of an article are open."""
        return self._annotations is not None and self._annotations.marking

    @property
    def failures(self) -> list[Problem]:
        """Return why annotations are only in memory, where they are."""
        return self._annotations.failures if self._annotations else []

    # What is kept

    def note_progress(self, key: tuple[str, str], progress: Progress) -> None:
        """Take note of how far an article has been read; ``save`` writes it."""
        former = self.library.progress.get(key)
        if former:
            finished = former.finished or progress.finished
            progress = progress._replace(finished=finished, paragraphs=former.paragraphs)
        if progress.finished and not (former and former.finished):
            self.reading.note_finished()
        if progress != former:
            self.library.progress[key] = progress
            self._unsaved[key] = progress

    def set_paragraphs(self, info: ArticleInfo, style: Style) -> None:
        """Have the paragraphs of an article set in a style from now on; ``save`` writes that."""
        progress = self.library.progress_of(info)._replace(paragraphs=style)
        self.library.progress[info.key] = self._unsaved[info.key] = progress

    def change_settings(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Settings, each of its own type
        """Change settings from now on; ``save`` writes them into the user's file."""
        self.settings = replace(self.settings, **changes)
        self._changed |= changes

    @property
    def dirty(self) -> bool:
        """Return whether ``save`` has anything to write."""
        return bool(
            self._unsaved or self._changed or self.reading.dirty or (self._annotations and self._annotations.dirty)
        )

    def save(self) -> list[Problem]:
        """Write what is new, annotations, positions and settings, and return what could not be written; for a worker.

        Positions and settings are tried once: again when the article is read on, or the setting changed again.
        """
        problems = self._annotations.save() if self._annotations else []
        while self._unsaved:
            key, progress = self._unsaved.popitem()
            try:
                self.reading_log.save(key, progress)
            except ReadingLogError as error:
                problems.append(error.problem)
        problems += self.reading.save()
        changes, self._changed = self._changed, {}
        if changes:
            try:
                save_settings(self.settings_path, changes)
            except (OSError, ValueError) as error:
                message = _("the settings cannot be kept: {why}").format(why=error)
                problems.append(Problem(str(self.settings_path), message))
        return problems
