"""W2NER: entities are known by all of their tokens; those in several pieces are told as lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.detection import detect
from annotations.exchange.formats.datasets.w2ner import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.records import beijing, records
from tests.annotations.exchange.trips import reasons, trip, write
from tests.sizes import examples

# As data_loader.py of W2NER reads it, and its resume-zh has it: characters, with words beside them.
VALUE: dict[str, Any] = {
    "sentence": ["😀", "马", "云", "和", "阿", "里", "巴", "巴"],
    "ner": [
        {"index": [1, 2], "type": "人物"},
        {"index": [4, 5, 6, 7], "type": "ORG"},
        {"index": [4, 5], "type": "LOC"},
        {"index": [1, 4], "type": "ORG"},
    ],
    "word": [[0], [1, 2], [3], [4, 5, 6, 7]],
}


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def read(path: Path, *values: object) -> tuple[list[Record], Report]:
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    report = Report()
    return list(FORMAT.read(path, report)), report


def test_what_the_tool_trains_with_is_read(tmp_path: Path) -> None:
    (record,), report = read(tmp_path / "a", VALUE)
    assert detect(tmp_path / "a", unexpected) is FORMAT
    assert record.text == "😀马云和阿里巴巴"
    assert [(record.words(span), span.label) for span in record.spans] == [
        ("马云", "人物"),
        ("阿里巴巴", "ORG"),
        ("阿里", "LOC"),
    ]
    (loss,) = report.losses
    assert (loss.what, loss.label) == ("[1, 4]", "ORG")
    assert loss.reason.startswith("its tokens do not stand one after another")


def test_what_is_wrong_is_reported(tmp_path: Path) -> None:
    odd: list[Any] = [{"index": index, "type": "ORG"} for index in ([], [8], [-1], ["1"], [True], None, 3, [[1]])]
    odd += [{"index": [1], "type": ""}, {"index": [1], "type": None}, {"index": [1], "type": []}]
    values = [VALUE | {"ner": odd}, VALUE | {"ner": [7]}, VALUE | {"sentence": [7]}, VALUE | {"sentence": "马云"}]
    (record,), report = read(tmp_path / "a", *values)
    assert record.spans == ()
    assert len(report.losses) == len(odd) + 3
    _records, report = read(tmp_path / "a", VALUE | {"ner": [VALUE["ner"][0] | {"score": 1}], "split": 1})
    assert reasons(report) == ["“ner.score” is not read in this format", "“split” is not read in this format"]
    with pytest.raises(SourceError, match="holds no object with a list “sentence”"):
        read(tmp_path / "a", {"sentence": []})


@settings(max_examples=examples(40))
@given(records())
def test_its_loader_finds_every_span(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    report = Report()
    path = write(FORMAT, [record], tmp_path_factory.mktemp("w2ner"), report=report)
    values = json.loads(path.read_text("utf-8"))
    found = set()
    for value in values:
        for entity in value["ner"]:
            assert entity["index"] == sorted(set(entity["index"])) != []
            found.add(("".join(value["sentence"][number] for number in entity["index"]), entity["type"]))
    assert found == {
        ("".join(record.words(span).split()), span.label) for span in record.spans if record.words(span).strip()
    }
    assert sum(len(value["ner"]) for value in values) + report.lost["span", "holds no token"] + report.lost[
        "span", "is a duplicate"
    ] == len(record.spans)


def test_the_sentence_that_others_get_wrong() -> None:
    (record,) = trip(FORMAT, [beijing("😀")]).records
    assert [record.words(span) for span in record.spans] == ["美團", "淘寶閃購"]


def test_a_text_without_a_token_is_told(tmp_path: Path) -> None:
    report = Report()
    path = write(FORMAT, [Record("a", " \n", (Span("s1", 0, 1, "ORG"),))], tmp_path, report=report)
    assert json.loads(path.read_text("utf-8")) == []
    assert reasons(report) == ["holds no token", "holds no token"]
