"""CMeEE and CCKS: ends are read as the file shows it, and asked for where nothing does and editions differ."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.format import ConfigurableFormat, Format
from annotations.exchange.options import Ends, OffsetUnit, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from seeds.errors import Problem, SourceError, UndecidedError
from tests.annotations.exchange.records import OPTIONS, beijing
from tests.annotations.exchange.trips import reasons, trip

TEXT = "😀患者\n诉头痛、肺炎"
# As CBLUE's cblue/data/data_process.py reads and writes them: an array, the end is the last character.
FIRST = [
    {"start_idx": 5, "end_idx": 6, "type": "症状", "entity": "头痛"},
    {"start_idx": 8, "end_idx": 8, "type": "bod", "entity": "肺"},
    {"start_idx": 8, "end_idx": 9, "type": "dis", "entity": "肺炎"},
]
SECOND = [entity | {"end_idx": int(str(entity["end_idx"])) + 1} for entity in FIRST]
# As tasks of CCKS 2019 and 2020 have them: a record a line, the end is not in the span, and there are no words.
CCKS = [
    {"label_type": "症状", "overlap": 0, "start_pos": 5, "end_pos": 7},
    {"label_type": "bod", "overlap": 1, "start_pos": 8, "end_pos": 9},
    {"label_type": "dis", "overlap": 1, "start_pos": 8, "end_pos": 10},
]
PLACES = [(5, 7, "症状"), (8, 10, "dis"), (8, 9, "bod")]


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def saved(path: Path, values: list[Any], *, array: bool) -> Path:
    """Write values as an array, or a line each."""
    lines = (
        json.dumps(values, ensure_ascii=False, indent=2)
        if array
        else "".join(json.dumps(value) + "\n" for value in values)
    )
    path.write_text(lines, "utf-8")
    return path


def read(path: Path, ends: Ends | None = None, format_: Format | None = None) -> tuple[list[Record], Report]:
    format_ = format_ or detect(path, unexpected)
    if ends and isinstance(format_, ConfigurableFormat):
        format_ = format_.with_options(ReadingOptions(ends=ends))
    report = Report()
    return list(format_.read(path, report)), report


def places(record: Record) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in record.spans]


@pytest.mark.parametrize("array", [True, False])
@pytest.mark.parametrize(
    ("name", "key", "entities", "ends"),
    [
        ("cmeee", "text", FIRST, "inclusive"),
        ("cmeee", "text", SECOND, "exclusive"),
        ("ccks", "originalText", CCKS, "exclusive"),
    ],
)
def test_what_data_sets_have_is_read_whole(
    tmp_path: Path, name: str, key: str, entities: list[Any], ends: str, array: bool
) -> None:
    value = {"id": 7, key: TEXT, "entities": entities}
    path = saved(tmp_path / "a", [{key: "无", "entities": []}, value, value], array=array)
    assert detect(path, unexpected) is find_format(name)
    (empty, record, _same), report = read(path)
    assert (empty.spans, record.id, record.text, places(record)) == ((), "7", TEXT, PLACES)
    assert report.complete, report.lost
    (decision, count), *_unit = report.decided.items()
    assert (decision.what, decision.value, count) == ("span", ends, 6)


def test_ends_without_words_are_decided_by_spans_that_could_not_be(tmp_path: Path) -> None:
    def without_words(entities: list[Any]) -> list[Any]:
        return [{key: value for key, value in entity.items() if key != "entity"} for entity in entities]

    for entities in (FIRST, SECOND):
        (record,), report = read(
            saved(tmp_path / "a", [{"text": TEXT, "entities": without_words(entities)}], array=True)
        )
        assert places(record) == PLACES
        assert "would be empty or leave the text" in next(iter(report.decided)).message
    path = saved(tmp_path / "a", [{"text": TEXT, "entities": without_words(FIRST[:1])}], array=True)
    with pytest.raises(UndecidedError, match=r"whether the end .*--ends inclusive"):
        read(path)
    assert places(read(path, Ends.INCLUSIVE)[0][0]) == [(5, 7, "症状")]
    assert places(read(path, Ends.EXCLUSIVE)[0][0]) == [(5, 6, "症状")]


def test_what_is_wrong_is_reported_and_never_guessed(tmp_path: Path) -> None:
    odd: list[Any] = [7, None, {"start_idx": "1", "end_idx": 2, "type": "dis"}, {"start_idx": 1, "end_idx": 2}]
    odd += [
        FIRST[0] | {"entity": 7},
        FIRST[0] | {"entity": "头晕"},
        FIRST[0] | {"type": []},
        FIRST[0] | {"end_idx": 99},
    ]
    values = [{"text": TEXT, "entities": [*FIRST, *odd]}, {"text": 7}, {"text": TEXT, "entities": {}}]
    (record,), report = read(saved(tmp_path / "a", values, array=False), format_=find_format("cmeee"))
    assert places(record) == PLACES
    assert len(report.losses) == len(odd) + 2
    assert "its quote is not what stands at its offsets" in reasons(report)
    unknown = [{"text": TEXT, "entities": [entity | {"score": 0.5} for entity in FIRST], "split": 1}]
    assert reasons(read(saved(tmp_path / "a", unknown, array=True))[1]) == [
        "“entities.score” is not read in this format",
        "“split” is not read in this format",
    ]
    with pytest.raises(SourceError, match="holds no object with a “originalText”"):
        read(path=tmp_path / "a", format_=find_format("ccks"))
    (tmp_path / "a").write_text('[{"text": "x", "entities": []}, 7]', "utf-8")
    with pytest.raises(SourceError, match="is not an array of JSON objects"):
        read(tmp_path / "a", format_=find_format("cmeee"))


def test_the_unit_is_what_the_words_show(tmp_path: Path) -> None:
    moved = [entity | {key: int(str(entity[key])) + 1 for key in ("start_idx", "end_idx")} for entity in FIRST]
    (record,), report = read(saved(tmp_path / "a", [{"text": TEXT, "entities": moved}], array=True))
    assert places(record) == PLACES
    assert [decision.value for decision in report.decided] == ["inclusive", "utf16"]
    (record,), report = read(saved(tmp_path / "a", [{"originalText": TEXT, "entities": CCKS}], array=False))
    assert places(record) == PLACES
    assert [decision.value for decision in report.decided] == ["exclusive", "codepoint"]
    for unit in OffsetUnit:
        result = trip(find_format("cmeee"), [beijing("😀e\u0301")], replace(OPTIONS, unit=unit))
        assert [result.records[0].words(span) for span in result.records[0].spans] == ["美團", "淘寶閃購"]
        assert result.read.complete


@pytest.mark.parametrize("name", ["cmeee", "ccks"])
def test_the_sentence_that_others_get_wrong(name: str) -> None:
    (record,) = trip(find_format(name), [beijing("😀")]).records
    assert [record.words(span) for span in record.spans] == ["美團", "淘寶閃購"]
    assert record.id == "b1"
