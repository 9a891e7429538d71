"""UIE: a reader made from PaddleNLP's description finds every span and relation; questions are titles."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.exporting.chunks import chunks
from annotations.exchange.formats.datasets.uie import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, beijing, record_lists, records
from tests.annotations.exchange.trips import head, reasons, trip, write
from tests.sizes import examples

TITLES = {"ORG": "機構", "PER": "人物", "PROD": "產品與品牌"}


def strict(path: Path) -> list[dict[str, Any]]:
    found = []
    for line in path.read_text("utf-8").split("\n")[:-1]:
        value = json.loads(line)
        for answer in value["result_list"]:
            assert set(answer) == {"text", "start", "end"}
            assert value["content"][answer["start"] : answer["end"]] == answer["text"] != ""
        found.append(value)
    return found


def places(record: Record, names: dict[str, str]) -> set[tuple[str, int, int, str]]:
    return {(record.id, span.start, span.end, names.get(span.label, span.label)) for span in record.spans}


@settings(max_examples=examples(50))
@given(record_lists(records(ODD_TEXTS)))
def test_a_strict_reader_finds_every_span_and_so_does_ours(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("uie"))
    expected = {place for record in given_records for place in places(record, TITLES)}
    found = {
        (value["id"], answer["start"], answer["end"], value["prompt"])
        for value in strict(path)
        for answer in value["result_list"]
        if "的" not in value["prompt"]
    }
    assert found == expected
    read = list(FORMAT.read(path, Report()))
    assert {place for record in read for place in places(record, {})} == expected
    assert {record.text for record in read} == {record.text for record in given_records if record.spans}


@settings(max_examples=examples(40))
@given(records())
def test_relations_come_back_or_are_told(record: Record) -> None:
    result = trip(FORMAT, [record]) if record.spans else None
    if result is None:
        return
    (read,) = result.records
    spans, read_spans = ({span.id: span for span in each.spans} for each in (record, read))
    expected = {
        (tie.type, record.words(spans[tie.head]), spans[tie.tail].start, spans[tie.tail].end)
        for tie in record.relations
    }
    found = {
        (tie.type, read.words(read_spans[tie.head]), read_spans[tie.tail].start, read_spans[tie.tail].end)
        for tie in read.relations
    }
    assert found <= expected
    assert len(expected - found) == result.read.lost.total()


@pytest.mark.parametrize("prefix", ["", "😀", "\n"])
def test_the_sentence_that_others_get_wrong(prefix: str) -> None:
    record = replace(beijing(prefix), relations=(Relation("owns", "s2", "s1"),))
    (read,) = trip(FORMAT, [record]).records
    assert [(read.words(span), span.label) for span in read.spans] == [("美團", "機構"), ("淘寶閃購", "機構")]
    assert read.relations == record.relations


def test_questions_without_an_answer_are_written_if_asked_for(tmp_path: Path) -> None:
    empty = Record("e", "沒有。")
    path = write(FORMAT, [beijing(), empty], tmp_path, replace(OPTIONS, negatives=True))
    asked = [(value["id"], value["prompt"], len(value["result_list"])) for value in strict(path)]
    assert asked == [
        (name, title, 2 if (name, title) == ("b1", "機構") else 0) for name in ("b1", "e") for title in TITLES.values()
    ]
    assert [record.id for record in FORMAT.read(path, Report())] == ["b1", "e"]
    report = Report()
    assert strict(write(FORMAT, [empty], tmp_path, report=report)) == []
    assert report.changed == {"texts left out that have no span, which --negatives would say": 1}


def test_no_line_is_longer_than_a_model_takes_with_its_question(tmp_path: Path) -> None:
    text = beijing().text * 40
    spans = tuple(
        Span(f"s{n}", n * 34 + 5, n * 34 + 7, "ORG") for n in range(40) if text[n * 34 + 5 : n * 34 + 7] == "美團"
    )
    record = Record("a", text, spans)
    cut = chunks(record, FORMAT.about.limit, Report())
    lines = strict(write(FORMAT, cut, tmp_path))
    assert all(len(line["content"]) + len(line["prompt"]) + 3 <= 512 for line in lines)
    assert {(line["id"], line.get("offset", 0)) for line in lines} <= {("a", piece.offset) for piece in cut}
    assert sum(len(line["result_list"]) for line in lines) == len(spans)


def test_lines_of_a_text_are_one_record_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        ("美團急", "機構", [{"text": "美團", "start": 0, "end": 2}]),
        ("別的", "機構", []),
        ("美團急", "動作", [{"text": "急", "start": 2, "end": 3}]),
        ("美團急", "美團的動作", [{"text": "急", "start": 2, "end": 3}, {"text": "團急", "start": 1, "end": 3}]),
    ]
    lines = [{"content": content, "prompt": prompt, "result_list": answers} for content, prompt, answers in rows]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    report = Report()
    first, second = FORMAT.read(path, report)
    assert [(first.words(span), span.label) for span in first.spans] == [("美團", "機構"), ("急", "動作")]
    assert first.relations == (Relation("動作", "s1", "s2"),)
    assert (second.text, second.spans) == ("別的", ())
    assert reasons(report) == ["one of its spans is missing"]


def test_the_same_words_twice_are_not_guessed_between(tmp_path: Path) -> None:
    spans = (Span("s1", 0, 1, "ORG"), Span("s2", 1, 2, "ORG"), Span("s3", 2, 3, "PER"))
    result = trip(FORMAT, [Record("a", "甲甲乙", spans, (Relation("owns", "s1", "s3"),))])
    assert result.records[0].relations == ()
    assert reasons(result.read) == ["several relations could be meant"]
    assert reasons(result.written) == ["is asked for by words that several spans have"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"text": "美團", "start": 2, "end": 4}, "UTF-16"),
        ({"text": "美團", "start": 1, "end": 2}, "inclusive"),
        ({"text": "美團"}, "not whole numbers"),
        ("美團", "not whole numbers"),
    ],
)
def test_what_is_not_true_of_a_text_is_told_and_never_guessed(tmp_path: Path, answer: object, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"content": "😀美團急", "prompt": "機構", "result_list": [answer]}), "utf-8")
    report = Report()
    (record,) = FORMAT.read(path, report)
    assert record.spans == ()
    assert len(reasons(report)) == 1
    assert reason in reasons(report)[0]


def test_another_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "甲", "label": []}\n', "utf-8")
    assert not FORMAT.detect(path, head(path))
    with pytest.raises(SourceError, match=r"a\.jsonl:1: holds no object with “content”"):
        list(FORMAT.read(path, Report()))


def test_an_answer_with_a_probability_is_a_suggestion(tmp_path: Path) -> None:
    answers = [{"text": "美團", "start": 1, "end": 3, "probability": 0.75}, {"text": "急", "start": 3, "end": 4}]
    answers.append({"text": "美", "start": 0, "end": 1, "probability": 0.5})
    value = {"content": "😀美團急", "prompt": "ORG", "result_list": answers}
    (tmp_path / "a").write_text(json.dumps(value), "utf-8")
    report = Report()
    (record,) = FORMAT.read(tmp_path / "a", report)
    assert [record.words(span) for span in record.spans] == ["急"]
    assert [(each.start, each.end, each.label, each.score, each.origin) for each in record.suggestions] == [
        (1, 3, "ORG", 0.75, "uie")
    ]
    assert reasons(report) == ["its quote is not what stands at its offsets"]
