"""DuIE and DeepKE name words without a place: only what is certain is read, and the rest is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.records import OPTIONS
from tests.annotations.exchange.trips import reasons

TEXT = "😀《红楼》\n里王雪配音晴雯,王雪说王力好"
# DuIE 2.0, as PaddleNLP's examples/information_extraction/DuIE reads it, and CMeIE, as CBLUE's data_process.py does.
DUIE: dict[str, Any] = {
    "text": TEXT,
    "postag": [{"word": "王雪", "pos": "nr"}],
    "spo_list": [
        {
            "predicate": "配音",
            "subject": "晴雯",
            "subject_type": "角色",
            "object": {"@value": "王力", "inWork": "红楼"},
            "object_type": {"@value": "人物", "inWork": "作品"},
            "Combined": False,
        },
        {
            "predicate": "饰演",
            "subject": "晴雯",
            "subject_type": "角色",
            "object": {"@value": "王雪"},
            "object_type": {"@value": "人物"},
        },
    ],
}
# DuIE 1.0 has no slots.
DUIE_1 = {
    "text": TEXT,
    "spo_list": [
        {"predicate": "配音", "subject": "晴雯", "subject_type": "角色", "object": "王力", "object_type": "人物"}
    ],
}
# DeepKE's example/ner/standard/data, example/re/standard/data and example/llm/InstructKGC/data.
DEEPKE_NER = {
    "sentence": TEXT,
    "entities": [{"word": "王雪", "label": "人物"}] * 2
    + [{"word": "王", "label": "姓"}, {"word": "红楼", "label": "作品"}],
}
DEEPKE_RE = [
    {"sentence": TEXT, "relation": "配音", "head": "王雪", "head_type": "人物", "head_offset": "15", "tail": "晴雯"}
    | {"tail_type": "角色", "tail_offset": 12},
    {"sentence": TEXT, "relation": "属于", "head": "晴雯", "head_type": "角色", "head_offset": 12, "tail": "红楼"}
    | {"tail_type": "作品", "tail_offset": 2},
    {"sentence": "晴雯" + TEXT, "relation": "属于", "head": "晴雯", "head_offset": 0, "tail": "红楼", "tail_offset": 4},
]
DEEPKE_LLM = {
    "input": TEXT,
    "entity": [{"entity": "红楼", "entity_type": "作品"}],
    "relation": [{"head": "晴雯", "head_type": "角色", "relation": "属于", "tail": "红楼", "tail_type": "作品"}],
}


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def read(tmp_path: Path, name: str, *values: object) -> tuple[list[Record], Report]:
    """Read values as an array, whose format is detected."""
    (tmp_path / "a").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    if name:
        assert detect(tmp_path / "a", unexpected).about.name == name
    report = Report()
    return list(find_format(name or "deepke").read(tmp_path / "a", report)), report


def marks(record: Record) -> tuple[list[tuple[int, str, str]], set[tuple[str, str, str]]]:
    words = {span.id: record.words(span) for span in record.spans}
    return (
        [(span.start, record.words(span), span.label) for span in record.spans],
        {(words[tie.head], tie.type, words[tie.tail]) for tie in record.relations},
    )


def test_triples_are_spans_and_relations_where_it_is_certain(tmp_path: Path) -> None:
    (first, second), report = read(tmp_path, "duie", DUIE, DUIE_1)
    spans = [(2, "红楼", "作品"), (11, "晴雯", "角色"), (17, "王力", "人物")]
    assert marks(first) == (spans, {("晴雯", "配音", "王力"), ("晴雯", "配音.inWork", "红楼")})
    assert marks(second) == (spans[1:], {("晴雯", "配音", "王力")})
    assert [(loss.what, loss.reason) for loss in report.losses] == [
        ("王雪", "stands in the text 2 times, and nothing says which one is meant"),
        ("晴雯 饰演 王雪", "has no type, or one of its spans is missing"),
    ]


def test_sentences_of_deepke(tmp_path: Path) -> None:
    (record,), report = read(tmp_path, "deepke", DEEPKE_NER)
    assert marks(record)[0] == [(2, "红楼", "作品"), (7, "王雪", "人物"), (14, "王雪", "人物")]
    assert reasons(report) == ["stands in the text 3 times, and nothing says which one is meant"]
    (record,), report = read(tmp_path, "deepke", DEEPKE_LLM)
    assert marks(record) == ([(2, "红楼", "作品"), (11, "晴雯", "角色")], {("晴雯", "属于", "红楼")})
    assert report.complete


def test_relations_with_offsets_are_of_one_sentence(tmp_path: Path) -> None:
    moved = [DEEPKE_RE[0] | {"head_offset": "14", "tail_offset": 11}, DEEPKE_RE[1] | {"head_offset": 11}, DEEPKE_RE[2]]
    (record, other), report = read(tmp_path, "deepke", *moved)
    assert marks(record) == (
        [(2, "红楼", "作品"), (11, "晴雯", "角色"), (14, "王雪", "人物")],
        {("王雪", "配音", "晴雯"), ("晴雯", "属于", "红楼")},
    )
    assert other.spans == ()
    assert reasons(report) == ["does not say the words and types of its head and its tail, and what ties them"]
    _records, report = read(tmp_path, "deepke", DEEPKE_RE[0])
    assert reasons(report)[:2] == ["its words are not what stands at its offset"] * 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "duie",
            {"text": TEXT, "spo_list": [7, None, {"subject": 1}, {"subject": "x", "predicate": "y", "object": []}]},
        ),
        ("duie", {"text": TEXT, "spo_list": [{"subject": "x", "predicate": "y", "object": {"@value": 7}}] * 4}),
        ("deepke", {"sentence": TEXT, "entities": [7, None, {"word": 1, "label": "x"}, {"word": "红楼", "label": []}]}),
        ("deepke", {"text": TEXT, "relation": [7, {"relation": 1}, {"head": "x", "tail": 1}, {"relation": "x"}]}),
    ],
)
def test_what_is_wrong_is_reported(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "a").write_text(json.dumps([value, {"text": 7}]), "utf-8")
    report = Report()
    (record,) = find_format(name).read(tmp_path / "a", report)
    assert (record.text, record.spans) == (TEXT, ())
    assert len(report.losses) == 5
    with pytest.raises(SourceError, match="is read, and not written"):
        find_format(name).write([], tmp_path / "b", OPTIONS, Report())
    (tmp_path / "a").write_text('{"text": 7}\n', "utf-8")
    with pytest.raises(SourceError, match="holds no object with a"):
        list(find_format(name).read(tmp_path / "a", Report()))


@pytest.mark.parametrize("value", [DUIE_1, DEEPKE_NER, DEEPKE_LLM, DEEPKE_RE[0]])
def test_unknown_keys_are_reported(tmp_path: Path, value: dict[str, Any]) -> None:
    name = "duie" if value is DUIE_1 else "deepke"
    for list_ in ("", "spo_list", "entities", "entity", "relation"):
        items = value.get(list_)
        if isinstance(items, list):
            changed = value | {list_: [item | {"score": 1} for item in items]}
        else:
            changed = value | {"score": 1}
        _records, report = read(tmp_path, name, changed)
        assert any("score” is not read" in reason for reason in reasons(report)), list_
