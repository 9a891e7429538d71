"""Preview an export as it would be written: its first marked sentence, put through the format itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.exchange.exporting.excerpt import first_marked_sentence
from annotations.exchange.exporting.export import nothing_to_export, records
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.format import OutputKind
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from seeds.i18n import _, ngettext
from tui.core.exporting.written_marks import written_marks
from tui.core.lit_lines import LitLine, marks_within
from tui.text.clip import ELLIPSIS

RECORDS = 200
"""The records among which one with a mark is looked for."""

FILES = 12
"""The files of a folder that are shown."""

LINES = 200
"""The lines of a file that are shown; those of a folder share them."""

LONGEST = 2000
"""Code points of a line above which its middle is left out, more than a screen is wide."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold the lines of a preview, and what they are of; there are no lines where there is nothing to export."""

    about: str
    lines: list[LitLine]


def preview(project: Project, request: ExportRequest, step: Callable[[], None]) -> Preview:
    """Return how the first marked sentence of the export is written, for a worker.

    Where nothing is marked in the first articles, it is the first sentence of all. Of a folder, the first lines of its
    first files are shown, each below its name, those with marked passages before the others. ``step`` is called for
    each article that is looked at; what it raises ends the preview. Raises what the format raises, and ``OSError``.
    """
    about, report = request.format.about, Report()
    record = _shown(records(project, request, report, step))
    if record is None:
        problem = nothing_to_export(project)
        advice = [LitLine(problem.advice)] if problem.advice else []
        return Preview(_("there is nothing to export in the articles that are chosen"), advice)
    sentence = first_marked_sentence(record)
    with TemporaryDirectory(prefix="zhupi-") as folder:
        path = Path(folder, f"preview{about.suffix}")
        if about.shape is OutputKind.FOLDER:
            path.mkdir()
        request.format.write([sentence], path, request.final_options, report)
        lines = list(_of_folder(path, sentence) if path.is_dir() else _of_file(path, LINES, sentence))
    title = record.title or record.id
    of_what = (
        _("preview: the first marked sentence; whole articles are exported · {title}")
        if record.spans
        else _("preview: the first sentence; nothing is marked in the first articles · {title}")
    )
    return Preview(of_what.format(title=title), lines)


def _shown(candidates: Iterator[Record]) -> Record | None:
    """Return the first record that has a mark, or the first where none of the first ones has."""
    first: Record | None = None
    for record in islice(candidates, RECORDS):
        if record.spans:
            return record
        first = first or record
    return first


def _of_folder(folder: Path, record: Record) -> Iterator[LitLine]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    shown = [(path, list(_of_file(path, LINES // min(len(paths), FILES), record))) for path in paths[:FILES]]
    for path, lines in sorted(shown, key=lambda pair: not _has_words(pair[1])):
        yield LitLine(f"── {path.relative_to(folder).as_posix()}")
        yield from lines
        yield LitLine("")
    left = len(paths) - FILES
    if left > 0:
        yield LitLine(ngettext("… and {n} more file", "… and {n} more files", left).format(n=f"{left:,}"))


def _has_words(lines: list[LitLine]) -> bool:
    """Return whether a marked passage stands in lines, more than the names of labels."""
    return any(not mark.names_label for line in lines for mark in line.marks)


def _of_file(path: Path, most: int, record: Record) -> Iterator[LitLine]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        yield LitLine(_("{n} bytes, which are not text").format(n=f"{len(content):,}"))
        return
    lines = text.removesuffix("\n").split("\n")
    first = list(map(_without_middle, lines[:most]))
    marks = written_marks("\n".join(first), record)
    start = 0
    for line in first:
        yield LitLine(line, marks_within(marks, start, start + len(line)))
        start += len(line) + 1
    if len(lines) > most:
        yield LitLine(ELLIPSIS)


def _without_middle(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST // 2] + ELLIPSIS + line[-LONGEST // 2 :]
