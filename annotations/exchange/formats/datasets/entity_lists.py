"""Read and write medical data sets that list the entities of each text with their places: CMeEE and CCKS."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.options import BY_EVIDENCE, Ends, OffsetUnit, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.end_evidence import EndDecision
from annotations.exchange.shared.json_array import write_array
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.objects import objects_in
from annotations.exchange.shared.offset_evidence import UnitDecision
from annotations.exchange.shared.offset_units import UNIT_KEY, Ruler, UnitWriter, in_code_points, is_offset, named_unit
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import discard, peek
from annotations.exchange.shared.validated_jsonl import distinct, place_of, read_validated_json
from annotations.model.span import NOTHING
from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class EntityKeys:
    """Name the keys of an object's text, and of an entity's place, label and words; ``quote`` may be left out."""

    text: str
    start: str
    end: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class EntityList:
    """Write and read objects with a text and a list ``entities``, in code points unless the file shows another unit.

    ``usual`` is what ends are where nothing in a file shows it, None where editions differ; ``writes`` is what ends are
    written as. Files are read as an array or as lines, and written as an array if the suffix is ``.json``.
    ``meaningless`` are the keys that say nothing.
    """

    about: FormatInfo
    keys: EntityKeys
    usual: Ends | None
    writes: Ends
    quotes: bool
    meaningless: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    reading: ReadingOptions = BY_EVIDENCE

    def with_options(self, reading: ReadingOptions) -> "EntityList":
        """Return the format as it reads with options."""
        return replace(self, reading=reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        write_values = write_array if self.about.suffix == ".json" else write_lines
        writer = UnitWriter(options.unit or OffsetUnit.CODE_POINT, report)
        key = writer.key if options.unit else {}
        write_values(path, (self._value(*writer.prepare(record), report) | key for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “{text}” and a list “entities” of objects").format(text=self.keys.text)
        ends, units = self._evidence(path, expected, report)
        for number, value in read_validated_json(path, report, self._fits, expected, self.meaningless):
            unit = units.unit(named_unit(value.get(UNIT_KEY)))
            record = described(Record("", value[self.keys.text]), value, (self.keys.text, "entities", UNIT_KEY))
            where = record.id or line_name(number)
            candidates = in_code_points(
                record.text, self._candidates(value["entities"], ends, where, report), unit, where, report
            )
            yield replace(record, spans=validate_spans(record.text, candidates, where, report))

    def _evidence(self, path: Path, expected: str, report: Report) -> tuple[Ends, UnitDecision]:
        """Decide by all of a file whether ends are inclusive, and then what offsets count."""
        decision = EndDecision(path, self.reading.ends, self.usual)
        units = {ends: UnitDecision(path, self.reading.unit, OffsetUnit.CODE_POINT) for ends in Ends}
        for _number, value in read_validated_json(path, report.aside(), self._fits, expected):
            text = value[self.keys.text]
            spans = [self._candidate(entity) for entity in value["entities"] if isinstance(entity, dict)]
            decision.add(text, ((item.start, item.end, item.quote) for item in spans))
            for ends, unit in units.items():
                exclusive = (_exclusive(item, ends) for item in spans)
                unit.add(
                    text, ((item.start, item.end, item.quote) for item in exclusive), named_unit(value.get(UNIT_KEY))
                )
        chosen = decision.settle(report)
        units[chosen].settle(report)
        return chosen, units[chosen]

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object that has entities calls their places as this format does."""
        names = {self.keys.start, self.keys.end, self.keys.label}
        for value in objects_in(head):
            if not self._fits(value):
                return False
            if value["entities"]:
                return all(isinstance(item, dict) and names <= item.keys() for item in value["entities"])
        return False

    def _fits(self, value: Mapping[str, Any]) -> bool:
        return isinstance(value.get(self.keys.text), str) and isinstance(value.get("entities"), list)

    def _value(self, record: Record, ruler: Ruler, report: Report) -> dict[str, Any]:
        spans = distinct(record.spans, record, report)
        report.wrote(record, spans)
        entities = []
        for span in spans:
            end = ruler.offset(span.end) - (self.writes is Ends.INCLUSIVE)
            entity = {self.keys.start: ruler.offset(span.start), self.keys.end: end, self.keys.label: span.label}
            entities.append(entity | ({self.keys.quote: record.words(span)} if self.quotes else {}))
        return {self.keys.text: record.text, "entities": entities, **place_of(record)}

    def _candidates(
        self, entities: Iterable[object], ends: Ends, where: str, report: Report
    ) -> Iterator[SpanCandidate]:
        for entity in entities:
            if not isinstance(entity, dict):
                discard(entity)
                report.add(DroppedItem(where, str(entity), _("is not an object")))
                continue
            yield _exclusive(self._candidate(entity), ends)

    def _candidate(self, entity: Mapping[str, Any]) -> SpanCandidate:
        quote = entity[self.keys.quote] if peek(entity, self.keys.quote) is not None else None
        return SpanCandidate(entity.get(self.keys.start), entity.get(self.keys.end), entity.get(self.keys.label), quote)


CMEEE = EntityList(
    FormatInfo(
        "cmeee",
        _("CMeEE of CBLUE: an array of texts with their entities"),
        ".json",
        Capabilities(inclusive=True, overlap=True, people=False, times=False),
        options=frozenset({"ends", "unit"}),
        keys=("text", "entities"),
    ),
    EntityKeys("text", "start_idx", "end_idx", "type", "entity"),
    usual=None,
    writes=Ends.INCLUSIVE,
    quotes=True,
)
CCKS = EntityList(
    FormatInfo(
        "ccks",
        _("CCKS: a medical record a line with its entities"),
        ".jsonl",
        Capabilities(overlap=True, people=False, times=False),
        options=frozenset({"ends", "unit"}),
        keys=("originalText", "entities"),
    ),
    EntityKeys("originalText", "start_pos", "end_pos", "label_type", "entity"),
    usual=Ends.EXCLUSIVE,
    writes=Ends.EXCLUSIVE,
    quotes=False,
    meaningless={"entities.overlap": "whether another entity has text in common with it"},
)


def _exclusive(candidate: SpanCandidate, ends: Ends) -> SpanCandidate:
    """Return a span with an end that is not in it."""
    end = candidate.end
    return replace(candidate, end=end + 1) if ends is Ends.INCLUSIVE and is_offset(end) else candidate
