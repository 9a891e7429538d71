"""Read the records that a task of Label Studio's holds: one for each of its annotations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotations.exchange.formats.foreign import objects_in
from annotations.exchange.formats.tools.label_studio.config import value_of
from annotations.exchange.formats.tools.label_studio.survey import ANNOTATIONS, Object, SettledTasks
from annotations.exchange.options import OffsetUnit
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.mark_times import time_in
from annotations.exchange.shared.offset_units import UNIT_KEY, in_code_points
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import discard, listed, peek, use
from annotations.model.layer import Status
from annotations.model.span import Relation
from annotations.suggest.suggestion import Suggestion
from seeds.i18n import _

_SKIPPED = ("was_cancelled", "skipped")
"""The names of the flag of an annotation that was skipped: today's, and that before version 1.0."""


class TaskReader:
    """Read the records of tasks as it was settled for all of them."""

    def __init__(self, settled: SettledTasks, report: Report) -> None:
        self._settled = settled
        self._report = report

    def records(self, task: Object, name: str, part: str) -> Iterator[Record]:
        """Yield the records of a task, called ``name`` where its data has no id."""
        data = task["data"]
        field_name = self._settled.text_field(data)
        if not field_name:
            discard(task)
            self._report.add(DroppedItem(name, name, _("has no text in its data, or it is not known which")), "task")
            return
        text = data[field_name]
        record = replace(described(Record("", text), data, (field_name, UNIT_KEY)), part=part)
        reader = _Reader(record, self._settled.unit(data), record.id or name, self._report)
        # An ordinary export has but the numbers of predictions, of which there is nothing to read.
        predictions = [each for each in listed(task.get("predictions")) if type(each) is not int]
        record = replace(record, suggestions=tuple(reader.suggestions(predictions)))
        annotations = reader.submitted([each for key in ANNOTATIONS for each in listed(task.get(key))])
        drafts = list(reader.drafts(task.get("drafts"), annotations))
        if not annotations and not drafts:
            yield record
        for annotation in annotations:
            yield reader.annotated(record, annotation)
            record = replace(record, suggestions=())
        for draft in drafts:
            yield replace(reader.annotated(record, draft), status=Status.IN_PROGRESS.value)


@dataclass(slots=True)
class _Result:
    """Hold what an annotation or prediction says, sorted: ``attributes`` are by the ids of their regions."""

    regions: list[Object] = field(default_factory=list)
    attributes: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    categories: list[str] = field(default_factory=list)
    relations: list[Object] = field(default_factory=list)


