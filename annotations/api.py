"""Read a project from Python, export it, and import into it; the names in ``__all__`` are stable.

What reads takes no lock and writes nothing, whoever has the project open. Whatever goes wrong raises a ``ZhupiError``;
what a call goes on without is warned of by ``ProblemWarning``, unless ``on_problem`` takes it.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from annotations.exchange.detection import detect
from annotations.exchange.exporting.disclosure import Disclosure
from annotations.exchange.exporting.export import export, nothing_to_export, records
from annotations.exchange.exporting.request import ExportRequest, IncompleteError
from annotations.exchange.exporting.request import Project as ExportedProject
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import Format, FormatInfo
from annotations.exchange.formats.in_memory import RecordsInMemory
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import Imported, ImportRequest, IncompleteImportError
from annotations.exchange.option_values import choice_of, make_options
from annotations.exchange.options import BY_EVIDENCE, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.registry import all_formats, find_format
from annotations.exchange.report import Report
from annotations.exchange.terms import ExportSelection, ImportTerms, SpanRow, row_of
from annotations.model.layer import Layer, Status
from annotations.model.schema import Schema
from annotations.model.span import NOTHING, Relation, Span
from annotations.schema_io.file import load_schema
from annotations.storage.paths import annotations_folder
from annotations.storage.readings import keep_readings
from annotations.storage.store import Store
from annotations.storage.summaries import annotators_in
from annotations.user_settings import annotator_name
from seeds.article import Article, ArticleInfo
from seeds.errors import NotFoundError, Problem, SourceError, UndecidedError, ZhupiError
from seeds.i18n import _
from seeds.script.choice import ScriptChoice
from seeds.script.targets import ORIGINAL
from seeds.sources.corpus import Corpus

__all__ = [
    "Article",
    "ExportSelection",
    "FormatInfo",
    "ImportTerms",
    "Imported",
    "IncompleteError",
    "IncompleteImportError",
    "Layer",
    "NotFoundError",
    "Problem",
    "ProblemWarning",
    "Project",
    "Record",
    "Relation",
    "Report",
    "Schema",
    "SourceError",
    "Span",
    "SpanRow",
    "Status",
    "UndecidedError",
    "ZhupiError",
    "formats",
    "open_project",
]

OnProblem = Callable[[Problem], None]

_WHOSE = {"annotator", "by_name", "people", "as_suggestions"}
"""The terms of an import that say whose the marks become."""


class ProblemWarning(UserWarning):
    """Warn of something that a call goes on without."""


def formats() -> list[FormatInfo]:
    """Describe all formats, those of plug-ins last; warns of a plug-in that cannot be loaded."""
    descriptions: list[FormatInfo] = []
    for item in all_formats():
        if isinstance(item, Problem):
            _warn(item)
        else:
            descriptions.append(item.about)
    return descriptions


def open_project(
    path: str | Path | None = None,
    *,
    annotator: str = "",
    annotations: str | Path | None = None,
    follow_links: bool = False,
    on_problem: OnProblem | None = None,
) -> "Project":
    """Open a folder or file of articles, or the bundled ones, for an annotator, who is you where not said.

    ``annotations`` is the folder of annotations, if elsewhere. Raises ``SourceError`` where there is no such path.
    """
    corpus = Corpus.open(None if path is None else Path(path), follow_links=follow_links)
    folder = None if annotations is None else Path(annotations)
    keep_readings(corpus, folder)
    place = annotations_folder(corpus, folder)
    project = Project(corpus, place.folder, annotator or annotator_name(), on_problem or _warn)
    if place.notice:
        project.on_problem(place.notice)
    return project


class Project:
    """Read, export and import; ``open_project`` makes one.

    ``folder`` is where the annotations are, and ``annotator`` whose are read and written where no other is named.
    """

    def __init__(self, corpus: Corpus, folder: Path, annotator: str, on_problem: OnProblem) -> None:
        self.folder = folder
        self.annotator = annotator
        self.on_problem = on_problem
        self._corpus = corpus
        self._stores: dict[str, Store] = {}

    @property
    def path(self) -> Path:
        """The folder or file of the articles."""
        return self._corpus.root

    @property
    def annotators(self) -> list[str]:
        """The names of all who have annotations."""
        return annotators_in(self.folder)

    @property
    def schema(self) -> Schema:
        """The labels, relations and categories, as ``zhupi.toml`` has them now; raises ``SourceError``."""
        return load_schema(self._corpus.root, follow_links=self._corpus.follow_links)

    def articles(self) -> Iterator[Article]:
        """Yield all articles in order, one in memory at a time."""
        for item in self._corpus.scan():
            if isinstance(item, ArticleInfo):
                try:
                    yield self._corpus.read(item)
                except SourceError as error:
                    self.on_problem(error.problem)
            else:
                self.on_problem(item)

    def layer(self, article: Article, annotator: str = "") -> Layer:
        """Read what an annotator says of an article, an empty layer where that is nothing.

        Raises ``SourceError`` where the annotations cannot be read, or are damaged, and where only others have any.
        """
        name = annotator or self.annotator
        if name not in self._stores:
            self._require_any([name])
            store = Store(self.folder, name)
            for notice in store.link(self._corpus).notices:
                self.on_problem(notice)
            self._stores[name] = store
        saved = self._stores[name].look(article)
        if saved is None:
            return Layer()
        if saved.reading.read_only:
            raise SourceError(saved.reading.problems[0])
        for problem in (*saved.reading.problems, *saved.problems):
            self.on_problem(problem)
        return saved.layer

    def records(self, report: Report | None = None, **selection: Unpack[ExportSelection]) -> Iterator[Record]:
        """Yield a record for each article and annotator, as an export would write them.

        What had to be left out is in ``report`` afterwards, or goes to ``on_problem`` where none is given. Raises
        ``SourceError`` where only others have annotations.
        """
        request, project = self._export_request(RecordsInMemory(), selection, {}), self._exported(selection)
        if not request.selection.takes_untouched:
            self._require_any(project.annotators)
        return self._records(project, request, report)

    def spans(self, report: Report | None = None, **selection: Unpack[ExportSelection]) -> Iterator[SpanRow]:
        """Yield the spans of all records as rows, for a table such as ``pandas.DataFrame(project.spans())``."""
        for record in self.records(report, **selection):
            for span in record.spans:
                yield row_of(record, span)

    def export(
        self,
        format_name: str,
        output: str | Path,
        *,
        strict: bool = False,
        force: bool = False,
        options: Mapping[str, object] = NOTHING,
        **selection: Unpack[ExportSelection],
    ) -> Report:
        """Export into a new file or folder, or with ``force`` in the place of one, and return what came of it.

        ``options`` are by name what the format is to heed, such as ``{"tokens": "jieba"}``. With ``strict``, raises
        ``IncompleteError`` and writes nothing where anything would be lost. Raises ``ZhupiError``.
        """
        request = self._export_request(find_format(format_name), selection, options)
        target = Path(output)
        for problem in request.problems(target):
            raise SourceError(problem)
        request = replace(request, strict=strict)
        return export(self._exported(selection), request, target, force=force, on_problem=self.on_problem)

    def import_file(
        self,
        path: str | Path,
        format_name: str = "",
        *,
        encoding: str = "",
        options: Mapping[str, object] = NOTHING,
        **terms: Unpack[ImportTerms],
    ) -> Imported:
        """Import annotations from a file or folder, whose format is detected where not said; return what came of it.

        ``options`` are by name how the file is to be read where it does not say so itself, such as
        ``{"unit": "utf16"}``. Raises ``UndecidedError`` where one of them has to be given, ``IncompleteImportError``
        where ``strict`` is and anything would be lost, and ``ZhupiError``; nothing is imported then.
        """
        file = Path(path)
        format_ = find_format(format_name) if format_name else detect(file, self.on_problem, encoding)
        return self._import(format_, file, terms, encoding, make_options(ReadingOptions, options))

    def import_records(self, items: Iterable[Record], **terms: Unpack[ImportTerms]) -> Imported:
        """Import records that Python code has made, such as what a model predicts; see ``import_file``.

        Their spans are of the origin ``imported:records``, unless they say of any another than ``manual``.
        """
        return self._import(RecordsInMemory(items), self.path, terms)

    def _import(
        self, format_: Format, path: Path, terms: ImportTerms, encoding: str = "", reading: ReadingOptions = BY_EVIDENCE
    ) -> Imported:
        request = ImportRequest(
            format_,
            path,
            self.annotator,
            by_name="people" in terms and "annotator" not in terms,
            keep_apart=not terms.keys() & _WHOSE,
            encoding=encoding,
            reading=reading,
        )
        self._stores.clear()
        imported = import_file(self._corpus, self.folder, replace(request, **terms), on_problem=self.on_problem)
        if imported.document:
            self._corpus = self._corpus.again()
        return imported

    def _export_request(
        self, format_: Format, selection: ExportSelection, options: Mapping[str, object]
    ) -> ExportRequest:
        for name in selection.keys() - ExportSelection.__annotations__.keys():
            raise NotFoundError.nearest(_("option"), name, ExportSelection.__annotations__)
        schema, script = self.schema, ScriptChoice(selection.get("script", ORIGINAL))
        statuses = (Status(choice_of(Status, _("status"), name)) for name in _names(selection.get("statuses", ())))
        split = selection.get("split", "")
        return ExportRequest(
            format_,
            make_options(Options, options, schema=schema),
            Selection.of(schema, statuses, _names(selection.get("labels", ())), selection.get("names", NOTHING)),
            script.name,
            None if script.is_original else script.convert,
            Split.parse(split, selection.get("seed", 0)) if split else None,
            disclosure=Disclosure(times=selection.get("times", True)),
        )

    def _exported(self, selection: ExportSelection) -> ExportedProject:
        names = _names(selection.get("annotators", ())) or [self.annotator]
        return ExportedProject(self._corpus, self.folder, list(dict.fromkeys(names)))

    def _records(self, project: ExportedProject, request: ExportRequest, report: Report | None) -> Iterator[Record]:
        losses, reported = report or Report(), set[str]()

        def take(problem: Problem) -> None:
            reported.add(problem.message)
            self.on_problem(problem)

        yield from records(project, request, losses, on_problem=take)
        if report is None:
            for (what, reason), count in losses.lost.items():
                if reason not in reported:
                    message = _("{count} × {what} left out: {reason}").format(count=count, what=what, reason=reason)
                    self.on_problem(Problem(str(self.folder), message))

    def _require_any(self, names: Sequence[str]) -> None:
        """Raise ``SourceError`` where there are annotations, but none of these annotators."""
        annotators = self.annotators
        if annotators and not set(annotators) & set(names):
            raise SourceError(nothing_to_export(ExportedProject(self._corpus, self.folder, names)))


def _warn(problem: Problem) -> None:
    warnings.warn(str(problem), ProblemWarning, stacklevel=3)


def _names(names: str | Iterable[str]) -> list[str]:
    """Return several names, or one that was given by itself."""
    return [names] if isinstance(names, str) else list(names)
