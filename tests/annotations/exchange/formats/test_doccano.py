"""doccano, plain and with relations: readers made from its importer's rules find every span and relation."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.detection import detect
from annotations.exchange.format import ConfigurableFormat, Format
from annotations.exchange.formats.tools.doccano.format import FORMAT as PLAIN
from annotations.exchange.formats.tools.doccano.relations_format import FORMAT as RELATIONS
from annotations.exchange.options import OffsetUnit, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.encodings import UnclearEncodingError
from annotations.model.span import Relation, Span
from seeds.errors import SourceError, UndecidedError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, Plain, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

CODE_POINTS = {"zhupi_unit": "codepoint"}
BOTH = pytest.mark.parametrize("format_", [PLAIN, RELATIONS], ids=lambda format_: format_.about.name)
CARRIED = Plain(relations=False, notes=False, attributes=False)
RELATED = Plain(notes=False, attributes=False)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def counted(record: Record) -> list[tuple[int, int, str]]:
    """The spans as JavaScript counts them."""
    ends = [len(record.text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in range(len(record.text) + 1)]
    return sorted((ends[span.start], ends[span.end], span.label) for span in record.spans)


def places(record: Record) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in record.spans)


def read(format_: Format, path: Path, *values: object) -> tuple[list[Record], Report]:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    report = Report()
    return list(format_.read(path, report)), report


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS, CARRIED)).filter(bool))
def test_plain_lines_are_what_doccano_takes_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(PLAIN, given_records, tmp_path_factory.mktemp("doccano"))
    for record, value in zip(given_records, lines(path), strict=True):
        assert value["text"] == record.text
        assert sorted((start, end, label) for start, end, label in value["label"]) == counted(record)
    back = trip(PLAIN, given_records)
    assert list(map(told, back.records)) == list(map(told, given_records))
    assert back.written.complete
    assert back.read.complete


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS, RELATED)).filter(bool))
def test_lines_with_relations_are_what_doccano_takes_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(RELATIONS, given_records, tmp_path_factory.mktemp("doccano"))
    ids: list[int] = []
    ties: list[int] = []
    for record, value in zip(given_records, lines(path), strict=True):
        by_id = {item["id"]: (item["start_offset"], item["end_offset"], item["label"]) for item in value["entities"]}
        same = dict(zip(counted(record), places(record), strict=True))
        ends = [(item["type"], same[by_id[item["from_id"]]], same[by_id[item["to_id"]]]) for item in value["relations"]]
        assert (value["text"], sorted(by_id.values())) == (record.text, counted(record))
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
    assert dict(told_of.lost) == {("relation", "has no type, or one of its entities is missing"): 3}
    assert record.note == "x"


# backend/api/views of 1.0 to 1.2 (JSONRepresentation of annotations), with the labels that its front end exports.
def annotation(label: object, user: object = 1, **other: object) -> dict[str, object]:
    return {
        "id": 3,
        "label": label,
        "user": user,
        "created_at": "2020-01-02T03:04:05.678901Z",
        "prob": 0.0,
        "manual": True,
    } | other


CONFIG = [
    {"id": 7, "text": "机构", "prefix_key": None, "suffix_key": "o", "background_color": "#209CEE"},
    {"id": 8, "text": "新闻"},
    {"id": "9", "text": "x"},
    4,
]


def test_labels_by_number_have_their_names_beside_the_file_and_people_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "label_config.json").write_text(json.dumps(CONFIG), "utf-8")
    (tmp_path / "labels.json").write_text("[[", "utf-8")
    mark = {"start_offset": 4, "end_offset": 6}
    annotations = [
        annotation(7, **mark),
        annotation("地点", "li", start_offset=5, end_offset=6),
        annotation(8, "li"),
        annotation(9, **mark),
        annotation(None, text="译文"),
        annotation(None, **mark),
        4,
    ]
    value = {"doc_id": 15, "text": "😀他\n北京", "annotations": annotations, "meta": {"source": "報"}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([value, {"id": 16, "text": "甲", "annotations": [], "meta": {}}], indent=1), "utf-8")
    assert detect(path, lambda _problem: None) is PLAIN
    report = Report()
    one, other, empty = PLAIN.read(path, report)
    assert (one.id, one.annotator, words([one]), one.categories, dict(one.meta)) == (
        "15",
        "doccano-1",
        ["北京"],
        (),
        {"source": "報"},
    )
    assert (other.annotator, words([other]), other.categories) == ("li", ["京"], ("新闻",))
    assert (empty.id, empty.annotator, empty.spans) == ("16", "", ())
    assert sorted(reasons(report)) == [
        "has no label",
        "is neither a span nor a category",
        "is not an object",
        "its label is the number 9, and no label_config.json beside the file has a name for it",
    ]
    assert [decision.value for decision in report.decided] == ["utf16"]


def test_texts_with_categories_and_comments_are_read(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "data": "😀\n甲", "label": ["新闻"], "Comments": ["好", "?"], "username": "wang"},
        {"text": "", "label": []},
    ]
    found, report = read(PLAIN, tmp_path / "a", *lines)
    assert [(record.text, record.categories, record.note, record.annotator) for record in found] == [
        ("😀\n甲", ("新闻",), "好\n?", "wang"),
        ("", (), "", ""),
    ]
    assert report.complete, report.lost
    assert detect(tmp_path / "a", lambda _problem: None) is PLAIN


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
    (record,), report = read(PLAIN, tmp_path / "a", {"text": "😀淘寶", "label": [[0, 2, "PER"], label]} | CODE_POINTS)
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
    with pytest.raises(UnclearEncodingError, match="too few characters"):
        list(format_.read(path, Report()))


TEXT = "😀🚒消防员\n驾驶消防车去北京，然后回家。"
"""As doccano's ``v-annotator`` counts it (``Text.ts``: ``text.length``), 北京 is 14 to 16; in code points 12 to 14."""


