"""Rubrix and Argilla 1: records of text classification, in lines and in an array."""

import json
from pathlib import Path

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.report import Report

TASK = {  # argilla 1.29 client/models.py: TextClassificationRecord
    "text": "😀他说\n“淘寶”",
    "inputs": {"text": "😀他说\n“淘寶”"},
    "prediction": [["business", 0.9], ["sports", 0.1]],
    "prediction_agent": "m",
    "annotation_agent": "wang",
    "vectors": None,
    "multi_label": False,
    "explanation": None,
    "id": "8c1",
    "metadata": {},
    "status": "Validated",
    "event_timestamp": None,
    "metrics": {},
    "search_keywords": None,
}


@pytest.mark.parametrize(
    ("annotation", "categories"), [("新闻", ("新闻",)), (["新闻", "x"], ("新闻", "x")), (None, ())]
)
def test_labels_of_texts_are_categories(tmp_path: Path, annotation: object, categories: tuple[str, ...]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([TASK | {"annotation": annotation}], indent=1), "utf-8")
    format_ = detect(path, lambda _problem: None)
    assert format_.about.name == "argilla"
    report = Report()
    (record,) = format_.read(path, report)
    assert (record.categories, record.spans, record.annotator, record.id) == (categories, (), "wang", "8c1")
    assert dict(report.lost) == {("category", "a category cannot be suggested"): 2}
