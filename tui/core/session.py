"""What the application knows and decides, apart from any screen: settings, articles, positions, the script."""

from dataclasses import replace
from functools import partial
from getpass import getuser
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from annotations.storage.progress import Progress, ReadingLog, ReadingLogError, reading_log_path
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem
from seeds.i18n import _
from seeds.script.detect import Script, detect
from seeds.script.targets import ORIGINAL, OTHER, find_target, mark_of
from seeds.sources.corpus import Corpus
from tui.core.config import config_path, load_settings, save_settings
from tui.core.keymap import with_keys
from tui.core.library import Library
from tui.core.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotations.storage.open_article import OpenArticle
    from annotations.suggest.setup import Setup
    from annotations.suggest.workers.process import Sending
    from annotations.suggest.workers.service import Service, SuggestionUpdate
    from seeds.script.converter import Converter
    from seeds.segmentation.words import Cut
    from tui.core.annotation_links import AnnotationLinks, Saved
    from tui.core.background_learner import Learner
    from tui.core.consents import Consents
    from tui.core.open_annotations import OpenAnnotations
    from tui.core.project_edits import ProjectEdits

QUIET = 1.0
"""Seconds without a key after which there is time for what no key may wait for."""


class Session:
    """One run of the application over one project."""

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
        """
        self.settings_path = settings_path or config_path()
        self.settings, self.problems = load_settings(self.settings_path)
        self.keys, clashes = with_keys(self.settings.keys, str(self.settings_path))
        self.problems += clashes
        self.corpus = Corpus.open(None if path is None else Path(path), follow_links=self.settings.follow_links)
        self.log = ReadingLog(
            log_path or reading_log_path(), "bundled" if self.corpus.bundled else str(self.corpus.root)
        )
        self.library = Library()
        self.scanner = Scanner(self.corpus, self.log, self._annotated)
        self._links: AnnotationLinks | None = None
        self.converters: dict[str, Converter] = {}
        self.script = ORIGINAL
        self._last_script = OTHER
        self._annotator = annotator or self.settings.annotator or getuser()
        self._annotations = Path(annotations) if annotations else None
        self._shelf: OpenAnnotations | None = None
        self._edits: ProjectEdits | None = None
        self._making = Lock()
        self.cut: Cut | None = None
        self._suggesting: Service | None = None
        self._learner: Learner | None = None
        self._decided: dict[tuple[str, str], OpenArticle] = {}
        self.hear: Callable[[SuggestionUpdate | Problem | Sending], None] = _nobody
        self.sending = ""
        self._consents: Consents | None = None
        self._unsaved: dict[tuple[str, str], Progress] = {}
        self._changed: dict[str, Any] = {}
        self._standing = len(self.problems)

    @property
    def single(self) -> bool:
        """Whether a single article was asked for and found, so that it is to be opened at once."""
        found = self.scanner.done and not self.scanner.more
        return found and self.corpus.root.is_file() and len(self.library.entries) == 1

    def leave_out(self, problem: Problem) -> bool:
        """List a suggester or list that waits for the user's word; whether that is news. It stays in later scans."""
        if problem in self.problems[: self._standing]:
            return False
        self.problems.insert(self._standing, problem)
        self._standing += 1
        return True

    def forget_left_out(self) -> None:
        """Take from the problems what waited for the user's word, which has been given or taken back."""
        from annotations.suggest.consent.request import Refusal  # noqa: PLC0415 - seldom needed

        stay = [problem for problem in self.problems if not isinstance(problem, Refusal)]
        self._standing -= len(self.problems) - len(stay)
        self.problems[:] = stay

    def rescan(self) -> None:
        """Look for articles anew, as when the program began."""
        if self.scanner.done:
            wake = self.scanner.wake
            self.library.clear()
            self._links = None
            del self.problems[self._standing :]
            if self._shelf and self._shelf.schema_problem:
                self.problems.append(self._shelf.schema_problem)
            self.scanner = Scanner(self.corpus, self.log, self._annotated)
            self.scanner.wake = wake
            self.scanner.start()

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
        """The article of a info; raises ``SourceError`` where it is gone. May be called from a worker."""
        return self.corpus.read(info)

    @property
    def shelf(self) -> "OpenAnnotations":
        """The annotations of this annotator in this project; the first use, from any thread, is slow."""
        from tui.core.open_annotations import OpenAnnotations  # noqa: PLC0415 - not on the way to the first paint

        with self._making:
            if self._shelf is None:
                self._shelf = OpenAnnotations(self.corpus, self.library, self._annotator, self._annotations)
                if self._shelf.schema_problem:
                    self.problems.append(self._shelf.schema_problem)
            return self._shelf

    @property
    def links(self) -> "AnnotationLinks":
        """The annotations that belong to no article, and those that were moved to another."""
        from tui.core.annotation_links import AnnotationLinks  # noqa: PLC0415 - not on the way to the first paint

        if self._links is None:
            self._links = AnnotationLinks(self.corpus, self.shelf.store.folder, self._annotator)
        return self._links

    @property
    def unlinked(self) -> int:
        """How many files of annotations belong to no article, as far as that is known."""
        return len(self._links.unlinked) if self._links else 0

    def _annotated(self) -> "Iterator[Saved]":
        """Say what there is about annotations; for the scanner."""
        if self.shelf.notice:
            yield self.shelf.notice
        yield from self.links.look()
        if self.links.labels_changed:
            self.shelf.reload_schema()

    @property
    def edits(self) -> "ProjectEdits":
        """What is done to the whole project at once."""
        from tui.core.project_edits import ProjectEdits  # noqa: PLC0415 - not on the way to the first paint

        if self._edits is None:
            self._edits = ProjectEdits(self.shelf, self.corpus, self.library)
        return self._edits

    @property
    def suggesting(self) -> "Service":
        """What finds suggestions, in a process of its own; what it finds goes to ``hear``, from another thread.

        The first use, from any thread, is slow.
        """
        from annotations.suggest.workers.service import Service  # noqa: PLC0415 - not on the way to the first paint

        setup = self.suggesting_setup
        with self._making:
            if self._suggesting is None:
                self._suggesting = Service(setup, self._heard, self._heard, self._heard)
            return self._suggesting

    @property
    def suggesting_setup(self) -> "Setup":
        """What the suggesters of this project are told."""
        from annotations.suggest.setup import Setup  # noqa: PLC0415 - not on the way to the first paint

        project = None if self.corpus.bundled else self.corpus.root
        return Setup(
            project,
            self.shelf.store.folder,
            self._annotator,
            model=self.model,
            in_background=True,
            follow_links=self.corpus.follow_links,
            config=self.settings_path,
        )

    @property
    def consents(self) -> "Consents":
        """What the project asks the user for; the first use is slow."""
        from tui.core.consents import Consents  # noqa: PLC0415 - not on the way to the first paint

        if self._consents is None:
            self._consents = Consents(self.suggesting_setup)
        return self._consents

    def _heard(self, said: "SuggestionUpdate | Problem | Sending") -> None:
        self.hear(said)

    def decided(self, key: tuple[str, str], opened: "OpenArticle") -> None:
        """Take note of what the annotator has decided in an article; ``learn`` tells the suggesters."""
        if self._learner is None:
            self._learner = self._new_learner()
        self._learner.decided()
        self._decided[key] = opened

    def learn(self, idle: float) -> None:
        """Tell the suggesters what was decided, and learn anew, where ``idle`` seconds without a key allow for it."""
        if self._suggesting and idle >= QUIET:
            from annotations.suggest.memory import Decisions  # noqa: PLC0415 - not on the way to the first paint

            while self._decided:
                key, opened = self._decided.popitem()
                text, layer = opened.article.text, opened.layer
                self._suggesting.decided(key, partial(Decisions.of, text, layer))
        if self._learner and self.settings.suggestions:
            self._learner.tick(idle)

    def _new_learner(self) -> "Learner":
        from tui.core.background_learner import Learner  # noqa: PLC0415 - not on the way to the first paint

        place = [] if self.corpus.bundled else [str(self.corpus.root)]
        options = ["--annotator", self._annotator, "--annotations", str(self.shelf.store.folder.absolute())]
        return Learner([*place, *options], self._learned)

    def _learned(self) -> None:
        """Let the suggesters use the new model."""
        self.suggesting.reload()

    @property
    def model(self) -> Path:
        """The file of what was learned, which need not exist."""
        from annotations.suggest.learned.project import model_path  # noqa: PLC0415 - not on the way to the first paint

        return model_path(self.shelf.store.folder, self._annotator)

    def close(self) -> None:
        """Let go of what runs beside the application."""
        if self._learner:
            self._learner.close()
        if self._suggesting:
            self._suggesting.close()

    def next_unfinished(self, info: ArticleInfo) -> ArticleInfo | None:
        """The next article in the list, or the first again, whose annotation is neither done nor skipped."""
        library = self.library
        row = library.row_of(info.key)
        rows = range(len(library))
        start = -1 if row is None else row
        for following in (*rows[start + 1 :], *rows[: max(0, start)]):
            summary = library.summary_of(library[following])
            if summary is None or summary.status not in ("done", "skipped"):
                return library[following]
        return None

    def toggle_script(self) -> str:
        """Change between the original and the script last chosen; returns what is now shown."""
        self.script = self._last_script if self.script == ORIGINAL else ORIGINAL
        return self.script

    def choose_script(self, name: str) -> None:
        """Show texts in the script of that name: a target, ``original``, or ``other``."""
        self.script = name
        if name != ORIGINAL:
            self._last_script = name

    def configuration(self, sample: str, script: str | None = None) -> str:
        """The conversion that shows a text as the reader wants it; empty where it stays as it is.

        ``sample`` is the text or its beginning; ``script`` is what to show, where not what the session shows now.
        """
        wanted = self.script if script is None else script
        if wanted == ORIGINAL:
            return ""
        traditional = detect(sample) is not Script.SIMPLIFIED
        if wanted == OTHER:
            return self.settings.to_simplified if traditional else self.settings.to_traditional
        return find_target(wanted).configuration(traditional=traditional)

    def script_mark(self, sample: str) -> str:
        """The script in which a text that begins with ``sample`` is shown, in a word for the status line."""
        configuration = self.configuration(sample)
        if configuration in self.converters:
            return mark_of(configuration)
        own = {Script.SIMPLIFIED: "简", Script.TRADITIONAL: "繁"}.get(detect(sample), "")
        return _("{script} original").format(script=own).strip()

    def load_converter(self, configuration: str) -> None:
        """Make a converter ready over the data that the settings ask for; slow the first time, so for a worker.

        Raises ``NotFoundError`` where the data knows no such conversion.
        """
        from seeds.script.converter import load_converter  # noqa: PLC0415 - not on the way to the first paint

        self.converters[configuration] = load_converter(configuration, self.settings.dataset or None)

    def note_progress(self, key: tuple[str, str], progress: Progress) -> None:
        """Take note of how far an article has been read; ``save`` writes it."""
        known = self.library.progress.get(key)
        if known and known.finished:
            progress = replace(progress, finished=True)
        if progress != known:
            self.library.progress[key] = progress
            self._unsaved[key] = progress

    def change_settings(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Settings, each of its own type
        """Change settings from now on; ``save`` writes them into the user's file."""
        self.settings = replace(self.settings, **changes)
        self._changed |= changes

    @property
    def dirty(self) -> bool:
        """Whether ``save`` has anything to write."""
        return bool(self._unsaved or self._changed or (self._shelf and self._shelf.dirty))

    @property
    def marking(self) -> bool:
        """Whether the annotations of an article are open."""
        return self._shelf is not None and self._shelf.marking

    @property
    def failures(self) -> list[Problem]:
        """Why annotations are only in memory, where they are."""
        return self._shelf.failures if self._shelf else []

    def save(self) -> list[Problem]:
        """Write what is new, annotations, positions and settings, and return what could not be written; for a worker.

        Positions and settings are tried once: again when the article is read on, or the setting changed again.
        """
        problems = self._shelf.save() if self._shelf else []
        while self._unsaved:
            key, progress = self._unsaved.popitem()
            try:
                self.log.save(key, progress)
            except ReadingLogError as error:
                problems.append(error.problem)
        changes, self._changed = self._changed, {}
        if changes:
            try:
                save_settings(self.settings_path, changes)
            except (OSError, ValueError) as error:
                message = _("the settings cannot be kept: {why}").format(why=error)
                problems.append(Problem(str(self.settings_path), message))
        return problems


def _nobody(_said: object) -> None:
    """Nobody listens yet."""
