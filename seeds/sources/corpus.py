"""List the articles of a folder or file as a stream, and read one at a time."""

from collections.abc import Callable, Container, Iterator
from enum import Enum
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from seeds.article import Article, ArticleInfo, Origin
from seeds.errors import FormerReadingNotice, Notice, Problem, SourceError
from seeds.i18n import _
from seeds.sources.document_cache import DocumentCache
from seeds.sources.identity import is_named, opening_id, path_id, whole_id, with_ids
from seeds.sources.left_out import LeftOut
from seeds.sources.readers.document import Document, OtherKindError, SourceFile, SourceRecord
from seeds.sources.readers.registry import SUFFIXES, open_document, varies
from seeds.sources.settings import FORMER, SourceSettings, load_settings, settings_path
from seeds.sources.tree import ANNOTATIONS, ProjectFile, is_below, is_source, walk
from seeds.system.descriptors import real_path

_BUNDLED = "000_4e627f4a21125a39.txt"


class Reading(Enum):
    """Name the two ways in which documents are read: that of version 0.1.0, and the present one."""

    FORMER = "former"
    PRESENT = "present"


class DocumentIds(NamedTuple):
    """Hold the ids of the articles of a document; ``doubt`` is why there may be more, empty where there are none."""

    ids: frozenset[str]
    doubt: str = ""


class Corpus:
    """Find the articles below ``root``, a folder or a single file; ``bundled`` for those that come with the program.

    ``name`` is for a title bar. One thread may scan while others read.
    """

    def __init__(
        self, root: Path, settings: SourceSettings, *, bundled: bool = False, follow_links: bool = False
    ) -> None:
        self.root = root
        self.bundled = bundled
        self.follow_links = follow_links
        self.name = _("bundled articles") if bundled else root.name or str(root)
        self._settings = settings
        self._is_file = root.is_file()
        self._opened = DocumentCache()
        self._decide: Callable[[Corpus, str], bool] | None = None
        self._decided: dict[str, bool] = {}

    @classmethod
    def open(cls, path: Path | None, settings: SourceSettings | None = None, *, follow_links: bool = False) -> "Corpus":
        """Open a folder or file, or the bundled articles for None.

        Without ``settings``, those of the ``zhupi.toml`` in the folder, or beside the file, hold. A file is read
        whatever its suffix. Links that lead out of the folder are only followed where ``follow_links`` says so, which
        is for the user to say; ``path`` itself may be one. Raises ``SourceError`` where there is no such path, and for
        mistakes in the settings.
        """
        if path is None:
            bundled = Path(__file__).parent.parent / "data" / _BUNDLED
            return cls(bundled, settings or SourceSettings(), bundled=True)
        if not path.exists():
            raise SourceError(Problem(str(path), _("there is no such folder or file")))
        if not (path.is_dir() or path.is_file()):
            raise SourceError(Problem(str(path), _("is neither a folder nor a regular file")))
        root = real_path(path)
        settings = settings or load_settings(settings_path(root), follow_links=follow_links)
        return cls(root, settings, follow_links=follow_links)

    def again(self) -> "Corpus":
        """Open the same articles once more, read in the same way: a corpus cannot be scanned twice at once."""
        corpus = Corpus.open(None if self.bundled else self.root, follow_links=self.follow_links)
        corpus._decide, corpus._decided = self._decide, self._decided
        return corpus

    def decide_readings(self, decide: "Callable[[Corpus, str], bool]") -> None:
        """Let ``decide`` say whether a document is read as version 0.1.0 read it, unless the settings do.

        It is called once for each document of a kind that is read otherwise now.
        """
        self._decide = decide

    def scan(self, *, notices: bool = False) -> Iterator[ArticleInfo | Problem]:
        """List all articles, in a natural order of the files, while they are found; and what is wrong on the way.

        With ``notices`` also what a user may want to know though nothing is wrong: each is a ``Notice``. That a
        document is read as an earlier version read it is always told.
        """
        empty = True
        left_out = self._left_out()
        for item in self._files(left_out):
            try:
                for each in [item] if isinstance(item, Problem) else self._infos(self.source(item.document)):
                    if notices or isinstance(each, FormerReadingNotice) or not isinstance(each, Notice):
                        empty = empty and isinstance(each, Problem)
                        yield each
            except OtherKindError as error:
                left_out.count(error.problem.document)
        if notices:
            yield from left_out.notices(self.name)
        if empty and not self._is_file:
            advice = _("looked for files that end in {suffixes}").format(suffixes=", ".join(sorted(SUFFIXES)))
            yield Problem(str(self.root), _("there are no articles in this folder"), advice=advice)

    def read(self, info: ArticleInfo) -> Article:
        """Read an article, again from its source.

        Raises ``SourceError`` where the source is gone, or has changed so that the article is no longer in it. One that
        has only moved in its source, or changed after its beginning, comes with a new info.
        """
        source = self.source(info.origin.document)
        document = self._opened.open(source)
        record = document.record(info.origin.locator)
        if record and _fits(record, info, single=document.single):
            return self._article(record, info)
        for fresh in self._infos(source):
            if isinstance(fresh, ArticleInfo) and fresh.id == info.id:
                record = document.record(fresh.origin.locator)
                if record:
                    return self._article(record, fresh)
        message = _("the article “{title}” is no longer in it").format(title=info.title)
        raise SourceError(Problem(source.name, message, advice=_("the file has changed since it was listed")))

    def _article(self, record: SourceRecord, info: ArticleInfo) -> Article:
        style = self._settings.style(info.origin.document)
        headings = tuple(heading for heading in record.headings if heading.start >= record.title_length)
        return Article(info, record.text, record.title_length, record.encoding, record.newline, style, headings)

    def signature(self, info: ArticleInfo) -> tuple[int, ...] | None:
        """Return what is another whenever the source of an article has changed; None where it is not there."""
        try:
            status = self.source(info.origin.document).path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino

    def ids_in(self, document: str) -> "DocumentIds | None":
        """Find the ids of the articles of a document; None where it lies outside of the file that was opened."""
        if self._is_file:
            return self._ids(document) if document == self.root.name else None
        if not is_below(document) or not lexists(self.root / document):
            return DocumentIds(frozenset())
        if not is_source(document, self._settings):
            return DocumentIds(frozenset(), _("the settings leave {document} out").format(document=document))
        folder = "" if self._settings.include else self._left_out().folder_of(self.root, document)
        if folder:
            return DocumentIds(frozenset(), _("{folder} is left out as another program's").format(folder=folder))
        return self._ids(document)

    def texts_of(self, document: str, reading: Reading, ids: Container[str] | None = None) -> Iterator[tuple[str, str]]:
        """Give the ids and texts of the articles of a document, of all or of some, in one way or the other."""
        try:
            opened = open_document(self._source_as(document, reading))
            for item in with_ids(_unnamed(opened, document), lambda info: _whole_id(opened, info)):
                if isinstance(item, ArticleInfo) and (ids is None or item.id in ids):
                    record = opened.record(item.origin.locator)
                    if record:
                        yield item.id, record.text
        except SourceError:
            return

    def _ids(self, document: str) -> "DocumentIds":
        try:
            items = list(self._infos(self.source(document)))
        except OtherKindError as error:
            return DocumentIds(frozenset(), str(error))
        problems = [str(item) for item in items if isinstance(item, Problem) and not isinstance(item, Notice)]
        return DocumentIds(frozenset(item.id for item in items if isinstance(item, ArticleInfo)), "".join(problems[:1]))

    def _files(self, left_out: LeftOut) -> Iterator[ProjectFile | Problem]:
        if self._is_file:
            return iter([ProjectFile(self.root.name, self.root)])
        return walk(self.root, self._settings, follow_links=self.follow_links, left_out=left_out)

    def _left_out(self) -> LeftOut:
        annotations = real_path(self.root / ANNOTATIONS)
        is_inside = self.follow_links or annotations.is_relative_to(self.root)
        return LeftOut(annotations if is_inside else self.root / ANNOTATIONS / ANNOTATIONS)

    def source(self, document: str) -> SourceFile:
        """Return the file of a document, to be read by a reader."""
        return self._source_as(document, Reading.FORMER if self._is_former(document) else Reading.PRESENT)

    def _source_as(self, document: str, reading: Reading) -> SourceFile:
        former = reading is Reading.FORMER
        if self._is_file:
            return SourceFile(self.root, document, self._settings, former=former, alone=True)
        root = None if self.follow_links else self.root
        return SourceFile(self.root / document, document, self._settings, root, former)

    def _is_former(self, document: str) -> bool:
        """Return whether a document is read as version 0.1.0 read it."""
        if self._settings.reading or self._decide is None or not varies(document):
            return self._settings.reading == FORMER
        if document not in self._decided:
            self._decided[document] = self._decide(self, document)
        return self._decided[document]

    def _infos(self, source: SourceFile) -> Iterator[ArticleInfo | Problem]:
        empty = True
        if source.former and not self._settings.reading:
            message = _("is read as version 0.1.0 read it, since there are annotations on what that found")
            advice = _("reading = 2 in the table [sources] of zhupi.toml reads it in the present way")
            yield FormerReadingNotice(source.name, message, advice=advice)
        try:
            document = self._opened.open(source)
            for item in with_ids(_unnamed(document, source.name), lambda info: _whole_id(document, info)):
                empty = False
                yield item
        except OtherKindError:
            raise
        except SourceError as error:
            empty = False
            yield error.problem
        if empty:
            yield Problem(source.name, _("is empty"))


