"""Open an article's annotations for reading and marking: every change is on the disk before it is shown."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock as Mutex
from threading import RLock

from annotations.model import times
from annotations.model.change import Change, ConflictError
from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.model.span import Quote, Rejection, Span
from annotations.storage.anchors import Quotes
from annotations.storage.article_file import ArticleFile
from annotations.storage.disk import content_of, keep_out_of_git, signature_of
from annotations.storage.document import Stored, quotes_of
from annotations.storage.errors import ChangedOutsideError, ReadOnlyError
from annotations.storage.journal import change_line, set_aside, turn_line
from annotations.storage.journal_writer import LONG, JournalWriter, Snapshot, kept_in_memory
from annotations.storage.lock import HeldError, Lock
from annotations.storage.merge import MergeConflictError, difference, merged
from annotations.storage.paths import companion
from annotations.storage.recovery import Reading, Recovered, read, recover
from annotations.storage.span_blocks import Written
from annotations.storage.states import Conflict, ExternalChange, SaveState
from seeds.article import Article
from seeds.errors import Problem
from seeds.i18n import _
from seeds.system.descriptors import is_folder

_ATTEMPTS = 3
"""How often a file is written anew because something changed in the meantime."""


class OpenArticle:
    """Hold the layer of one annotator over one article, and its history.

    ``make``, ``undo`` and ``redo`` are for the thread of the screen; the other methods may be called from a worker at
    the same time. ``problems`` are what to tell the user; ``read_only`` is empty, or why the layer cannot be changed.
    ``position`` is where reading stopped; the file is not written for it alone.
    """

    def __init__(self, article: Article, annotator: str, path: Path, root: Path, forbidden: str = "") -> None:
        """Read what there is in the file at ``path``, below ``root``; never raises for what is wrong with it.

        ``forbidden`` is why nothing may be changed, whoever has the lock; empty where that is not so.
        """
        self.article = article
        self.annotator = annotator
        self.path = path
        self._root = root
        self._quotes = Quotes(article.text)
        self._lock = Lock(companion(path, "lock"), root)
        self._guard = RLock()
        self._flushing = Mutex()
        self._busy = False
        self._forbidden = forbidden
        self._open()

    @property
    def state(self) -> SaveState:
        """Return whether every change is on the disk; ``failure`` says why not."""
        if self.failure:
            return SaveState.FAILED
        return SaveState.SAVING if self._busy else SaveState.SAVED

    @property
    def failure(self) -> Problem | None:
        """Return why the last attempt to write failed; None where it did not."""
        return self._log.failure or self._failure

    @property
    def dirty(self) -> bool:
        """Return whether the layer is another than that of the file, which ``flush`` writes."""
        return self.layer != self._file.base.layer

    def make(self, change: Change) -> None:
        """Make a change: when this returns it is on the disk, or ``state`` says that it is only in memory.

        Raises ``ReadOnlyError``, and ``ConflictError`` where it does not fit the layer or the text; nothing is changed
        then.
        """
        with self._guard:
            self._require_writable()
            fresh: list[Span | Rejection] = [*change.added, *(each for each in change.rejected if not each.lost)]
            if any(not 0 <= item.start < item.end <= len(self.article.text) for item in fresh):
                raise ConflictError(change.title)
            layer = change.apply(self.layer)
            self._quotes.prepare((item.start, item.end) for item in [*change.removed, *fresh])
            self._step(layer, self.history.with_change(change), lambda n: change_line(n, "do", change, self._quote))

    def undo(self) -> Change | None:
        """Take the last change back, and return what was done for it; None where there is nothing to undo."""
        return self._turn("undo")

    def redo(self) -> Change | None:
        """Make the change again that was taken back last, and return it; None where there is none."""
        return self._turn("redo")

    def flush(self) -> bool:
        """Write the file of the article, if the layer is another; whether the file has everything then."""
        with self._flushing:
            self._busy = True
            try:
                return any(done for done in (self._flush() for _attempt in range(_ATTEMPTS)) if done is not None)
            finally:
                self._busy = False

    def retry(self) -> bool:
        """Try again to write what could not be written; whether everything is on the disk then."""
        with self._guard:
            if self._log.failure and not self._write_log():
                return False
        return self._failure is None or self.flush()

    def poll(self) -> ExternalChange:
        """Look whether the file was changed outside; what does not contradict our changes is taken into the layer."""
        with self._flushing:
            return self._poll()

    def use_ours(self) -> None:
        """Settle a conflict: the layer stays as it is, and ``flush`` writes it over what was changed outside."""
        with self._guard:
            if self.conflict:
                self._rebase(self.conflict.theirs, self.layer)

    def use_theirs(self) -> None:
        """Settle a conflict: the layer becomes what was changed outside, which can be undone."""
        with self._guard:
            if self.conflict:
                theirs = self.conflict.theirs
                self._rebase(theirs, self.layer)
                self.make(difference(self.layer, theirs.stored.layer, _("take what was changed outside")))

    def close(self) -> bool:
        """Write what is not written and let others write; whether everything is on the disk."""
        done = bool(self.read_only) or self.flush()
        self._log.close()
        if done and self._lock.is_held and not self.read_only:
            with suppress(OSError):  # it is as good under its present name, but that git does not ignore it
                self._log.finish()
        self._lock.release()
        return done

    def _open(self) -> None:
        self.layer = Layer()
        self.history = History()
        self.position = 0
        self.problems: list[Problem] = []
        self.read_only = ""
        self.conflict: Conflict | None = None
        self._file = ArticleFile(self.path, self.article, self.annotator, self._root)
        self._log = JournalWriter(companion(self.path, "journal"), self._root)
        self._log_signature = signature_of(self._log.path)
        self._failure: Problem | None = None
        self._damage: Problem | None = None
        self._unclaimed = False
        if self._forbidden:
            self._forbid(self._forbidden)
        elif is_folder(self.path.parent):
            self._claim()
        self._load()

    def _claim(self) -> None:
        try:
            self._lock.take()
        except HeldError as error:
            self._forbid(str(error))
        except OSError as error:
            self._forbid(_("{folder} cannot be written: {why}").format(folder=self.path.parent, why=error.strerror))
        self._unclaimed = not self._lock.is_held
        if self._lock.is_held:
            self._keep_out_of_git(make=False)

    def _keep_out_of_git(self, *, make: bool) -> None:
        try:
            keep_out_of_git(self._root, make=make)
        except OSError as error:
            self.problems.append(kept_in_memory(self._root / ".gitignore", error))

    def _load(self) -> None:
        try:
            content, log = self._file.load(), self._log.load()
        except OSError as error:
            self._forbid(_("{file} cannot be read: {why}").format(file=self.path.name, why=error.strerror))
            self._lock.release()
            return
        recovered = recover(self.article, self.annotator, content, log, str(self.path))
        self._file.know(recovered.reading)
        self.layer, self.history, self.position = recovered.layer, recovered.history, self._file.base.position
        self._log.whole = not self.dirty and self.history == History()
        self.problems += [*recovered.reading.problems, *recovered.problems]
        if recovered.reading.read_only:
            self.read_only = self.read_only or recovered.reading.read_only
            self._lock.release()  # whoever mends the file needs it
        elif self._lock.is_held and log is not None:
            self._continue(log, recovered)

    def _continue(self, log: bytes, recovered: Recovered) -> None:
        """Go on with the journal that is there, or keep it elsewhere and begin another."""
        self._log.size, self._log.steps = recovered.journal_size, recovered.steps
        try:
            self._log.resume()
            if recovered.set_aside:
                set_aside(self._log.path, log, self._root)
            if recovered.set_aside or recovered.steps > LONG:
                self._log.begin(self._snapshot())
        except OSError as error:
            self._forbid(_("{folder} cannot be written: {why}").format(folder=self.path.parent, why=error.strerror))

    def _forbid(self, why: str) -> None:
        self.read_only = why
        self.problems.append(Problem(self.article.info.title, why))

    def _require_writable(self) -> None:
        unclaimed = not self.read_only and not self._lock.is_held
        if unclaimed and not self.dirty and is_folder(self.path.parent):  # made by another program since we looked
            position = self.position
            self._open()
            self.position = position
        if self.read_only:
            message = _("cannot be changed: {why}").format(why=self.read_only)
            raise ReadOnlyError(Problem(self.article.info.title, message))

    def _turn(self, kind: str) -> Change | None:
        with self._guard:
            self._require_writable()
            step = self.history.undo() if kind == "undo" else self.history.redo()
            if step is None:
                return None
            change, history = step
            try:
                layer = change.apply(self.layer)
            except ConflictError:  # what was changed outside, and taken into the layer, stands in the way
                self.history = History()
                return None
            self._step(layer, history, lambda number: turn_line(number, kind))
            return change

    def _step(self, layer: Layer, history: History, line: Callable[[int], bytes]) -> None:
        self.layer, self.history = layer, history
        self._log.add(line)
        self._write_log()

    def _write_log(self) -> bool:
        try:
            if not self._lock.is_held:
                self._lock.take()
                self._keep_out_of_git(make=True)
                self._set_unknown_log_aside()
        except HeldError as error:
            self._log.failure = Problem(str(self.path), str(error))
            return False
        except OSError as error:
            self._log.failure = kept_in_memory(self.path.parent, error)
            return False
        return self._log.write(self._snapshot())

    def _set_unknown_log_aside(self) -> None:
        """Keep what another program wrote and left while our changes could not be written."""
        content = content_of(self._log.path, within=self._root)
        if content is not None:
            set_aside(self._log.path, content, self._root)

    def _snapshot(self) -> Snapshot:
        return Snapshot(self._file.base, self._file.digest, self.layer, self.history, self._quote)

    def _quote(self, item: Span | Rejection) -> Quote:
        return self._quotes.of(item.start, item.end)

    def _flush(self) -> bool | None:
        """Write the file; None where something else happened meanwhile, so that it is to be tried again."""
        if self.read_only or self._poll() in (ExternalChange.CONFLICT, ExternalChange.DAMAGED):
            return False
        with self._guard:
            if (self.dirty or self._log.failure) and not self._write_log():
                return False
            if not self.dirty:
                self._failure = None
                return True
            layer, upto, generation = self.layer, self._log.steps, self._log.generation
        written, digest = self._file.attempt(self._stored(layer))
        if not self._mark(digest, upto, generation, done=False):
            return False if self._log.failure else None
        if self._replace(written):
            self._mark(digest, upto, generation, done=True)
            return True
        return False if self._failure else None

    def _stored(self, layer: Layer) -> Stored:
        return replace(
            self._file.base,
            layer=layer,
            quotes=quotes_of(layer, self._quotes),
            updated=times.now(),
            position=self.position,
        )

    def _replace(self, written: Written) -> bool:
        self._failure = None
        try:
            self._file.replace(written)
        except ChangedOutsideError:
            return False
        except OSError as error:
            self._failure = kept_in_memory(self.path, error)
        return self._failure is None

    def _mark(self, digest: str, upto: int, generation: int, *, done: bool) -> bool:
        """Write into the journal what the file has, or is about to have; whether it stands there as it was meant."""
        with self._guard:
            if self._log.generation == generation:
                self._log.mark(digest, upto, done=done)
            else:
                self._log.size = 0  # it began anew meanwhile, with other numbers, and has to tell of this file
            return self._write_log() and self._log.generation == generation

    def _poll(self) -> ExternalChange:
        if self.read_only:
            return self._poll_as_reader()
        if self._file.is_touched():
            try:
                content = self._file.load()
            except OSError as error:
                self._find(damage=kept_in_memory(self.path, error))
            else:
                if self._file.is_known(content):
                    self._find()
                elif self._take(read(self.article, self.annotator, content, str(self.path))):
                    return ExternalChange.TAKEN
        return (
            ExternalChange.CONFLICT
            if self.conflict
            else ExternalChange.DAMAGED
            if self._damage
            else ExternalChange.UNCHANGED
        )

    def _take(self, theirs: Reading) -> bool:
        """Take what was changed outside into the layer, where that can be done."""
        if theirs.read_only:
            self._find(damage=theirs.problems[0])
            return False
        with self._guard:
            try:
                layer = self._merged(theirs)
            except MergeConflictError as error:
                self._find(conflict=Conflict(error.names, theirs))
                return False
            self._rebase(theirs, layer)
        self.problems += theirs.problems
        return True

    def _find(self, conflict: Conflict | None = None, damage: Problem | None = None) -> None:
        """Take note of what stands in the way of writing, at once: the user may be settling a conflict just now."""
        with self._guard:
            contradicted = Problem(str(self.path), _("was changed by another program as well")) if conflict else None
            self.conflict, self._damage, self._failure = conflict, damage, damage or contradicted

    def _merged(self, theirs: Reading) -> Layer:
        if not theirs.digest:  # deleted: whether that is meant for all of it, only the user knows
            raise MergeConflictError([])
        return merged(theirs.stored.layer, difference(self._file.base.layer, self.layer))

    def _rebase(self, theirs: Reading, layer: Layer) -> None:
        """Take note that the file is another, and of the layer that goes on from it."""
        self._find()
        self._file.know(theirs)
        self.layer = layer
        join = difference(theirs.stored.layer, layer)
        if self._log.size or join:
            self._log.mark(theirs.digest, self._log.steps, done=True)
            self._log.add(lambda number: change_line(number, "join", join, self._quote))
            self._write_log()

    def _poll_as_reader(self) -> ExternalChange:
        """Look for what whoever may write has done, and whether we may now."""
        with self._guard:
            touched = self._file.is_touched() or signature_of(self._log.path) != self._log_signature
            if not touched and not (self._unclaimed and self._is_free()):
                return ExternalChange.UNCHANGED
            self._open()
            return ExternalChange.TAKEN

    def _is_free(self) -> bool:
        try:
            self._lock.take()
        except (HeldError, OSError):
            return False
        return True
