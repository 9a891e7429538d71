"""Test what of a chat model's answer is true of the text."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.chat_answer import DropReason, NotAnAnswerError, spans_of
from annotations.suggest.adapters.chat_prompt import instructions

TEXT = "淘寶閃購在北京,淘寶閃購“{好}”"
LABELS = {"org": "ORG", "機構": "ORG", "loc": "LOC"}


def spans(answer: str, text: str = TEXT) -> tuple[list[tuple[int, int, str]], dict[DropReason, int]]:
    dropped: Counter[DropReason] = Counter()
    return spans_of(answer, text, LABELS, dropped), dict(dropped)


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
        '[{"text": "淘寶閃購", "label": "ORG"},' + SECOND + "]",
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
