"""Read and write JSON Lines for spaCy: a text a line, with what ``spacy.training.Example.from_dict`` takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.tools.spacy.parts import GROUP, categories_in, cats_of, entities_of
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.record_metadata import described, record_metadata
from annotations.exchange.shared.span_triples import candidates_from_triples
from annotations.exchange.shared.span_validation import validate_spans
from annotations.exchange.shared.tokens import align, tokenize
from annotations.exchange.shared.unread_keys import peek
from annotations.exchange.shared.validated_jsonl import distinct, first_object, read_validated_jsonl
from seeds.i18n import _

_RESERVED = ("text", "entities", "spans", "cats", "categories")


class SpacyJsonl:
    """Write and read ``{"text": …, "entities": [[start, end, label], …]}``.

    spaCy's entities cannot overlap: where spans do, the longest are the entities, and all of them are in the group of
    spans ``{"spans": {"sc": […]}}``. Categories are in ``cats``. Since spaCy passes over what does not fit its tokens,
    spans are made to fit those that are asked for.
    """

    about = FormatInfo(
        "spacy-jsonl",
        _("spaCy: JSON Lines with entities, as examples for training"),
        ".jsonl",
        Capabilities(overlap=True, categories=True),
        keys=("text", "entities"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        write_lines(path, (_line(record, options, report) for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “text” and a list “entities” of [start, end, label]")
        for number, value in read_validated_jsonl(path, report, _fits, expected):
            record = described(Record("", value["text"]), value, _RESERVED)
            where = record.id or line_name(number)
            claims = candidates_from_triples(_triples(value), where, report)
            yield replace(
                record,
                spans=validate_spans(record.text, claims, where, report),
                categories=categories_in(
                    value["cats"] if isinstance(peek(value, "cats"), dict) else None, where, report
                ),
            )

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        value = first_object(head)
        return _fits(value) and "relations" not in value


FORMAT = SpacyJsonl()


def _fits(value: Mapping[str, Any]) -> bool:
    entities = value.get("entities")
    return (
        isinstance(value.get("text"), str)
        and isinstance(entities, list)
        and not any(isinstance(item, dict) for item in entities)
    )


def _line(record: Record, options: Options, report: Report) -> dict[str, Any]:
    tokens = tokenize(record.text, options.tokens)
    aligned = align(record.spans, tokens, options.misaligned, record, report)
    spans = distinct((item.span for item in aligned), record, report)
    entities = entities_of(spans, record)
    report.wrote(record, spans)
    line: dict[str, Any] = {
        "text": record.text,
        "entities": [[span.start, span.end, span.label] for span in entities],
    }
    if len(entities) < len(spans):
        line["spans"] = {GROUP: [[span.start, span.end, span.label] for span in spans]}
    if cats := cats_of(record, options.schema):
        line["cats"] = cats
    return line | record_metadata(record, report, (*_RESERVED, "note"))


def _triples(value: Mapping[str, Any]) -> list[Any]:
    """Return the spans of all groups, and the entities that are in none of them."""
    groups = value["spans"] if isinstance(peek(value, "spans"), dict) else {}
    lists = groups.values()
    triples = [item for group in lists if isinstance(group, list) for item in group]
    return triples + [item for item in value["entities"] if item not in triples]
