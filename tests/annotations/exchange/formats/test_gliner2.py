"""GLiNER2: places are true of the text, as its own loader checks; bare words are all of their occurrences."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.detection import detect
from annotations.exchange.formats.datasets.gliner2.format import FORMAT
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Category, Label, Schema
from annotations.model.span import Relation, Span
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, trip, write
from tests.sizes import examples

TEXT = "😀马云\n说:马云创办阿里巴巴"
# gliner2/training/data.py and processing/targets.py of 2.1.0, tutorial/8-train_data.md.
VALUE: dict[str, Any] = {
    "input": TEXT,
    "output": {
        "entities": {"人物": [{"text": "马云", "start": 6, "end": 8}], "org": ["阿里巴巴", "阿里"], "地点": []},
        "entity_descriptions": {"人物": "人的名字"},
        "relations": [
            {"创办": {"head": {"text": "马云", "start": 6, "end": 8}, "tail": "阿里巴巴"}},
            {"属于": {"head": "马云", "tail": "北京"}},
        ],
        "classifications": [
            {"task": "category", "labels": ["business", "sports"], "true_label": ["business"], "multi_label": True},
            {
                "task": "tone",
                "labels": ["calm"],
                "true_label": "calm",
                "prompt": "?",
                "label_descriptions": {"calm": "x"},
            },
        ],
    },
}


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def read(tmp_path: Path, *values: object) -> tuple[list[Record], Report]:
    (tmp_path / "a").write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    report = Report()
    return list(FORMAT.read(tmp_path / "a", report)), report


def marks(record: Record) -> list[tuple[int, str, str]]:
    return [(span.start, record.words(span), span.label) for span in record.spans]


def strict(path: Path) -> list[dict[str, Any]]:
    """Check what ``InputExample.validate`` does: every place is true, and there is something to be learned."""
    values = [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    for value in values:
        output, text = value["output"], value["input"]
        assert text.strip()
        assert output.keys() & {"entities", "relations", "classifications"}
        assert output.get("entity_descriptions", {}).keys() <= output.get("entities", {}).keys()
        ends = [end for relation in output.get("relations", ()) for each in relation.values() for end in each.values()]
        for place in [*ends, *(place for places in output.get("entities", {}).values() for place in places)]:
            assert set(place) == {"text", "start", "end"}
            assert text[place["start"] : place["end"]] == place["text"]
            assert place["text"].strip()
        for task in output.get("classifications", ()):
            assert set(task["true_label"]) <= set(task["labels"])
    return values


def strict_written(folder: Path, record: Record, options: Options) -> list[dict[str, Any]]:
    return strict(write(FORMAT, [record], folder, options))


def test_what_the_tool_trains_with_is_read(tmp_path: Path) -> None:
    (record, other), report = read(tmp_path, VALUE, {"text": TEXT, "schema": VALUE["output"]})
    assert detect(tmp_path / "a", unexpected) is FORMAT
    assert marks(record) == marks(other) == [(6, "马云", "人物"), (10, "阿里巴巴", "org")]
    ids = {record.words(span): span.id for span in record.spans}
    assert record.relations == (Relation("创办", ids["马云"], ids["阿里巴巴"]),)
    assert record.categories == ("business", "tone: calm")
    assert [(loss.what, loss.reason) for loss in report.losses] == [("属于", "one of its spans is missing")] * 2
    assert [decision.value for decision in report.decided] == ["all occurrences"]


def test_bare_words_are_all_occurrences_and_a_confidence_is_a_suggestion(tmp_path: Path) -> None:
    mentions = ["马云", {"text": "阿里", "start": 10, "end": 12, "confidence": 0.75}]
    (record,), report = read(tmp_path, {"input": TEXT, "output": {"entities": {"人物": mentions}}})
    assert marks(record) == [(1, "马云", "人物"), (6, "马云", "人物")]
    assert [(each.start, each.end, each.score, each.origin) for each in record.suggestions] == [
        (10, 12, 0.75, "gliner2")
    ]
    assert report.complete


def test_what_is_wrong_is_reported(tmp_path: Path) -> None:
    places: list[Any] = [7, None, "", "北京", {"text": "马云"}, {"text": "马云", "start": 0, "end": 2}]
    relations: list[Any] = [7, {"x": 7}, {"x": {"head": "马云"}}, {"x": {"head": "马云", "tail": "马云"}}]
    tasks: list[Any] = [7, {"task": 1, "true_label": []}, {"task": "x", "true_label": [1]}, {"task": "x"}]
    output = {"entities": {"人物": ["马云", *places]}, "relations": relations, "classifications": tasks}
    values = [
        {"input": TEXT, "output": output},
        {"input": TEXT, "output": {"entities": []}},
        {"input": 7, "output": {}},
    ]
    (record,), report = read(tmp_path, *values)
    assert marks(record) == [(1, "马云", "人物"), (6, "马云", "人物")]
    assert not record.relations
    assert not record.categories
    assert len(report.losses) == len(places) + len(relations) + len(tasks) + 2
    assert "its quote is not what stands at its offsets" in reasons(report)
    with pytest.raises(SourceError, match="holds no object with an “input”"):
        read(tmp_path, values[2])


def test_structures_and_unknown_keys_are_reported(tmp_path: Path) -> None:
    place = {"text": "马云", "start": 1, "end": 3, "note": 1}
    output = {"entities": {"人物": [place]}, "json_structures": [{"a": {"b": "马云"}}], "more": 1}
    _records, report = read(tmp_path, {"input": TEXT, "output": output, "split": 1})
    keys = {reason.partition("”")[0].strip("“") for reason in reasons(report)}
    assert keys == {"output.entities.人物.note", "output.json_structures", "output.more", "split"}


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)))
def test_its_checks_pass_and_every_span_comes_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    report = Report()
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("gliner2"), report=report)
    strict(path)
    titles = {label.name: label.title for label in OPTIONS.schema.labels}
    expected = {
        (record.id, span.start, span.end, titles[span.label])
        for record in given_records
        for span in record.spans
        if record.words(span).strip()
    }
    read_report = Report()
    back = {
        (record.id, span.start, span.end, span.label)
        for record in FORMAT.read(path, read_report)
        for span in record.spans
    }
    assert back == expected
    assert not read_report.lost["span", "one of its spans is missing"]


def test_the_sentence_that_others_get_wrong() -> None:
    (record,) = trip(FORMAT, [beijing("😀")]).records
    assert [(record.words(span), span.label) for span in record.spans] == [("美團", "機構"), ("淘寶閃購", "機構")]


def test_negatives_descriptions_and_categories(tmp_path: Path) -> None:
    schema = Schema(
        (Label("PER", "人物", description="人的名字"), Label("LOC", "地点", description="地方")),
        (),
        (Category("business", description="生意"), Category("sports")),
        single_category=True,
    )
    record = Record("a", TEXT, (Span("s1", 1, 3, "PER"),), categories=("business",))
    options = replace(OPTIONS, schema=schema)
    expected: dict[str, Any] = {
        "entities": {"人物": [{"text": "马云", "start": 1, "end": 3}]},
        "entity_descriptions": {"人物": "人的名字"},
        "classifications": [
            {
                "task": "category",
                "labels": ["business", "sports"],
                "true_label": ["business"],
                "label_descriptions": {"business": "生意"},
            }
        ],
    }
    for negatives in (False, True):
        if negatives:
            expected["entities"]["地点"] = []
            expected["entity_descriptions"]["地点"] = "地方"
        (value,) = strict_written(tmp_path, record, replace(options, negatives=negatives))
        assert value == {"input": TEXT, "output": expected, "id": "a"}
    empty = replace(record, spans=(), categories=())
    assert strict_written(tmp_path, empty, options) == []
    (value,) = strict_written(tmp_path, replace(empty, rejected=((0, 1, "LOC"),)), options)
    assert value["output"] == {"entities": {"地点": []}, "entity_descriptions": {"地点": "地方"}}
    (value,) = strict_written(tmp_path, empty, replace(options, negatives=True))
    assert value["output"]["entities"] == {"人物": [], "地点": []}
    assert trip(FORMAT, [record], options).read.complete
