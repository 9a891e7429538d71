"""Read and write CSV and TSV: a row for each span, for spreadsheets and programs that have the articles already.

Offsets are those in the whole article, whose text is not in the table. An article without spans has a row without a
label. Attributes and categories are JSON. A cell that a spreadsheet would take for a formula has an apostrophe before
it, which is taken away when the table is read.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.importing.text_alignment import QUOTE
from annotations.exchange.options import Options
from annotations.exchange.provenance import with_origins_said
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.attribute_json import attributes_of, attributes_text
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.mark_times import time_in
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.model import times
from annotations.model.span import MANUAL, Span
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_COLUMNS = (
    *("document", "article", "start", "end", "label", "text", "annotator", "status", "note"),
    *("title", "id", "attributes", "categories", "article_note", "origin", "time"),
)
_NEEDED = {"article", "start", "end", "label"}
_OF_ARTICLE = ("document", "article", "annotator")
_NUMBERS = ("start", "end")

_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")


class Table:
    """Write and read tables with one of the delimiters."""

    def __init__(self, about: FormatInfo, delimiter: str) -> None:
        self.about = about
        self._delimiter = delimiter

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a row for each span of the records, below the names of the columns."""
        with path.open("w", encoding="utf-8-sig" if options.bom else "utf-8", newline="") as file:
            plain = csv.writer(file, delimiter=self._delimiter, lineterminator="\n")
            quoting = csv.writer(file, delimiter=self._delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
            plain.writerow(_COLUMNS)
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                for row in _rows(record):
                    has_return = any("\r" in cell for cell in row.values())  # which ends a line for many a reader
                    (quoting if has_return else plain).writerow(row.values())
                report.wrote(record)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the articles of a table: without their texts, and what each span says is in its ``extra``."""
        rows = self._read_rows(path, report)
        for _key, group in groupby(rows, lambda row: [row.cells.get(name) for name in _OF_ARTICLE]):
            yield _record(group, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line names the columns."""
        line = head.removeprefix("\ufeff").partition("\n")[0]
        try:
            names = next(csv.reader([line], delimiter=self._delimiter), [])
        except csv.Error:
            return False
        return not _NEEDED.difference(name.strip() for name in names)

    def _read_rows(self, path: Path, report: Report) -> Iterator["_Row"]:
        lines = (line for _number, line in read_text_lines(path, report, keep_ends=True, damaged=True))
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        try:
            names = [name.strip() for name in next(reader, [])]
            if missing := _NEEDED.difference(names):
                message = _("has no columns called {names}").format(names=", ".join(sorted(missing)))
                raise SourceError(Problem(str(path), message, 1))
            for cells in reader:
                if len(cells) == len(names):
                    yield _Row(reader.line_num, dict(zip(names, map(_unguarded, cells), strict=True)))
                elif cells:
                    reason = _("has {found} cells instead of {count}").format(found=len(cells), count=len(names))
                    report.add(DroppedItem("", line_name(reader.line_num), reason), "line")
        except csv.Error as error:
            message = _("is not a valid table from here on: {why}").format(why=error)
            raise SourceError(Problem(str(path), message, reader.line_num)) from error


CSV = Table(
    FormatInfo(
        "csv",
        _("CSV: a row for each span"),
        ".csv",
        Capabilities(overlap=True, notes=True, attributes=True, categories=True),
        keys=("article", "start", "end", "label"),
    ),
    ",",
)
TSV = Table(replace(CSV.about, name="tsv", title=_("TSV: a row for each span"), suffix=".tsv"), "\t")


class _Row(NamedTuple):
    """Hold the cells of a row by their columns, and the line on which it ends."""

    line: int
    cells: Mapping[str, str]


def _rows(record: Record) -> Iterator[dict[str, str]]:
    categories = json.dumps(record.categories, ensure_ascii=False) if record.categories else ""
    about = {
        "document": record.document,
        "article": record.id,
        "annotator": record.annotator,
        "status": record.status,
        "title": record.title,
        "categories": categories,
        "article_note": record.note,
    }
    of_article = dict.fromkeys(_COLUMNS, "")
    of_article |= {name: _guarded(value) for name, value in about.items()}
    for span in record.spans:
        values = {
            "label": span.label,
            "text": record.words(span),
            "note": span.note,
            "id": span.id,
            "attributes": attributes_text(span.attributes),
            "origin": span.origin,
            "time": times.time_text(span.time) if span.time else "",
        }
        places = {"start": str(record.offset + span.start), "end": str(record.offset + span.end)}
        yield of_article | {name: _guarded(value) for name, value in values.items()} | places
    if not record.spans:
        yield of_article


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _record(rows: Iterable[_Row], report: Report) -> Record:
    """Return the record of the rows of one article."""
    spans: dict[tuple[int, int, str], Span] = {}
    first: Mapping[str, str] = {}
    for row in rows:
        first = first or row.cells
        if not row.cells["label"] and not row.cells["start"]:
            continue
        span = _span(row, f"s{len(spans) + 1}")
        if isinstance(span, Span):
            span = replace(span, time=time_in(row.cells, "time", row.cells["article"], report))
        if isinstance(span, str):
            what = line_name(row.line, row.cells.get("text", ""))
            report.add(DroppedItem(row.cells["article"], what, span, row.cells["label"]))
        elif (place := (span.start, span.end, span.label)) in spans:
            words = row.cells.get("text", "")
            report.add(DroppedItem(row.cells["article"], words, _("is a duplicate"), span.label, span.start, span.end))
        else:
            spans[place] = span
    record = Record(
        first["article"],
        "",
        _renamed(spans.values()),
        title=first.get("title", ""),
        document=first.get("document", ""),
        annotator=first.get("annotator", ""),
        status=first.get("status", ""),
        categories=_categories(first.get("categories", "")),
        note=first.get("article_note", ""),
    )
    return with_origins_said(record) if first.get("origin") else record


def _span(row: _Row, name: str) -> Span | str:
    """Return the span of a row, or why it is not one."""
    cells = row.cells
    places = [cells[column] for column in _NUMBERS]
    if not cells["label"]:
        return _("has no label")
    if not all(place.isascii() and place.isdigit() for place in places):
        return _("its offsets are not whole numbers")
    start, end = map(int, places)
    if start >= end:
        return _("is empty, or begins after its end")
    return Span(
        cells.get("id") or name,
        start,
        end,
        cells["label"],
        attributes=attributes_of(cells.get("attributes", "")),
        origin=cells.get("origin") or MANUAL,
        note=cells.get("note", ""),
        extra={QUOTE: cells["text"]} if "text" in cells else {},
    )


def _renamed(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans with different ids."""
    renamed = list(spans)
    if len({span.id for span in renamed}) == len(renamed):
        return tuple(renamed)
    return tuple(replace(span, id=f"s{number}") for number, span in enumerate(renamed, 1))


def _categories(cell: str) -> tuple[str, ...]:
    try:
        values = json.loads(cell or "[]")
    except ValueError:
        values = [cell]
    return tuple(name for name in values if isinstance(name, str)) if isinstance(values, list) else (cell,)