def line(format_: Format, *places: tuple[int, int], **other: str) -> dict[str, Any]:
    if format_ is PLAIN:
        return {"text": TEXT, "label": [[start, end, "地点"] for start, end in places], **other}
    entities = [
        {"id": number, "label": "地点", "start_offset": start, "end_offset": end}
        for number, (start, end) in enumerate(places)
    ]
    return {"text": TEXT, "entities": entities, "relations": [], **other}


def words(found: list[Record]) -> list[str]:
    return [record.words(span) for record in found for span in record.spans]


@BOTH
def test_without_evidence_it_is_asked_which_unit_it_is(format_: Format, tmp_path: Path) -> None:
    path = tmp_path / "a"
    with pytest.raises(UndecidedError, match="1 text has emoji"):
        read(format_, path, line(format_, (14, 16)))
    assert isinstance(format_, ConfigurableFormat)
    for unit, expected in ((OffsetUnit.UTF16, "北京"), (OffsetUnit.CODE_POINT, "，然")):
        report = Report()
        assert words(list(format_.with_options(ReadingOptions(unit)).read(path, report))) == [expected]
        assert [(decision.what, decision.value) for decision in report.decided] == [("text", unit)]


@BOTH
def test_one_span_that_can_be_of_one_unit_alone_decides_for_the_file(format_: Format, tmp_path: Path) -> None:
    found, report = read(format_, tmp_path / "a", line(format_, (14, 16)), line(format_, (21, 22)))
    assert (words(found), report.complete) == (["北京", "。"], True)
    assert [(decision.value, count) for decision, count in report.decided.items()] == [("utf16", 2)]
    found, report = read(format_, tmp_path / "b", line(format_, (12, 14)), line(format_, (1, 2)))
    assert (words(found), report.complete) == (["北京", "🚒"], True)
    assert [(decision.value, count) for decision, count in report.decided.items()] == [("codepoint", 2)]


@BOTH
@pytest.mark.parametrize("unit", OffsetUnit)
def test_our_own_files_say_their_unit(format_: Format, unit: OffsetUnit, tmp_path: Path) -> None:
    report = Report()
    record = beijing("👩\u200d👧")
    path = write(format_, [record], tmp_path, replace(OPTIONS, unit=unit), report)
    (value,) = lines(path)
    start = value["label"][0][0] if format_ is PLAIN else value["entities"][0]["start_offset"]
    assert (value["zhupi_unit"], start - 5) == (unit, {"codepoint": 3, "utf16": 5, "grapheme": 1}[unit])
    assert [(decision.value, count) for decision, count in report.decided.items()] == [(unit, 1)]
    (back,) = format_.read(path, Report())
    assert told(back) == told(record)


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS, RELATED)).filter(bool), st.sampled_from(OffsetUnit))
def test_what_is_written_in_any_unit_comes_back(given_records: list[Record], unit: OffsetUnit) -> None:
    for format_, expected in (
        (RELATIONS, given_records),
        (PLAIN, [replace(item, relations=()) for item in given_records]),
    ):
        back = trip(format_, expected, replace(OPTIONS, unit=unit))
        assert back.read.complete
        if back.written.complete:
            assert list(map(told, back.records)) == list(map(told, expected))
        else:
            assert unit is OffsetUnit.GRAPHEME
            assert {(item.id, *place) for item in back.records for place in places(item)} < {
                (item.id, *place) for item in expected for place in places(item)
            }
