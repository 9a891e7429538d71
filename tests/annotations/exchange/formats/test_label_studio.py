"""Label Studio: its own SDK validates every task, and a reader that counts as its editor does finds every span."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.tools.label_studio.format import FORMAT
from annotations.exchange.options import OffsetUnit, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Schema
from annotations.model.span import Relation, Span
from annotations.suggest.suggestion import Suggestion
from seeds.errors import SourceError, UndecidedError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

REGION = {"id": "r", "from_name": "label", "to_name": "text", "type": "labels"}


def tasks(path: Path, part: str = "tasks") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((path / f"{part}.json").read_text("utf-8"))
    return found


def marks(task: dict[str, Any]) -> list[tuple[str, str]]:
    """The words and the label of each region, whose words must be what its offsets say."""
    found = []
    for item in task["annotations"][0]["result"]:
        if item["type"] == "labels":
            value = item["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            found.append((value["text"], *value["labels"]))
    return sorted(found)


def region(start: object, end: object, text: str | None = None, **other: object) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": ["ORG"]} | ({} if text is None else {"text": text})
    return REGION | {"value": value} | other


def read(path: Path, *values: object) -> tuple[list[Record], Report]:
    path.write_text(json.dumps(values), "utf-8")
    report = Report()
    return list(FORMAT.read(path, report)), report


def task(*results: object, **data: object) -> dict[str, Any]:
    return {"data": {"text": "😀淘寶"} | data, "annotations": [{"result": list(results)}]}


@pytest.fixture(scope="module")
def errors_of() -> Callable[[Path], list[str]]:
    """Return what Label Studio's SDK has to say against the tasks of a folder."""
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="label-studio-sdk is not installed (zhupi[consumers])"
    ).LabelInterface

    def errors(path: Path) -> list[str]:
        config = interface((path / "config.xml").read_text("utf-8"))
        config.validate()
        found = []
        for item in tasks(path):
            assert config.validate_task({"data": item["data"]})
            for annotation in item["annotations"]:
                found += config.validate_prediction(annotation, return_errors=True)
        return found

    return errors


@settings(max_examples=examples(30), deadline=None)
@given(record_lists(records(ODD_TEXTS)).filter(bool))
def test_label_studio_finds_nothing_wrong(
    tmp_path_factory: pytest.TempPathFactory, errors_of: Callable[[Path], list[str]], given_records: list[Record]
) -> None:
    assert not errors_of(write(FORMAT, given_records, tmp_path_factory.mktemp("studio")))


@pytest.mark.parametrize("options", [OPTIONS, Options(Schema())])
def test_label_studio_knows_what_the_schema_does_not(
    tmp_path: Path, errors_of: Callable[[Path], list[str]], options: Options
) -> None:
    attributes: dict[str, str | bool] = {'a"b': True, "c.<d>": "甲\n乙", "certain": True}
    spans = (Span("c0", 0, 1, 'A "&<', attributes=attributes), Span("s2", 0, 2, "新 label"))
    record = Record("a", "淘寶", spans, (Relation("a&b", "c0", "s2"),), categories=("新",))
    path = write(FORMAT, [record], tmp_path, options)
    assert not errors_of(path)
    assert told(next(FORMAT.read(path, Report()))) == told(record) | {"status": "done"}


def test_label_studio_takes_a_config_without_labels(tmp_path: Path, errors_of: Callable[[Path], list[str]]) -> None:
    assert not errors_of(write(FORMAT, [Record("a", "淘寶")], tmp_path, Options(Schema())))


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)))
def test_offsets_are_those_of_the_editor_and_everything_comes_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("studio"))
    if given_records:
        for record, item in zip(given_records, tasks(path), strict=True):
            assert marks(item) == sorted((record.words(span), span.label) for span in record.spans)
        back = trip(FORMAT, given_records)
        assert list(map(told, back.records)) == list(map(told, given_records))
        assert back.written.complete
        assert back.read.complete


@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(prefix: str, tmp_path: Path) -> None:
    path = write(FORMAT, [beijing(prefix)], tmp_path)
    (item,) = tasks(path)
    assert marks(item) == [("淘寶閃購", "ORG"), ("美團", "ORG")]
    first = item["annotations"][0]["result"][0]["value"]
    assert (first["start"], first["end"]) == ((5, 7) if not prefix else (6, 8))
    (record,) = FORMAT.read(path, Report())
    assert told(record) == told(beijing(prefix))


