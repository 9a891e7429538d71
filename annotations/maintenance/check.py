"""Check all annotations of a project, and repair what can be repaired safely."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from annotations.maintenance.left_behind import left_behind, remove
from annotations.maintenance.relabel import Relabelling
from annotations.maintenance.repair import repair_file
from annotations.maintenance.validation import Violation, duplicates, unsettled
from annotations.model.schema import Schema
from annotations.schema_io.file import SchemaFile
from annotations.storage.disk import content_of, hidden_from_git, keep_out_of_git, log_of
from annotations.storage.journal import parse_journal
from annotations.storage.lock import HeldError, Lock
from annotations.storage.parsed_file import Fault
from annotations.storage.paths import SUFFIX, annotator_folder, companion
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import recover
from annotations.storage.relink import Relink, RelinkError, relink
from annotations.storage.summaries import Head, annotator_folders
from annotations.storage.unlinked import find_links, read_heads
from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError, not_read, not_written
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.sources.settings import settings_path
from seeds.system.descriptors import is_folder, is_there

_SET_ASIDE = ".journal-"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Describe a thing that is wrong, and what was done about it; ``repaired`` is empty where nothing was."""

    problem: Problem
    repaired: str = ""


class Check:
    """Check the annotations in a folder once, over the articles of a corpus.

    With ``repair``, what can be repaired without losing or guessing anything is, and the former file is kept with the
    ending ``.bak``. Without a schema, labels and overlaps are not looked at. ``files`` counts what was looked at.
    """

    def __init__(self, folder: Path, corpus: Corpus, schema: Schema | None = None, *, repair: bool = False) -> None:
        self.files = 0
        self._folder = folder
        self._corpus = corpus
        self._schema = schema
        self._repair = repair
        self._infos: dict[tuple[str, str], ArticleInfo] = {}
        self._paths: dict[tuple[str, tuple[str, str]], Path] = {}

    def run(self) -> Iterator[FileProblem]:
        """Find what is wrong: first what belongs to no article any more, then file by file."""
        if not is_folder(self._folder):
            return
        self._infos = {info.key: info for info in self._corpus.scan() if isinstance(info, ArticleInfo)}
        yield from self._check_git()
        yield from self._check_left_behind()
        yield from self._check_label_change()
        yield from self._check_links()
        for annotator in annotator_folders(self._folder):
            closed: list[OSError] = []
            for path in _everything_below(annotator, closed):
                yield from self._look_at(path, annotator.name)
            yield from (FileProblem(not_read(error.filename, error)) for error in closed)

    def _check_git(self) -> Iterator[FileProblem]:
        """Find what lets ``git clean -X`` delete what no other file has; what an earlier version wrote is replaced."""
        try:
            if self._repair:
                keep_out_of_git(self._folder, make=False)
            hidden = hidden_from_git(self._folder)
        except OSError as error:
            yield FileProblem(not_read(self._folder / ".gitignore", error))
            return
        if hidden:
            message = _("lets git ignore what may be the only copy of a mark: {names}").format(names=", ".join(hidden))
            advice = _("“git clean -X” deletes these; --repair replaces what zhupi wrote, other lines are yours")
            yield FileProblem(Problem(str(self._folder / ".gitignore"), message, advice=advice))

    def _check_left_behind(self) -> Iterator[FileProblem]:
        """Find what a program that was killed had begun to write, and with ``repair`` remove it."""
        try:
            for path in left_behind(self._folder):
                problem = Problem(
                    str(path),
                    _("was left behind by a program that ended while it wrote; the file that it was for is whole"),
                    advice="" if self._repair else _("--repair removes it"),
                )
                if self._repair:
                    remove(path, self._folder)
                yield FileProblem(problem, _("removed") if self._repair else "")
        except OSError as error:
            yield FileProblem(Problem(str(error.filename or self._folder), str(error.strerror or error)))

    def _check_label_change(self) -> Iterator[FileProblem]:
        """Find a change of labels that was interrupted, and with ``repair`` finish it."""
        relabelling = Relabelling(self._folder, self._corpus)
        pending = relabelling.pending()
        if isinstance(pending, Problem):
            yield FileProblem(pending)
        elif pending and self._repair:
            path = settings_path(self._corpus.root)
            problems = relabelling.resume(SchemaFile(path, follow_links=self._corpus.follow_links))
            done = relabelling.pending() is None
            yield from (FileProblem(problem, _("finished") if done else "") for problem in problems)
            yield from map(FileProblem, relabelling.still_named(pending) if done else [])
        elif pending:
            message = _("a change of labels was interrupted: {change}").format(change=pending)
            yield FileProblem(Problem(str(self._folder), message, advice=_("--repair finishes it")))

    def _check_links(self) -> Iterator[FileProblem]:
        """Find the annotations whose articles are gone, and with ``repair`` move those whose new article is certain."""
        heads = (
            head for head in read_heads(self._folder) if isinstance(head, Head)
        )  # of others it is told file by file
        links = find_links(self._corpus, heads)
        for item in links.relinks:
            yield self._relink(item) if self._repair else FileProblem(item.notice)
        yield from (FileProblem(item.notice) for item in links.unlinked)

    def _relink(self, item: Relink) -> FileProblem:
        try:
            return FileProblem(item.notice, _("moved: {file}").format(file=relink(item, self._folder)))
        except RelinkError as error:
            return FileProblem(error.problem)
        except OSError as error:
            return FileProblem(not_written(item.head.told_by, error))

    def _look_at(self, path: Path, annotator: str) -> Iterator[FileProblem]:
        if _SET_ASIDE in path.name:
            advice = _("look through it, and delete it when nothing in it is needed")
            yield FileProblem(Problem(str(path), _("is a journal that was set aside"), advice=advice))
        elif path.name.startswith("."):
            file = path.with_name(f"{path.stem[1:]}{SUFFIX}")
            if path.suffix == ".journal" and not is_there(file):
                yield from self._check_locked(file, annotator)
        elif path.suffix == SUFFIX and not (is_folder(path) and any(path.iterdir())):
            yield from self._check_locked(path, annotator)

    def _check_locked(self, path: Path, annotator: str) -> Iterator[FileProblem]:
        self.files += 1
        name = str(_there(path))
        lock = Lock(companion(path, "lock"), self._folder)
        try:
            self._take(lock)
            yield from self._check(path, annotator)
        except HeldError as error:
            yield FileProblem(Problem(name, str(error), advice=_("it is checked when that is closed")))
        except OSError as error:
            yield FileProblem(not_read(name, error))
        except SourceError as error:
            yield FileProblem(error.problem)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not hide what is wrong in others
            message = _("cannot be checked, by a fault of the program: {reason}")
            yield FileProblem(Problem(name, message.format(reason=f"{type(error).__name__}: {error}")))
        finally:
            lock.release()

    def _take(self, lock: Lock) -> None:
        try:
            lock.take()
        except OSError:
            if self._repair:
                raise  # only looking is possible where nothing can be written

    def _check(self, path: Path, annotator: str) -> Iterator[FileProblem]:
        content = content_of(path, within=self._folder)
        log = log_of(companion(path, "journal"), within=self._folder)
        subject = _subject(path, content, log)
        if isinstance(subject, list):
            yield from map(FileProblem, subject)
            return
        info = self._infos.get(subject.key)
        earlier = self._paths.setdefault((annotator, subject.key), path)
        if earlier != path:
            message = _("is about the same article as {file}").format(file=_there(earlier))
            yield FileProblem(Problem(str(_there(path)), message, advice=_("keep one of them")))
        elif info is not None:  # else it is told what it belongs to
            own = self._folder / annotator == annotator_folder(self._folder, subject.annotator)
            yield from self._check_layer(info, subject.annotator if own else annotator, path, content, log)

    def _check_layer(
        self, info: ArticleInfo, annotator: str, path: Path, content: bytes | None, log: bytes | None
    ) -> Iterator[FileProblem]:
        article = self._corpus.read(info)
        there = _there(path)
        recovered = recover(article, annotator, content, log, str(there), repair=True)
        remarks = recovered.reading.remarks
        problems = [each for each in recovered.reading.problems if each not in remarks] + [*recovered.problems]
        if recovered.layer != recovered.reading.stored.layer:
            message = _("its journal has changes that are not in it yet")
            if content is None:
                message = _("has changes, and the file of annotations that it belongs to is not there")
            problems.append(Problem(str(there), message))
        problems += _problems_of(there, content, duplicates(recovered.layer))
        unrepairable = _problems_of(there, content, unsettled(recovered.layer, self._schema))
        repaired = ""
        if problems and self._repair and not recovered.reading.read_only:
            backup = repair_file(article, path, content, log, recovered)
            repaired = _("repaired; the former file is {file}").format(file=backup.name) if backup else _("repaired")
        yield from (FileProblem(problem, repaired) for problem in problems)
        yield from map(FileProblem, [*unrepairable, *remarks])


