"""Write and read GLiNER2's training data: a text a line, with entities, relations and categories."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.datasets.gliner2.reader import CATEGORY, MEANINGLESS, fits, read_record
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.label_names import absent_labels, spoken_names
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.validated_jsonl import distinct, first_item, place_of, read_validated_json
from annotations.model.schema import Schema
from annotations.model.span import Span
from seeds.i18n import _


class Gliner2:
    """Write and read ``{"input", "output": {"entities", "entity_descriptions", "relations", "classifications"}}``.

    An entity is ``{"text", "start", "end"}`` below its label, in code points, as GLiNER2 takes it since 2.1; bare words
    stand for all of their occurrences. Labels are called by their titles, since a model reads them, and described as in
    the schema. Ends of relations have places too. Categories are a classification ``category``. Labels that were
    rejected in a text that has none of them, and with ``negatives`` all of the schema's, are there with an empty list.

    GLiNER2 has to be told ``word_splitter="char"``, or a Chinese clause is one word.
    """

    about = FormatInfo(
        "gliner2",
        _("GLiNER2: entities with their places and descriptions, relations and categories"),
        ".jsonl",
        Capabilities(overlap=True, relations=True, categories=True, people=False, times=False),
        keys=("input", "output"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        spoken = spoken_names(options.schema, report)
        write_lines(path, (line for record in records for line in _lines(record, options, spoken, report)))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with an “input” and an “output” with entities, relations or classifications")
        for number, value in read_validated_json(path, report, fits, expected, MEANINGLESS):
            yield read_record(value, line_name(number), report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is one of this format."""
        return fits(first_item(path, head))


FORMAT = Gliner2()


def _lines(record: Record, options: Options, spoken: Mapping[str, str], report: Report) -> Iterator[dict[str, Any]]:
    if not record.text.strip():
        report.drop(record, _("holds no token"), what="article")
        for span in record.spans:
            report.drop(record, _("is white space alone"), span)
        return
    spans = distinct(_with_words(record, report), record, report)
    relations = list(_relations(record, {(span.start, span.end) for span in spans}, report))
    entities = _entities(record, spans, options, spoken)
    classifications = _classifications(record, options.schema)
    report.wrote(record, spans)
    if not entities and not relations and not classifications:
        report.changed[_("texts left out that have no span, which --negatives would say")] += 1
        return
    descriptions = {
        name: label.description
        for label in options.schema.labels
        if label.description and (name := spoken.get(label.name, label.name)) in entities
    }
    output = {
        "entities": entities,
        "entity_descriptions": descriptions,
        "relations": relations,
        "classifications": classifications,
    }
    yield {
        "input": record.text,
        "output": {key: value for key, value in output.items() if value},
        **place_of(record),
    }


def _with_words(record: Record, report: Report) -> Iterator[Span]:
    for span in record.spans:
        if record.words(span).isspace():
            report.drop(record, _("is white space alone"), span)
        else:
            yield span


def _place(record: Record, span: Span) -> dict[str, Any]:
    return {"text": record.words(span), "start": span.start, "end": span.end}


def _relations(record: Record, places: set[tuple[int, int]], report: Report) -> Iterator[dict[str, Any]]:
    """Yield the relations whose ends are both among the places that are written."""
    by_id = {span.id: span for span in record.spans}
    for tie in record.relations:
        head, tail = by_id[tie.head], by_id[tie.tail]
        if {(head.start, head.end), (tail.start, tail.end)} <= places:
            yield {tie.type: {"head": _place(record, head), "tail": _place(record, tail)}}
        else:
            report.drop(record, _("one of its spans is lost"), what="relation")


def _entities(
    record: Record, spans: Iterable[Span], options: Options, spoken: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    entities: dict[str, list[dict[str, Any]]] = {}
    for span in spans:
        entities.setdefault(spoken.get(span.label, span.label), []).append(_place(record, span))
    return entities | {spoken.get(name, name): [] for name in absent_labels(record, options)}


def _classifications(record: Record, schema: Schema) -> list[dict[str, Any]]:
    """Return the one classification that says the categories of a text; none where it has none."""
    if not record.categories:
        return []
    descriptions = {category.name: category.description for category in schema.categories if category.description}
    labels = list(dict.fromkeys([*(category.name for category in schema.categories), *record.categories]))
    task: dict[str, Any] = {"task": CATEGORY, "labels": labels, "true_label": list(record.categories)}
    if not schema.single_category or len(record.categories) > 1:
        task["multi_label"] = True
    if descriptions:
        task["label_descriptions"] = descriptions
    return [task]