def test_parts_of_a_split_are_files_of_one_project(tmp_path: Path) -> None:
    given_records = [replace(beijing(), id=part, part=part) for part in ("train", "dev", "test")]
    path = write(FORMAT, given_records, tmp_path)
    assert {file.name for file in path.iterdir()} == {"config.xml", "train.json", "dev.json", "test.json"}
    assert {(record.id, record.part) for record in FORMAT.read(path, Report())} == {
        (part, part) for part in ("train", "dev", "test")
    }


def test_duplicates_are_told_and_their_relations_hold(tmp_path: Path) -> None:
    spans = Span("s1", 0, 1, "ORG"), Span("s2", 0, 1, "ORG"), Span("s3", 1, 2, "PER")
    back = trip(FORMAT, [Record("a", "甲乙", spans, (Relation("owns", "s2", "s3"),))])
    assert reasons(back.written) == ["is a duplicate"]
    assert told(back.records[0])["relations"] == [("owns", (0, 1, "ORG"), (1, 2, "PER"))]


def test_an_attribute_of_two_kinds_is_told_where_it_is_not_of_the_first() -> None:
    spans = Span("s1", 0, 1, "X", attributes={"a": "text"}), Span("s2", 1, 2, "X", attributes={"a": True})
    back = trip(FORMAT, [Record("a", "甲乙", spans)])
    assert reasons(back.written) == ["is not a text, as other values of the attribute are"]
    assert [dict(span.attributes) for span in back.records[0].spans] == [{"a": "text"}, {}]


def test_predictions_are_suggestions(tmp_path: Path) -> None:
    predictions = [
        {"model_version": "m1", "score": 0.5, "result": [region(2, 4, "淘寶"), region(0, 2, "😀", score=0.9)]},
        {"result": [region(3, 4), {"type": "choices", "value": {"choices": ["business"]}}]},
    ]
    (record,), report = read(tmp_path / "a.json", {"data": {"text": "😀淘寶"}, "predictions": predictions})
    assert record.suggestions == (
        Suggestion(0, 1, "ORG", 0.9, "m1"),
        Suggestion(1, 3, "ORG", 0.5, "m1"),
        Suggestion(2, 3, "ORG", 1.0, ""),
    )
    assert (record.spans, record.status) == ((), "")
    assert reasons(report) == ["a category cannot be suggested"]


def test_every_annotation_is_a_record_of_its_annotator(tmp_path: Path) -> None:
    annotations = [
        {"result": [region(2, 4)], "completed_by": {"email": "a@b.c"}},
        {"result": [], "completed_by": 4, "was_cancelled": True},
    ]
    predictions = [{"result": [region(0, 2)]}]
    value = {"data": {"review": "😀淘寶", "n": 4}, "annotations": annotations, "predictions": predictions}
    found, report = read(tmp_path / "a.json", value)
    assert [(record.annotator, record.status, len(record.spans), len(record.suggestions)) for record in found] == [
        ("a@b.c", "done", 1, 1),
        ("ls-4", "skipped", 0, 0),
    ]
    assert reasons(report) == ["“data.n” is not read in this format"]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (
            region(1, 3, "淘寶"),
            "its quote fits only if its offsets are code points, and those of the file are UTF-16 units",
        ),
        (region(2, 3, "淘寶"), "its quote fits only if its end is inclusive, which it is not in this format"),
        (region(0, 2, "淘寶"), "its quote is not what stands at its offsets"),
        (region(1, 4), "its offsets are not those of UTF-16 units of the text"),
        (region(2, 9), "its offsets are not those of UTF-16 units of the text"),
        (region("2", "4"), "its offsets are not whole numbers"),
        (region(4, 2), "is empty, or begins after its end or before the text"),
        (REGION | {"value": {"start": 2, "end": 4}}, "has no label"),
        ({"type": "rating", "value": {"rating": 4}}, "is of a type that is not read"),
        (REGION | {"type": "choices", "value": {"start": 2, "choices": ["a", "b"]}}, None),
    ],
)
def test_what_is_not_true_of_a_text_is_told_and_never_guessed(
    tmp_path: Path, result: dict[str, Any], reason: str | None
) -> None:
    sure = task(region(0, 2, "😀"), region(2, 3, "淘"))
    (record, _other), report = read(tmp_path / "a.json", task(region(0, 2, "😀"), result), sure)
    assert [(span.start, span.end) for span in record.spans] == [(0, 1)]
    assert reasons(report) == ([reason] if reason else ["is not just one value"])


