"""Release a project: export it in several formats with one split, and describe what came of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import join
from typing import Any

from annotations.exchange.exporting.export import nothing_to_export, write_formatted
from annotations.exchange.exporting.request import IncompleteError, Project
from annotations.exchange.format import Format, OutputKind
from annotations.exchange.formats.datasets.huggingface.format import NAME as HUB_NAME
from annotations.exchange.output import new_output
from annotations.exchange.release.card import Content, card
from annotations.exchange.release.command import command_of, makers
from annotations.exchange.release.croissant import croissant
from annotations.exchange.release.description import described, lost_of_format
from annotations.exchange.release.files import (
    CROISSANT,
    GUIDELINES,
    MANIFEST,
    README,
    REPORT,
    SCHEMA,
    STATISTICS,
    ReleasedFile,
    released_files,
    write_json,
    write_text,
)
from annotations.exchange.release.request import WHOLE, ReleaseRequest, folder_name
from annotations.exchange.release.schema_files import guidelines_text, schema_text
from annotations.exchange.release.tables import tables_of
from annotations.exchange.release.texts import ReleasedText, Texts
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.statistics import Statistics, statistics_of, whole_records
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_UNPUBLISHED = ("what", "item")
"""What a published loss does without: words of what is not released, and names of files."""


@dataclass(slots=True)
class Release:
    """Hold what came of a release: ``project`` reports what was lost before any format, ``reports`` by format.

    ``withheld_notes`` are those that nobody has asked for.
    """

    statistics: Statistics
    project: Report
    texts: list[ReleasedText]
    withheld_notes: int = 0
    reports: dict[str, Report] = field(default_factory=dict)

    @property
    def lost(self) -> Report:
        """All that was lost, once each."""
        report = Report()
        for each in (self.project, *(own for _name, own in self.own_reports())):
            report.lost.update(each.lost)
            report.losses += each.losses
        return report

    def own_reports(self) -> Iterator[tuple[str, Report]]:
        """Yield for each format what it lost by itself, in a report that has nothing else."""
        before = {(loss.article, loss.reason) for loss in self.project.losses}
        for name, report in self.reports.items():
            own = Report()
            own.lost = lost_of_format(report, self.project)
            own.losses = [loss for loss in report.losses if (loss.article, loss.reason) not in before]
            yield name, own

    def table(self) -> dict[str, Any]:
        """Return the report of the release as a JSON object, without words of what is not in it."""
        numbers = self.statistics.table()
        return {
            **{name: numbers[name] for name in ("articles", "spans", "labels", "origins")},
            "lost": _lost(self.project.lost),
            "losses": _losses(self.project.losses),
            "left_out": {"note": self.withheld_notes},
            "formats": {
                name: self.reports[name].table() | {"lost": _lost(own.lost), "losses": _losses(own.losses)}
                for name, own in self.own_reports()
            },
        }


class IncompleteReleaseError(IncompleteError):
    """Refuse a strict release that would have lost something, and was not made; ``release`` says what."""

    def __init__(self, release: Release) -> None:
        super().__init__(release.lost)
        self.release = release


def release(
    project: Project,
    request: ReleaseRequest,
    output: Path,
    *,
    force: bool = False,
    on_problem: Callable[[Problem], None],
    step: Callable[[], None],
) -> Release:
    """Release a project into a folder that does not exist yet, is empty, or is replaced by ``force``.

    Problems on the way go to ``on_problem``, and ``step`` is called for each article that is read. Raises
    ``SourceError`` where there is nothing to release, annotations are damaged, or it cannot be written, and
    ``IncompleteReleaseError``; nothing is changed then.
    """
    is_empty = output.is_dir() and not any(output.iterdir())
    with new_output(output, folder=True, force=force or is_empty, marker=MANIFEST) as fresh:
        made = _counted(project, request, on_problem, step)
        for format_ in request.formats:
            made.reports[folder_name(format_)] = _written(project, request, format_, fresh, step)
            _remove_empty(format_, fresh, made.statistics)
        if request.strict and not made.lost.complete:
            raise IncompleteReleaseError(made)
        _describe(project, request, fresh, made)
    return made


def _counted(
    project: Project, request: ReleaseRequest, on_problem: Callable[[Problem], None], step: Callable[[], None]
) -> Release:
    """Count what is to be released, and refuse where there is nothing, or not all of it can be read."""
    report, texts = Report(), Texts(WHOLE)
    records = whole_records(project, request.scope, report, on_problem, step)
    named = map(
        replace(request.disclosure, notes=True).apply, records
    )  # notes that are left out are counted all the same
    statistics = statistics_of(texts.watched(named), request.scope)
    if report.left_out:
        message, advice = _("cannot be used, and the release would lack it"), _("“zhupi check” says what is wrong")
        raise SourceError(Problem(report.left_out[0], message, advice=advice))
    if not statistics.total.articles:
        raise SourceError(nothing_to_export(project))
    withheld = 0 if request.disclosure.notes else statistics.total.notes
    return Release(statistics, report, texts.listed(), withheld)


def _written(
    project: Project, request: ReleaseRequest, format_: Format, fresh: Path, step: Callable[[], None]
) -> Report:
    """Write one format into its folder."""
    report = Report()
    path = request.path(format_, fresh)
    (fresh / folder_name(format_)).mkdir()
    write_formatted(project, request.export(format_), path, report, _ignore, step)
    if format_.about.name == HUB_NAME:  # its card would contradict that of the release, which says all of it
        (fresh / folder_name(format_) / README).unlink(missing_ok=True)
    return report


def _remove_empty(format_: Format, fresh: Path, statistics: Statistics) -> None:
    """Remove the files of parts without articles, which some loaders cannot read."""
    about = format_.about
    if about.shape is OutputKind.FOLDER:
        return
    for name, counts in statistics.parts.items():
        if not counts.articles:
            (fresh / folder_name(format_) / f"{name}{about.suffix}").unlink(missing_ok=True)


def _describe(project: Project, request: ReleaseRequest, fresh: Path, made: Release) -> None:
    """Write what describes the data that are already there, the manifest last."""
    statistics, facts = made.statistics, request.facts
    schema = statistics.schema
    description = described(request, statistics, made.texts, made.project, made.reports)
    write_text(fresh / SCHEMA, schema_text(schema))
    write_text(fresh / GUIDELINES, guidelines_text(schema))
    write_json(fresh / STATISTICS, statistics.table())
    write_json(fresh / REPORT, made.table())
    files = released_files(fresh)
    filled = [name for name in request.parts if not statistics.parts or statistics.parts[name].articles]
    tables = sorted(tables_of(fresh, files, filled), key=lambda table: _rank(request, table.name))
    write_json(fresh / CROISSANT, croissant(description, facts, schema, files, tables))
    command, versions = command_of(request, project.corpus), makers(request)
    content = Content(
        facts,
        schema,
        statistics,
        description,
        {folder_name(format_): format_.about for format_ in request.formats},
        _by_folder(request, files),
        tables,
        str(request.split or ""),
        command,
        versions,
    )
    write_text(fresh / README, card(content))
    write_json(fresh / MANIFEST, _manifest(request, made, released_files(fresh), command, versions))


def _manifest(
    request: ReleaseRequest,
    made: Release,
    files: Sequence[ReleasedFile],
    command: Sequence[str],
    versions: Mapping[str, str],
) -> dict[str, Any]:
    split = request.split
    return {
        "made_with": dict(versions),
        "command": join(command),
        "arguments": list(command),
        "script": request.script,
        "split": {"shares": str(split), "seed": split.seed} if split else None,
        "files": {file.name: {"size": file.size, "sha256": file.sha256} for file in files},
        "articles": [text.table() for text in made.texts],
    }


def _rank(request: ReleaseRequest, name: str) -> tuple[bool, int]:
    """Return where a table comes: that of the hub's format first, which loaders take where nobody says another."""
    return name != HUB_NAME, [folder_name(format_) for format_ in request.formats].index(name)


def _by_folder(request: ReleaseRequest, files: Sequence[ReleasedFile]) -> dict[str, list[str]]:
    names = map(folder_name, request.formats)
    return {name: [file.name for file in files if file.folder == name] for name in names}


def _lost(lost: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [{"what": what, "reason": reason, "count": count} for (what, reason), count in lost.items()]


def _losses(losses: Sequence[DroppedItem]) -> list[dict[str, Any]]:
    return [{name: value for name, value in loss.table().items() if name not in _UNPUBLISHED} for loss in losses]


def _ignore(_problem: Problem) -> None:
    """Ignore a problem that was told of when the annotations were counted."""
