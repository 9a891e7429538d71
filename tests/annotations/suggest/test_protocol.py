"""The messages between the application and its worker processes: what is sent arrives, and nothing else is taken."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.consent.request import Refusal
from annotations.suggest.memory import Decisions
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion, Voice
from annotations.suggest.workers.protocol import (
    ArticleDecisions,
    AskText,
    AskTexts,
    AtWork,
    Idle,
    Message,
    ProblemReport,
    StartWorker,
    SwitchedOff,
    TextAnswer,
    TextsAnswer,
    Unusable,
    decode_message,
    encode_message,
)
from seeds.errors import Problem

TEXTS = st.text(st.characters(), max_size=8)  # halves of surrogate pairs too
NUMBERS = st.integers(0, 1 << 40)
SCORES = st.floats(0, 1)
VOICES = st.lists(st.builds(Voice, NUMBERS, NUMBERS, TEXTS, TEXTS), max_size=2).map(tuple)
SUGGESTIONS = st.lists(st.builds(Suggestion, NUMBERS, NUMBERS, TEXTS, SCORES, TEXTS, VOICES), max_size=3).map(tuple)
COUNTS = st.dictionaries(st.tuples(TEXTS, TEXTS), st.integers(1, 9), max_size=3)
PATHS = st.none() | st.sampled_from([Path("/projects/one"), Path("/projects/\udcff")])
PROBLEMS = [TEXTS, TEXTS, st.none() | NUMBERS, TEXTS]
SETUPS = st.builds(
    Setup,
    PATHS,
    PATHS,
    TEXTS,
    st.lists(TEXTS, max_size=2).map(tuple),
    st.none() | SCORES,
    PATHS,
    st.booleans(),
    st.booleans(),
    PATHS,
)
DIGESTS = st.dictionaries(TEXTS, st.tuples(st.lists(NUMBERS, max_size=5).map(tuple), TEXTS), max_size=2)
MESSAGES: st.SearchStrategy[Message] = st.one_of(
    st.builds(StartWorker, SETUPS, st.frozensets(TEXTS, max_size=2), DIGESTS),
    st.builds(AskText, NUMBERS, TEXTS, NUMBERS, SUGGESTIONS),
    st.builds(AskTexts, st.lists(TEXTS, max_size=3).map(tuple)),
    st.builds(ArticleDecisions, st.tuples(TEXTS, TEXTS), st.builds(Decisions, COUNTS, COUNTS, TEXTS)),
    st.builds(AtWork, TEXTS, st.floats(0, 1e6), TEXTS),
    st.builds(TextAnswer, NUMBERS, NUMBERS, NUMBERS, SUGGESTIONS, st.booleans()),
    st.builds(TextsAnswer, st.lists(SUGGESTIONS, max_size=2).map(tuple)),
    st.builds(ProblemReport, st.builds(Problem, *PROBLEMS) | st.builds(Refusal, *PROBLEMS)),
    st.builds(SwitchedOff, TEXTS),
    st.just(Idle()),
    st.just(Unusable()),
)
MAY_BE_NONE = {"project", "annotations", "min_score", "model", "config", "line"}


@given(MESSAGES)
def test_a_message_is_one_line_and_arrives_as_it_was_sent(message: Message) -> None:
    line = encode_message(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    arrived = decode_message(line)
    assert arrived == message
    if isinstance(message, TextAnswer):
        assert isinstance(arrived, TextAnswer)
        assert [item.voices for item in arrived.suggestions] == [item.voices for item in message.suggestions]
    if isinstance(message, ProblemReport):
        assert isinstance(arrived, ProblemReport)
        assert type(arrived.problem) is type(message.problem)


@given(MESSAGES, st.data())
def test_a_message_that_lacks_a_part_or_has_it_of_another_type_is_refused(
    message: Message, data: st.DataObject
) -> None:
    value = json.loads(encode_message(message).decode("utf-8", "surrogatepass"))
    part = data.draw(st.sampled_from([value, *(value[key] for key in ("setup", "problem") if key in value)]))
    key = data.draw(st.sampled_from(sorted(part)))
    if data.draw(st.booleans()):
        del part[key]
    else:
        part[key] = {"no": "part"} if key in MAY_BE_NONE else None
    with pytest.raises(ValueError, match=r"(?s).*"):
        decode_message(json.dumps(value).encode())


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"idle"',
        b"{}",
        b'{"is": "idle"}',
        b'{"type": "idl"}',
        b'{"type": ["idle"]}',
        b"\xff",
        b"[" * 100_000,
        b'{"type": "text", "number": 1, "start": 0, "end": 2, "suggestions": [[0, 1, "ORG", 0.5]], "done": true}',
        b'{"type": "texts", "suggestions": [[[0, "1", "ORG", 0.5, "stars"]]]}',
        b'{"type": "ask-texts", "texts": ["a", 1]}',
        b'{"type": "decisions", "article": ["a", "1"], "marked": [["a", "ORG"]], "rejected": [], "rest": ""}',
    ],
)
def test_a_line_that_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        decode_message(line)


def test_paths_are_absolute_on_the_way_as_a_worker_has_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arrived = decode_message(encode_message(StartWorker(Setup(Path("project")))))
    assert isinstance(arrived, StartWorker)
    assert arrived.setup.project == tmp_path / "project"
