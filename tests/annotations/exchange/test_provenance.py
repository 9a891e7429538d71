"""Test that the origins of spans go out with formats that keep metadata, and come back to the spans that have them."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.exchange.exporting.export import export
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import ImportRequest
from annotations.exchange.options import Options
from annotations.exchange.provenance import ORIGINS, with_origins_read, with_origins_said
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.importing.test_homecoming import articles, made

SPANS = (
    Span("s1", 0, 1, "人", "manual"),
    Span("s2", 3, 5, "地", "accepted:lac"),
    Span("s3", 6, 8, "地", "imported:brat"),
    Span("s4", 9, 11, "人", "manual"),
)
TEXT = "😀從\n北京去上海找王五。"


def origins(record: Record) -> list[str]:
    return [span.origin for span in record.spans]


def as_read(record: Record) -> Record:
    return replace(record, spans=tuple(replace(span, origin="manual") for span in record.spans))


def test_origins_come_back_to_their_spans() -> None:
    record = with_origins_said(Record("a", TEXT, SPANS, meta={"source": "x"}))
    back = with_origins_read(as_read(record), "imported:x")
    assert origins(back) == [span.origin for span in SPANS]
    assert back.meta == {"source": "x"}
    assert origins(with_origins_read(as_read(Record("a", TEXT, SPANS)), "imported:x")) == ["imported:x"] * 4
    assert with_origins_said(Record("a", TEXT, SPANS[:1])).meta == {ORIGINS: "manual"}
    assert with_origins_said(Record("a", TEXT)).meta == {}


def test_a_label_that_a_format_has_renamed_keeps_its_origin() -> None:
    record = with_origins_said(Record("a", TEXT, SPANS))
    renamed = replace(as_read(record), spans=tuple(replace(span, label="_") for span in SPANS))
    assert origins(with_origins_read(renamed, "x")) == [span.origin for span in SPANS]


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "{}",
        '{"most": 1, "others": []}',
        '{"most": "a", "others": [[1]]}',
        '{"most": "a", "others": [[[],1,"",""]]}',
    ],
)
def test_what_others_have_changed_says_nothing(value: str) -> None:
    assert origins(with_origins_read(Record("a", TEXT, SPANS, meta={ORIGINS: value}), "x")) == ["x"] * 4


WITH_ROOM = pytest.mark.parametrize(
    "name",
    [
        "label-studio",
        "doccano",
        "doccano-relations",
        "prodigy",
        "spacy-jsonl",
        "spacy",
        "huggingface",
        "w3c",
        "tei",
        "brat",
        "webanno-tsv",
        "cas-json",
        "cas-xmi",
        "csv",
        "tsv",
    ],
)


@WITH_ROOM
def test_formats_with_room_carry_them(tmp_path: Path, name: str) -> None:
    root = made(tmp_path, a=TEXT)
    (article,) = articles(root).values()
    shift = len(article.text) - len(TEXT)
    opened = Store(root / "annotations", "a1").open(article)
    opened.make(Change("m", added=tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in SPANS)))
    opened.close()
    format_ = find_format(name)
    output = tmp_path / f"out{format_.about.suffix}"
    export(
        Project(Corpus.open(root), root / "annotations", ["a1"]),
        ExportRequest(format_, Options(load_schema(root))),
        output,
    )
    import_file(Corpus.open(root), root / "annotations", ImportRequest(format_, output, "a2"))
    look = Store(root / "annotations", "a2").look(article)
    assert look
    assert [span.origin for span in look.layer.ordered] == [span.origin for span in SPANS]
