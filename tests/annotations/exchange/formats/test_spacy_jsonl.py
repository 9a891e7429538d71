"""spaCy's JSON Lines: spaCy makes an example for training of each line, and finds every span and category there."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.tools.spacy.jsonl_format import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trimmed import trimmed
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

spacy = pytest.importorskip("spacy", reason="spaCy is not installed (zhupi[spacy])")


def places(record: Record) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in record.spans)


def read(path: Path, *values: object) -> tuple[list[Record], Report]:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    report = Report()
    return list(FORMAT.read(path, report)), report


def example(value: dict[str, Any]) -> Any:
    from spacy.training import Example

    annotations: dict[str, Any] = {key: value[key] for key in ("entities", "spans", "cats") if key in value}
    return Example.from_dict(spacy.blank("zh").make_doc(value["text"]), annotations).reference


@settings(max_examples=examples(25), deadline=None)
@given(record_lists(records(ODD_TEXTS), max_size=2).filter(bool))
@pytest.mark.filterwarnings("error::UserWarning")  # which is how spaCy says that it passes over an entity
def test_spacy_makes_examples_of_the_lines_and_they_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("spacy"))
    for record, line in zip(given_records, path.read_text("utf-8").split("\n")[:-1], strict=True):
        doc = example(json.loads(line))
        assert doc.text == record.text
        found = {(span.start_char, span.end_char, span.label_) for span in doc.spans.get("sc", doc.ents)}
        assert found == trimmed(record)
        assert {name for name, score in doc.cats.items() if score} == set(record.categories)
    back = trip(FORMAT, given_records)
    for record, again in zip(given_records, back.records, strict=True):
        assert set(places(again)) == trimmed(record)
        assert again.categories == record.categories
        assert (again.id, again.title, again.document) == (record.id, record.title, record.document)
    assert back.read.complete


@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(prefix: str, tmp_path: Path) -> None:
    path = write(FORMAT, [beijing(prefix)], tmp_path)
    value = json.loads(path.read_text("utf-8"))
    assert [value["text"][start:end] for start, end, _label in value["entities"]] == ["美團", "淘寶閃購"]
    assert [ent.text for ent in example(value).ents] == ["美團", "淘寶閃購"]
    assert "spans" not in value


def test_of_nested_spans_the_outer_is_the_entity_and_all_are_in_the_group(tmp_path: Path) -> None:
    record = Record("a", "淘寶閃購", (Span("s1", 0, 4, "PROD"), Span("s2", 0, 2, "ORG")))
    report = Report()
    value = json.loads(write(FORMAT, [record], tmp_path, report=report).read_text("utf-8"))
    assert value["entities"] == [[0, 4, "PROD"]]
    assert sorted(value["spans"]["sc"]) == [[0, 2, "ORG"], [0, 4, "PROD"]]
    assert report.complete


def test_files_of_others_are_read_and_what_is_not_certain_is_told(tmp_path: Path) -> None:
    value = {"text": "😀淘寶", "entities": [[1, 3, "ORG"], [1, 9, "ORG"], ["x"]], "cats": {"a": 1, "b": 0.4, "c": 0}}
    (record,), report = read(tmp_path / "a", value)
    assert (places(record), record.categories) == ([(1, 3, "ORG")], ("a",))
    expected = {"is not of the form [start, end, label]", "reaches beyond the text", "is a score, and not certain"}
    assert set(reasons(report)) == expected
    with pytest.raises(SourceError, match=r"a:1: holds no object with a “text”"):
        read(tmp_path / "a", {"text": "甲", "entities": [{"id": 1}]})


def test_texts_come_back_with_what_is_said_of_them() -> None:
    assert told(trip(FORMAT, [beijing()]).records[0]) == told(beijing())
