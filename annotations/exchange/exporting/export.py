"""Export a project: read, select, convert, split, cut and write its records, and report what came of it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from annotations.exchange.exporting.annotation_reader import AnnotationReader
from annotations.exchange.exporting.chunks import chunks
from annotations.exchange.exporting.request import ExportRequest, IncompleteError, Project
from annotations.exchange.exporting.scripts import Convert, ConvertKeeping, keeping_names, scripted
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.exporting.unsupported import TIME, report_unsupported
from annotations.exchange.format import OutputKind
from annotations.exchange.output import REPORT, is_stream, new_output
from annotations.exchange.provenance import with_provenance_said
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.storage.disk import replace_file
from annotations.storage.summaries import annotators_in
from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.descriptors import real_path


def _ignore(*_arguments: object) -> None:
    """Ignore what is reported, for callers who do not want to know."""


def export(
    project: Project,
    request: ExportRequest,
    output: Path,
    *,
    force: bool = False,
    on_problem: Callable[[Problem], None] = _ignore,
    step: Callable[[], None] = _ignore,
) -> Report:
    """Export a project into a file or folder that does not exist yet, or is replaced by ``force``; for a worker.

    Problems on the way go to ``on_problem``, and ``step`` is called for each article that is read; what it raises ends
    the export. Memory does not grow with the number of articles for formats that stream. A file of a split is named for
    its part, in the folder ``output``. The report is written into the folder, or beside the file.

    Raises ``SourceError`` where there is nothing to export or it cannot be written, ``IncompleteError``, and what the
    format raises; there is no output then.
    """
    report = Report()
    with new_output(output, folder=request.is_folder, force=force) as fresh:
        write_formatted(project, request, fresh, report, on_problem, step)
        if not report.articles.total():
            raise SourceError(nothing_to_export(project))
        if request.strict and {what for what, _reason in report.lost} - {TIME}:
            raise IncompleteError(report)
        if request.is_folder:
            replace_file(fresh / REPORT, _content(request, report))
        elif not is_stream(output):  # beside a pipe or a device there is no place for a report
            replace_file(real_path(output).parent / REPORT, _content(request, report))
    return report


def records(
    project: Project,
    request: ExportRequest,
    report: Report,
    step: Callable[[], None] = _ignore,
    on_problem: Callable[[Problem], None] = _ignore,
) -> Iterator[Record]:
    """Yield the records of a project as the format gets them; ``step`` is called for each article."""
    reader = _reader(project, request, report, on_problem)
    yield from _prepared(reader.records(_any, step), project, request, report)
    reader.finish()


def write_formatted(
    project: Project,
    request: ExportRequest,
    path: Path,
    report: Report,
    on_problem: Callable[[Problem], None],
    step: Callable[[], None],
) -> None:
    """Write a folder or file at once, or a file for each part: the articles are listed once for each, and read once.

    ``path`` is a new file or an empty folder of the caller's own.
    """
    about, split = request.format.about, request.split
    reader = _reader(project, request, report, on_problem)

    def write(takes: Callable[[ArticleInfo], bool], target: Path) -> None:
        prepared = _prepared(reader.records(takes, step), project, request, report)
        request.format.write(prepared, target, request.final_options, report)

    if split is None or about.shape is OutputKind.FOLDER:
        write(_any, path)
    else:
        for part in split.names:
            write(partial(_is_in, split, part), path / f"{part}{about.suffix}")
    reader.finish()


def _reader(
    project: Project, request: ExportRequest, report: Report, on_problem: Callable[[Problem], None]
) -> AnnotationReader:
    return AnnotationReader(project.corpus, project.folder, project.annotators, request.selection, report, on_problem)


def _any(_info: ArticleInfo) -> bool:
    return True


def _is_in(split: Split, part: str, info: ArticleInfo) -> bool:
    return split.part_of(info.id) == part


def _prepared(
    whole_records: Iterable[Record], project: Project, request: ExportRequest, report: Report
) -> Iterator[Record]:
    """Yield records with what is asked for of them, and cut."""
    selected = selected_records(
        whole_records, request.selection, request.convert, request.split, report, keeping=request.keeping
    )
    for record in map(request.disclosure.apply, selected):
        report_unsupported(record, request.format.about.carries, report, several=len(project.annotators) > 1)
        cut = chunks(record, request.limit, report) if request.limit else (record,)
        yield from map(with_provenance_said, cut) if request.format.about.reads else cut


def selected_records(
    whole_records: Iterable[Record],
    selection: Selection,
    convert: Convert | None,
    split: Split | None,
    report: Report,
    *,
    keeping: ConvertKeeping | None = None,
) -> Iterator[Record]:
    """Yield records with what is selected of them, in their script and with their part, whatever the format."""
    for whole in whole_records:
        record = selection.apply(whole)
        if keeping:
            record = scripted(record, keeping_names(keeping, whole), report)
        elif convert:
            record = scripted(record, convert, report)
        yield replace(record, part=split.part_of(record.id)) if split else record


def _content(request: ExportRequest, report: Report) -> bytes:
    facts: dict[str, Any] = {"format": request.format.about.name, "script": request.script}
    if request.split:
        facts |= {"split": str(request.split), "seed": request.split.seed}
    if request.limit:
        facts["max_length"] = request.limit
    text = json.dumps(facts | report.table(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def nothing_to_export(project: Project) -> Problem:
    """Say that there is nothing to export, and whose annotations there are instead."""
    annotators = ", ".join(project.annotators)
    message = _("there is nothing to export of the annotator {name}").format(name=annotators)
    others = [name for name in annotators_in(project.folder) if name not in project.annotators]
    advice = _("there are annotations of {names}").format(names=", ".join(others)) if others else ""
    return Problem(str(project.folder), message, advice=advice)
