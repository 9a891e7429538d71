"""The converter of Label Studio's SDK makes its exports of our tasks, by the config beside them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.consumers.exports import RECORDS, consumer, exported, related, words_of

pytestmark = [pytest.mark.consumers, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    """Export tasks."""
    return exported("label-studio", tmp_path, *RECORDS, related())


def converter(tasks: Path, **options: Any) -> Any:
    """Make a converter for the tasks of a folder."""
    made = consumer("label_studio_sdk.converter", "label-studio-sdk").Converter
    return made(config=str(tasks / "config.xml"), project_dir=str(tasks), **options)


def test_label_studio_makes_its_short_json(tasks: Path, tmp_path: Path) -> None:
    converter(tasks).convert_to_json_min(str(tasks / "tasks.json"), str(tmp_path / "min"), is_dir=False)
    (file,) = (tmp_path / "min").glob("*.json")
    made = json.loads(file.read_text("utf-8"))
    records = [*RECORDS, related()]
    assert [item["id"] for item in made] == list(range(1, len(records) + 1))
    for item, record in zip(made, records, strict=True):
        marks = [(record.text[mark["start"] : mark["end"]], mark["labels"][0]) for mark in item.get("label", [])]
        assert marks == words_of(record) == [(mark["text"], mark["labels"][0]) for mark in item.get("label", [])]
    assert made[-1]["category"] == "business"


def test_label_studio_makes_a_table(tasks: Path, tmp_path: Path) -> None:
    converter(tasks).convert_to_csv(str(tasks / "tasks.json"), str(tmp_path / "csv"), is_dir=False, sep=",")
    (file,) = (tmp_path / "csv").glob("*.csv")
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["text"] for row in rows] == [record.text for record in (*RECORDS, related())]


def test_label_studio_makes_tags(tasks: Path, tmp_path: Path) -> None:
    converter(tasks).convert_to_conll2003(str(tasks / "tasks.json"), str(tmp_path / "conll"), is_dir=False)
    (file,) = (tmp_path / "conll").glob("*.conll")
    tags = [line.split()[-1] for line in file.read_text("utf-8").splitlines() if line and "DOCSTART" not in line]
    assert {tag[2:] for tag in tags if tag != "O"} <= {"PER", "ORG", "PROD"}
    assert sum(tag.startswith("B-") for tag in tags) > 0


def test_label_studio_finds_nothing_wrong(tasks: Path) -> None:
    made = consumer("label_studio_sdk.label_interface", "label-studio-sdk").LabelInterface
    config = made((tasks / "config.xml").read_text("utf-8"))
    config.validate()
    for task in json.loads((tasks / "tasks.json").read_text("utf-8")):
        assert config.validate_task({"data": task["data"]})
        for annotation in task["annotations"]:
            assert config.validate_prediction(annotation, return_errors=True) == []
