"""What the application knows and decides, apart from any screen: settings, articles, positions, the script."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from getpass import getuser
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from annotations.reading import Progress, ReadingLog, ReadingLogError, reading_log_path
from seeds.article import Article, Card
from seeds.corpus import Corpus
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.script.detect import Script, detect
from seeds.script.targets import ORIGINAL, OTHER, find_target, mark_of
from tui.config import config_path, load_settings, save_settings
from tui.keymap import RESERVED, with_keys
from tui.library import Library
from tui.scanner import Scanner

if TYPE_CHECKING:
    from annotations.occurrences import Phrase
    from annotations.open_article import OpenArticle
    from annotations.schema import Schema
    from annotations.states import Outside
    from annotations.store import Store
    from seeds.script.converter import Converter
    from seeds.words import Cut


class Session:
    """One run of the application over one project."""

    def __init__(self, path: str | None, *, settings_path: Path | None = None, log_path: Path | None = None) -> None:
        """Open the articles at ``path`` (``None``: the bundled ones); raises ``SourceError`` where there is nothing."""
        self.settings_path = settings_path or config_path()
        self.settings, self.problems = load_settings(self.settings_path)
        self.keys, clashes = with_keys(self.settings.keys, str(self.settings_path))
        self.problems += clashes
        self.corpus = Corpus.open(None if path is None else Path(path))
        self.log = ReadingLog(
            log_path or reading_log_path(), "bundled" if self.corpus.bundled else str(self.corpus.root)
        )
        self.library = Library()
        self.scanner = Scanner(self.corpus, self.log, lambda: self.store)
        self.converters: dict[str, Converter] = {}
        self.script = ORIGINAL
        self._last_script = OTHER
        self.schema_problem: Problem | None = None
        self.cut: Cut | None = None
        self._opened: OpenArticle | None = None
        self._left: list[OpenArticle] = []
        self._closing = Lock()
        self.unkept: list[Problem] = []
        self._unsaved: dict[tuple[str, str], Progress] = {}
        self._changed: dict[str, Any] = {}

    @property
    def single(self) -> bool:
        """Whether a single article was asked for and found, so that it is to be opened at once."""
        found = self.scanner.done and not self.scanner.more
        return found and self.corpus.root.is_file() and len(self.library.entries) == 1

    def rescan(self) -> None:
        """Look for articles anew, as when the program began."""
        if self.scanner.done:
            wake = self.scanner.wake
            self.library.clear()
            self.scanner = Scanner(self.corpus, self.log, lambda: self.store)
            self.scanner.wake = wake
            self.scanner.start()

    def take_found(self) -> None:
        """Move what the scanner has found into the library, as much as the screen takes at a time."""
        cards = []
        for item in self.scanner.drain():
            match item:
                case Problem():
                    self.problems.append(item)
                case Card():
                    cards.append(item)
                case key, Progress() as progress:
                    self.library.progress[key] = progress
                case key, summary:
                    self.library.summaries[key] = summary
        self.library.add(cards)

    def read(self, card: Card) -> Article:
        """The article of a card; raises ``SourceError`` where it is gone. May be called from a worker."""
        return self.corpus.read(card)

    @cached_property
    def store(self) -> "Store":
        """The annotations of this annotator in this project."""
        from annotations.paths import annotations_folder  # noqa: PLC0415 - not on the way to the first paint
        from annotations.store import Store  # noqa: PLC0415

        return Store(annotations_folder(self.corpus).folder, self.settings.annotator or getuser())

    @cached_property
    def schema(self) -> "Schema":
        """The labels of the project; where its file is wrong, the default ones, and the file is a problem."""
        from annotations.default_schema import default_schema  # noqa: PLC0415 - not on the way to the first paint
        from annotations.schema_file import load_schema  # noqa: PLC0415

        try:
            return load_schema(self.corpus.root, RESERVED)
        except ZhupiError as error:
            self.problems.append(error.problem)
            self.schema_problem = error.problem
            return default_schema()

    def annotate(self, article: Article) -> "OpenArticle":
        """Open the annotations of an article, in place of those that were open; may be called from a worker."""
        _schema = self.schema  # so that what is wrong with it is known
        self.unkept += self._close_left()  # one of them may be this article's, and holds its lock
        opened = self.store.open(article)
        if self.schema_problem and not opened.read_only:
            opened.read_only = str(self.schema_problem)
        self._opened = opened
        return opened

    def leave(self, opened: "OpenArticle") -> None:
        """Let go of the annotations of an article; ``save`` writes and closes them."""
        self._left.append(opened)
        self._note_summary(opened)
        if self._opened is opened:
            self._opened = None

    def _note_summary(self, opened: "OpenArticle") -> None:
        from annotations.layer import Layer  # noqa: PLC0415 - not on the way to the first paint
        from annotations.store import Summary  # noqa: PLC0415

        if opened.layer != Layer():
            summary = Summary(opened.layer.facts.status, len(opened.layer.spans), len(opened.layer.orphans))
            self.library.summaries[opened.article.card.key] = summary

    def occurrences_elsewhere(self, phrase: "Phrase", label: str, here: Card) -> Iterator[tuple[Card, int]]:
        """The other articles that have a phrase without the label, and how often; for a worker.

        An article that cannot be read or marked is left out.
        """
        from annotations.occurrences import occurrences  # noqa: PLC0415 - not on the way to the first paint

        for entry in list(self.library.entries):
            if entry.card.key != here.key:
                with self._opened_briefly(entry.card) as opened:
                    if opened:
                        count = len(occurrences(phrase, label, opened.article.text, opened.layer, self.schema))
                        if count:
                            yield entry.card, count

    def label_elsewhere(self, cards: Iterable[Card], phrase: "Phrase", label: str) -> int:
        """Label a phrase wherever it occurs in other articles, each with an undo of its own; for a worker.

        Returns how many spans were made.
        """
        from annotations.occurrences import occurrences  # noqa: PLC0415 - not on the way to the first paint
        from annotations.operations import label_all  # noqa: PLC0415

        made = 0
        for card in cards:
            with self._opened_briefly(card) as opened:
                if opened:
                    found = occurrences(phrase, label, opened.article.text, opened.layer, self.schema)
                    change = label_all(opened.layer, self.schema, found, label)
                    opened.make(change)
                    made += len(change.added)
        return made

    @contextmanager
    def _opened_briefly(self, card: Card) -> "Iterator[OpenArticle | None]":
        """The annotations of an article that is not on the screen; None where they cannot be changed."""
        try:
            opened = self.store.open(self.read(card))
        except ZhupiError as error:
            self.unkept.append(error.problem)
            yield None
            return
        try:
            yield None if opened.read_only else opened
        finally:
            self._note_summary(opened)
            opened.close()

    def next_unfinished(self, card: Card) -> Card | None:
        """The next article in the list, or the first again, whose annotation is neither done nor skipped."""
        library = self.library
        row = library.row_of(card.key)
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
        return bool(self._unsaved or self._changed or self._left or (self._opened and self._opened.dirty))

    @property
    def marking(self) -> bool:
        """Whether the annotations of an article are open."""
        return self._opened is not None

    def poll(self) -> "Outside":
        """What another program has made of the annotations that are open; for a worker."""
        from annotations.states import Outside  # noqa: PLC0415 - not on the way to the first paint

        return self._opened.poll() if self._opened else Outside.UNCHANGED

    def save(self) -> list[Problem]:
        """Write what is new, annotations, positions and settings, and return what could not be written; for a worker.

        Positions and settings are tried once: again when the article is read on, or the setting changed again.
        """
        problems = [*self.unkept, *self._save_annotations()]
        self.unkept.clear()
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

    def _save_annotations(self) -> Iterator[Problem]:
        yield from self._close_left()
        opened = self._opened
        if opened and opened.dirty and not opened.read_only and not opened.flush() and opened.failure:
            yield opened.failure

    def _close_left(self) -> Iterator[Problem]:
        with self._closing:
            while self._left:
                opened = self._left.pop(0)
                if not opened.close() and opened.failure:
                    yield opened.failure
