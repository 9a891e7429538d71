"""Test how a chat model is asked: in a form, several times, once for each chunk, and what it will cost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.chat import ChatSuggester
from annotations.suggest.adapters.chat_answer import DropReason
from annotations.suggest.cache import ResultCache
from annotations.suggest.suggestion import Suggestion
from seeds.errors import SourceError
from tests.annotations.suggest.adapters.chat_server import ANSWER, TEXT, Server, chat_server, completion, table

BEIJING = json.dumps({"spans": [{"text": "北京", "occurrence": 1, "label": "LOC"}]}, ensure_ascii=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with chat_server() as server:
        yield server


@pytest.fixture
def answers(tmp_path: Path) -> ResultCache:
    return ResultCache(tmp_path / "answers.sqlite3")


def chat(server: Server, more: str = "", answers: ResultCache | None = None) -> ChatSuggester:
    settings = table(f'url = "{server.url}"\nmodel = "small"\n{more}')
    return ChatSuggester(settings, Path(), default_schema(), answers=answers)


def test_a_json_schema_with_the_labels_is_asked_for(server: Server) -> None:
    server.reply(completion(ANSWER))
    chat(server).suggest(TEXT)
    form = server.asked[0]["response_format"]["json_schema"]
    assert form["strict"]
    span = form["schema"]["properties"]["spans"]["items"]
    assert span["properties"]["label"]["enum"] == [label.name for label in default_schema().labels]
    assert server.asked[0]["logprobs"] is True


@pytest.mark.parametrize(("refusals", "left_out"), [(1, "logprobs"), (2, "response_format, logprobs")])
def test_a_server_that_does_not_know_the_form_is_asked_without_and_that_is_said(
    server: Server, refusals: int, left_out: str
) -> None:
    for _refusal in range(refusals):
        server.reply(b"unknown field", 400)
    server.reply(completion(ANSWER))
    model = chat(server)
    assert len(model.suggest(TEXT)) == 1
    (problem,) = model.problems
    assert f"refuses requests with {left_out}: it is asked without" in str(problem)
    asked = len(server.asked)
    model.suggest(TEXT)
    assert len(server.asked) == asked + 1, "it is remembered"
    assert len(model.problems) == 1


def test_a_server_that_refuses_whatever_is_asked_is_reported(server: Server) -> None:
    server.reply(b"no such model", 404)
    model = chat(server)
    with pytest.raises(SourceError, match="status 404: no such model"):
        model.suggest(TEXT)
    assert not model.problems


def test_the_share_of_the_samples_is_the_score(server: Server) -> None:
    for answer in (ANSWER, BEIJING, ANSWER, ANSWER):
        server.reply(completion(answer))
    assert chat(server, "samples = 4").suggest(TEXT) == [
        Suggestion(5, 7, "LOC", 0.25, "chat"),
        Suggestion(8, 12, "ORG", 0.75, "chat"),
    ]
    assert {asked["temperature"] for asked in server.asked} == {0.7}


def test_the_probability_of_the_label_is_the_score_where_the_server_gives_it(server: Server) -> None:
    tokens = [{"token": part, "logprob": -0.5 if part == "LOC" else 0.0} for part in BEIJING.partition("LOC")]
    answer = {"choices": [{"message": {"content": BEIJING}, "logprobs": {"content": tokens}}]}
    server.reply(json.dumps(answer).encode())
    (found,) = chat(server).suggest(TEXT)
    assert found.score == pytest.approx(0.6065, abs=1e-4)


@pytest.mark.parametrize(
    "tokens", [None, [], {}, {"content": None}, {"content": [{"token": 1}]}, {"content": [{"bytes": [300]}]}]
)
def test_log_probabilities_that_are_none_are_ignored(server: Server, tokens: object) -> None:
    answer = {"choices": [{"message": {"content": BEIJING}, "logprobs": tokens}]}
    server.reply(json.dumps(answer).encode())
    assert chat(server).suggest(TEXT) == [Suggestion(5, 7, "LOC", 0.6, "chat")]


def test_what_was_answered_is_not_asked_again(server: Server, answers: ResultCache) -> None:
    server.reply(completion(ANSWER))
    first = chat(server, answers=answers).suggest(TEXT)
    assert chat(server, "price-sent = 1\nretries = 1", answers).suggest(TEXT) == first
    assert len(server.asked) == 1
    chat(server, "temperature = 1", answers).suggest(TEXT)
    assert len(server.asked) == 2


def test_what_was_answered_before_a_failure_is_kept(server: Server, answers: ResultCache) -> None:
    paragraph = "外賣" * 700 + "。淘寶閃購淘寶閃購\n"
    text = paragraph + paragraph.replace("外", "內")
    server.reply(completion(ANSWER))
    server.reply(b"out of money", 402)
    server.reply(completion(ANSWER))
    model = chat(server, answers=answers)
    with pytest.raises(SourceError, match="out of money"):
        model.suggest(text)
    assert (model.cost([text]).requests, model.cost([text]).cached) == (1, 1)
    assert len(model.suggest(text)) == 2
    assert len(server.asked) == 3


def test_one_useless_answer_among_good_ones_is_counted_and_asked_for_again_later(
    server: Server, answers: ResultCache
) -> None:
    for content in (ANSWER, "I cannot.", ANSWER):
        server.reply(completion(content))
    model = chat(server, answers=answers)
    texts = [TEXT, TEXT + "一", TEXT + "二"]
    assert [len(model.suggest(text)) for text in texts] == [1, 0, 1]
    assert model.dropped == {DropReason.ANSWER: 1}
    assert "in answers that are no list of spans" in str(model.problems[0])
    assert len(model.suggest(texts[1])) == 1


def test_a_model_that_answers_nonsense_three_times_in_a_row_is_given_up(server: Server) -> None:
    server.reply(completion(ANSWER))
    server.reply(completion("I cannot."))
    model = chat(server)
    assert [len(model.suggest(TEXT)) for _time in range(3)] == [1, 0, 0]
    with pytest.raises(SourceError, match="does not answer with a list of spans"):
        model.suggest(TEXT)


def test_what_is_dropped_is_reported_at_the_first_and_the_tenth(server: Server) -> None:
    missing = ",".join(['{"text": "上海", "occurrence": 1, "label": "LOC"}'] * 4)
    server.reply(completion(f"[{missing}]"))
    model = chat(server)
    for _time in range(3):
        assert model.suggest(TEXT) == []
    assert model.dropped == {DropReason.TEXT: 12}
    reported = [problem.message for problem in model.problems]
    assert [message[:10] for message in reported] == ["left out 1", "left out 1"]
    assert all("whose words are not in the text" in message for message in reported)
    assert "10 of" in reported[1]


def test_the_cost_is_estimated_and_nothing_sent(server: Server) -> None:
    model = chat(server, "samples = 3\nprice-sent = 2.0\nprice-answered = 10.0")
    cost = model.cost([TEXT, TEXT, "", " \n"])
    assert (cost.requests, cost.cached, cost.characters, cost.answered) == (3, 0, 45, 45)
    assert cost.sent > 3 * len(TEXT)
    assert cost.price == pytest.approx((cost.sent * 2 + cost.answered * 10) / 1e6)
    assert chat(server).cost([TEXT]).price is None
    assert server.asked == []
