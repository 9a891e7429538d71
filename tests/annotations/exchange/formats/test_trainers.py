"""TRL's prompts and completions, and LLaMA-Factory's alpaca and sharegpt: the answers of chat in other objects."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.model.span import Span
from annotations.suggest.adapters.chat_prompt import instructions
from seeds.errors import Problem, SourceError
from tests.annotations.exchange.records import SCHEMA, beijing
from tests.annotations.exchange.trips import reasons, trip, write

TEXT = "😀马云\n说:马云和阿里"
ITEMS = [
    {"label": "人物", "text": "马云", "occurrence": 2},
    {"label": "ORG", "text": "阿里", "occurrence": 1},
]
ANSWER = json.dumps({"spans": ITEMS}, ensure_ascii=False)
TASK = instructions(SCHEMA)


def messages(answer: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": TASK},
        {"role": "user", "content": TEXT},
        {"role": "assistant", "content": answer},
    ]


def value_of(name: str, answer: str = ANSWER) -> dict[str, Any]:
    """Return an object as the trainer reads it.

    trl/data_utils.py of TRL 1.16 has the keys of prompts, completions and messages; data/README.md of LLaMA-Factory
    those of alpaca and sharegpt.
    """
    match name:
        case "chat":
            return {"messages": messages(answer)}
        case "trl":
            return {"prompt": messages(answer)[:2], "completion": messages(answer)[2:]}
        case "trl-plain":
            return {"prompt": f"{TASK}\nText:\n{TEXT}\n\nAnswer:\n", "completion": answer}
        case "alpaca":
            return {"instruction": TASK, "input": TEXT, "output": answer}
        case _:
            turns = [{"from": "human", "value": TEXT}, {"from": "gpt", "value": answer}]
            return {"conversations": turns, "system": TASK}


NAMES = ["chat", "trl", "trl-plain", "alpaca", "sharegpt"]


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def saved(path: Path, *values: object, array: bool = True) -> Path:
    lines = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    path.write_text(json.dumps(values, indent=1) if array else lines, "utf-8")
    return path


@pytest.mark.parametrize("array", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_what_a_trainer_reads_is_read(tmp_path: Path, name: str, array: bool) -> None:
    path = saved(tmp_path / "a", value_of(name), value_of(name), array=array)
    assert detect(path, unexpected).about.name == name
    report = Report()
    first, second = find_format(name).read(path, report)
    assert first == second
    assert first.text == TEXT
    assert [(span.start, span.end, span.label) for span in first.spans] == [(6, 8, "人物"), (9, 11, "ORG")]
    assert report.complete, report.lost


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_what_the_trainer_reads(tmp_path: Path, name: str) -> None:
    spans = (Span("s1", 6, 8, "人物"), Span("s2", 9, 11, "ORG"))
    path = write(find_format(name), [Record("a", TEXT, spans)], tmp_path)
    content = path.read_text("utf-8")
    (value,) = json.loads(content) if path.suffix == ".json" else map(json.loads, content.splitlines())
    assert value == value_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_that_others_get_wrong(name: str) -> None:
    (record,) = trip(find_format(name), [beijing("😀")]).records
    assert record.spans == beijing("😀").spans


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "answer",
    [
        *(
            "",
            "您好",
            "7",
            '{"spans": {}}',
            '{"人物": [7]}',
            '{"人物": [""]}',
            '{"人物": "马云"}',
            '[{"entity": "马云"}, 7]',
        ),
        pytest.param("[" * 99_999, id="deep"),
        '{"spans": [7, {"label": 1}]}',
    ],
)
def test_other_answers_are_told(tmp_path: Path, name: str, answer: str) -> None:
    report = Report()
    path = saved(tmp_path / "a", value_of(name), value_of(name, answer))
    found = list(find_format(name).read(path, report))
    assert len(found) == 1 + answer.startswith('{"spans": [')
    assert report.lost.total() == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_answers_of_others_are_read_where_they_are_certain(tmp_path: Path, name: str) -> None:
    answers: list[Any] = [
        {"ORG": ["阿里", "腾讯"], "人物": ["马云"], "地点": []},
        [
            {"entity_text": "阿里", "entity_label": "ORG"},
            {"entity": "马云", "type": "人物"},
            {"word": "云", "label": "x"},
        ],
        {"spans": [{"text": "马云", "label": "人物"}, {"text": "马云", "label": "人物"}]},
        [],
        {},
    ]
    path = saved(tmp_path / "a", *(value_of(name, json.dumps(answer)) for answer in answers))
    assert detect(path, unexpected).about.name == name
    report = Report()
    found = [[(span.start, span.label) for span in record.spans] for record in find_format(name).read(path, report)]
    assert found == [[(9, "ORG")], [(9, "ORG")], [(1, "人物"), (6, "人物")], [], []]
    several = "stands in the text 2 times, and nothing says which one is meant"
    assert reasons(report) == ["is not in the text", several, several, several]


@pytest.mark.parametrize("name", NAMES)
def test_broken_objects_are_told_and_others_are_an_error(tmp_path: Path, name: str) -> None:
    value = value_of(name)
    broken = [
        {key: odd} | {other: value[other] for other in value if other != key} for key in value for odd in (7, [7])
    ]
    path = saved(tmp_path / "a", value, *broken)
    report = Report()
    whole = [key for key in value if key == "system"]
    assert len(list(find_format(name).read(path, report))) == 1 + 2 * len(whole)
    assert report.lost.total() == len(broken) - 2 * len(whole)
    with pytest.raises(SourceError, match="holds no conversation"):
        list(find_format(name).read(saved(path, {"text": "x"}), Report()))


@pytest.mark.parametrize("name", NAMES)
def test_unknown_keys_are_told_at_every_level(tmp_path: Path, name: str) -> None:
    value = value_of(name) | {"score": 1}
    for key, items in value.items():
        if isinstance(items, list):
            value[key] = [item | {"weight": 1} for item in items]
    report = Report()
    list(find_format(name).read(saved(tmp_path / "a", value), report))
    keys = {reason.partition("”")[0].rpartition(".")[2].strip("“") for reason in reasons(report)}
    assert keys == ({"score"} if name in ("alpaca", "trl-plain") else {"score", "weight"})
