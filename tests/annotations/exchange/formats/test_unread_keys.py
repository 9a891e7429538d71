"""Test that keys that no reader looks at are reported, at every level, and those that tools always write are not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.format import ConfigurableFormat
from annotations.exchange.options import OffsetUnit, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.exchange.shared.unread_keys import _MOST_PATHS
from annotations.model.span import Relation, Span
from tests.annotations.exchange.trips import write

TEXT = "😀他说:\n“淘寶”和阿里巴巴。"
SPANS = (
    Span("s1", 6, 8, "ORG", attributes={"certain": True}, note="店"),
    Span("s2", 10, 14, "机构"),
)
RECORD = Record(
    "a1", TEXT, SPANS, (Relation("owns", "s2", "s1"),), "他说", categories=("business",), meta={"source": "報"}
)
FORMATS = (
    "doccano",
    "doccano-relations",
    "label-studio",
    "prodigy",
    "spacy-jsonl",
    "w3c",
    "cluener",
    "cmeee",
    "ccks",
    "gliner",
    "uie",
)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a value."""
    if isinstance(value, dict):
        yield value
        value = [item for key, item in value.items() if key != "@context"]  # which declares terms, and says nothing
    for item in value if isinstance(value, list) else ():
        yield from objects(item)


def tables(path: Path) -> list[Path]:
    """The files of JSON that an export has."""
    return sorted(file for file in path.glob("*.json*")) if path.is_dir() else [path]


def parsed(file: Path) -> Any:
    content = file.read_text("utf-8")
    return json.loads(content) if file.suffix == ".json" else list(map(json.loads, content.splitlines()))


def saved(file: Path, value: Any) -> None:
    lines = json.dumps(value) if file.suffix == ".json" else "".join(json.dumps(item) + "\n" for item in value)
    file.write_text(lines, "utf-8")


@pytest.mark.parametrize("name", [*FORMATS, "huggingface", "chat"])
def test_an_unknown_key_is_reported_at_every_level(tmp_path: Path, name: str) -> None:
    format_ = find_format(name)
    path = write(format_, [RECORD], tmp_path)
    file = tables(path)[0] if name != "huggingface" else next(path.glob("*.jsonl"))
    whole = parsed(file)
    report = Report()
    assert list(format_.read(path, report))
    assert report.complete, report.lost
    count = len(list(objects(whole)))
    assert count
    for number in range(count):
        changed = parsed(file)
        list(objects(changed))[number]["zhupi-unknown"] = 7
        saved(file, changed)
        report = Report()
        list(format_.read(path, report))
        assert not report.complete, list(objects(changed))[number]
        saved(file, whole)


def read(name: str, tmp_path: Path, *values: object) -> tuple[list[Record], Report]:
    file = tmp_path / ("a.json" if name == "label-studio" else "a.jsonl")
    saved(file, list(values))
    report = Report()
    format_ = find_format(name)
    if name.startswith("doccano") and isinstance(
        format_, ConfigurableFormat
    ):  # which would ask, as an emoji comes first
        format_ = format_.with_options(ReadingOptions(OffsetUnit.CODE_POINT))
    return list(format_.read(file, report)), report


def test_a_key_is_reported_once_with_a_count_and_empty_ones_are_not(tmp_path: Path) -> None:
    line = {"text": TEXT, "label": [], "remarks": ["好"], "score": 0.5, "none": None, "empty": []}
    _records, report = read("doccano", tmp_path, line, line, line | {"places": [["ORG", 0, 4]]})
    assert dict(report.lost) == {
        ("key", "“remarks” is not read in this format"): 3,
        ("key", "“score” is not read in this format"): 3,
        ("key", "“places” holds offsets of which no span was made; is it another format, for --format?"): 1,
    }
    assert len(report.losses) == 3


def test_keys_that_differ_from_line_to_line_are_counted_together(tmp_path: Path) -> None:
    values = [{"text": TEXT, "label": [], f"k{number}": 1} for number in range(3 * _MOST_PATHS)]
    _records, report = read("doccano", tmp_path, *values)
    assert len(report.losses) == _MOST_PATHS + 1
    assert report.lost["key", "“…” is not read in this format"] == 2 * _MOST_PATHS


# What the tools themselves write, by their sources: an ordinary export is taken over whole.

