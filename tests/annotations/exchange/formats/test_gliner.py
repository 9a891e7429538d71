"""GLiNER: a strict reader finds every span by inclusive token numbers; labels are titles."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.datasets.gliner import FORMAT
from annotations.exchange.options import Misaligned, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.tokens import align, joined_to_visible, tokenize
from annotations.model.span import Relation, Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, beijing, record_lists, records
from tests.annotations.exchange.trips import head, reasons, trip, write
from tests.sizes import examples

TITLES = {"ORG": "機構", "PER": "人物", "PROD": "產品與品牌"}


def tokens_of(record: Record) -> list[tuple[int, int]]:
    return joined_to_visible(record.text, tokenize(record.text, Tokens.CHARACTER))


def strict(path: Path) -> list[tuple[list[str], list[tuple[str, str]]]]:
    found = []
    values: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    for value in values:
        tokens = value["tokenized_text"]
        assert tokens
        assert not any(not token or any(map(str.isspace, token)) for token in tokens)
        for first, last, _label in value["ner"]:
            assert 0 <= first <= last < len(tokens)
        found.append((tokens, [("".join(tokens[first : last + 1]), label) for first, last, label in value["ner"]]))
    return found


@settings(max_examples=examples(40))
@given(record_lists(records(ODD_TEXTS)))
def test_a_strict_reader_finds_every_span_and_so_does_ours(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    report = Report()
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("gliner"), report=report)
    written = [record for record in given_records if record.text.strip()]
    found = strict(path)
    assert ["".join(tokens) for tokens, _spans in found] == ["".join(record.text.split()) for record in written]
    expected = {
        (number, "".join(record.words(item.span).split()), TITLES[item.span.label])
        for number, record in enumerate(written)
        for item in align(record.spans, tokens_of(record), Misaligned.EXPAND, record, Report())
    }
    assert {(number, *said) for number, (_tokens, spans) in enumerate(found) for said in spans} == expected
    read_report = Report()
    read = list(FORMAT.read(path, read_report))
    assert [record.id for record in read] == [record.id for record in written]
    assert {
        (number, record.words(span), span.label) for number, record in enumerate(read) for span in record.spans
    } == expected
    assert read_report.complete


@pytest.mark.parametrize("prefix", ["", "😀", "\n"])
@pytest.mark.parametrize("tokens", Tokens)
def test_the_sentence_that_others_get_wrong(prefix: str, tokens: Tokens) -> None:
    (record,) = trip(FORMAT, [beijing(prefix)], replace(OPTIONS, tokens=tokens)).records
    assert [(record.words(span), span.label) for span in record.spans] == [("美團", "機構"), ("淘寶閃購", "機構")]


def test_what_becomes_one_span_is_told_and_texts_without_tokens_are_lost(tmp_path: Path) -> None:
    report = Report()
    spans = (Span("s1", 0, 1, "ORG"), Span("s2", 0, 2, "ORG"))
    path = write(FORMAT, [Record("a", "甲 ", spans), Record("b", "\n")], tmp_path, report=report)
    assert strict(path) == [(["甲"], [("甲", "機構")])]
    assert reasons(report) == ["is a duplicate", "holds no token"]
    assert write(FORMAT, [], tmp_path).read_text("utf-8") == "[]\n"


def test_pieces_are_known_again() -> None:
    (record,) = trip(FORMAT, [replace(beijing(), offset=7)]).records
    assert (record.id, record.offset) == ("b1", 7)


def test_numbers_beyond_the_tokens_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    ner = [[0, 2, "ORG"], [0, 1, "ORG"], [1, 0, "ORG"], [0, 1], [0, 0, ""]]
    path.write_text(json.dumps([{"tokenized_text": ["美", "團"], "ner": ner}, {"ner": []}]), "utf-8")
    assert FORMAT.detect(path, head(path))
    report = Report()
    (record,) = FORMAT.read(path, report)
    assert [record.words(span) for span in record.spans] == ["美團"]
    assert sorted(reasons(report)) == [
        "has no label",
        *["is not [first, last, label] of tokens that there are, counted from 0"] * 3,
        "is not an object with “tokenized_text” and a list “ner”",
    ]


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ('[\n{"tokenized_text": ["甲"],', r":2: is not valid JSON, or was cut off"),
        ('{"a": 1}', "not a list"),
        ("[1]", ":1: "),
    ],
)
def test_other_files_are_errors(tmp_path: Path, content: str, match: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")
    assert not FORMAT.detect(path, content)
    with pytest.raises(SourceError, match=match):
        list(FORMAT.read(path, Report()))


def test_relations_count_spans_and_rejected_labels_are_negatives(tmp_path: Path) -> None:
    record = replace(
        beijing("😀"), relations=(Relation("owns", "s2", "s1"),), rejected=((0, 1, "PER"), (1, 3, "ORG"), (1, 3, "LOC"))
    )
    (value,) = json.loads(write(FORMAT, [record], tmp_path).read_text("utf-8"))
    assert value["relations"] == [[1, 0, "owns"]]
    assert value["ner_negatives"] == ["人物", "LOC"]  # gliner/data_processing/processor.py of 0.2.29 asks for these
    (value,) = json.loads(write(FORMAT, [record], tmp_path, replace(OPTIONS, negatives=True)).read_text("utf-8"))
    assert value["ner_negatives"] == ["人物", "產品與品牌", "LOC"]
    result = trip(FORMAT, [record])
    (back,) = result.records
    ids = {back.words(span): span.id for span in back.spans}
    assert back.relations == (Relation("owns", ids["淘寶閃購"], ids["美團"]),)
    assert result.read.complete


def test_relations_of_spans_that_there_are_not_are_told(tmp_path: Path) -> None:
    odd: list[Any] = [
        7,
        None,
        [0, 1],
        [0, 9, "x"],
        [-1, 0, "x"],
        [0, 1, 7],
        ["0", 1, "x"],
        [0, 1, ""],
        [0, 2, "x"],
        [0, 3, "x"],
    ]
    value = {"tokenized_text": ["甲", "乙"], "ner": [[0, 0, "ORG"], [1, 1, "PER"], [9, 9, "PER"], [0, 1, []]]}
    (tmp_path / "a").write_text(json.dumps([value | {"relations": [[0, 1, "owns"], *odd]}, value | {"relations": 7}]))
    report = Report()
    first, second = FORMAT.read(tmp_path / "a", report)
    assert [(tie.type, tie.head, tie.tail) for tie in first.relations] == [("owns", "s1", "s2")]
    assert second.relations == ()
    assert report.lost["relation", "is not [head, tail, type] of spans that there are, counted from 0"] == len(
        [*odd, 7]
    )
