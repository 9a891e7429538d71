"""doccano, plain and with relations: readers made from its importer's rules find every span and relation."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.format import Format
from annotations.exchange.formats.doccano.format import FORMAT as PLAIN
from annotations.exchange.formats.doccano.relations_format import FORMAT as RELATIONS
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, Plain, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write

BOTH = pytest.mark.parametrize("format_", [PLAIN, RELATIONS], ids=lambda format_: format_.about.name)
CARRIED = Plain(relations=False, notes=False, attributes=False)
RELATED = Plain(notes=False, attributes=False)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def places(record: Record) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in record.spans)


def read(format_: Format, path: Path, *values: object) -> tuple[list[Record], Report]:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    report = Report()
    return list(format_.read(path, report)), report


@settings(max_examples=30)
@given(record_lists(records(ODD_TEXTS, CARRIED)).filter(bool))
def test_plain_lines_are_what_doccano_takes_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(PLAIN, given_records, tmp_path_factory.mktemp("doccano"))
    for record, value in zip(given_records, lines(path), strict=True):
        assert value["text"] == record.text
        assert sorted((start, end, label) for start, end, label in value["label"]) == places(record)
    back = trip(PLAIN, given_records)
    assert list(map(told, back.records)) == list(map(told, given_records))
    assert back.written.complete
    assert back.read.complete


@settings(max_examples=30)
@given(record_lists(records(ODD_TEXTS, RELATED)).filter(bool))
def test_lines_with_relations_are_what_doccano_takes_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(RELATIONS, given_records, tmp_path_factory.mktemp("doccano"))
    ids: list[int] = []
    ties: list[int] = []
    for record, value in zip(given_records, lines(path), strict=True):
        by_id = {item["id"]: (item["start_offset"], item["end_offset"], item["label"]) for item in value["entities"]}
        ends = [(item["type"], by_id[item["from_id"]], by_id[item["to_id"]]) for item in value["relations"]]
        assert (value["text"], sorted(by_id.values())) == (record.text, places(record))
        assert sorted(ends) == told(record)["relations"]
        ids += by_id
        ties += (item["id"] for item in value["relations"])
    assert all(type(number) is int for number in ids + ties)
    assert (len(set(ids)), len(set(ties))) == (len(ids), len(ties))
    back = trip(RELATIONS, given_records)
    assert list(map(told, back.records)) == list(map(told, given_records))
    assert back.written.complete
    assert back.read.complete


@BOTH
@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(format_: Format, prefix: str) -> None:
    (record,) = trip(format_, [beijing(prefix)]).records
    assert [record.words(span) for span in record.spans] == ["美團", "淘寶閃購"]
    assert (record.id, record.title, record.status) == ("b1", (prefix + "北京城裡,美團")[:6], "done")


@BOTH
def test_duplicates_and_names_that_are_taken_are_told(format_: Format, tmp_path: Path) -> None:
    spans = (Span("s1", 0, 1, "ORG"), Span("s2", 0, 1, "ORG"), Span("s3", 1, 2, "PER"))
    ties = (Relation("owns", "s2", "s3"),)
    record = Record("a", "甲乙", spans, ties if format_ is RELATIONS else (), meta={"text": "x", "source": "報"})
    report = Report()
    path = write(format_, [record], tmp_path, report=report)
    assert reasons(report) == ["is a duplicate", "its name is taken by something else in this format"]
    (back,) = format_.read(path, Report())
    assert (places(back), back.meta) == ([(0, 1, "ORG"), (1, 2, "PER")], {"source": "報"})
    assert len(back.relations) == len(record.relations)


def test_what_doccano_itself_exports_is_read(tmp_path: Path) -> None:
    plain = {"id": 7, "text": "淘寶", "source": "報", "label": [[0, 2, "ORG"]], "Comments": []}
    (record,), report = read(PLAIN, tmp_path / "a", plain)
    assert (record.id, places(record), dict(record.meta)) == ("7", [(0, 2, "ORG")], {"source": "報"})
    labels = {"text": "淘寶", "labels": [[0, 2, "ORG"]]}
    assert places(read(PLAIN, tmp_path / "b", labels)[0][0]) == [(0, 2, "ORG")]
    entity = {"id": 90, "label": "ORG", "start_offset": 0, "end_offset": 1}
    tie = {"id": 3, "from_id": 90, "to_id": 91, "type": "owns"}
    related = {
        "id": 8,
        "text": "淘寶",
        "entities": [entity, entity | {"id": 91, "start_offset": 1, "end_offset": 2}],
        "relations": [tie, tie | {"to_id": 92}, tie | {"type": ""}, 4],
        "Comments": ["x"],
    }
    (record,), told_of = read(RELATIONS, tmp_path / "c", related)
    assert told(record)["relations"] == [("owns", (0, 1, "ORG"), (1, 2, "ORG"))]
    assert report.complete
    assert dict(told_of.lost) == {
        ("relation", "has no type, or one of its entities is missing"): 3,
        ("key", "“Comments” is not read in this format"): 1,
    }


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ([1, 9, "ORG"], "reaches beyond the text"),
        ([-1, 1, "ORG"], "is empty, or begins after its end or before the text"),
        ([1, 1, "ORG"], "is empty, or begins after its end or before the text"),
        ([0.0, 1, "ORG"], "its offsets are not whole numbers"),
        ([0, 1, ""], "has no label"),
        ([0, 1], "is not of the form [start, end, label]"),
        ("ORG", "is not of the form [start, end, label]"),
        ([0, 2, "PER"], "is a duplicate"),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_is_read(tmp_path: Path, label: object, reason: str) -> None:
    (record,), report = read(PLAIN, tmp_path / "a", {"text": "😀淘寶", "label": [[0, 2, "PER"], label]})
    assert (places(record), reasons(report)) == ([(0, 2, "PER")], [reason])


@BOTH
def test_other_lines_are_told_and_other_files_are_errors(format_: Format, tmp_path: Path) -> None:
    path = write(format_, [beijing(), replace(beijing(), id="b2")], tmp_path)
    path.write_text(path.read_text("utf-8")[:-30] + '\n{"other": 1}\n', "utf-8")
    report = Report()
    assert [record.id for record in format_.read(path, report)] == ["b1"]
    assert [loss.what for loss in report.losses] == ["line 2", "line 3"]
    path.write_text('{"text": "甲"}\n', "utf-8")
    with pytest.raises(SourceError, match=r"export\.jsonl:1: holds no object"):
        list(format_.read(path, Report()))
    path.write_bytes('{"text": "甲"}\n'.encode("gb18030"))
    with pytest.raises(SourceError, match=r"export\.jsonl:1: holds no object"):
        list(format_.read(path, Report()))