# Label Studio's offsets here are UTF-16 units, as it wrote them in 2021: the quote says so.
STUDIO = {  # label_studio/data_export/serializers.py and tasks/serializers.py, 1.20
    "id": 41,
    "annotations": [
        {
            "id": 12,
            "completed_by": 1,
            "result": [
                {
                    "value": {"start": 11, "end": 15, "text": "阿里巴巴", "labels": ["机构"]},
                    "id": "kT9q",
                    "from_name": "label",
                    "to_name": "text",
                    "type": "labels",
                    "origin": "manual",
                }
            ],
            "was_cancelled": False,
            "ground_truth": False,
            "created_at": "2026-01-02T03:04:05.678901Z",
            "updated_at": "2026-01-02T03:04:05.678944Z",
            "draft_created_at": None,
            "lead_time": 8.123,
            "prediction": {},
            "result_count": 1,
            "unique_id": "9f1b6c6e-7a2e-4c8b-9a44-0a4f6f1c2b3d",
            "import_id": None,
            "last_action": None,
            "bulk_created": False,
            "task": 41,
            "project": 3,
            "updated_by": 1,
            "parent_prediction": None,
            "parent_annotation": None,
            "last_created_by": None,
        }
    ],
    "file_upload": "5e1f0b0c-a.txt",
    "drafts": [],
    "predictions": [],
    "data": {"text": TEXT},
    "meta": {},
    "created_at": "2026-01-02T03:00:00.000000Z",
    "updated_at": "2026-01-02T03:04:05.700000Z",
    "allow_skip": True,
    "inner_id": 1,
    "total_annotations": 1,
    "cancelled_annotations": 0,
    "total_predictions": 0,
    "comment_count": 0,
    "unresolved_comment_count": 0,
    "last_comment_updated_at": None,
    "project": 3,
    "updated_by": 1,
    "comment_authors": [],
}
PRODIGY = {  # prodi.gy/docs/api-interfaces, ner_manual
    "text": TEXT,
    "_input_hash": 1886699658,
    "_task_hash": -1952856502,
    "_is_binary": False,
    "tokens": [{"text": "😀", "start": 0, "end": 1, "id": 0, "ws": False}],
    "_view_id": "ner_manual",
    "spans": [{"start": 10, "end": 14, "token_start": 5, "token_end": 6, "label": "机构"}],
    "answer": "accept",
    "_timestamp": 1700000000,
    "_annotator_id": "2026-01-02_03-04-05",
    "_session_id": "2026-01-02_03-04-05",
}
DOCCANO = {"id": 7, "text": TEXT, "label": [[10, 14, "机构"]], "Comments": []}  # backend/data_export, 1.8
DOCCANO_RELATIONS = {
    "id": 7,
    "text": TEXT,
    "entities": [{"id": 90, "label": "机构", "start_offset": 10, "end_offset": 14}],
    "relations": [],
    "Comments": [],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("label-studio", STUDIO),
        ("prodigy", PRODIGY),
        ("doccano", DOCCANO),
        ("doccano-relations", DOCCANO_RELATIONS),
        (
            "huggingface",
            {"id": "0", "tokens": ["马", "云"], "pos_tags": [1, 2], "chunk_tags": [0, 0], "ner_tags": [0, 0]},
        ),
    ],
)
def test_an_ordinary_export_of_a_tool_loses_nothing(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "labels.json").write_text('{"id2label": {"0": "O"}}', "utf-8")
    records, report = read(name, tmp_path, value)
    assert report.complete, report.lost
    assert len(records) == 1
    if name != "huggingface":
        assert [(span.start, span.end, span.label) for span in records[0].spans] == [(10, 14, "机构")]


def test_what_was_not_submitted_is_reported(tmp_path: Path) -> None:
    result = STUDIO["annotations"][0]["result"]  # type: ignore[index]
    skipped = {"result": result, "completed_by": 1, "was_cancelled": True}
    value = STUDIO | {"annotations": [*STUDIO["annotations"], skipped], "drafts": [{"result": result}]}  # type: ignore[misc]
    records, report = read("label-studio", tmp_path, value)
    assert [(record.annotator, record.status, len(record.spans)) for record in records] == [("ls-1", "done", 1)]
    assert set(report.lost) == {
        ("annotation", "was skipped, and another one was submitted"),
        ("annotation", "is a draft beside an annotation that was submitted"),
    }


def test_a_draft_of_somebody_who_has_submitted_nothing_is_work_in_progress(tmp_path: Path) -> None:
    draft = {  # label_studio/tasks/serializers.py: AnnotationDraftSerializer
        "id": 5,
        "user": "li@example.org",
        "created_username": " li@example.org, 4",
        "created_ago": "1 hour",
        "result": STUDIO["annotations"][0]["result"],  # type: ignore[index]
        "lead_time": 3.1,
        "was_postponed": False,
        "import_id": None,
        "created_at": "2026-01-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z",
        "task": 41,
        "annotation": None,
    }
    records, report = read("label-studio", tmp_path, STUDIO | {"drafts": [draft]})
    assert [(record.annotator, record.status, len(record.spans)) for record in records] == [
        ("ls-1", "done", 1),
        ("ls-4", "in-progress", 1),
    ]
    assert report.complete, report.lost
    records, report = read("label-studio", tmp_path, STUDIO | {"annotations": [], "drafts": [draft, 7]})
    assert [(record.status, len(record.spans)) for record in records] == [("in-progress", 1)]
    assert list(report.lost) == [("annotation", "is a draft of which the file has but the number")]