def test_relations_go_the_way_they_say(tmp_path: Path) -> None:
    ends = {"type": "relation", "from_id": "r", "to_id": "q", "labels": ["owns"]}
    ways = [ends | {"direction": way} for way in ("right", "left", "bi")]
    broken = [ends | {"labels": []}, ends | {"to_id": "x", "direction": "right"}]
    regions = [region(0, 2, "😀"), region(2, 3, "淘", id="q")]
    both = [("owns", (0, 1, "ORG"), (1, 2, "ORG")), ("owns", (1, 2, "ORG"), (0, 1, "ORG"))]
    expected = [both[:1], both[1:], both]
    for tie, found in zip(ways, expected, strict=True):
        (record,), report = read(tmp_path / "a.json", task(*regions, tie, *broken))
        assert told(record)["relations"] == found
        assert report.lost.total() == 2


def test_other_tasks_are_told_and_other_files_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    found, report = read(path, task(), {"data": 4}, {"data": {"image": 4}})
    assert len(found) == 1
    assert reasons(report) == ["is not a task with “data”", "has no text in its data, or it is not known which"]
    path.write_text('[{"tokenized_text": [], "ner": []}]', "utf-8")
    assert not FORMAT.detect(path, path.read_text("utf-8"))
    with pytest.raises(SourceError, match=r"a\.json:1: holds no task with “data”"):
        list(FORMAT.read(path, Report()))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="holds no tasks"):
        list(FORMAT.read(tmp_path / "empty", Report()))


def test_label_studio_converts_what_was_written(tmp_path: Path) -> None:
    """``label_studio_sdk/converter/converter.py`` reads ``task["id"]``, and our regions by the config beside them."""
    converter = pytest.importorskip(
        "label_studio_sdk.converter", reason="label-studio-sdk is not installed (zhupi[consumers])"
    ).Converter
    path = write(FORMAT, [beijing("😀"), replace(beijing(), id="b2")], tmp_path)
    assert [item["id"] for item in tasks(path)] == [1, 2]
    made = converter(config=str(path / "config.xml"), project_dir=str(tmp_path))
    made.convert_to_json_min(str(path / "tasks.json"), str(tmp_path / "min"), is_dir=False)
    (back,) = (tmp_path / "min").glob("*.json")
    found = [[(mark["start"], mark["text"]) for mark in item["label"]] for item in json.loads(back.read_text("utf-8"))]
    assert found == [[(6, "美團"), (9, "淘寶閃購")], [(5, "美團"), (8, "淘寶閃購")]]


FIREMEN = "😀消防员\n去北京玩"
"""As the editor saves it: ``domManager.ts`` makes code points of its text (``[...text]``), and writes each line end of
a quote as a backslash and an n (``normalizeText``)."""


def tagged(start: int, end: int, text: str | None, label: str = "地点") -> dict[str, Any]:
    return REGION | {"value": {"start": start, "end": end, "labels": [label]} | ({"text": text} if text else {})}


def words_of(found: list[Record]) -> list[str]:
    return [record.words(span) for record in found for span in record.spans]


@pytest.mark.parametrize(("shift", "unit"), [(0, "codepoint"), (1, "utf16")])
def test_the_editors_of_all_years_are_read(tmp_path: Path, shift: int, unit: str) -> None:
    regions = [
        tagged(6 + shift, 8 + shift, "北京"),
        tagged(3 + shift, 6 + shift, "员\\n去"),
        tagged(8 + shift, 9 + shift, None),
    ]
    found, report = read(tmp_path / "a.json", task(*regions, text=FIREMEN))
    assert words_of(found) == ["员\n去", "北京", "玩"]
    assert report.complete
    assert {(decision.what, decision.value): count for decision, count in report.decided.items()} == {
        ("text", unit): 1,
        ("quote", "\\n"): 1,
    }


