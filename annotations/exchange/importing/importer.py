"""Import annotations into a project: each record finds its article, or brings it along, and is merged into it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from annotations.exchange.importing.annotation_paths import AnnotationPaths
from annotations.exchange.importing.homecoming import Home, Homecoming
from annotations.exchange.importing.matching import Match, Matcher, article_to_come
from annotations.exchange.importing.merge_record import (
    RecordChange,
    align_spans,
    drop_facts,
    drop_invalid,
    drop_record,
    merge_record,
)
from annotations.exchange.importing.new_annotations import NewAnnotations
from annotations.exchange.importing.new_articles import ArticleNames, NewArticles
from annotations.exchange.importing.one_article import as_one_article
from annotations.exchange.importing.rejoining import rejoined
from annotations.exchange.importing.request import (
    KNOWN,
    NEW,
    Imported,
    ImportRequest,
    IncompleteImportError,
    StopImportError,
)
from annotations.exchange.importing.schema_growth import only_used, write_growth
from annotations.exchange.importing.speakers import Speakers
from annotations.exchange.importing.suggestion_writer import SuggestionWriter, with_origin
from annotations.exchange.importing.vocabulary import Vocabulary
from annotations.exchange.provenance import with_provenance_read
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.layer import Layer
from annotations.model.schema import Schema
from annotations.model.span import IMPORTED
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article
from seeds.errors import Problem, SourceError, not_written
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from seeds.sources.settings import load_settings, settings_path


def _ignore(*_arguments: object) -> None:
    """Ignore what is reported, for callers who do not want to know."""


def import_file(
    corpus: Corpus,
    folder: Path,
    request: ImportRequest,
    *,
    on_problem: Callable[[Problem], None] = _ignore,
    step: Callable[[], None] = _ignore,
    check: Callable[[], None] = _ignore,
) -> Imported:
    """Import a file into the project of a corpus, whose annotations are in ``folder``; for a worker.

    It is read twice: first for the articles that the project does not have, which are written into a file of their own
    beside the others, and for new labels; then for the marks. Those of an article are one change, which can be undone.
    ``step`` is called for each record that is read for its marks, ``check`` for each that is read before and for each
    whose marks are about to be taken over; what they raise ends the import. What was imported up to then stays, and is
    skipped where the import is made again; it is returned where they raise ``StopImportError``.

    Raises ``SourceError`` where the file is not of the format, or something cannot be written; ``NotFoundError`` for a
    label in ``names`` that the schema does not have; ``UndecidedError`` where the file can be read in several ways;
    ``IncompleteImportError``.
    """
    for problem in request.problems(corpus):
        raise SourceError(problem)
    if request.strict:
        on_preview = on_problem if request.dry_run else _ignore
        preview = _Import(corpus, folder, replace(request, dry_run=True), on_preview, step, check).run()
        if not preview.report.complete or preview.shared_texts:
            raise IncompleteImportError(preview)
        if request.dry_run:
            return preview
    return _Import(corpus, folder, request, on_problem, step, check).run()


class _Import:
    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        request: ImportRequest,
        on_problem: Callable[[Problem], None],
        step: Callable[[], None],
        check: Callable[[], None],
    ) -> None:
        self._corpus = corpus
        self._folder = folder
        self._request = request
        self._on_problem = on_problem
        self._step = step
        self._check = check
        self._matcher = Matcher(corpus, request.dataset, on_problem)
        self._paths = AnnotationPaths(folder)
        self._new = NewAnnotations(folder, self._paths)
        self._suggestions = SuggestionWriter(folder, self._paths, self._new, dry_run=request.dry_run)
        self._origin = f"{IMPORTED}{request.format.about.name}"
        self._speakers = Speakers()
        self._counted: set[tuple[str, str]] = set()
        self._imported = Imported()

    def run(self) -> Imported:
        """Bring in articles and names, and then the marks."""
        report = Report()
        try:
            self._prepare()
            homecoming = Homecoming(self._matcher, self._imported.document)
            for home in homecoming.place(self._records(report, self._step), report):
                self._check()
                self._take(home)
        except StopImportError:
            self._imported.stopped = True
        self._new.write()
        self._imported.together = self._new.together
        self._add_reading_report(report)
        return self._imported

    def _prepare(self) -> None:
        """Find out which articles and names the project does not have, and write them."""
        root = self._corpus.root
        path = settings_path(root)
        grows = self._takes_articles and self._matcher.empty and not path.exists()
        former = Vocabulary(load_schema(root, follow_links=self._corpus.follow_links), self._request.names)
        self._vocabulary = former
        used: set[str] = set()
        if not (grows or self._request.add_labels):
            for name in self._request.names.values():
                former.schema.label(name)

        def named() -> Iterator[Record]:
            for record in self._records(Report(), self._check):
                if self._request.keep_apart:
                    self._speakers.add(record)
                if grows or self._request.add_labels:
                    self._vocabulary = self._vocabulary.with_names_of(record)
                    used.update(self._vocabulary.label(span.label) for span in record.spans)
                    used.update(self._vocabulary.label(each.label) for each in record.suggestions)
                yield record

        def missing() -> Iterator[Record]:
            for home in Homecoming(self._matcher).place(named(), Report()):
                if home.match is None and not home.reason and home.record.text:
                    yield home.record

        self._write_articles(missing())
        self._imported.shared_texts = self._speakers.shared
        grown = self._vocabulary.schema
        if grows:
            grown = only_used(former.schema, grown, used)
        self._write_schema(path, former.schema, grown)

    @property
    def _takes_articles(self) -> bool:
        return self._corpus.root.is_dir()

    def _write_articles(self, records: Iterator[Record]) -> None:
        root = self._corpus.root
        if self._request.dry_run or not self._takes_articles:
            names = ArticleNames()
            for record in records:
                names.name(record)
            self._imported.collapsed = names.collapsed if self._takes_articles else 0
            return
        new = NewArticles(root, load_settings(settings_path(root), follow_links=self._corpus.follow_links))
        try:
            count = new.write(records)
        except OSError as error:
            raise SourceError(not_written(root / new.document, error)) from error
        self._imported.collapsed = new.names.collapsed
        if count:
            self._imported.document = new.document
            self._corpus = self._corpus.again()
            self._matcher = Matcher(self._corpus, self._request.dataset, self._on_problem)

    def _write_schema(self, path: Path, former: Schema, grown: Schema) -> None:
        self._imported.labels = tuple(label.name for label in grown.labels if not former.find_label(label.name))
        self._vocabulary = Vocabulary(grown, self._request.names)
        if not self._request.dry_run:
            write_growth(path, former, grown, follow_links=self._corpus.follow_links)

    def _records(self, report: Report, step: Callable[[], None] = _ignore) -> Iterator[Record]:
        report.encoding = self._request.encoding
        format_ = self._request.configured
        for path in self._request.files:
            read = rejoined(with_provenance_read(record, self._origin) for record in format_.read(path, report))
            records = (drop_invalid(record, report) for record in read)
            if self._request.as_one_article:
                yield from as_one_article(records, path.stem, report, step)
            else:
                for record in records:
                    step()
                    yield record

    def _add_reading_report(self, reading: Report) -> None:
        """Take what was reported when the file was read into the report; its counts are made here otherwise."""
        report = self._imported.report
        report.losses = [*reading.losses, *report.losses][: Report.KEPT]
        report.lost += reading.lost
        report.changed += reading.changed
        report.decided += reading.decided
        report.encodings |= reading.encodings
        report.rebuilt += reading.rebuilt
        report.mapped = reading.mapped | report.mapped

    def _take(self, home: Home) -> None:
        record, report = home.record, self._imported.report
        match = home.match or (None if home.reason else self._article_to_come(record))
        if match is None:
            drop_record(record, home.reason or self._why_without_article(record), report)
            return
        if home.parts:
            self._imported.parts += home.parts
            self._imported.homes.add(match.article.info.key)
        self._imported.ways[match.fit.way] += 1
        drop_facts(record, report, is_new=self._part(match.article) == NEW)
        translated = self._vocabulary.known(record, report)
        here = align_spans(translated, match.article.text, match.fit, report)
        done = self._suggest(match.article, here) if self._request.as_suggestions else self._mark(match.article, here)
        key = match.article.info.key
        if done and key not in self._counted:
            self._counted.add(key)
            report.articles[self._part(match.article)] += 1

    def _article_to_come(self, record: Record) -> Match | None:
        """Return the article that the import would bring along, which a dry run only looks at."""
        is_text = record.text and not record.text.isspace()
        return article_to_come(record) if self._request.dry_run and self._takes_articles and is_text else None

    def _part(self, article: Article) -> str:
        return NEW if article.info.origin.document == self._imported.document else KNOWN

    def _why_without_article(self, record: Record) -> str:
        if not record.text:
            return _("has no text, and the project no article with its id")
        if record.text.isspace():
            return _("its text is white space alone")
        return _("is not in the project, which is not a folder that articles can be added to")

    def _mark(self, article: Article, record: Record) -> bool:
        """Add what a record says to the annotations of an article; return whether that could be done."""
        report = self._imported.report
        if record.annotator:
            self._imported.annotators[record.annotator] += 1
        store = Store(self._folder, self._annotator_of(record), self._paths.of)
        outcome = (
            self._preview_change(store, article, record)
            if self._request.dry_run
            else self._change(store, article, record)
        )
        if isinstance(outcome, str):
            drop_record(record, outcome, report)
            return False
        self._imported.repeated += outcome.repeated
        for span in outcome.change.added:
            report.spans[self._part(article), span.label] += 1
        return self._save_suggestions(article, record, record.suggestions)

    def _annotator_of(self, record: Record) -> str:
        """Return whose annotations a record becomes part of."""
        if record.annotator in self._request.people:
            return self._request.people[record.annotator]
        apart = self._request.by_name or bool(self._imported.shared_texts)
        return (record.annotator if apart else "") or self._request.annotator

    def _preview_change(self, store: Store, article: Article, record: Record) -> RecordChange | str:
        """Return what would be added, or why it could not be."""
        holder = store.holder(article.info)
        if holder:
            return holder
        saved = store.look(article)
        if saved and saved.reading.read_only:
            return saved.reading.read_only
        return self._merge(saved.layer if saved else Layer(), record)

    def _change(self, store: Store, article: Article, record: Record) -> RecordChange | str:
        layer = self._new.layer(article, store.annotator)
        if layer is not None:
            merged = self._merge(layer, record)
            self._new.change(article, store.annotator, merged.change)
            return merged
        opened = store.open(article)
        try:
            if opened.read_only:
                return opened.read_only
            merged = self._merge(opened.layer, record)
            if merged.change:
                opened.make(merged.change)
        finally:
            opened.close()
        if opened.failure:
            raise SourceError(opened.failure)
        return merged

    def _merge(self, layer: Layer, record: Record) -> RecordChange:
        title = _("import from {file}").format(file=self._request.path.name)
        return merge_record(layer, self._vocabulary.schema, record, title, self._imported.report)

    def _suggest(self, article: Article, record: Record) -> bool:
        """Save the spans of a record as suggestions; return whether that could be done. Only a mark can say more."""
        report = self._imported.report
        for span in record.spans:
            if span.note or span.attributes:
                report.drop(record, _("a suggestion has none"), span, "note or attribute")
        for _tie in record.relations:
            report.drop(record, _("suggestions have none"), what="relation")
        marks = [Suggestion(span.start, span.end, span.label, 1.0, self._origin) for span in record.spans]
        return self._save_suggestions(article, record, (*record.suggestions, *marks))

    def _save_suggestions(self, article: Article, record: Record, suggestions: tuple[Suggestion, ...]) -> bool:
        """Save suggestions for an article beside those that it has; return whether that could be done."""
        if not suggestions:
            return True
        try:
            saved = self._suggestions.read(article)
        except SourceError as error:
            drop_record(replace(record, spans=()), str(error), self._imported.report)
            return False
        self._imported.suggestions += self._suggestions.add(article, saved, with_origin(suggestions, self._origin))
        return True