def test_json_min_is_read(tmp_path: Path) -> None:
    mark = {"start": 11, "end": 15, "text": "阿里巴巴", "labels": ["机构"]}
    value = {  # label_studio_sdk/converter/converter.py: convert_to_json_min
        "text": TEXT,
        "title": "他说",
        "id": 41,
        "label": [mark],
        "certain": [{"start": 11, "end": 15, "text": "阿里巴巴", "choices": ["true"]}],
        "topic": {"choices": ["business", "sports"]},
        "annotator": 1,
        "annotation_id": 12,
        "created_at": "2026-01-02T03:04:05.678901Z",
        "updated_at": "2026-01-02T03:04:05.678944Z",
        "lead_time": 8.1,
    }
    (record,), report = read("label-studio", tmp_path, value)
    assert [(record.words(span), span.label, dict(span.attributes)) for span in record.spans] == [
        ("阿里巴巴", "机构", {"certain": True})
    ]
    assert (record.annotator, record.status, record.title) == ("ls-1", "done", "他说")
    assert record.categories == ("business", "sports")
    assert report.complete, report.lost
    assert find_format("label-studio").detect(tmp_path / "a.json", json.dumps([value]))
    _records, report = read("label-studio", tmp_path, value | {"note": 7, "label": [mark | {"colour": "red"}]})
    assert [loss.what for loss in report.losses] == ["label.colour", "note"]


def test_completions_of_before_version_1_are_read(tmp_path: Path) -> None:
    completion = {  # label_studio/tasks.py of 0.9
        "created_at": 1600000000,
        "id": 1001,
        "lead_time": 3.2,
        "result": STUDIO["annotations"][0]["result"],  # type: ignore[index]
        "created_username": "王 wang@example.org, 2",
    }
    other = {"id": 1002, "lead_time": 1, "result": [], "skipped": True, "completed_by": {"id": 3, "email": ""}}
    value = {
        "id": 0,
        "data": {"text": TEXT},
        "completions": [completion, other],
        "predictions": [],
        "task_path": "a.json",
    }
    records, report = read("label-studio", tmp_path, value)
    assert [(record.annotator, record.status, len(record.spans)) for record in records] == [
        ("ls-2", "done", 1),
        ("ls-3", "skipped", 0),
    ]
    assert report.complete, report.lost


def test_a_task_about_one_category_has_it_where_somebody_said_yes(tmp_path: Path) -> None:
    task = {"text": TEXT, "label": "business", "_input_hash": 1, "_task_hash": 2}  # prodi.gy/docs, classification
    values = [task | {"answer": answer} for answer in ("accept", "reject", "ignore")]
    records, report = read("prodigy", tmp_path, *values, task | {"spans": []})
    assert [(record.categories, record.status) for record in records] == [
        (("business",), "done"),
        ((), ""),
        ((), "skipped"),
        ((), ""),
    ]
    assert dict(report.lost) == {
        ("category", "was rejected"): 1,
        ("category", "its task was skipped"): 1,
        ("category", "nobody has answered its task"): 1,
    }


def test_choices_are_categories_by_name_or_by_number(tmp_path: Path) -> None:
    options = [{"id": 1, "text": "新闻"}, {"id": 2, "text": "x"}]  # prodi.gy/docs/api-interfaces, choice
    task = {"text": TEXT, "options": options, "config": {"choice_style": "multiple"}, "answer": "accept"}
    (one, two), report = read("prodigy", tmp_path, task | {"accept": [1]}, task | {"accept": ["sports"]})
    assert (one.categories, two.categories, report.complete) == (("新闻",), ("sports",), True)
    (record,), report = read("prodigy", tmp_path, task | {"accept": [3]})
    assert (record.categories, [loss.what for loss in report.losses]) == ((), ["accept"])


@pytest.mark.parametrize(
    ("ids", "annotator"),
    [
        ({"_annotator_id": "ner-王", "_session_id": "ner-王"}, "ner-王"),
        ({"_session_id": "ner-anna"}, "ner-anna"),
        ({"_annotator_id": "2026-01-02_03-04-05", "_session_id": "ner-default"}, ""),
        ({}, ""),
    ],
)
def test_who_answered_a_task_is_its_annotator(tmp_path: Path, ids: dict[str, str], annotator: str) -> None:
    value = {key: item for key, item in PRODIGY.items() if key not in ("_annotator_id", "_session_id")} | ids
    (record,), report = read("prodigy", tmp_path, value)
    assert record.annotator == annotator
    assert report.complete


def test_who_made_an_annotation_of_the_w3c_is_its_annotator(tmp_path: Path) -> None:
    def annotation(creator: object) -> dict[str, object]:
        position = {"type": "TextPositionSelector", "start": 10, "end": 14}
        target = {"source": "urn:a", "selector": position}
        return {
            "type": "Annotation",
            "creator": creator,
            "bodyValue": "机构",
            "motivation": "tagging",
            "target": target,
        }

    creators = ({"type": "Person", "name": "王"}, "http://example.org/li", None, {"id": "urn:x"})
    records, report = read("w3c", tmp_path, {"type": "AnnotationPage", "items": list(map(annotation, creators))})
    assert [record.annotator for record in records] == ["王", "http://example.org/li", "", "urn:x"]
    assert report.complete, report.lost