class _Reader:
    """Read what is said of one text, in offsets of a unit."""

    def __init__(self, record: Record, unit: OffsetUnit, where: str, report: Report) -> None:
        self._text = record.text
        self._unit = unit
        self._where = where
        self._report = report

    def annotated(self, record: Record, annotation: Object) -> Record:
        """Return the record with what an annotation says."""
        use(annotation, *_SKIPPED)
        if peek(annotation, "ground_truth") is not True:
            use(annotation, "ground_truth")
        result = self._sorted(annotation)
        time = time_in(annotation, "created_at", self._where, self._report)
        claims = (replace(claim, time=time) for region in result.regions for claim in self._claims(region, result))
        spans = validate_spans(self._text, claims, self._where, self._report)
        relations = tuple(self._relations(result, {span.id for span in spans}))
        return replace(
            record,
            spans=spans,
            relations=relations,
            categories=tuple(dict.fromkeys(result.categories)),
            annotator=_annotator(annotation) or record.annotator,
            status=_status(annotation, record.status),
        )

    def submitted(self, items: Sequence[object]) -> list[Object]:
        """Return the annotations without those that somebody skipped who has submitted another one, which are lost."""
        annotations = list(self._objects(items))
        submitters = {_annotator(each) for each in annotations if not _is_skipped(each)}
        kept = []
        for annotation in annotations:
            if _is_skipped(annotation) and _annotator(annotation) in submitters:
                discard(annotation)
                self._drop("annotation", _("was skipped, and another one was submitted"), "annotation")
            else:
                kept.append(annotation)
        return kept

    def drafts(self, items: object, annotations: Sequence[Object]) -> Iterator[Object]:
        """Yield the drafts of people who have submitted nothing; others are lost."""
        submitters = {_annotator(each) for each in annotations}
        for draft in listed(items):
            if not isinstance(draft, dict):
                self._drop(str(draft), _("is a draft of which the file has but the number"), "annotation")
            elif (name := _annotator(draft)) in submitters or peek(draft, "annotation") or (annotations and not name):
                discard(draft)
                self._drop("draft", _("is a draft beside an annotation that was submitted"), "annotation")
            else:
                use(draft, "user", "annotation")
                yield draft

    def suggestions(self, predictions: Sequence[object]) -> Iterator[Suggestion]:
        """Yield what predictions suggest: a region has its own score, or that of its prediction."""
        for prediction in self._objects(predictions):
            result, model = self._sorted(prediction), prediction.get("model_version")
            for _tie in result.relations:
                self._drop("relation", _("suggestions have none"), "relation")
            for name in result.categories:
                self._drop(name, _("a category cannot be suggested"), "category")
            scored = [
                ScoredSpan(claim, region.get("score", prediction.get("score")), model if isinstance(model, str) else "")
                for region in result.regions
                for claim in self._claims(region, result)
            ]
            yield from true_suggestions(self._text, scored, self._where, self._report)

    def _sorted(self, annotation: Object) -> _Result:
        result = _Result()
        for item in self._objects(annotation.get("result")):
            value = item.get("value")
            match item.get("type"):
                case "relation":
                    result.relations.append(item)
                case "labels" if isinstance(value, dict):
                    result.regions.append(item)
                case "choices" | "textarea" if isinstance(value, dict) and "start" in value:
                    result.attributes[str(item.get("id"))].append(item)
                    use(value, "start", "end", "text", "labels")
                case "choices" if isinstance(value, dict) and isinstance(value.get("choices"), list):
                    result.categories += [name for name in value["choices"] if isinstance(name, str)]
                case kind:
                    discard(item)
                    self._drop(str(kind), _("is of a type that is not read"), "result")
        return result

    def _claims(self, region: Object, result: _Result) -> Iterator[SpanCandidate]:
        """Yield what a region claims: a span for each of its labels, the first of which has its id."""
        value = region["value"]
        labels = value.get("labels")
        identifier = str(region.get("id") or "")
        name = identifier
        for label in labels if isinstance(labels, list) and labels else [None]:
            attributes = self._attributes(result.attributes.get(identifier, ()), label)
            claim = SpanCandidate(
                value.get("start"), value.get("end"), label, value.get("text"), name, _note(region), attributes
            )
            yield from in_code_points(self._text, (claim,), self._unit, self._where, self._report)
            name = ""

    def _attributes(self, results: Sequence[Object], label: object) -> dict[str, str | bool]:
        """Return the attributes of a region, called by the names of their controls, without the label's."""
        attributes: dict[str, str | bool] = {}
        for item in results:
            name = str(item.get("from_name")).removeprefix(f"{label}.")
            values = item["value"].get("choices" if item["type"] == "choices" else "text")
            match [values] if isinstance(values, str) else values:
                case [str(value)]:
                    attributes[name] = value_of(value) if item["type"] == "choices" else value
                case _:
                    self._drop(name, _("is not just one value"), "attribute")
        return attributes

    def _relations(self, result: _Result, ids: set[str]) -> Iterator[Relation]:
        for item in result.relations:
            way = str(item.get("direction"))
            head, tail, labels = str(item.get("from_id")), str(item.get("to_id")), item.get("labels")
            types = [name for name in labels if isinstance(name, str)] if isinstance(labels, list) else []
            if not types or not {head, tail} <= ids:
                self._drop("relation", _("has no type, or one of its spans is missing"), "relation")
                continue
            ways = {"left": [(tail, head)], "bi": [(head, tail), (tail, head)]}
            for first, second in ways.get(way, [(head, tail)]):
                yield from (Relation(name, first, second) for name in types)

    def _objects(self, items: object) -> Iterator[Object]:
        return objects_in(items, self._where, self._report)

    def _drop(self, what: str, reason: str, kind: str) -> None:
        self._report.add(DroppedItem(self._where, what, reason), kind)


def _note(region: Object) -> str:
    meta = region["meta"] if isinstance(peek(region, "meta"), dict) else None
    text = meta["text"] if meta and isinstance(peek(meta, "text"), str | list) else None
    lines = [text] if isinstance(text, str) else text
    return "\n".join(line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ""


def _annotator(annotation: Object) -> str:
    """Return who made an annotation: an address, or a name made of the number that Label Studio has for somebody."""
    by = peek(annotation, "completed_by")
    if isinstance(by, dict):
        email, by = peek(by, "email"), peek(by, "id")
        if isinstance(email, str) and email:
            return email
    if by is None:
        _name, _comma, number = str(peek(annotation, "created_username") or "").rpartition(", ")
        by = number or peek(annotation, "user")
    return f"ls-{by}" if str(by).isdecimal() else str(by or "")


def _is_skipped(annotation: Object) -> bool:
    return any(peek(annotation, key) is True for key in _SKIPPED)


def _status(annotation: Object, former: str) -> str:
    """Return the status of an article: as it was, unless it was submitted or skipped in Label Studio."""
    if _is_skipped(annotation):
        return Status.SKIPPED.value
    return Status.DONE.value if former in ("", Status.SKIPPED) else former
