"""What the application knows and decides, apart from any screen: settings, articles, positions, the script."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotations.reading import Progress, ReadingLog, ReadingLogError, reading_log_path
from seeds.article import Article, Card
from seeds.corpus import Corpus
from seeds.errors import Problem
from seeds.i18n import _
from seeds.script.detect import Script, detect
from seeds.script.targets import ORIGINAL, OTHER, find_target, mark_of
from tui.config import config_path, load_settings, save_settings
from tui.keymap import with_keys
from tui.library import Library
from tui.scanner import Scanner

if TYPE_CHECKING:
    from seeds.script.converter import Converter


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
        self.scanner = Scanner(self.corpus, self.log)
        self.converters: dict[str, Converter] = {}
        self.script = ORIGINAL
        self._last_script = OTHER
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
            self.scanner = Scanner(self.corpus, self.log)
            self.scanner.wake = wake
            self.scanner.start()

    def take_found(self) -> None:
        """Move what the scanner has found into the library, as much as the screen takes at a time."""
        cards = []
        for item in self.scanner.drain():
            if isinstance(item, Problem):
                self.problems.append(item)
            elif isinstance(item, dict):
                self.library.progress |= item
            else:
                cards.append(item)
        self.library.add(cards)

    def read(self, card: Card) -> Article:
        """The article of a card; raises ``SourceError`` where it is gone. May be called from a worker."""
        return self.corpus.read(card)

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
        return bool(self._unsaved or self._changed)

    def save(self) -> list[Problem]:
        """Write what is new, positions and settings, and return what could not be written; for a worker.

        Each is tried once: a position is tried again when the article is read on, a setting when it is changed again.
        """
        problems = []
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
