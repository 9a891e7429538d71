"""Read the annotated articles of a project as a stream of records; one article is in memory at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.exporting.selection import Selection
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.model.layer import Layer
from annotations.storage.anchors import storable
from annotations.storage.disk import content_of
from annotations.storage.paths import SUFFIX, annotator_folder, below, companion, file_name
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import recover
from annotations.storage.relink import Relink, contents_of, relinked
from annotations.storage.summaries import Head
from annotations.storage.unlinked import Links, Unlinked, find_links, read_heads
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.segmentation.reflow import read_article
from seeds.sources.corpus import Corpus

_ARTICLE = "article"
_ANNOTATIONS = "annotations"


class AnnotationReader:
    """Read what annotators say of the articles of a corpus, without any lock: the application may be open.

    What its journal has is taken in. ``report`` gets what cannot be exported: orphans, articles and annotations that
    cannot be read; ``on_problem`` gets the problems on the way. There is at least one annotator.
    """

    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        annotators: Sequence[str],
        selection: Selection,
        report: Report,
        on_problem: Callable[[Problem], None],
    ) -> None:
        self._corpus = corpus
        self._folder = folder
        self._files = [_AnnotatorFiles(annotator_folder(folder, annotator), annotator) for annotator in annotators]
        self._selection = selection
        self._report = report
        self._on_problem = on_problem
        self._missed: set[Problem] = set()
        self._links: Links | None = None
        self._damaged: dict[str, Problem] = {}
        self._relinks: dict[tuple[str, tuple[str, str]], Relink] = {}

    def records(self, takes: Callable[[ArticleInfo], bool], step: Callable[[], None]) -> Iterator[Record]:
        """Yield the records of the articles that are taken, in corpus order; ``step`` is called for each article.

        An article that several annotators have said something of makes a record for each of them. Where it is called
        several times, for other articles, what is wrong with a file counts once.
        """
        self._link()
        for item in self._corpus.scan():
            if isinstance(item, Problem):
                if item not in self._missed:
                    self._missed.add(item)
                    self._miss(item, item.document, "file")
            elif takes(item):
                step()
                yield from self._of(item)

    def _link(self) -> None:
        """Find the annotations whose articles are gone: some belong to another article now, the others are losses."""
        if self._links is not None:
            return
        items = list(read_heads(self._folder, [files.annotator for files in self._files]))
        self._links = find_links(self._corpus, (item for item in items if isinstance(item, Head)))
        for relink in self._links.relinks:
            self._on_problem(relink.notice)
            self._relinks[relink.head.annotator, relink.info.key] = relink
        for unlinked in self._links.unlinked:
            self._on_problem(unlinked.notice)
            for loss in _losses_of(unlinked, self._selection):
                self._report.add(loss, "span" if loss.label else _ANNOTATIONS)
        self._damaged = {item.document: item for item in items if isinstance(item, Problem)}

    def finish(self) -> None:
        """Report the files that cannot be read and are of none of the articles, when all of these were asked for."""
        for problem in self._damaged.values():
            self._miss(problem, "", _ANNOTATIONS)
            self._report.left_out.append(problem.document)
        self._damaged = {}

    def _find(self, files: "_AnnotatorFiles", info: ArticleInfo) -> "_File | None":
        relink = self._relinks.get((files.annotator, info.key))
        return _File(relink.head.path, *relinked(relink.head, info)) if relink else files.find(info)

    def _of(self, info: ArticleInfo) -> Iterator[Record]:
        found: list[tuple[str, _File]] = []
        try:
            pairs = [(files.annotator, file) for files in self._files if (file := self._find(files, info))]
            if not pairs and self._selection.takes_untouched:
                pairs = [(self._files[0].annotator, _NO_FILE)]
            if pairs:
                article = self._corpus.read(info)
                for annotator, file in pairs:
                    yield from self._record(article, annotator, file)
        except OSError as error:
            reason = _("cannot be read: {reason}").format(reason=error.strerror)
            self._miss(Problem(str(error.filename), reason), info.id, _ARTICLE)
            self._report.left_out += [str(file.path) for _annotator, file in found] or [str(error.filename)]
        except ZhupiError as error:
            self._miss(error.problem, info.id, _ARTICLE)
            self._report.left_out += [str(file.path) for _annotator, file in found if file is not _NO_FILE]

    def _record(self, article: Article, annotator: str, file: "_File") -> Iterator[Record]:
        self._damaged.pop(str(file.path), None)
        recovered = recover(article, annotator, file.content, file.journal, str(file.path))
        for problem in (*recovered.reading.problems, *recovered.problems):
            self._on_problem(problem)
        info = article.info
        if recovered.reading.read_only:
            self._report.add(DroppedItem(info.id, info.title, recovered.reading.read_only), _ARTICLE)
            self._report.left_out.append(str(file.path))
        elif self._selection.takes(recovered.layer):
            for orphan in recovered.layer.orphans.values():
                span = orphan.span
                reason = _("is not in the text any more, or not just once")
                self._report.add(DroppedItem(info.id, orphan.quote.text, reason, span.label, span.start, span.end))
            if storable(article.text) == article.text:
                updated = recovered.reading.stored.updated
                record = _record(article, annotator, recovered.layer)
                yield replace(record, updated=updated.isoformat()) if updated else record
            else:
                reason = _("its text holds half of a surrogate pair, which no file in UTF-8 can")
                self._report.add(DroppedItem(info.id, storable(info.title), reason), _ARTICLE)

    def _miss(self, problem: Problem, article: str, what: str) -> None:
        self._on_problem(problem)
        self._report.add(DroppedItem(article, problem.document, problem.message), what)


def _losses_of(unlinked: Unlinked, selection: Selection) -> Iterator[DroppedItem]:
    """Yield what is lost with annotations that belong to no article: all of them, and each span to be exported."""
    head = unlinked.head
    reason = _("belongs to no article of the project")
    yield DroppedItem(head.article, storable(head.title or head.document), reason)
    try:
        contents = contents_of(head.path)
    except OSError:
        return
    stored = parse_annotations(contents.file, str(head.path)).stored if contents.file is not None else None
    if stored and selection.takes(stored.layer):
        for span in stored.layer.ordered:
            yield DroppedItem(head.article, stored.quotes[span.id].text, reason, span.label, span.start, span.end)


class _File(NamedTuple):
    """Hold the contents of the file of an article and of its journal, each None where there is none."""

    path: Path
    content: bytes | None
    journal: bytes | None


_NO_FILE = _File(Path(), None, None)


class _AnnotatorFiles:
    """Find the files of one annotator; those of the document asked for last are listed once, if need be."""

    def __init__(self, folder: Path, annotator: str) -> None:
        self.annotator = annotator
        self._folder = folder
        self._root = folder.parent
        self._document: str | None = None
        self._below = folder
        self._listed: dict[str, Path] | None = None

    def find(self, info: ArticleInfo) -> _File | None:
        """Return what there is about an article; raises ``OSError``."""
        if info.origin.document != self._document:
            self._document = info.origin.document
            self._below = below(self._folder, self._document)
            self._listed = None
        file = _read(self._below / file_name(info.id, info.title), self._root)
        return file if file and file.content is not None else self._find_renamed(info.id) or file

    def _find_renamed(self, identifier: str) -> _File | None:
        """Return what there is about an article whose title was another when its file was made."""
        if self._listed is None:
            paths = sorted(self._below.glob(f"[!.]*{SUFFIX}"), reverse=True) if self._below.is_dir() else []
            self._listed = {path.stem.rpartition(".")[2]: path for path in paths}
        path = self._listed.get(file_name(identifier, "").removesuffix(SUFFIX))
        return _read(path, self._root) if path else None


def _read(path: Path, root: Path) -> _File | None:
    content, journal = content_of(path, within=root), content_of(companion(path, "journal"), within=root)
    return None if content is None and journal is None else _File(path, content, journal)


def _record(article: Article, annotator: str, layer: Layer) -> Record:
    info = article.info
    meta = {"source": info.source, "date": info.date, "tag": info.tag}
    meta |= {"link": info.link} if info.link else {}
    return Record(
        storable(info.id),
        article.text,
        tuple(layer.ordered),
        tuple(sorted(layer.relations, key=lambda tie: (tie.type, tie.head, tie.tail))),
        storable(info.title),
        storable(info.origin.document),
        annotator,
        layer.metadata.status.value,
        layer.metadata.categories,
        layer.metadata.note,
        meta={name: storable(value) for name, value in meta.items() if value},
        rejected=tuple(sorted((each.start, each.end, each.label) for each in layer.rejected)),
        paragraphs=read_article(article).style,
    )
