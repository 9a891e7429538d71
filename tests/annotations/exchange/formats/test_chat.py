"""Chat: every answer that a model is trained on is true of its text, and the suggester reads it as it was meant."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.chat.messages import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from annotations.suggest.adapters.chat_answer import ChatAnswer, DropReason, spans_of
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, SCHEMA, Plain, beijing, records
from tests.annotations.exchange.trips import head, reasons, trip, write
from tests.sizes import examples

APART = Plain(overlap=False, relations=False, notes=False, attributes=False, categories=False)


def strict(path: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    found = []
    for line in path.read_text("utf-8").split("\n")[:-1]:
        value = json.loads(line)
        assert set(value) == {"messages"}
        system, user, assistant = value["messages"]
        assert [message["role"] for message in (system, user, assistant)] == ["system", "user", "assistant"]
        assert all(label.name in system["content"] for label in SCHEMA.labels)
        found.append((user["content"], json.loads(assistant["content"])["spans"]))
    return found


def nth(text: str, words: str, number: int) -> int:
    start = -len(words)
    for _time in range(number):
        start = text.index(words, start + len(words))
    return start


def trimmed(record: Record) -> set[tuple[int, int, str]]:
    found = set()
    for span in record.spans:
        words = record.words(span)
        start = span.start + len(words) - len(words.lstrip())
        found.add((start, start + len(words.strip()), span.label))
    return {place for place in found if place[0] < place[1]}


@settings(max_examples=examples(60))
@given(records(ODD_TEXTS))
def test_every_answer_is_true_and_every_span_is_there_or_told(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    report = Report()
    path = write(FORMAT, [record], tmp_path_factory.mktemp("chat"), report=report)
    ((text, answer),) = strict(path)
    assert text == record.text
    found = {
        (start, start + len(item["text"]), item["label"])
        for item in answer
        for start in [nth(text, item["text"], item["occurrence"])]
    }
    assert len(found) == len(answer)
    assert found <= trimmed(record)
    assert len(answer) + report.lost.total() == len(record.spans)
    dropped: Counter[DropReason] = Counter()
    labels = {label.name.casefold(): label.name for label in SCHEMA.labels}
    assert set(spans_of(ChatAnswer(json.dumps({"spans": answer})), text, labels, dropped)) == found
    assert not dropped


@settings(max_examples=examples(40))
@given(records(ODD_TEXTS, APART))
def test_what_is_read_is_what_was_written(record: Record) -> None:
    result = trip(FORMAT, [record])
    (read,) = result.records
    told = {(loss.start, loss.end, loss.label) for loss in result.written.losses}
    assert read.text == record.text
    assert {(span.start, span.end, span.label) for span in read.spans} == trimmed(record) - told
    assert result.read.complete


@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(prefix: str) -> None:
    record = beijing(prefix)
    assert trip(FORMAT, [record]).records[0].spans == record.spans


def test_occurrences_are_counted(tmp_path: Path) -> None:
    record = Record("a", "美團和美團", (Span("s1", 3, 5, "ORG"),))
    ((_text, answer),) = strict(write(FORMAT, [record], tmp_path))
    assert answer == [{"label": "ORG", "text": "美團", "occurrence": 2}]


def test_a_span_that_is_no_occurrence_of_its_words_is_lost(tmp_path: Path) -> None:
    report = Report()
    spans = (Span("s1", 1, 3, "ORG"), Span("s2", 3, 5, "ORG"))
    ((_text, answer),) = strict(write(FORMAT, [Record("a", "哈哈哈哈嗎", spans)], tmp_path, report=report))
    assert answer == [{"label": "ORG", "text": "哈嗎", "occurrence": 1}]
    assert reasons(report) == ["overlaps an earlier occurrence of the same words, and has no number"]


def test_what_is_not_true_of_a_text_is_told_and_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    items = [
        {"label": "ORG", "text": "美團", "occurrence": 1},
        {"label": "ORG", "text": "美團", "occurrence": 2},
        {"label": "ORG", "text": "美团", "occurrence": 1},
        {"label": "ORG", "text": "美團", "occurrence": "1"},
        {"label": "", "text": "急", "occurrence": 1},
    ]
    answer = json.dumps({"spans": items})
    messages = [{"role": "user", "content": "美團急"}, {"role": "assistant", "content": answer}]
    path.write_text(json.dumps({"messages": messages}) + '\n{"messages": []}\n', "utf-8")
    assert FORMAT.detect(path, head(path))
    report = Report()
    (record,) = FORMAT.read(path, report)
    assert [record.words(span) for span in record.spans] == ["美團"]
    assert set(reasons(report)) == {
        "the text has fewer occurrences of it",
        "is not in the text",
        "has no label, text and occurrence",
        "is not a valid conversation with a text and a list of its spans",
    }


def test_other_conversations_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    messages = [{"role": "user", "content": "你好"}, {"role": "assistant", "content": "您好!"}]
    path.write_text(json.dumps({"messages": messages}), "utf-8")
    assert not FORMAT.detect(path, head(path))
    with pytest.raises(SourceError, match=r"a\.jsonl:1: holds no conversation"):
        list(FORMAT.read(path, Report()))
