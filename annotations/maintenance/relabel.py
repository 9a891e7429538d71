"""Rename a label in every file of annotations of a project, and finish what was interrupted.

What is to be done is written into a file of its own first, and that is removed when all is done. It is done to the
files of all annotators, those that belong to no article too; where one of them is held or cannot be read, nothing is.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from annotations.editing.article_edits import rename_label
from annotations.maintenance.relabel_file import relabel_file
from annotations.model.change import Change
from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.schema_io.file import SchemaChange, SchemaFile
from annotations.schema_io.reader import is_name
from annotations.storage.disk import content_of, keep_out_of_git, replace_file
from annotations.storage.lock import HeldError, Lock
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.relink import contents_of
from annotations.storage.summaries import annotator_folders, annotator_of, head_of, read_head, saved_files
from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError, ZhupiError, not_written
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.system.descriptors import is_folder
from seeds.system.folders import Folder

INTENT = ".label-change.json"
"""The file, beside the folders of the annotators, that says what is being done; git does not ignore it."""

_SHOWN = 10
_VERSION = 1


class LabelChange(NamedTuple):
    """Represent renaming a label to ``new``, which with ``merge`` other spans have already; or undoing that."""

    old: str
    new: str
    merge: bool = False
    undo: bool = False

    def edit(self, layer: Layer) -> Change | None:
        """Return the change that does this to an article, after ``undoes`` was followed; None where there is none."""
        if not self.undo:
            return rename_label(layer, self.old, self.new) or None
        # Which of the spans of a label had another before they were merged is known to the history alone.
        return None if self.merge else rename_label(layer, self.new, self.old) or None

    def undoes(self, history: History) -> bool:
        """Return whether undoing this is to undo the last change of an article."""
        return self.undo and bool(history.done) and _renames(history.done[-1], self.old, self.new)

    @property
    def label(self) -> str:
        """Return the label that is there before, and not after."""
        return self.new if self.undo else self.old

    def __str__(self) -> str:
        return f"{self.new} → {self.old}" if self.undo else f"{self.old} → {self.new}"


def _renames(change: Change, old: str, new: str) -> bool:
    before = [*change.removed, *(orphan.span for orphan in change.settled)]
    after = [*change.added, *(orphan.span for orphan in change.orphaned)]
    return (
        bool(after) and {span.label for span in after} == {new} and old in {span.label for span in before} <= {old, new}
    )


class Relabelling:
    """Rename labels in the annotations below a folder, over the articles of a corpus."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self._folder = folder
        self._corpus = corpus

    @property
    def _intent(self) -> Path:
        return self._folder / INTENT

    def check(self, change: LabelChange) -> None:
        """Raise ``RefusedError`` that names the files in which the change cannot be made just now."""
        if isinstance(self.pending(), LabelChange):
            raise RefusedError(_("an earlier change of labels is not finished"), _("run: zhupi check --repair"))
        names = [f"{path.name}: {why}" for path in self._files(change.label) if (why := self._obstacle(path))]
        if names:
            shown = "; ".join(names[:_SHOWN]) + (f" (+ {len(names) - _SHOWN})" if len(names) > _SHOWN else "")
            raise RefusedError(
                _("nothing was changed, because these files cannot be changed: {names}").format(names=shown)
            )

    def begin(self, change: LabelChange, schema: SchemaChange) -> None:
        """Write down what is going to be done, before anything is; raises ``SourceError``."""
        if not is_folder(self._folder):
            return
        table = {
            "label-change": _VERSION,
            "old": change.old,
            "new": change.new,
            "merge": change.merge,
            "undo": change.undo,
            "schema": {
                "before": None if schema.before is None else sha256(schema.before).hexdigest(),
                "after": None if schema.after is None else b64encode(schema.after).decode(),
            },
        }
        try:
            replace_file(self._intent, json.dumps(table, ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            message = _("cannot be written: {reason}").format(reason=error.strerror or error)
            raise SourceError(Problem(str(self._intent), message)) from error

    def pending(self) -> LabelChange | Problem | None:
        """Return the change that was begun and not finished; what is wrong with the file that tells of it, if so."""
        pending = self._read()
        return pending if pending is None or isinstance(pending, Problem) else pending[0]

    def resume(self, schema: SchemaFile) -> list[Problem]:
        """Finish the change that was begun, in the schema too, if there is one; what is said of it."""
        pending = self._read()
        if pending is None:
            return []
        if isinstance(pending, Problem):
            return [pending]
        change, target = pending
        try:
            is_applied = schema.bring(*target, (change.old, change.new))
            problems = [] if is_applied else [self._schema_edited(schema.path, change)]
        except ZhupiError as error:
            return [error.problem]
        left = self.finish(change)
        message = _("the change of a label that was interrupted is finished: {change}").format(change=change)
        return [*problems, *(left or [Problem(str(self._folder), message)])]

    def _schema_edited(self, path: Path, change: LabelChange) -> Problem:
        message = _(
            "was edited since a change of labels was interrupted ({change}): look whether it has the right ones"
        )
        return Problem(str(path), message.format(change=change))

    def finish(self, change: LabelChange) -> list[Problem]:
        """Make the change wherever it is not made yet; what is left to do, by file."""
        if not is_folder(self._folder):
            return []  # nobody has marked anything yet
        infos = {item.key: item for item in self._corpus.scan() if isinstance(item, ArticleInfo)}
        left = []
        with suppress(OSError):  # it is reported where an article is opened, and by a check
            keep_out_of_git(self._folder, make=False)
        for own in annotator_folders(self._folder):
            name = annotator_of(own)
            for path in self._having(own, change.label):
                try:
                    self._change(path, name, infos, change)
                except ZhupiError as error:
                    left.append(error.problem)
                except OSError as error:
                    left.append(not_written(path, error))
        if not left:
            try:
                with Folder.open(self._folder) as folder:
                    folder.remove(INTENT)
            except OSError as error:
                left.append(not_written(self._intent, error))
        return left

    def still_named(self, change: LabelChange) -> list[Problem]:
        """Tell where the settings of suggestions name a label that a change has taken away: they stay as they are."""
        from annotations.suggest.named_labels import still_named  # noqa: PLC0415 - only when a label changes

        if change.undo and change.merge:
            return []  # both labels are there again
        return still_named(self._corpus.root, change.label, follow_links=self._corpus.follow_links)

    def _change(
        self, path: Path, annotator: str, infos: dict[tuple[str, str], ArticleInfo], change: LabelChange
    ) -> None:
        head = read_head(path)
        if isinstance(head, Problem):
            raise SourceError(head)
        info = infos.get(head.key) if head else None
        if info is None:
            relabel_file(path, change.edit, change.undoes)
            return
        opened = OpenArticle(self._corpus.read(info), annotator, path, self._folder)
        try:
            if opened.read_only:
                raise SourceError(Problem(str(path), opened.read_only))
            if change.undoes(opened.history):
                opened.undo()
            edit = change.edit(opened.layer)
            if edit:
                opened.make(edit)
        finally:
            closed = opened.close()
        if not closed and opened.failure:
            raise SourceError(opened.failure)

    def _obstacle(self, path: Path) -> str:
        """Return why a file cannot be changed just now; empty where it can."""
        lock = Lock(companion(path, "lock"))
        try:
            contents = contents_of(path)
            if contents.file is not None:
                head = head_of(path, contents.file)
                if isinstance(head, Problem):
                    return head.message
            lock.take()
        except HeldError as error:
            return str(error)
        except OSError as error:
            return str(error.strerror or error)
        finally:
            lock.release()
        return ""

    def _files(self, label: str) -> Iterator[Path]:
        for own in annotator_folders(self._folder):
            yield from self._having(own, label)

    def _having(self, own: Path, label: str) -> Iterator[Path]:
        """List the files of an annotator in which a label may be named; those that cannot be read are among them."""
        # Whoever has reformatted a file may have written the name in other quotes, or with escapes.
        spellings = json.dumps(label, ensure_ascii=False).encode(), b"'", b"\\"
        for path in saved_files(own):
            try:
                contents = contents_of(path)
            except OSError:
                yield path
                continue
            head = head_of(path, contents.file) if contents.file is not None else None
            if isinstance(head, Problem) or any(
                spelling in (content or b"") for content in contents for spelling in spellings
            ):
                yield path

    def _read(self) -> tuple[LabelChange, tuple[str | None, bytes | None]] | Problem | None:
        try:
            content = content_of(self._intent)
            return None if content is None else _parsed(content)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            message = _("does not say which change of a label was interrupted")
            advice = _("check that all files have the same labels, then delete it")
            return Problem(str(self._intent), message, advice=advice)


def _parsed(content: bytes) -> tuple[LabelChange, tuple[str | None, bytes | None]]:
    table: dict[str, Any] = json.loads(content)
    schema = table["schema"]
    texts = table["old"], table["new"], *(schema[key] for key in ("before", "after") if schema[key] is not None)
    flags = table["merge"], table["undo"]
    if table["label-change"] != _VERSION or any(type(text) is not str for text in texts):
        raise ValueError(table)
    if any(type(flag) is not bool for flag in flags) or not (is_name(table["old"]) and is_name(table["new"])):
        raise ValueError(table)
    after = None if schema["after"] is None else b64decode(schema["after"], validate=True)
    return LabelChange(table["old"], table["new"], *flags), (schema["before"], after)
