"""Read and write Label Studio's folders of tasks in JSON, with the labelling config that they name."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind, Unit
from annotations.exchange.formats.tools.label_studio.config import Config
from annotations.exchange.formats.tools.label_studio.json_min import MEANINGLESS as MEANINGLESS_IN_MIN
from annotations.exchange.formats.tools.label_studio.json_min import as_task, is_min, use_read
from annotations.exchange.formats.tools.label_studio.meaningless import MEANINGLESS
from annotations.exchange.formats.tools.label_studio.reader import TaskReader
from annotations.exchange.formats.tools.label_studio.survey import TaskSurvey, is_task
from annotations.exchange.formats.tools.label_studio.task import task_of
from annotations.exchange.formats.tools.label_studio.task_names import task_name
from annotations.exchange.options import BY_EVIDENCE, OffsetUnit, Options, ReadingOptions
from annotations.exchange.output import REPORT
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.json_array import ArrayWriter, read_array
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.offset_units import UnitWriter
from annotations.exchange.shared.unread_keys import UnreadKeys, discard
from annotations.storage.paths import safe_name
from seeds.errors import Problem, SourceError, ZhupiError
from seeds.i18n import _

_CONFIG = "config.xml"
_TASKS = "tasks"


class LabelStudio:
    """Write and read ``tasks.json``, or a file for each part of a split, and ``config.xml`` for the settings.

    Offsets are code points, as its editor counts them today; until 2021 it counted UTF-16 units. Notes are the
    ``meta`` of regions, and attributes are controls per region: choices, where those of a flag are ``true`` and
    ``false``, or a text area. Categories are choices of the whole text; what else is said of it is in ``data``.

    Each annotation of a task is read as a record, and predictions as suggestions of the first. One task at a time is
    in memory. ``completions`` of before 1.0, drafts of those who have submitted nothing, and JSON-MIN are read too.
    """

    about = FormatInfo(
        "label-studio",
        _("Label Studio: tasks in JSON with their labelling config"),
        "",
        Capabilities(Unit.CODE_POINTS, overlap=True, relations=True, notes=True, attributes=True, categories=True),
        OutputKind.FOLDER,
        options=frozenset({"unit", "text_field"}),
        keys=("data", "annotations"),
    )

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "LabelStudio":
        """Return the format as it reads with options."""
        return LabelStudio(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        config = Config(options.schema)
        units = UnitWriter(options.unit or OffsetUnit.CODE_POINT, report)
        numbers = count(1)
        with ExitStack() as files:
            arrays: dict[str, ArrayWriter] = {}
            for record in records:
                if record.part not in arrays:
                    arrays[record.part] = _array(path, record.part, files)
                arrays[record.part].add(task_of(record, next(numbers), config, units, report))
        (path / _CONFIG).write_text(config.xml(), encoding="utf-8", newline="\n")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the tasks of a file, or of all files of a folder, which name the parts of a split."""
        files = [path] if path.is_file() else _files(path)
        if not files:
            raise SourceError(Problem(str(path), _("holds no tasks in JSON")))
        survey = TaskSurvey(path, self._reading)
        for file in files:
            for _number, value in read_array(file, report.aside()):
                if is_task(value) or is_min(value):
                    survey.add(as_task(value))
        tasks = TaskReader(survey.settle(report), report)
        for file in files:
            part = "" if path.is_file() or file.stem == _TASKS else file.stem
            yield from _read(file, part, tasks, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is a folder with tasks and a config, or an array whose first object is a task."""
        if path.is_dir():
            return (path / _CONFIG).is_file() and bool(_files(path))
        if not head.lstrip("\ufeff \t\r\n").startswith("["):
            return False
        try:
            first = next(read_array(path, Report()), None)
        except ZhupiError:
            return False
        return first is not None and (is_task(first.value) or is_min(first.value))


FORMAT = LabelStudio()


def _array(path: Path, part: str, files: ExitStack) -> ArrayWriter:
    """Open a new file of tasks, which is whole once ``files`` are closed."""
    name = path / f"{safe_name(part) if part else _TASKS}.json"
    file = files.enter_context(name.open("w", encoding="utf-8", errors="backslashreplace", newline="\n"))
    array = ArrayWriter(file)
    files.callback(array.close)
    return array


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.glob("*.json") if file.name != REPORT)


def _read(path: Path, part: str, tasks: TaskReader, report: Report) -> Iterator[Record]:
    wrong, any_task = 0, False
    unread, unread_of_min = UnreadKeys(path, MEANINGLESS), UnreadKeys(path, MEANINGLESS_IN_MIN)
    for ordinal, (number, value) in enumerate(read_array(path, report), 1):
        if is_task(value) or is_min(value):
            any_task = True
            task = as_task(value)
            yield from tasks.records(task, task_name(value, ordinal), part)
            if task is value:
                unread.look(value)
            else:
                use_read(value, task)
                unread_of_min.look(value)
        else:
            wrong = wrong or number
            discard(value)
            report.add(DroppedItem("", line_name(number), _("is not a task with “data”")), "task")
    unread.report_to(report)
    unread_of_min.report_to(report)
    if wrong and not any_task:
        raise SourceError(Problem(str(path), _("holds no task with “data”"), wrong))