def _unnamed(document: Document, name: str) -> Iterator[tuple[ArticleInfo, str] | Problem]:
    for item in document.records():
        if isinstance(item, Problem):
            yield item
        elif document.single:
            yield _info(item, name, path_id(name)), ""
        else:
            yield _info(item, name, item.id), "" if item.id else _opening_id(item)


def _info(record: SourceRecord, document: str, identifier: str) -> ArticleInfo:
    origin = Origin(document, record.start, record.line, record.locator)
    return ArticleInfo(
        identifier, record.title, _length(record), origin, record.source, record.tag, record.date, record.link
    )


def _length(record: SourceRecord) -> int:
    """Count the code points of title and body, without the newline between them."""
    has_both = 0 < record.title_length < len(record.text)
    return len(record.text) - has_both


def _opening_id(record: SourceRecord) -> str:
    return opening_id(record.text, record.title_length + 1 if record.title_length else 0)


def _whole_id(document: Document, info: ArticleInfo) -> str:
    record = document.record(info.origin.locator)
    return whole_id(record.text if record else info.title)


def _fits(record: SourceRecord, info: ArticleInfo, *, single: bool) -> bool:
    """Return whether the record at the place that the info names is the one that it describes."""
    if _length(record) != info.length:
        return False
    if single:
        return True
    names = [record.id] if record.id else [_opening_id(record), whole_id(record.text)]
    return any(is_named(info.id, name) for name in names)