class _Subject(NamedTuple):
    """Name the document and id of the article that a file is about, and the annotator."""

    key: tuple[str, str]
    annotator: str


def _there(path: Path) -> Path:
    """Return the file of annotations, or where there is none, its journal, so that what is named can be found."""
    return path if lexists(path) else companion(path, "journal")


def _subject(path: Path, content: bytes | None, log: bytes | None) -> _Subject | list[Problem]:
    """Read what a file, or else its journal, is about; or why that cannot be said."""
    if content is None:
        journal = parse_journal(log or b"")
        if journal is None:
            return [
                Problem(
                    str(companion(path, "journal")),
                    _("is not a valid journal, and there is no file of annotations that goes with it"),
                )
            ]
        return _Subject((journal.header.document, journal.header.article), journal.header.annotator)
    decoded = parse_annotations(content, str(path))
    if decoded.stored is None:
        return decoded.problems([*decoded.damage, *decoded.blemishes])
    return _Subject(decoded.stored.stamp.key, decoded.stored.annotator)


def _problems_of(path: Path, content: bytes | None, wrongs: Iterable[Violation]) -> list[Problem]:
    """Say what is wrong with the spans of a file, with the lines on which they stand if they are in it."""
    wrongs = list(wrongs)
    if not wrongs:
        return []
    decoded = parse_annotations(content or b"", str(path))
    faults = [
        Fault(*decoded.numbers.get(wrong.item, ("", 0)), wrong.key, wrong.message, wrong.advice) for wrong in wrongs
    ]
    return decoded.problems(faults)


def _everything_below(folder: Path, closed: list[OSError]) -> list[Path]:
    """List all files and folders below a folder in order; ``closed`` gets the errors of those that cannot be listed."""
    walk = os.walk(folder, onerror=closed.append)
    return sorted(Path(place, name) for place, folders, names in walk for name in (*folders, *names))
