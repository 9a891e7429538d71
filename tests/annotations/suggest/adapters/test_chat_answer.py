"""Test what of a chat model's answer is true of the text."""

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.chat_answer import ChatAnswer, DropReason, NotAnAnswerError, spans_of
from annotations.suggest.adapters.chat_prompt import instructions

TEXT = "淘寶閃購在北京,淘寶閃購“{好}”"
LABELS = {"org": "ORG", "機構": "ORG", "loc": "LOC"}


def spans(answer: str, text: str = TEXT) -> tuple[list[tuple[int, int, str]], dict[DropReason, int]]:
    dropped: Counter[DropReason] = Counter()
    return list(spans_of(ChatAnswer(answer), text, LABELS, dropped)), dict(dropped)


def item(label: object, text: object, occurrence: object = 1) -> str:
    return json.dumps({"label": label, "text": text, "occurrence": occurrence}, ensure_ascii=False)


FIRST, SECOND = item("ORG", "淘寶閃購"), item("ORG", "淘寶閃購", 2)
BOTH = [(0, 4, "ORG"), (8, 12, "ORG")]


@pytest.mark.parametrize(
    "answer",
    [
        f'{{"spans": [{FIRST}, {SECOND}]}}',
        f"[{SECOND}, {FIRST}, {FIRST}]",
        f'```json\n{{"spans": [{FIRST},\n{SECOND}]}}\n```\nThere are two spans {{as you see}}.',
        f'{{"spans": [{FIRST}, {SECOND}, {{"label": "ORG", "te',  # cut off
        f"{FIRST}\n{SECOND}\n",
        f"<think>Perhaps [{item('LOC', '北京')}]?</think>[{FIRST}, {SECOND}]",
        f'{{"result": {{"entities": [{FIRST}, {SECOND}]}}, "usage": {{"n": 2}}}}',
        f"[{item('機構', ' 淘寶閃購 ')}, {item(' org', '淘寶閃購', '2')}]",
        '[{"text": "淘寶閃購", "label": "ORG", "occurrence": 1},' + SECOND + "]",
    ],
)
def test_the_spans_are_found_however_they_are_wrapped(answer: str) -> None:
    assert spans(answer) == (BOTH, {})


def test_braces_and_quotes_within_a_text_are_text() -> None:
    assert spans(item("LOC", "“{好}”")) == ([(12, 17, "LOC")], {})
    assert spans(item("LOC", 'a"}b'), 'x a"}b') == ([(2, 6, "LOC")], {})


@pytest.mark.parametrize(
    ("answer", "doubt"),
    [
        (item("ORG", "淘宝闪购"), DropReason.TEXT),  # translated to the other script
        (item("ORG", "淘寶閃購", 3), DropReason.TEXT),
        (item("ORG", "淘寶閃購", 10**9), DropReason.TEXT),
        (item("PLACE", "北京"), DropReason.LABEL),
        (item("LOC", ""), DropReason.FORM),
        (item("LOC", None), DropReason.FORM),
        (item(["LOC"], "北京"), DropReason.FORM),
        (item("LOC", "北京", 0), DropReason.FORM),
        (item("LOC", "北京", "x"), DropReason.FORM),
        (item("LOC", "北京", "9" * 5000), DropReason.FORM),
        (item("LOC", "北京", True), DropReason.FORM),
        ('{"label": "LOC"}', DropReason.FORM),
        ('{"text": "淘寶閃購", "label": "LOC"}', DropReason.PLACE),  # which of the two is not said
    ],
)
def test_what_is_not_true_is_dropped_and_counted(answer: str, doubt: DropReason) -> None:
    assert spans(f"[{FIRST}, {answer}]") == ([(0, 4, "ORG")], {doubt: 1})


@pytest.mark.parametrize("answer", ['{"spans": []}', "[]", "```json\n[ ]\n```", "<think>[1]</think>[]"])
def test_there_may_be_none(answer: str) -> None:
    assert spans(answer) == ([], {})


@pytest.mark.parametrize(
    "answer", ["", "I'm sorry.", "{}", "{" * 100_000, '{"' * 100_000, "<think>[]", '{"a": 1}', "null"]
)
def test_nonsense_is_no_answer(answer: str) -> None:
    with pytest.raises(NotAnAnswerError):
        spans(answer)


@given(st.text(), st.text(alphabet='{}[]":,\\ labeltextORG1', max_size=200))
def test_whatever_is_answered_spans_are_true_of_the_text(text: str, answer: str) -> None:
    try:
        found, _dropped = spans(answer + FIRST, text)
    except NotAnAnswerError:
        return
    assert all(text[start:end] == "淘寶閃購" for start, end, _label in found)


@given(st.text(alphabet="餓了ab", min_size=1, max_size=30), st.data())
def test_an_occurrence_that_is_there_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    surface = text[start : data.draw(st.integers(start + 1, len(text)))]
    dropped: Counter[DropReason] = Counter()
    item_without = ChatAnswer(json.dumps({"text": surface, "label": "ORG"}))
    certain = text.find(surface, text.find(surface) + 1) < 0
    assert bool(spans_of(item_without, text, LABELS, dropped)) == certain
    assert dropped == ({} if certain else {DropReason.PLACE: 1})
    for number in range(1, text.count(surface) + 1):
        ((first, last, _label),) = spans(item("ORG", surface, number), text)[0]
        assert text[first:last] == surface
        assert text.count(surface, 0, last) == number
    assert spans(item("ORG", surface, text.count(surface) + 1), text) == ([], {DropReason.TEXT: 1})


def test_the_instructions_explain_every_label() -> None:
    schema = default_schema()
    said = instructions(schema)
    for label in schema.labels:
        assert f"- {label.name} ({label.title}): {label.description} For example: " in said
        assert all(example in said for example in label.examples)


def test_the_guidelines_of_the_project_are_among_the_instructions() -> None:
    assert "guidelines" not in instructions(default_schema()).casefold()
    assert "媒體是機構。" in instructions(replace(default_schema(), guidelines="\n媒體是機構。\n"))


def scores(answer: str, tokens: list[tuple[bytes, float]]) -> list[float | None]:
    return list(spans_of(ChatAnswer(answer, tokens), TEXT, LABELS, Counter()).values())


def test_the_tokens_of_the_label_say_how_sure_it_is() -> None:
    answer = f"<think>餓</think>[{FIRST}, {item('LOC', '北京')}]"
    parts = answer.replace("ORG", "\0OR\0G\0").replace("LOC", "\0LOC\0").split("\0")
    tokens = [(part.encode(), log(0.5) if part in ("OR", "G", "LOC") else -3.0) for part in parts]
    assert scores(answer, tokens) == pytest.approx([0.25, 0.5])
    assert scores(answer, tokens[:-1]) == [None, None]
    whole = [(bytes([byte]), 0.0) for byte in answer.encode()]
    assert scores(answer, whole) == [1.0, 1.0]


@given(st.text(alphabet='{}[]":,\\ labeltextORG1餓\ud800', max_size=200), st.lists(st.integers(0, 300)))
def test_however_an_answer_is_cut_into_tokens_a_score_is_a_share(answer: str, cuts: list[int]) -> None:
    content = (answer + FIRST).encode("utf-8", "surrogatepass")
    ends = sorted({0, len(content), *(cut for cut in cuts if cut < len(content))})
    tokens = [(content[start:end], -0.5) for start, end in pairwise(ends)]
    assert all(score is None or 0 <= score <= 1 for score in scores(answer + FIRST, tokens))
