"""Hugging Face: ``datasets`` loads the folder with named tags, and nothing that was annotated is lost."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.detection import detect
from annotations.exchange.formats.datasets.huggingface.format import FORMAT
from annotations.exchange.options import Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Label, Schema
from annotations.model.span import Span
from seeds.errors import SourceError, UndecidedError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import head, reasons, told, trip, write
from tests.sizes import examples

NAMES = ["O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-PROD", "I-PROD"]
COMPANY = replace(beijing("😀"), id="b2", part="dev", meta=MappingProxyType({"source": "每日經濟新聞"}))


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Get ``load_dataset``, which then keeps to this computer and to a cache of its own."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    datasets.disable_progress_bars()

    def load_here(*arguments: Any, **options: Any) -> Any:
        return datasets.load_dataset(*arguments, cache_dir=str(tmp_path / "cache"), **options)

    return load_here


@settings(max_examples=examples(30), deadline=None)
@given(record_lists(records(ODD_TEXTS)))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]) -> None:
    result = trip(FORMAT, given_records)
    assert [told(record) for record in result.records] == [told(record) for record in given_records]
    assert result.written.complete
    assert result.read.complete


def test_datasets_loads_it_with_named_tags(tmp_path: Path, load: Any) -> None:
    empty = Record("e", "", part="train")
    overlapping = replace(
        beijing(), part="train", spans=(*beijing().spans, Span("s3", 8, 10, "PROD", attributes={"id": "Q1"}))
    )
    report = Report()
    path = write(FORMAT, [empty, overlapping, COMPANY], tmp_path, report=report)
    data = load(str(path))
    assert {name: part.num_rows for name, part in data.items()} == {"train": 2, "validation": 1}
    tags = data["train"].features["ner_tags"]
    assert tags.feature.names == NAMES
    row = data["train"][1]
    assert "".join(row["tokens"]) == row["text"] == beijing().text
    said = [(token, NAMES[tag]) for token, tag in zip(row["tokens"], row["ner_tags"], strict=True) if NAMES[tag] != "O"]
    assert said == [(token, f"{'B' if token in '美淘' else 'I'}-ORG") for token in "美團淘寶閃購"]
    assert [(span["label"], span["text"]) for span in row["spans"]] == [
        ("ORG", "美團"),
        ("ORG", "淘寶閃購"),
        ("PROD", "淘寶"),
    ]
    assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in row["spans"])
    assert report.complete
    assert report.changed == {"without tags: overlaps a span that is as long or longer": 1}


def test_the_lines_and_the_parquet_alone_have_the_same_rows_and_features(tmp_path: Path, load: Any) -> None:
    path = write(FORMAT, [beijing(), COMPANY], tmp_path)
    data = load(str(path))["train"]
    alone = load("parquet", data_files=str(path / "train.parquet"))["train"]
    assert alone.features == data.features
    lines = load("json", data_files=str(path / "train.jsonl"), features=data.features)["train"]
    assert lines[:] == data[:] == alone[:]


def test_the_card_and_the_labels(tmp_path: Path) -> None:
    import yaml

    schema = Schema((Label("ORG", "機構", description="Bodies | others"),))
    spans = (*beijing().spans, Span("s3", 0, 2, 'a: "b"'))
    path = write(FORMAT, [replace(beijing(), spans=spans)], tmp_path, Options(schema))
    front = yaml.safe_load((path / "README.md").read_text("utf-8").split("---\n")[1])
    assert front["language"] == ["zh"]
    assert front["language_bcp47"] == ["zh-Hant"]
    assert front["configs"] == [{"config_name": "default", "data_files": [{"split": "train", "path": "train.parquet"}]}]
    features = {column.pop("name"): column for column in front["dataset_info"]["features"]}
    names = ["O", "B-ORG", "I-ORG", 'B-a: "b"', 'I-a: "b"']
    assert features["ner_tags"]["sequence"]["class_label"]["names"] == {str(n): name for n, name in enumerate(names)}
    labels = json.loads((path / "labels.json").read_text("utf-8"))
    assert labels["id2label"] == {str(number): name for number, name in enumerate(names)}
    assert labels["label2id"] == {name: number for number, name in enumerate(names)}


def test_parquet_is_read_where_there_are_no_lines(tmp_path: Path) -> None:
    path = write(FORMAT, [beijing(), COMPANY], tmp_path)
    for lines in path.glob("*.jsonl"):
        lines.unlink()
    assert [told(record) for record in FORMAT.read(path, Report())] == [told(beijing()), told(COMPANY)]


@pytest.mark.parametrize("names_from", ["labels.json", "parquet", "tags"])
def test_data_of_others_is_read_by_its_tags(tmp_path: Path, names_from: str) -> None:
    ours = write(FORMAT, [beijing()], tmp_path)
    row: dict[str, Any] = {"id": "1", "tokens": ["用", "iPhone", "17"], "ner_tags": [0, 5, 6]}
    if names_from == "parquet":
        import pyarrow as pa
        from pyarrow import parquet

        metadata = parquet.read_schema(ours / "train.parquet").metadata
        path = tmp_path / "a.parquet"
        parquet.write_table(pa.Table.from_pylist([row]).replace_schema_metadata(metadata), path)
    else:
        if names_from == "labels.json":
            (tmp_path / "labels.json").write_bytes((ours / "labels.json").read_bytes())
        else:
            row["ner_tags"] = ["O", "B-PROD", "I-PROD"]
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps(row), "utf-8")
        assert FORMAT.detect(path, head(path))
    (record,) = FORMAT.read(path, Report())
    assert (record.id, record.text) == ("1", "用iPhone 17")
    assert [(record.words(span), span.label) for span in record.spans] == [("iPhone 17", "PROD")]


def test_what_is_not_right_in_a_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    span = {"start": 1, "end": 3, "label": "ORG", "text": "美團"}
    rows = [
        {"text": "😀美團", "spans": [span, {**span, "start": 2, "end": 4}, 7, {**span, "attributes": "["}]},
        {"tokens": ["甲"], "ner_tags": ["4"]},
        {"tokens": ["甲"], "ner_tags": []},
        {"text": "甲", "spans": [], "relations": [{"type": "owns", "head": "s1", "tail": "s2"}]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    report = Report()
    found = list(FORMAT.read(path, report))
    assert [(record.text, len(record.spans)) for record in found] == [("😀美團", 1), ("甲", 0)]
    assert sorted(reason.split(",")[0] for reason in reasons(report)) == [
        "does not name two of the spans that were read",
        "is a duplicate",
        "is not a JSON object of texts and flags",
        "is not a valid row with “text” and “spans”",
        "is not an object",
        "its quote fits only if its offsets are UTF-16 units",
        "its tag “4” is none such as O or B-ORG",
    ]


def save(tmp_path: Path, how: str) -> Path:
    """A table of others with an emoji, a Chinese label and a line end, as ``datasets`` itself saves it."""
    import datasets

    datasets.disable_progress_bars()
    names = ["O", "B-人", "I-人", "B-LOC"]
    features = {
        "id": datasets.Value("string"),
        "tokens": datasets.List(datasets.Value("string")),
        "ner_tags": datasets.List(datasets.ClassLabel(names=names)),
    }
    row = {"id": "7", "tokens": ["😀", "马", "云", "\n", "京"], "ner_tags": [0, 1, 2, 0, 3]}
    data = datasets.Dataset.from_list([row], features=datasets.Features(features))
    match how:
        case "parquet":
            data.to_parquet(tmp_path / "a.parquet")
            return tmp_path / "a.parquet"
        case "folder":
            data.to_parquet(tmp_path / "data" / "train-00000-of-00001.parquet")
        case "disk":
            data.save_to_disk(str(tmp_path))
        case "parts":
            datasets.DatasetDict({"train": data}).save_to_disk(str(tmp_path))
        case "array":
            value = {"words": row["tokens"], "tags": row["ner_tags"], "id": row["id"]}
            (tmp_path / "a.json").write_text(json.dumps([value], indent=1), "utf-8")
            (tmp_path / "dataset_info.json").write_text(
                json.dumps({"features": {"tags": {"feature": {"names": names}}}}), "utf-8"
            )
            return tmp_path / "a.json"
        case _:
            (tmp_path / "data").mkdir()
            value = {"tokens": row["tokens"], "tags": row["ner_tags"], "id": row["id"]}
            (tmp_path / "data" / "a.jsonl").write_text(json.dumps(value) + "\n", "utf-8")
            table = "\n".join(f"          '{number}': {name}" for number, name in enumerate(names))
            (tmp_path / "README.md").write_text(
                "---\ndataset_info:\n  features:\n  - name: pos\n    names:\n          '0': X\n  - name: tags\n"
                f"    sequence:\n      class_label:\n        names:\n{table}\n  - name: other\n---\n'9': z\n",
                "utf-8",
            )
    return tmp_path


@pytest.mark.parametrize("how", ["parquet", "folder", "disk", "parts", "array", "card"])
def test_tables_and_folders_of_others_are_read_as_they_are(tmp_path: Path, how: str) -> None:
    path = save(tmp_path, how)
    assert detect(path, lambda _problem: None) is FORMAT
    report = Report()
    (record,) = FORMAT.read(path, report)
    assert [(record.words(span), span.label) for span in record.spans] == [("马云", "人"), ("京", "LOC")]
    assert record.id == "7"
    assert report.complete, report.lost


def test_numbers_without_names_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"tokens": ["马", "云"], "ner_tags": [1, 2]}) + "\n", "utf-8")
    with pytest.raises(UndecidedError, match=r"tags that are numbers, .*--tags"):
        list(FORMAT.read(path, Report()))
    for tags, expected in ((("O", "B-人", "I-人"), ["马云"]), (("O", "B-人"), [])):
        report = Report()
        found = list(FORMAT.with_options(ReadingOptions(tags=tags)).read(path, report))
        assert [record.words(span) for record in found for span in record.spans] == expected
        assert report.complete == bool(expected)


@pytest.mark.parametrize(("name", "content"), [("a.jsonl", '{"a": 1}'), ("a.parquet", "PAR1"), ("a.txt", "甲")])
def test_other_folders_and_files_are_errors(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert FORMAT.detect(tmp_path, "") == (name == "a.parquet")
    with pytest.raises(SourceError):
        list(FORMAT.read(tmp_path, Report()))


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SourceError, match=r"needs pyarrow.*pip install 'zhupi\[datasets\]'"):
        write(FORMAT, [beijing()], tmp_path)
    assert list(tmp_path.rglob("*.jsonl")) == []
