"""Read the tables of a Hugging Face data set: ours with all annotations, those of others by their tags."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.exchange.formats.datasets.huggingface.features import EXTRA, TAGS, names_in
from annotations.exchange.formats.datasets.huggingface.rows import LABELS
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import Line
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import BIO, is_tag, join, spans_of_tags
from annotations.exchange.shared.unread_keys import UnreadKeys, discard, peek, text_in, tracked, use
from annotations.exchange.shared.validated_jsonl import read_validated_jsonl
from annotations.extras import Foreign, require
from annotations.model.span import NOTHING, Relation
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, WHOLE, open_stream, read_regular, require_regular
from seeds.toml.nesting import load_json

_ROWS_AT_ONCE = 500
_PARQUET = b"PAR1"
_MEANINGLESS = {
    "pos_tags": "parts of speech, as data sets of CoNLL have them",
    "chunk_tags": "phrases, as data sets of CoNLL have them",
}
_CUT_FROM_TEXT = ("tokens", TAGS)
"""What says nothing where a row has its text whole, and spans."""

_TEXTS = ("id", "document", "title", "annotator", "status", "note")


def read_table(path: Path, report: Report) -> Iterator[Record]:
    """Read the records of a file, JSON Lines or Parquet; raises ``SourceError`` as the protocol of formats says."""
    if path.suffix == ".parquet" or _is_parquet(path):
        lines, names = _parquet(path, report)
    else:
        lines, names = read_validated_jsonl(path, report, _fits, _expected(), _MEANINGLESS), list[str]()
    names = names or _named(path.parent / LABELS)
    for number, row in lines:
        where = text_in(row, "id") or f"{path.name}, {line_name(number)}"
        record = _whole(row, where, report) if _has_all(row) else _tagged(row, names, where, report)
        if record:
            yield record


def _is_parquet(path: Path) -> bool:
    """Return whether a file begins as Parquet does; false where it cannot be read."""
    try:
        with open_stream(path) as file:
            return file.read(len(_PARQUET)) == _PARQUET
    except OSError:
        return False


def _expected() -> str:
    return _("row with “text” and “spans”, or with “tokens” and “ner_tags”")


def _fits(row: Mapping[str, Any]) -> bool:
    if _has_all(row):
        return True
    tokens, tags = row.get("tokens"), row.get(TAGS)
    return (
        isinstance(tokens, list)
        and isinstance(tags, list)
        and len(tokens) == len(tags)
        and all(isinstance(token, str) for token in tokens)
    )


def _parquet(path: Path, report: Report) -> tuple[Iterator[Line], list[str]]:
    """Yield the rows of a Parquet file, counted from 1, and the names of its tags, if it says them."""
    parquet = require("pyarrow.parquet", "huggingface", EXTRA)
    try:
        require_regular(path, WHOLE)
        file = parquet.ParquetFile(path)
    except (OSError, ValueError) as error:
        message = _("is not Parquet that can be read: {reason}").format(reason=error)
        raise SourceError(Problem(str(path), message)) from error
    return _rows(file, path, report), names_in(file.schema_arrow)


def _rows(file: Foreign, path: Path, report: Report) -> Iterator[Line]:
    unread = UnreadKeys(path, _MEANINGLESS)
    rows = (tracked(row) for batch in file.iter_batches(_ROWS_AT_ONCE) for row in batch.to_pylist())
    for number, row in enumerate(rows, 1):
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
    use(row, *_CUT_FROM_TEXT)
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
        texts = {name: text_in(span, name) for name in ("id", "note")}
        attributes = _object(span.get("attributes"), where, report)
        yield SpanCandidate(
            span.get("start"), span.get("end"), span.get("label"), span.get("text"), attributes=attributes, **texts
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


def _tagged(row: Mapping[str, Any], names: Sequence[str], where: str, report: Report) -> Record | None:
    """Return a record of tokens and tags; None, which is reported, where the tags are not known."""
    tags = [names[tag] if isinstance(tag, int) and 0 <= tag < len(names) else str(tag) for tag in row[TAGS]]
    unknown = next((tag for tag in tags if not is_tag(tag)), None)
    if unknown is not None:
        discard(row)
        reason = _("its tag “{tag}” is none such as O or B-ORG, nor the number of one that the data set names")
        report.add(DroppedItem(where, "row", reason.format(tag=unknown)), "row")
        return None
    text, places = join(row["tokens"])
    report.rebuilt += 1
    claims = [
        SpanCandidate(places[item.first][0], places[item.last - 1][1], item.label) for item in spans_of_tags(tags, BIO)
    ]
    return Record(text=text, spans=validate_spans(text, claims, where, report), **_texts(row))


def _named(path: Path) -> list[str]:
    """Return the names of the tags that ``labels.json`` has; none where there is no such file."""
    try:
        table = load_json(read_regular(path, SETTINGS))["id2label"]
        return [table[str(number)] for number in range(len(table))]
    except (OSError, ValueError, KeyError, TypeError):
        return []
