"""Files of other tools that are only read: each is built by what its source or specification says."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.format import ConfigurableFormat
from annotations.exchange.options import OffsetUnit, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.model.span import Relation
from seeds.errors import SourceError, UndecidedError
from tests.annotations.exchange.records import OPTIONS

TEXT = "😀他说\n“淘寶”在北京。"
WORDS = [("淘寶", "机构"), ("北京", "LOC")]
PLACES = [(5, 7), (9, 11)]
UTF16 = [(start + 1, end + 1) for start, end in PLACES]


def spans(*keys: str, places: list[tuple[int, int]] = PLACES, quote: str = "", **other: object) -> list[dict[str, Any]]:
    """The two spans, with the names of start, end and label."""
    start, end, label = keys
    return [
        {start: first, end: last, label: name, **({quote: word} if quote else {}), **other}
        for (first, last), (word, name) in zip(places, WORDS, strict=True)
    ]


class Case(NamedTuple):
    """A file of a tool, and which of the formats it is."""

    name: str
    content: Any
    unit: OffsetUnit | None = None
    lines: bool = False
    file: str = "a.json"


WHO: list[dict[str, object]] = [{"annotator_id": 3, "annotator": "wang", "timestamp": "2020-01-02T03:04:05Z"}]
SHARED_TAG: dict[str, object] = {
    "tag_id": "t",
    "tagged_token_id": "x",
    "reviewed": True,
    "correct": True,
    "annotated_by": WHO,
}
EXAMPLE: dict[str, Any] = {  # lighttag/type_definitions/lighttag_result_types.py of LightTag/lighttag-convertors
    "example_id": "e1",
    "content": TEXT,
    "metadata": {"title": "他说"},
    "seen_by": WHO,
    "annotations": spans("start", "end", "tag", places=UTF16, quote="value", **SHARED_TAG),
    "classifications": [{"example_id": "e1", "classname": "新闻", "class_id": "c", "classified_by": WHO}],
}
UBIAI = {  # the format that UBIAI's own tutorials on relations convert
    "documentName": "b.txt",
    "document": TEXT,
    "tokens": [
        item | {"token_start": place, "token_end": place + 1}
        for place, item in enumerate(spans("start", "end", "entityLabel", quote="text"))
    ],
    "relations": [{"child": 0, "head": 1, "relationLabel": "在"}],
}
POTATO = {  # flask_server.py of davidjurgens/potato, 1
    "user_id": "li",
    "instance_id": "b",
    "displayed_text": TEXT,
    "label_annotations": {"topic": {"新闻": "新闻"}},
    "span_annotations": spans("start", "end", "annotation", places=UTF16, quote="span", schema="ner", title="x"),
    "behavioral_data": {"time_string": "Time spent: 1s"},
}
TRIPLES = [[start, end, label] for (start, end), (_word, label) in zip(PLACES, WORDS, strict=True)]
JOB = {  # docs.aws.amazon.com/sagemaker: sms-named-entity-recg-output-data
    "source": TEXT,
    "ner-job": {
        "annotations": {
            "entities": spans("startOffset", "endOffset", "label"),
            "labels": [{"label": "机构", "shortDisplayName": "机", "displayName": "机构"}],
        }
    },
    "ner-job-metadata": {"job-name": "labeling-job/ner-job", "type": "groundtruth/text-span", "entities": [{}, {}]},
}
VERTEX = {  # cloud.google.com/vertex-ai: text entity extraction, import schema
    "textContent": TEXT,
    "textSegmentAnnotations": spans("startOffset", "endOffset", "displayName"),
    "dataItemResourceLabels": {"aiplatform.googleapis.com/ml_use": "training"},
}
AUTOML = {  # google.cloud.automl.v1: TextSegment
    "text_snippet": {"content": TEXT, "mime_type": "text/plain"},
    "annotations": [
        {
            "display_name": label,
            "text_extraction": {"text_segment": {"start_offset": str(start), "end_offset": end, "content": word}},
        }
        for (start, end), (word, label) in zip(PLACES, WORDS, strict=True)
    ],
}
PARAGRAPHS = {  # spacy/training/converters and schemas: documents of paragraphs
    "id": 0,
    "paragraphs": [
        {
            "raw": TEXT,
            "sentences": [
                {
                    "tokens": [
                        {"id": number, "orth": orth, "ner": tag, "head": 0, "dep": "", "tag": "-"}
                        for number, (orth, tag) in enumerate(
                            zip(
                                ["😀他说", "“", "淘", "寶", "”", "在", "北京", "。"],
                                ["O", "O", "B-机构", "L-机构", "O", "O", "U-LOC", "O"],
                                strict=True,
                            )
                        )
                    ],
                    "brackets": [],
                }
            ],
            "cats": [{"label": "新闻", "value": 1.0}, {"label": "x", "value": 0.0}],
        }
    ],
}
AZURE = {  # learn.microsoft.com: custom named entity recognition, data formats
    "projectFileVersion": "2022-05-01",
    "stringIndexType": "Utf16CodeUnit",
    "metadata": {"projectKind": "CustomEntityRecognition", "multilingual": False},
    "assets": {
        "projectKind": "CustomEntityRecognition",
        "entities": [{"category": "机构"}],
        "documents": [
            {
                "location": "b.txt",
                "language": "zh-hans",
                "dataset": "Train",
                "entities": [
                    {
                        "regionOffset": 0,
                        "regionLength": 13,
                        "labels": [
                            {"category": label, "offset": start, "length": end - start}
                            for (start, end), (_word, label) in zip(UTF16, WORDS, strict=True)
                        ],
                    }
                ],
            }
        ],
    },
}
ARGILLA = {  # argilla/src/argilla/records/_resource.py of Argilla 2: Record.to_dict
    "id": "b",
    "fields": {"text": TEXT},
    "metadata": {"source": "报"},
    "suggestions": {"ner": {"value": spans("start", "end", "label"), "score": [0.5, 0.7], "agent": "m"}},
    "responses": {
        "ner": [{"value": spans("start", "end", "label"), "user_id": "u1"}],
        "topic": [{"value": "新闻", "user_id": "u1"}],
    },
    "vectors": {"v": [1.0]},
    "status": "completed",
    "_server_id": "0-1",
}
ARGILLA_FLAT = {  # argilla/src/argilla/records/_io/_generic.py: to_list(flatten=True)
    "id": "b",
    "status": "completed",
    "_server_id": "0-1",
    "text": TEXT,
    "ner.responses": [spans("start", "end", "label")],
    "ner.responses.users": ["u1"],
    "ner.responses.status": ["submitted"],
    "topic.suggestion": None,
    "topic.suggestion.score": None,
    "topic.suggestion.agent": None,
}
FEEDBACK = {  # argilla_v1/client/feedback/schemas/records.py
    "fields": {"content": TEXT},
    "responses": [
        {
            "user_id": "u1",
            "status": "submitted",
            "values": {"ner": {"value": spans("start", "end", "label", quote="text")}},
        }
    ],
    "suggestions": [],
    "metadata": {},
    "vectors": {},
    "external_id": "b",
}
POINTS = OffsetUnit.CODE_POINT
SLATE = "((1, 0, 1), (1, 0, 2)) - 机构\n((1, 0, 5), (1, 0, 6)) - LOC\n((), ()) - 新闻\n"  # slate/data.py
CASES = [
    Case("json-spans", {"id": "b", "text": TEXT, "entities": spans("start", "end", "label")}, POINTS, lines=True),
    Case("json-spans", [{"text": TEXT, "spans": spans("start_char", "end_char", "type", quote="text")}]),
    Case(
        "json-spans",
        [{"content": TEXT, "labels": spans("startOffset", "endOffset", "tag", places=UTF16)}],
        OffsetUnit.UTF16,
    ),
    Case("lighttag", [EXAMPLE]),
    Case("lighttag", {"name": "job", "id": "1", "schema": {"name": "s"}, "examples": [EXAMPLE]}),
    Case("argilla-2", [ARGILLA], POINTS),
    Case("argilla-2", [ARGILLA_FLAT], POINTS),
    Case("argilla-2", FEEDBACK, lines=True),
    Case("ubiai", [UBIAI]),
    Case("potato", POTATO, lines=True, file="a.jsonl"),
    Case("ner-annotator", {"classes": ["机构"], "annotations": [None, [TEXT, {"entities": TRIPLES}]]}, POINTS),
    Case("spacy-training", [[TEXT, {"entities": TRIPLES, "cats": {"新闻": 1, "x": 0}}]]),
    Case("spacy-training", [PARAGRAPHS]),
    Case("azure", AZURE),
    Case("sagemaker", JOB, POINTS, lines=True, file="output.manifest"),
    Case("vertex", VERTEX, POINTS, lines=True, file="a.jsonl"),
    Case("vertex", AUTOML, lines=True, file="a.jsonl"),
    Case(
        "slate",
        "((1, 0, 1), (1, 0, 2)) - 机构\n((1, 0, 5), (1, 0, 6)) - LOC\n((), ()) - 新闻\n",
        file="b.txt.annotations",
    ),
]
EACH = pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case.name}" for number, case in enumerate(CASES)])


def save(folder: Path, case: Case, content: Any, indent: int | None = None) -> Path:
    path = folder / case.file
    (folder / "b.txt").write_text(TEXT, "utf-8")
    if isinstance(content, str):
        path.write_text(content, "utf-8")
    else:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=None if case.lines else indent) + "\n", "utf-8")
    return path


def read(path: Path, case: Case, unit: OffsetUnit | None = None) -> tuple[list[Record], Report]:
    format_ = find_format(case.name)
    if unit:
        assert isinstance(format_, ConfigurableFormat)
        format_ = format_.with_options(ReadingOptions(unit))
    report = Report()
    return list(format_.read(path, report)), report


@EACH
def test_the_spans_are_on_the_words_that_they_were_made_on(tmp_path: Path, case: Case) -> None:
    path = save(tmp_path, case, case.content, indent=2)
    assert detect(path, lambda _problem: None).about.name == case.name
    if case.unit:
        with pytest.raises(UndecidedError, match=r"1 text has emoji.*--unit"):
            read(path, case)
    (record,), report = read(path, case, case.unit)
    assert record.text == TEXT
    assert [(record.words(span), span.label) for span in record.spans] == WORDS
    assert report.complete, report.lost
    with pytest.raises(SourceError, match="is read, and not written"):
        find_format(case.name).write([], tmp_path / "y", OPTIONS, Report())


def test_what_else_they_say_is_read(tmp_path: Path) -> None:
    found: dict[str, Record] = {}
    for case in CASES:
        (record,), _report = read(save(tmp_path, case, case.content), case, case.unit)
        found.setdefault(case.name, record)
    assert (found["lighttag"].annotator, found["lighttag"].title) == ("wang", "他说")
    assert (found["potato"].annotator, found["potato"].id) == ("li", "b")
    assert [found[name].categories for name in ("lighttag", "potato", "spacy-training", "slate")] == [("新闻",)] * 4
    argilla = found["argilla-2"]
    assert (argilla.annotator, argilla.status, argilla.categories, argilla.id) == ("u1", "done", ("新闻",), "b")
    assert [(each.start, each.score, each.origin) for each in argilla.suggestions] == [(5, 0.5, "m"), (9, 0.7, "m")]
    first, last = found["ubiai"].spans
    assert found["ubiai"].relations == (Relation("在", last.id, first.id),)


def containers(value: Any, key: str = "") -> Iterator[tuple[Any, Any]]:
    """Every place in a value."""
    for place, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield value, place
        yield from containers(item)


@EACH
def test_what_is_of_a_wrong_type_is_a_loss_or_a_problem(tmp_path: Path, case: Case) -> None:
    format_ = find_format(case.name)
    wrong = cycle([None, 7, "x", [], {}, [None], {"a": [1, 2]}, True, -1, [[1]], ""])
    content = json.loads(json.dumps(case.content))
    for container, place in list(containers(content)):
        former = container[place]
        for item in islice(wrong, 3):
            container[place] = item
            path = save(tmp_path, case, content)
            with suppress(SourceError, UndecidedError):
                read(path, case, case.unit)
            format_.detect(path, path.read_text("utf-8"))
        container[place] = former
    for content in ("[", '"x"', "7", "[7]", "[[]]", "{}", "x - y", "((9, 9)) - a\n(1, 99) - b", "[[[ - a"):
        with suppress(SourceError):
            read(save(tmp_path, case, content), case, case.unit)


FREE = {
    "vectors",
    "cats",
    "metadata",
    "behavioral_data",
    "topic",
    "ner-job-metadata",
    "dataItemResourceLabels",
    "schema",
}
"""Objects whose keys say something themselves, or that are listed as without meaning."""


@EACH
def test_an_unknown_key_is_reported_at_every_level(tmp_path: Path, case: Case) -> None:
    def objects(value: Any, name: str = "") -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            yield value
        for key, item in value.items() if isinstance(value, dict) else ((name, item) for item in value):
            if isinstance(item, dict | list) and key not in FREE:
                yield from objects(item, key)

    if isinstance(case.content, str):
        return
    for number, _each in enumerate(objects(case.content)):
        content = json.loads(json.dumps(case.content))
        changed = list(objects(content))[number]
        changed["zhupi-unknown"] = 7
        if (
            {"category"} == changed.keys() - {"zhupi-unknown"}
            or "shortDisplayName" in changed
            or "projectKind" in changed
        ):
            continue
        _records, report = read(save(tmp_path, case, content), case, case.unit)
        assert not report.complete, changed


def test_scored_spans_are_suggestions_and_tags_of_tokens_are_put_together(tmp_path: Path) -> None:
    case = CASES[0]  # transformers/pipelines/token_classification.py, with and without aggregation_strategy
    grouped = [{"entity_group": "机构", "score": 0.9, "word": "淘 寶", "start": 5, "end": 7}]
    single = [
        {"entity": "B-机构", "score": 0.9, "index": 5, "word": "淘", "start": 5, "end": 6},
        {"entity": "I-机构", "score": 0.7, "index": 6, "word": "##寶", "start": 6, "end": 7},
        {"entity": "B-LOC", "score": 0.5, "index": 9, "word": "北", "start": 9, "end": 10},
        {"entity": "I-LOC", "score": 0.5, "index": 10, "word": "[UNK]", "start": 10, "end": 11},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": TEXT, "entities": each}) + "\n" for each in (grouped, single)), "utf-8")
    (one, other), report = read(path, case, POINTS)
    assert [(TEXT[each.start : each.end], each.label, each.score) for each in one.suggestions] == [
        ("淘寶", "机构", 0.9)
    ]
    assert [(TEXT[each.start : each.end], each.label, each.score) for each in other.suggestions] == [
        ("淘寶", "机构", pytest.approx(0.8)),
        ("北京", "LOC", 0.5),
    ]
    assert (one.spans, other.spans, report.complete) == ((), (), True)


def test_a_score_that_is_none_is_a_loss_and_the_suggestion_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    scored = [{"start": 0, "end": 2, "label": "LOC", "score": score} for score in (0.5, 98.5, float("nan"))]
    path.write_text("".join(json.dumps({"text": "北京", "entities": [each]}) + "\n" for each in scored), "utf-8")
    found, report = read(path, CASES[0], POINTS)
    assert [each.score for record in found for each in record.suggestions] == [0.5, 1, 1]
    assert [(loss.what, loss.reason) for loss in report.losses] == [
        (score, "is no score from 0 to 1; 1 is taken") for score in ("98.5", "nan")
    ]


def test_what_a_pipeline_gives_without_the_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"entity_group": "PER", "score": 0.9, "word": "马云", "start": 0, "end": 2}]), "utf-8")
    format_ = detect(path, lambda _problem: None)
    with pytest.raises(SourceError, match="holds no object with a “text”"):
        list(format_.read(path, Report()))


def test_people_and_reviews_of_lighttag_stay_apart(tmp_path: Path) -> None:
    case = CASES[3]
    first, last = EXAMPLE["annotations"]
    value = EXAMPLE | {
        "annotations": [first | {"annotated_by": [*WHO, {"annotator": "li"}]}, last | {"correct": False}]
    }
    found, report = read(save(tmp_path, case, [value]), case)
    assert [(record.annotator, len(record.spans)) for record in found] == [("wang", 1), ("li", 1)]
    assert [loss.reason for loss in report.losses] == ["was rejected"]
