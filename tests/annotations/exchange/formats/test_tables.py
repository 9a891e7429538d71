"""CSV and TSV: any reader of tables finds the rows, and a spreadsheet finds no formula in them."""

import csv
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.formats.datasets.tables import CSV, TSV, Table
from annotations.exchange.options import Options
from annotations.exchange.provenance import with_origins_said
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Schema
from annotations.model.span import Span
from seeds.errors import ZhupiError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import head, reasons, told, trip, write
from tests.sizes import examples

FORMATS = pytest.mark.parametrize("format_", [CSV, TSV], ids=["csv", "tsv"])
HEADER = (
    "document,article,start,end,label,text,annotator,status,note,"
    "title,id,attributes,categories,article_note,origin,time"
)


def rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def test_the_sentence_that_others_get_wrong(tmp_path: Path) -> None:
    path = write(CSV, [beijing("😀")], tmp_path)
    assert path.read_text("utf-8") == (
        f"{HEADER}\n"
        '淘寶.txt,b1,6,8,ORG,美團,a1,done,,"😀北京城裡,",s1,,,,manual,\n'
        '淘寶.txt,b1,9,13,ORG,淘寶閃購,a1,done,,"😀北京城裡,",s2,,,,manual,\n'
    )


@FORMATS
@settings(max_examples=examples(30))
@given(found=record_lists(records(ODD_TEXTS)))
def test_what_is_read_is_what_was_written(format_: Table, found: list[Record]) -> None:
    there = trip(format_, found)
    plain = [with_origins_said(replace(record, relations=(), text="")) for record in found]
    assert [told(record) for record in there.records] == [told(record) for record in plain]
    for back, record in zip(there.records, found, strict=True):
        assert [span.extra["text"] for span in back.spans] == [record.words(span) for span in record.spans]
    assert there.written.complete
    assert there.read.complete


@FORMATS
@given(cell=st.text(st.sampled_from("'=+-@＝a\t\r\n\",")))
def test_no_cell_is_a_formula_and_each_comes_back(
    tmp_path_factory: pytest.TempPathFactory, format_: Table, cell: str
) -> None:
    record = Record("=1+1", f"{cell}甲", (Span("s1", 0, len(cell) + 1, "-ORG", note=cell),), note=cell, title="@x")
    path = write(format_, [record], tmp_path_factory.mktemp("table"))
    (row,) = rows(path, "," if format_ is CSV else "\t")
    assert not [value for value in row.values() if value and value[0] in "=+-@＝＋－＠\t\r\n"]
    (back,) = format_.read(path, Report())
    (span,) = back.spans
    assert (span.extra["text"], span.note, span.label) == (f"{cell}甲", cell, "-ORG")
    assert (back.id, back.note, back.title) == ("=1+1", cell, "@x")


@FORMATS
def test_a_byte_order_mark_only_if_asked_for(tmp_path: Path, format_: Table) -> None:
    path = write(format_, [beijing()], tmp_path, Options(Schema(), bom=True))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdocument")
    assert format_.detect(path, head(path))
    assert next(format_.read(path, Report())).id == "b1"


@FORMATS
def test_the_pieces_of_an_article_are_rows_of_the_whole(tmp_path: Path, format_: Table) -> None:
    pieces = replace(beijing(), offset=0), replace(beijing(), offset=100)
    path = write(format_, pieces, tmp_path)
    (back,) = format_.read(path, Report())
    assert [(span.start, span.id) for span in back.spans] == [(5, "s1"), (8, "s2"), (105, "s3"), (108, "s4")]


def read(path: Path, content: str | bytes, format_: Table = CSV) -> tuple[list[Record], Report]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = Report()
    return list(format_.read(path, report)), report


def test_what_others_wrote(tmp_path: Path) -> None:
    found, report = read(
        tmp_path / "a.csv",
        "label, article ,start,end,more\r\n"
        'ORG,a,0,2,x\r\nORG,a,0,2,x\r\n,a,0,1,x\r\nORG,a,1.0,2,\r\nORG,a,2,2,x\r\nORG,a\r\n\r\nPER,b,3,5,"y\r\nz"\r\n',
    )
    assert [(record.id, record.text, len(record.spans)) for record in found] == [("a", "", 1), ("b", "", 1)]
    assert reasons(report) == [
        "is a duplicate",
        "has no label",
        "its offsets are not whole numbers",
        "is empty, or begins after its end",
        "has 2 cells instead of 5",
    ]
    assert [loss.what for loss in report.losses][-1] == "line 7"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "a.csv:1: has no columns called article, end, label, start"),
        ("", "a.csv:1: has no columns"),
        ('article,start,end,label\na,0,1,"ORG\n', "a.csv:2: is not a valid table from here on"),
        ("article,start,end,label\n淘寶,0,1,O\n".encode("big5"), "a.csv: may be in .*--encoding says which"),
    ],
)
def test_another_file_is_an_error_with_its_line(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(ZhupiError, match=message):
        read(tmp_path / "a.csv", content)


def test_each_table_recognises_its_own_only(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert CSV.detect(path, HEADER)
    assert not TSV.detect(path, HEADER)
    assert TSV.detect(path, HEADER.replace(",", "\t"))
    assert not CSV.detect(path, "id,title,text\n1,2,3\n")
    assert not CSV.detect(path, "")


def test_python_without_zhupi_reads_it(tmp_path: Path) -> None:
    path = write(TSV, [beijing()], tmp_path)
    code = (
        "import csv,sys; print([row['text'] for row in csv.DictReader(open(sys.argv[1], newline=''), delimiter='\\t')])"
    )
    done: Any = subprocess.run(
        [sys.executable, "-X", "utf8", "-I", "-c", code, path], capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode().strip() == "['美團', '淘寶閃購']"