def test_without_a_quote_it_is_asked_which_unit_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with pytest.raises(UndecidedError, match=r"a\.json: 1 text has emoji"):
        read(path, task(tagged(6, 8, None), text=FIREMEN))
    for unit, words in ((OffsetUnit.CODE_POINT, "北京"), (OffsetUnit.UTF16, "去北")):
        report = Report()
        assert words_of(list(FORMAT.with_options(ReadingOptions(unit)).read(path, report))) == [words]
        assert [decision.value for decision in report.decided] == [unit]


@pytest.mark.parametrize("unit", OffsetUnit)
def test_our_own_files_say_their_unit(tmp_path: Path, unit: OffsetUnit) -> None:
    record = replace(beijing("👩\u200d👧"), meta={"zhupi_unit": "x"})
    report = Report()
    path = write(FORMAT, [record], tmp_path, replace(OPTIONS, unit=unit), report)
    (item,) = tasks(path)
    first = item["annotations"][0]["result"][0]["value"]["start"]
    assert (item["data"]["zhupi_unit"], first - 5) == (unit, {"codepoint": 3, "utf16": 5, "grapheme": 1}[unit])
    assert reasons(report) == ["its name is taken by something else in this format"]
    text = (path / "tasks.json").read_text("utf-8")
    for quote in ("美團", "淘寶閃購"):
        text = text.replace(f'"text": "{quote}", ', "")
    (path / "tasks.json").write_text(text, "utf-8")
    (back,) = FORMAT.read(path, Report())
    assert told(back) == told(replace(record, meta={}))


def test_what_0_1_0_exported_is_read_by_its_quotes(tmp_path: Path) -> None:
    """It counted UTF-16 units, wrote each quote, and no key."""
    path = write(FORMAT, [beijing("😀")], tmp_path, replace(OPTIONS, unit=OffsetUnit.UTF16))
    text = (path / "tasks.json").read_text("utf-8").replace(', "zhupi_unit": "utf16"', "").replace('"id": 1, ', "")
    (path / "tasks.json").write_text(text, "utf-8")
    (back,) = FORMAT.read(path, Report())
    assert told(back) == told(beijing("😀"))


DATA = {"url": "https://host/1", "title": "消防", "content": FIREMEN}


def fields(path: Path, *regions: dict[str, Any], reading: ReadingOptions | None = None) -> tuple[list[Record], Report]:
    path.write_text(json.dumps([{"data": DATA, "annotations": [{"result": regions}]}]), "utf-8")
    report = Report()
    return list(FORMAT.with_options(reading or ReadingOptions()).read(path, report)), report


def test_the_text_is_the_field_that_the_quotes_fit(tmp_path: Path) -> None:
    found, report = fields(tmp_path / "a.json", tagged(6, 8, "北京"))
    assert (words_of(found), found[0].title) == (["北京"], "消防")
    assert [(decision.what, decision.value) for decision in report.decided] == [
        ("task", "content"),
        ("text", "codepoint"),
    ]


def test_the_text_is_the_field_that_the_config_beside_it_shows(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<View", "utf-8")
    view = '<View><Header value="$url"/><Text name="head" value="$title"/><Text name="text" value="$content"/></View>'
    (tmp_path / "config.xml").write_text(view, "utf-8")
    found, report = fields(tmp_path / "a.json", tagged(1, 4, None))
    assert (found[0].text, words_of(found)) == (FIREMEN, ["消防员"])
    assert "config" in next(iter(report.decided)).message


def test_which_field_is_the_text_is_asked_where_nothing_says_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with pytest.raises(UndecidedError, match=r"content, title, url \(.*--text-field"):
        fields(path)
    found, report = fields(path, reading=ReadingOptions(text_field="content"))
    assert ([record.text for record in found], report.complete) == ([FIREMEN], True)
    found, report = fields(path, reading=ReadingOptions(text_field="正文"))
    assert (found, reasons(report)) == ([], ["has no text in its data, or it is not known which"])


def test_losses_name_task_and_region_in_a_file_of_many_lines(tmp_path: Path) -> None:
    value = {"start": 2, "end": 99, "text": "火車", "labels": ["人"]}
    region = {"id": "r-7", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    tasks = [
        {"id": each, "data": {"text": "😀\n消防員", "zhupi_unit": "codepoint"}, "annotations": [{"result": [region]}]}
        for each in (41, "")
    ]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=4), "utf-8")
    report = Report()
    list(FORMAT.read(path, report))
    assert [(loss.article, loss.item) for loss in report.losses] == [("task 41", "r-7"), ("task no. 2", "r-7")]
