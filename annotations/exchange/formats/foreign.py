"""Read the files of other programs in one way: texts with spans in a unit that is known, or found out by evidence."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from annotations.exchange.format import FormatInfo
from annotations.exchange.options import BY_EVIDENCE, OffsetUnit, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import read_text_lines
from annotations.exchange.shared.offset_evidence import UnitDecision
from annotations.exchange.shared.offset_units import in_code_points
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import TrackedObject, UnreadKeys, Value, discard, listed, peek, use
from annotations.model.span import NOTHING, Relation
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE
from seeds.toml.nesting import too_deep_json

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ForeignText:
    """Hold what a file says of a text, in the file's unit: spans that are claimed, and ``relations`` of their ids.

    ``where`` names the text in the report of what is lost.
    """

    record: Record
    where: str
    claims: Iterable[SpanCandidate] = ()
    scored: Iterable[ScoredSpan] = ()
    relations: Iterable[Relation] = ()


class ForeignFormat:
    """Serve as a format that is only read: a subclass says what the ``texts`` of a file are, and detects it.

    ``unit`` is what the program is known to count; None where its versions differ, or nobody knows.
    """

    about: ClassVar[FormatInfo]
    unit: ClassVar[OffsetUnit | None] = None

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "ForeignFormat":
        """Return the format as it reads with options."""
        return type(self)(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is only read; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the texts of a file; what cannot be read goes to the report. Raises ``SourceError``."""
        raise NotImplementedError

    def unit_in(self, path: Path) -> OffsetUnit | None:
        """Return what a file says that its offsets count, or what its program is known to count; None if neither."""
        return self.unit

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        unit = None if self._reading.unit else self.unit_in(path)
        if unit is None:
            decision = UnitDecision(path, self._reading.unit)
            for text in self.texts(path, report.aside()):
                claims = [*text.claims, *(item.claim for item in text.scored)]
                decision.add(text.record.text, ((each.start, each.end, each.quote) for each in claims), None)
            decision.settle(report)
        for text in self.texts(path, report):
            yield _record(text, unit or decision.unit(None), report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file is surely of this format."""
        raise NotImplementedError


def _record(text: ForeignText, unit: OffsetUnit, report: Report) -> Record:
    record, where = text.record, text.where
    claims = in_code_points(record.text, text.claims, unit, where, report)
    spans = validate_spans(record.text, claims, where, report)
    ids = {span.id for span in spans}
    relations = []
    for tie in text.relations:
        if {tie.head, tie.tail} <= ids:
            relations.append(tie)
        else:
            report.add(DroppedItem(where, tie.type, _("one of its spans is missing")), "relation")
    scored = []
    for item in text.scored:
        converted = in_code_points(record.text, (item.claim,), unit, where, report)
        scored += [replace(item, claim=claim) for claim in converted]
    suggestions = true_suggestions(record.text, scored, where, report)
    return replace(record, spans=spans, relations=tuple(relations), suggestions=suggestions)


def read_whole(path: Path, report: Report) -> Value:
    """Read a file that is one value of JSON; raises ``SourceError`` with the line where it is not."""
    text = "".join(line for _number, line in read_text_lines(path, report, keep_ends=True, limit=WHOLE))
    try:
        return json.loads(text, object_hook=TrackedObject)
    except RecursionError:
        raise SourceError(Problem(str(path), too_deep_json(text))) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise SourceError(Problem(str(path), _("is not valid JSON, or was cut off"), line)) from error


def report_unread(path: Path, value: object, meaningless: Mapping[str, str], report: Report) -> None:
    """Report the keys of a value that were not read and say something."""
    unread = UnreadKeys(path, meaningless)
    unread.look(value)
    unread.report_to(report)


def objects_in(items: object, where: str, report: Report) -> Iterator[Object]:
    """Yield the objects of a list; anything else in it, or in its place, is a loss of ``where``."""
    for item in listed(items):
        if isinstance(item, dict):
            yield item
        else:
            report.add(DroppedItem(where, str(item), _("is not an object")), "object")


def object_in(value: Object, key: str) -> Object:
    """Return the object that a key has, which counts as read then; an empty one where it has anything else."""
    item = peek(value, key)
    if not isinstance(item, dict):
        return NOTHING
    use(value, key)
    return item


def name_in(value: Object, *keys: str) -> str:
    """Return the text or number of the first of the keys that has one, as a text; empty where none has."""
    for key in keys:
        item = peek(value, key)
        if isinstance(item, str | int) and not isinstance(item, bool) and item != "":
            use(value, key)
            return str(item)
    return ""


def drop(what: str, reason: str, where: str, report: Report, kind: str = "span", value: object = None) -> None:
    """Report something that is not read, of which ``value`` is all that the file says."""
    discard(value)
    report.add(DroppedItem(where, what, reason), kind)
