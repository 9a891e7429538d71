"""Read the records that a task of Label Studio's holds: one for each of its annotations."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotations.exchange.formats.label_studio.config import TEXT, value_of
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.utf16 import utf16_offsets
from annotations.model.layer import Status
from annotations.model.span import Relation
from annotations.suggest.suggestion import Suggestion
from seeds.i18n import _

Object = Mapping[str, Any]


def is_task(value: Object) -> bool:
    """Return whether an object is a task."""
    return isinstance(value.get("data"), dict)


def records_of(task: Object, name: str, part: str, report: Report) -> Iterator[Record]:
    """Yield the records of a task, called ``name`` where its data has no id; errors go to ``report``."""
    data = task["data"]
    text = _text_of(data)
    if text is None:
        report.add(
            DroppedItem(name, name, _("has no “text” in its data, and not just one text by another name")), "task"
        )
        return
    record = replace(described(Record("", text), data, (TEXT,)), part=part)
    reader = _Reader(record, utf16_offsets(text), record.id or name, report)
    record = replace(record, suggestions=tuple(reader.suggestions(_objects(task.get("predictions")))))
    annotations = _objects(task.get("annotations"))
    if not annotations:
        yield record
    for annotation in annotations:
        yield reader.annotated(record, annotation)
        record = replace(record, suggestions=())


def _text_of(data: Object) -> str | None:
    """Return the text that the task is about: by its usual name, or the only one there is."""
    texts = [value for value in data.values() if isinstance(value, str)]
    if isinstance(data.get(TEXT), str):
        return str(data[TEXT])
    return texts[0] if len(texts) == 1 else None


def _objects(value: object) -> list[Object]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


@dataclass(slots=True)
class _Result:
    """Hold what an annotation or prediction says, sorted: ``attributes`` are by the ids of their regions."""

    regions: list[Object] = field(default_factory=list)
    attributes: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    categories: list[str] = field(default_factory=list)
    relations: list[Object] = field(default_factory=list)


class _Reader:
    """Read what is said of one text; ``offsets`` are in UTF-16 units."""

    def __init__(self, record: Record, offsets: Sequence[int], where: str, report: Report) -> None:
        self._text = record.text
        self._places = {offset: place for place, offset in enumerate(offsets)}
        self._where = where
        self._report = report

    def annotated(self, record: Record, annotation: Object) -> Record:
        """Return the record with what an annotation says."""
        result = self._sorted(annotation)
        claims = (claim for region in result.regions for claim in self._claims(region, result))
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

    def suggestions(self, predictions: Sequence[Object]) -> Iterator[Suggestion]:
        """Yield what predictions suggest: a region has its own score, or that of its prediction."""
        for prediction in predictions:
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
        for item in _objects(annotation.get("result")):
            value = item.get("value")
            match item.get("type"):
                case "relation":
                    result.relations.append(item)
                case "labels" if isinstance(value, dict):
                    result.regions.append(item)
                case "choices" | "textarea" if isinstance(value, dict) and "start" in value:
                    result.attributes[str(item.get("id"))].append(item)
                case "choices" if isinstance(value, dict) and isinstance(value.get("choices"), list):
                    result.categories += [name for name in value["choices"] if isinstance(name, str)]
                case kind:
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
            if placed := self._placed(claim):
                yield placed
            name = ""

    def _placed(self, claim: SpanCandidate) -> SpanCandidate | None:
        """Convert a claim whose offsets are UTF-16 units of the text to code points."""
        start, end, quote = claim.start, claim.end, claim.quote
        if not isinstance(start, int) or not isinstance(end, int):
            return claim
        first, last = self._places.get(start, -1), self._places.get(end, -1)
        inside = -1 not in (first, last)
        if (
            isinstance(quote, str)
            and self._text[start:end] == quote
            and not (inside and self._text[first:last] == quote)
        ):
            reason = _("its quote fits only if its offsets are code points, which they are not in this format")
        elif not inside:
            reason = _("its offsets are not those of UTF-16 units of the text")
        else:
            return replace(claim, start=first, end=last)
        label = claim.label if isinstance(claim.label, str) else ""
        self._report.add(
            DroppedItem(self._where, quote if isinstance(quote, str) else "", reason, label, start, end, claim.id)
        )
        return None

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
            head, tail, labels = str(item.get("from_id")), str(item.get("to_id")), item.get("labels")
            types = [name for name in labels if isinstance(name, str)] if isinstance(labels, list) else []
            if not types or not {head, tail} <= ids:
                self._drop("relation", _("has no type, or one of its spans is missing"), "relation")
                continue
            ways = {"left": [(tail, head)], "bi": [(head, tail), (tail, head)]}
            for first, second in ways.get(str(item.get("direction")), [(head, tail)]):
                yield from (Relation(name, first, second) for name in types)

    def _drop(self, what: str, reason: str, kind: str) -> None:
        self._report.add(DroppedItem(self._where, what, reason), kind)


def _note(region: Object) -> str:
    meta = region.get("meta")
    text = meta.get("text") if isinstance(meta, dict) else None
    lines = [text] if isinstance(text, str) else text
    return "\n".join(line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ""


def _annotator(annotation: Object) -> str:
    """Return who made an annotation, where it says so by name."""
    by = annotation.get("completed_by")
    email = by.get("email") if isinstance(by, dict) else None
    return email if isinstance(email, str) else ""


def _status(annotation: Object, former: str) -> str:
    """Return the status of an article: as it was, unless it was submitted or skipped in Label Studio."""
    if annotation.get("was_cancelled"):
        return Status.SKIPPED.value
    return Status.DONE.value if former in ("", Status.SKIPPED) else former
