"""Prodigy: a reader made from its documentation finds tokens, spans and relations where they should be."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.formats.tools.prodigy.format import FORMAT
from annotations.exchange.options import Options, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from annotations.suggest.suggestion import Suggestion
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, SCHEMA, Plain, beijing, record_lists, records
from tests.annotations.exchange.trimmed import trimmed
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

TASK = {"text": "😀淘寶", "spans": [{"start": 1, "end": 3, "label": "ORG"}], "tokens": [], "answer": "accept"}


def strict(value: dict[str, Any]) -> set[tuple[int, int, str]]:
    """The spans of a task, if it is as Prodigy describes it."""
    text, tokens = value["text"], value["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
    for number, token in enumerate(tokens):
        assert token["id"] == number
        assert text[token["start"] : token["end"]] == token["text"]
    for span in value["spans"]:
        _fits(span, tokens)
    for tie in value.get("relations", ()):
        assert tie["label"]
        for end in ("head", "child"):
            _fits(tie[f"{end}_span"], tokens)
            assert tie[end] == tie[f"{end}_span"]["token_end"]
    assert value["answer"] in ("accept", "reject", "ignore")
    return {(span["start"], span["end"], span["label"]) for span in value["spans"]}


def _fits(span: dict[str, Any], tokens: list[dict[str, Any]]) -> None:
    assert span["start"] == tokens[span["token_start"]]["start"]
    assert span["end"] == tokens[span["token_end"]]["end"]


def read(path: Path, *values: object) -> tuple[list[Record], Report]:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    report = Report()
    return list(FORMAT.read(path, report)), report


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)).filter(bool), st.sampled_from(["done", "in-progress", "skipped"]))
def test_tasks_are_as_prodigy_describes_them(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record], status: str
) -> None:
    given_records = [replace(record, status=status) for record in given_records]
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("prodigy"))
    for record, line in zip(given_records, path.read_text("utf-8").split("\n")[:-1], strict=True):
        value = json.loads(line)
        assert strict(value) == trimmed(record)
        assert value["answer"] == ("ignore" if status == "skipped" else "accept")
        assert value.get("accept", []) == list(record.categories)
        assert {*value.get("accept", [])} <= {item["id"] for item in value.get("options", [])}


@settings(max_examples=examples(30))
@given(record_lists(records(st.text(st.sampled_from("淘寶閃購美團𠀀😀,。\u200d"), max_size=40))).filter(bool))
def test_everything_comes_back_where_there_is_no_white_space(given_records: list[Record]) -> None:
    back = trip(FORMAT, given_records)
    assert list(map(told, back.records)) == list(map(told, given_records))
    assert back.written.complete
    assert back.read.complete


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS, Plain(relations=False))).filter(bool))
def test_spans_come_back_without_white_space_at_their_ends(given_records: list[Record]) -> None:
    back = trip(FORMAT, given_records)
    for record, again in zip(given_records, back.records, strict=True):
        assert {(span.start, span.end, span.label) for span in again.spans} == trimmed(record)
        assert {**told(again), "spans": 0} == {**told(record), "spans": 0}


@pytest.mark.parametrize("prefix", ["", "😀"])
@pytest.mark.parametrize("tokens", list(Tokens))
def test_the_sentence_that_others_get_wrong(prefix: str, tokens: Tokens, tmp_path: Path) -> None:
    path = write(FORMAT, [beijing(prefix)], tmp_path, Options(SCHEMA, tokens))
    value = json.loads(path.read_text("utf-8"))
    said = {value["text"][start:end] for start, end, _label in strict(value)}
    assert {"美團"} <= said
    assert any("淘寶閃購" in words for words in said)
    if tokens is Tokens.CHARACTER:
        place = 5 + len(prefix)
        assert value["spans"][0] == {
            "start": place,
            "end": place + 2,
            "token_start": place,
            "token_end": place + 1,
            "label": "ORG",
        }


def test_a_relation_of_a_span_that_is_lost_is_lost() -> None:
    spans = (Span("s1", 0, 1, "ORG"), Span("s2", 1, 2, "PER"))
    back = trip(FORMAT, [Record("a", "甲 ", spans, (Relation("leads", "s2", "s1"),))])
    assert reasons(back.written) == ["holds no token", "one of its spans is lost"]
    assert not back.records[0].relations


def test_a_task_that_was_rejected_has_no_spans(tmp_path: Path) -> None:
    tie = {"label": "owns", "head_span": TASK["spans"], "child_span": TASK["spans"]}
    (record,), report = read(tmp_path / "a", TASK | {"answer": "reject", "relations": [tie], "accept": ["business"]})
    assert (record.text, record.spans, record.relations, record.categories) == (TASK["text"], (), (), ())
    assert dict(report.lost) == {(what, "was rejected"): 1 for what in ("span", "relation", "category")}


def test_spans_of_a_task_without_an_answer_are_suggestions(tmp_path: Path) -> None:
    spans = [
        {"start": 1, "end": 3, "label": "ORG", "score": 0.8, "source": "zh_model"},
        {"start": 0, "end": 1, "label": "PER", "score": 7},
        {"start": 0, "end": 9, "label": "PER"},
    ]
    (record,), report = read(tmp_path / "a", {"text": "😀淘寶", "spans": spans, "tokens": []})
    assert record.suggestions == (Suggestion(0, 1, "PER", 1.0, ""), Suggestion(1, 3, "ORG", 0.8, "zh_model"))
    assert (record.spans, record.status, reasons(report)) == (
        (),
        "",
        ["reaches beyond the text", "is no score from 0 to 1; 1 is taken"],
    )


def test_what_others_write_is_read_and_what_cannot_be_is_told(tmp_path: Path) -> None:
    dependency = {"label": "nsubj", "head": 0, "child": 1, "head_span": {"start": 0, "end": 1, "label": None}}
    values = [
        TASK,
        TASK | {"meta": {"id": 3, "score": 0.4}, "relations": [dependency, 7]},
        TASK | {"answer": "ignore", "spans": [*TASK["spans"], 5]},
        TASK | {"answer": "maybe"},
        {"text": "甲", "answer": "accept"},
    ]
    found, report = read(tmp_path / "a", *values)
    assert [(record.id, record.status, len(record.spans)) for record in found] == [
        ("", "done", 1),
        ("3", "done", 1),
        ("", "skipped", 1),
        ("", "", 0),
        ("", "done", 0),
    ]
    assert dict(report.lost) == {
        ("relation", "does not join two of the spans"): 2,
        ("span", "is not an object"): 1,
        ("answer", "is not a valid answer; known: accept, reject, ignore"): 1,
    }
    with pytest.raises(SourceError, match=r"a:1: holds no object"):
        read(tmp_path / "a", {"text": "甲"})
