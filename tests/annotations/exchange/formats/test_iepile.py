"""IEPile: each text is asked for every label and relation, and every answer is in the text."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.chat.iepile import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Label, Schema
from annotations.model.span import Relation, Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, SCHEMA, beijing, records
from tests.annotations.exchange.trips import head, reasons, write
from tests.sizes import examples


def strict(path: Path) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Read as IEPile's data/NER/train.json and README of IEPile describe it: JSON within JSON."""
    found = []
    for line in path.read_text("utf-8").split("\n")[:-1]:
        value = json.loads(line)
        assert set(value) == {"task", "source", "instruction", "output"}
        question, answer = json.loads(value["instruction"]), json.loads(value["output"])
        assert set(question) == {"instruction", "schema", "input"}
        assert question["schema"] == list(answer) != []
        found.append((value["task"], question, answer))
    return found


@settings(max_examples=examples(40))
@given(records(ODD_TEXTS))
def test_every_answer_is_in_the_text(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    report = Report()
    (_ner, question, entities), (_re, _question, relations) = strict(
        write(FORMAT, [record], tmp_path_factory.mktemp("iepile"), report=report)
    )
    assert question["input"] == record.text
    titles = {label.name: label.title for label in SCHEMA.labels}
    kept = [span for span in record.spans if record.words(span).strip()]
    assert entities.keys() == {*titles.values()}
    assert {(label, words) for label, every in entities.items() for words in every} == {
        (titles[span.label], record.words(span)) for span in kept
    }
    assert (
        sum(map(len, entities.values())) + report.changed.total()
        == len(kept)
        == len(record.spans) - report.lost["span", "is white space alone"]
    )
    words = {span.id: record.words(span) for span in kept}
    ties = {
        (tie.type, words[tie.head], words[tie.tail]) for tie in record.relations if {tie.head, tie.tail} <= words.keys()
    }
    assert {(kind, pair["subject"], pair["object"]) for kind, pairs in relations.items() for pair in pairs} == ties


def test_a_few_labels_are_asked_for_at_a_time(tmp_path: Path) -> None:
    schema = Schema(tuple(Label(f"L{number}") for number in range(13)))
    record = replace(beijing("😀"), relations=(Relation("owns", "s1", "s2"),))
    found = strict(write(FORMAT, [record], tmp_path, replace(OPTIONS, schema=schema)))
    assert [(task, len(question["schema"])) for task, question, _answer in found] == [
        ("NER", 4),
        ("NER", 5),
        ("NER", 5),
        ("RE", 1),
    ]
    assert found[2][2]["ORG"] == ["美團", "淘寶閃購"]
    assert found[3][2] == {"owns": [{"subject": "美團", "object": "淘寶閃購"}]}


def test_it_is_not_read(tmp_path: Path) -> None:
    report = Report()
    spans = (Span("s1", 0, 1, "ORG"), Span("s2", 1, 2, "ORG"))
    record = Record("a", " 甲", spans, (Relation("owns", "s1", "s2"),))
    path = write(FORMAT, [record], tmp_path, report=report)
    assert reasons(report) == ["is white space alone", "one of its spans is lost"]
    assert not FORMAT.detect(path, head(path))
    with pytest.raises(SourceError, match="is not read back"):
        FORMAT.read(path, report)
