"""Look at all tasks of Label Studio before they are read: which field is the text, and what offsets count."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from annotations.exchange.formats.tools.label_studio.config import TEXT
from annotations.exchange.options import OffsetUnit, ReadingOptions
from annotations.exchange.report import Decision, Report
from annotations.exchange.shared.offset_evidence import RawSpan, UnitDecision
from annotations.exchange.shared.offset_units import UNIT_KEY, Ruler, is_offset, is_quote, named_unit
from annotations.exchange.shared.unread_keys import listed, peek
from seeds.errors import Problem, Question, UndecidedError, ZhupiError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular

Object = Mapping[str, Any]

ANNOTATIONS = ("annotations", "completions")
"""The names of the list of annotations: today's, and that before version 1.0."""

_TEXT_TAGS = frozenset({"text", "hypertext", "paragraphs"})
"""The tags of a config that show a text, in lower case."""


def is_task(value: Object) -> bool:
    """Return whether an object is a task."""
    return isinstance(value.get("data"), dict)


def objects(value: object) -> list[Object]:
    """Return the objects of a list, or the one that stands in its place."""
    return [item for item in listed(value) if isinstance(item, dict)]


class SettledTasks:
    """Say what was settled for all tasks: the text's field where a task has several, and the units."""

    def __init__(self, field_name: str, given: str, units: UnitDecision) -> None:
        self._field_name = field_name
        self._given = given
        self._units = units

    def text_field(self, data: Object) -> str:
        """Return the field that is the text of a task; empty where there is none."""
        fields = _text_fields(data, self._given)
        if len(fields) == 1:
            return fields[0]
        return self._field_name if self._field_name in fields else ""

    def unit(self, data: Object) -> OffsetUnit:
        """Return what the offsets of a task count."""
        return self._units.unit(named_unit(data.get(UNIT_KEY)))


class TaskSurvey:
    """Gather what the tasks of ``path`` say of units and fields; ``reading`` is over all of it."""

    def __init__(self, path: Path, reading: ReadingOptions) -> None:
        self._path = path
        self._reading = reading
        self._units = UnitDecision(path, reading.unit)
        self._units_by_field: dict[str, UnitDecision] = defaultdict(lambda: UnitDecision(path, reading.unit))
        self._quotes: Counter[str] = Counter()
        self._targets: Counter[str] = Counter()
        self._unclear = 0

    def add(self, task: Object) -> None:
        """Look at a task."""
        data = task["data"]
        fields = _text_fields(data, self._reading.text_field)
        named = named_unit(data.get(UNIT_KEY))
        spans = list(_spans(task))
        if len(fields) == 1:
            self._units.add(data[fields[0]], spans, named)
            return
        self._unclear += bool(fields)
        self._targets.update(_targets(task))
        for name in fields:
            self._quotes[name] += _fitting(data[name], spans)
            self._units_by_field[name].add(data[name], spans, named)

    def settle(self, report: Report) -> SettledTasks:
        """Decide, and report what; raises ``UndecidedError`` where nothing decides."""
        name = self._field(report) if self._unclear else ""
        if name:
            self._units.update(self._units_by_field[name])
        self._units.settle(report)
        return SettledTasks(name, self._reading.text_field, self._units)

    def _field(self, report: Report) -> str:
        """Return the field that is the text: by the quotes, else by a config beside the tasks."""
        ranked = self._quotes.most_common(2)
        if ranked[0][1] and (len(ranked) == 1 or ranked[1][1] < ranked[0][1]):
            name, reason = ranked[0][0], _("as the quotes fit no other")
        else:
            shown = _shown_fields(self._path, frozenset(self._targets)) & self._quotes.keys()
            if len(shown) != 1:
                raise UndecidedError(self._undecided(), Question("text_field", tuple(sorted(self._quotes))))
            (name,), reason = shown, _("as the config beside it says")
        message = _("the text is read from “{name}”, {reason}").format(name=name, reason=reason)
        report.decided[Decision("task", name, message)] += self._unclear
        return name

    def _undecided(self) -> Problem:
        names = ", ".join(sorted(self._quotes)[:10])
        message = _("has no “text” in its data, and nothing says which of its fields is the text: {names}")
        advice = _("nothing was imported; --text-field says which")
        return Problem(str(self._path), message.format(names=names), advice=advice)


def _text_fields(data: Object, given: str) -> list[str]:
    """Return the fields that may be the text: the one that is given, or has the usual name, else all strings."""
    names = [name for name in data if isinstance(peek(data, name), str) and name != UNIT_KEY]
    if given:
        return [given] if given in names else []
    return [TEXT] if TEXT in names else names


def _results(task: Object) -> Iterator[Object]:
    for name in (*ANNOTATIONS, "drafts", "predictions"):
        for annotation in objects(task.get(name)):
            yield from objects(annotation.get("result"))


def _spans(task: Object) -> Iterator[RawSpan]:
    for result in _results(task):
        value = result.get("value")
        if isinstance(value, dict) and result.get("type") == "labels":
            yield value.get("start"), value.get("end"), value.get("text")


def _targets(task: Object) -> Iterator[str]:
    for result in _results(task):
        if isinstance(name := result.get("to_name"), str):
            yield name


def _fitting(text: str, spans: list[RawSpan]) -> int:
    """Count the quotes that stand at their offsets in some unit."""
    rulers = [Ruler(text, unit) for unit in OffsetUnit]
    return sum(
        any(is_quote(ruler.words(start, end) or "", quote) for ruler in rulers)
        for start, end, quote in spans
        if is_offset(start) and is_offset(end) and quote
    )


def _shown_fields(path: Path, targets: frozenset[str]) -> frozenset[str]:
    """Return the fields that configs beside the tasks show as texts: of the tags that regions name, else of all."""
    tags: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        value = attributes.get("value", "")
        if tag.lower() in _TEXT_TAGS and value.startswith("$"):
            tags[attributes.get("name", "")] = value.removeprefix("$")

    folder = path if path.is_dir() else path.parent
    for file in sorted(folder.glob("*.xml")):
        parser = ParserCreate()
        parser.StartElementHandler = start
        try:
            parser.Parse(read_regular(file, SETTINGS), True)
        except (ExpatError, OSError, ZhupiError):
            continue
    named = frozenset(field for name, field in tags.items() if name in targets)
    return named or frozenset(tags.values())
