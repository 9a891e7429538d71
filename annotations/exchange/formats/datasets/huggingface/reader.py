"""Read the tables of a Hugging Face data set: ours with all annotations, those of others by their tags."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.exchange.formats.datasets.huggingface.arrow_tables import is_binary, read_binary
from annotations.exchange.formats.datasets.huggingface.features import TAGS
from annotations.exchange.formats.datasets.huggingface.tag_names import TagNames
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import Line
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import BIO, is_tag, join, spans_of_tags
from annotations.exchange.shared.unread_keys import UnreadKeys, discard, peek, text_in, tracked, use
from annotations.exchange.shared.validated_jsonl import read_validated_json
from annotations.model.span import NOTHING, Relation
from seeds.i18n import _

_MEANINGLESS = {
    "pos_tags": "parts of speech, as data sets of CoNLL have them",
    "chunk_tags": "phrases, as data sets of CoNLL have them",
}
_TOKEN_COLUMNS = ("tokens", "words")
TAG_COLUMNS = (TAGS, "ner", "tags", "labels")
"""The columns that may have the tags: of several, the first has them. They say nothing where a row has spans."""

_TEXTS = ("id", "document", "title", "annotator", "status", "note")


def read_table(path: Path, tags: Sequence[str], report: Report) -> Iterator[Record]:
    """Read the records of a file: JSON Lines, Parquet or Arrow. ``tags`` are names by number that the user gives.

    Raises ``SourceError`` as the protocol of formats says, and ``UndecidedError`` where numbers have no names.
    """
    if is_binary(path) or path.suffix in (".parquet", ".arrow"):
        table = read_binary(path)
        lines, names = _rows(table.rows, path, report), TagNames(path, tags, table.features)
    else:
        lines = read_validated_json(path, report, _fits, _expected(), _MEANINGLESS)
        names = TagNames(path, tags)
    for number, row in lines:
        where = text_in(row, "id") or f"{path.name}, {line_name(number)}"
        record = _whole(row, where, report) if _has_all(row) else _tagged(row, names, where, report)
        if record:
            yield record


def _expected() -> str:
    return _("row with “text” and “spans”, or with “tokens” and “ner_tags”")


def _fits(row: Mapping[str, Any]) -> bool:
    return _has_all(row) or _columns(row) is not None


def has_tags(row: Mapping[str, Any]) -> bool:
    """Return whether a row has tokens with a tag for each."""
    return _columns(row) is not None


def _columns(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the names of the columns with tokens and with tags; None where there are none."""
    for name in _TOKEN_COLUMNS:
        tokens = peek(row, name)
        if isinstance(tokens, list) and all(isinstance(token, str) for token in tokens):
            columns = (column for column in TAG_COLUMNS if _are_tags(peek(row, column), len(tokens)))
            if column := next(columns, ""):
                return name, column
    return None


def _are_tags(tags: object, count: int) -> bool:
    return isinstance(tags, list) and len(tags) == count and all(isinstance(tag, int | str) for tag in tags)


def _rows(rows: Iterator[dict[str, Any]], path: Path, report: Report) -> Iterator[Line]:
    unread = UnreadKeys(path, _MEANINGLESS)
    for number, row in enumerate(map(tracked, rows), 1):
        if _fits(row):
            row.used.clear()
            yield Line(number, row)
            unread.look(row)
        else:
            report.add(
                DroppedItem("", line_name(number), _("is not a valid {expected}").format(expected=_expected())), "row"
            )
    unread.report_to(report)


def _has_all(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("text"), str) and isinstance(row.get("spans"), list)


def _whole(row: Mapping[str, Any], where: str, report: Report) -> Record:
    """Return a record with all that was annotated."""
    text: str = row["text"]
    use(row, *_TOKEN_COLUMNS, *TAG_COLUMNS)
    spans = validate_spans(text, _claims(row["spans"], where, report), where, report)
    categories = row["categories"] if isinstance(peek(row, "categories"), list) else None
    offset = row["offset"] if isinstance(peek(row, "offset"), int) else 0
    return Record(
        text=text,
        spans=spans,
        relations=tuple(_relations(row.get("relations"), {span.id for span in spans}, where, report)),
        categories=tuple(map(str, categories or ())),
        meta={key: str(value) for key, value in _object(row.get("meta"), where, report).items()},
        offset=offset,
        **_texts(row),
    )


def _texts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: text_in(row, name) for name in _TEXTS}


def _claims(spans: Sequence[object], where: str, report: Report) -> Iterator[SpanCandidate]:
    for span in spans:
        if not isinstance(span, dict):
            report.add(DroppedItem(where, "span", _("is not an object")))
            continue
        identifier, note = (text_in(span, name) for name in ("id", "note"))
        attributes = _object(span.get("attributes"), where, report)
        yield SpanCandidate(
            span.get("start"), span.get("end"), span.get("label"), span.get("text"), identifier, note, attributes
        )


def _object(text: object, where: str, report: Report) -> Mapping[str, str | bool]:
    """Return the texts and flags of a JSON object in a column."""
    if not text:
        return NOTHING
    try:
        values = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        values = None
    if isinstance(values, dict) and all(isinstance(value, str | bool) for value in values.values()):
        return values
    report.add(DroppedItem(where, str(text), _("is not a JSON object of texts and flags")), "object")
    return NOTHING


def _relations(items: object, ids: set[str], where: str, report: Report) -> Iterator[Relation]:
    for item in items if isinstance(items, list) else []:
        match item:
            case {"type": str(kind), "head": str(head), "tail": str(tail)} if {head, tail} <= ids:
                yield Relation(kind, head, tail)
            case _:
                report.add(
                    DroppedItem(where, "relation", _("does not name two of the spans that were read")), "relation"
                )


def _tagged(row: Mapping[str, Any], names: TagNames, where: str, report: Report) -> Record | None:
    """Return a record of tokens and tags; None, which is reported, where the tags are not known."""
    token_column, tag_column = _columns(row) or _TOKEN_COLUMNS
    tags = names.texts(row[tag_column], tag_column)
    unknown = next((tag for tag in tags if not is_tag(tag)), None)
    if unknown is not None:
        discard(row)
        reason = _("its tag “{tag}” is none such as O or B-ORG, nor the number of one that the data set names")
        report.add(DroppedItem(where, "row", reason.format(tag=unknown)), "row")
        return None
    text, places = join(row[token_column])
    report.rebuilt += 1
    claims = [
        SpanCandidate(places[item.first][0], places[item.last - 1][1], item.label) for item in spans_of_tags(tags, BIO)
    ]
    return Record(text=text, spans=validate_spans(text, claims, where, report), **_texts(row))
