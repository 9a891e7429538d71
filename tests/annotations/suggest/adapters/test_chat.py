"""A chat endpoint, played by a real server on this computer: good answers, slow ones, refusals, and nonsense."""

import gzip
import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.chat import SCORE, ChatSuggester
from annotations.suggest.adapters.chat_answer import DropReason
from annotations.suggest.adapters.chat_client import ChatClient, Endpoint
from annotations.suggest.suggestion import Suggester, Suggestion
from annotations.user_settings import config_path
from seeds.errors import SourceError
from tests.annotations.suggest.adapters.chat_server import ANSWER, TEXT, Server, chat_server, completion, table

FOUND = [Suggestion(8, 12, "ORG", SCORE, "chat")]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # what is sent to this computer goes no way round
    with chat_server() as server:
        yield server


def chat(server: Server, more: str = "") -> ChatSuggester:
    return ChatSuggester(table(f'url = "{server.url}"\nmodel = "small"\n{more}'), Path(), default_schema())


def test_a_good_answer_is_offered(server: Server) -> None:
    server.reply(completion(ANSWER))
    model: Suggester = chat(server)
    assert model.suggest(TEXT) == FOUND
    assert server.paths == ["/v1/chat/completions"]
    assert "Authorization" not in server.headers[0]
    (asked,) = server.asked
    assert asked["model"] == "small"
    assert asked["messages"][1] == {"role": "user", "content": TEXT}
    assert "PER (人物): A person" in asked["messages"][0]["content"]


def own_key(server: Server, monkeypatch: pytest.MonkeyPatch, value: str = "secret") -> None:
    """Let the user's settings name a variable for the endpoint."""
    monkeypatch.setenv("TEST_KEY", value)
    config_path().parent.mkdir(parents=True, exist_ok=True)
    origin = server.url.removesuffix("/v1").upper()
    config_path().write_text(f'[endpoints."{origin}"]\nkey-from = "TEST_KEY"\n', "utf-8")


def test_the_key_is_named_by_the_users_own_settings(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    own_key(server, monkeypatch, " secret\n")
    server.reply(completion(ANSWER))
    model = chat(server)
    assert model.suggest(TEXT) == FOUND
    assert server.headers[0]["Authorization"] == "Bearer secret"
    assert not model.problems


def test_a_project_names_no_environment_variable(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_KEY", "secret")
    server.reply(completion(ANSWER))
    model = chat(server, 'key-from = "TEST_KEY"')
    assert model.suggest(TEXT) == FOUND
    assert "Authorization" not in server.headers[0]
    (problem,) = model.problems
    assert problem.line == 4
    assert str(config_path()) in problem.advice
    origin = server.url.removesuffix("/v1")
    assert f'[endpoints."{origin}"]' in problem.advice


def test_the_key_goes_to_no_other_port(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    own_key(server, monkeypatch)
    port = server.url.removesuffix("/v1").rpartition(":")[2]
    other = Server(server.url.replace(port, str(int(port) ^ 1)))
    assert chat(server)._endpoint.key == "secret"
    assert chat(other)._endpoint.key == ""


@pytest.mark.parametrize("value", ["", "  ", "鑰匙", "a\x07b"])
def test_a_variable_without_a_key_is_told(server: Server, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    own_key(server, monkeypatch, value)
    with pytest.raises(SourceError, match=r"config\.toml: the environment variable “TEST_KEY”"):
        chat(server)


def test_a_model_may_want_simplified_text(server: Server) -> None:
    server.reply(completion(ANSWER.replace("淘寶閃購", "淘宝闪购")))
    assert chat(server, 'script = "simplified"').suggest(TEXT) == FOUND
    assert server.asked[0]["messages"][1]["content"] == "淘宝闪购在北京。淘宝闪购很好。"


def test_a_long_text_goes_out_in_paragraphs(server: Server) -> None:
    paragraph = "外賣" * 400 + "。淘寶閃購淘寶閃購\n"
    server.reply(completion(ANSWER))
    text = paragraph * 5
    found = chat(server).suggest(text)
    sent = [asked["messages"][1]["content"] for asked in server.asked]
    assert sent == [paragraph * 2, paragraph * 2, paragraph]
    assert [text[item.start : item.end] for item in found] == ["淘寶閃購"] * 3
    assert found[1].start == len(paragraph) * 2 + 805


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_nothing_is_asked_about_nothing(server: Server, text: str) -> None:
    assert chat(server).suggest(text) == []
    assert not server.asked


def test_half_a_character_can_be_sent(server: Server) -> None:
    server.reply(completion(ANSWER))
    text = "\ud800\0" + TEXT
    assert [text[item.start : item.end] for item in chat(server).suggest(text)] == ["淘寶閃購"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(server: Server, status: int) -> None:
    server.reply(b"busy", status, Retry_After="0")
    server.reply(completion(ANSWER))
    assert chat(server).suggest(TEXT) == FOUND
    assert len(server.asked) == 2


def test_a_broken_connection_is_tried_again(server: Server) -> None:
    server.hang_up()
    server.reply(completion(ANSWER))
    assert chat(server).suggest(TEXT) == FOUND


def test_retries_have_an_end(server: Server) -> None:
    server.reply(b'{"error": "out of memory"}', 500)
    told = r"v1: answers with status 500: .*out of memory"
    with (
        ChatClient(Endpoint(server.url, "small", retries=2, pause=0.001)) as client,
        pytest.raises(SourceError, match=told),
    ):
        client.ask([])
    assert len(server.asked) == 3


def test_a_server_that_wants_too_long_a_pause_is_given_up(server: Server) -> None:
    server.reply(b"later", 429, Retry_After="3600")
    with pytest.raises(SourceError, match="status 429: later"):
        chat(server).suggest(TEXT)
    assert len(server.asked) == 1


def test_a_refusal_is_told_without_the_key(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    own_key(server, monkeypatch)
    server.reply(b"no such key: secret", 401)
    with pytest.raises(SourceError, match=r"status 401: no such key: …$"):
        chat(server).suggest(TEXT)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_follows_a_redirection(server: Server, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    own_key(server, monkeypatch)
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        port = elsewhere.getsockname()[1]
        server.reply(b"", status, Location=f"http://127.0.0.1:{port}/v1/chat/completions")
        with pytest.raises(SourceError, match=f"status {status}"):
            chat(server).suggest(TEXT)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
    assert len(server.asked) == 1


@pytest.mark.parametrize("limit", ["timeout = 0.2", "patience = 0.2"])
def test_a_slow_answer_is_given_up_and_not_asked_for_again(server: Server, limit: str) -> None:
    server.dribble()
    with pytest.raises(SourceError, match=r"chat/completions: (no answer in|the text takes more than) 0\.[0-9]+ sec"):
        chat(server, limit).suggest(TEXT)
    assert len(server.asked) <= 1  # none, where the machine is so busy that the time is over before


def test_all_pieces_together_have_a_bound(server: Server) -> None:
    def wait(handler: BaseHTTPRequestHandler) -> None:
        server.closing.wait(0.15)
        server.replies[1](handler)

    server.replies.append(wait)
    server.reply(completion(ANSWER))
    server.replies.append(wait)
    with pytest.raises(SourceError, match=r"seconds"):
        chat(server, "patience = 0.3").suggest(TEXT * 2000)
    assert len(server.asked) < 5


def test_no_server_is_told(server: Server) -> None:
    endpoint = Endpoint("http://127.0.0.1:9", "small", retries=1, pause=0.001)
    with ChatClient(endpoint) as client, pytest.raises(SourceError, match=r"127\.0\.0\.1:9: cannot be reached: "):
        client.ask([])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {}}]}',
        b"[" * 100_000,
        b"\xff\xfe\xfd",
    ],
)
def test_what_is_no_chat_completion_is_told(server: Server, body: bytes) -> None:
    server.reply(body)
    with pytest.raises(SourceError, match=r"127.*its answer is not a chat completion"):
        chat(server).suggest(TEXT)


def test_a_model_that_says_nothing_is_told(server: Server) -> None:
    server.reply(completion(None))
    with pytest.raises(SourceError, match="the model says nothing"):
        chat(server).suggest(TEXT)


def test_nonsense_is_told_and_nothing_offered(server: Server) -> None:
    server.reply(completion("I am sorry, but as a language model I cannot."))
    with pytest.raises(SourceError, match=r"127.*the model does not answer with a list of spans"):
        chat(server).suggest(TEXT)


def test_an_answer_that_is_cut_off_is_used_as_far_as_it_goes(server: Server) -> None:
    server.reply(completion(ANSWER[:-2] + ', {"label": "LOC", "te'))
    assert chat(server).suggest(TEXT) == FOUND


def test_what_is_not_in_the_text_is_dropped_and_counted(server: Server) -> None:
    server.reply(completion(ANSWER + '{"label": "LOC", "text": "上海"}{"label": "CITY", "text": "北京"}'))
    model = chat(server)
    assert model.suggest(TEXT) == FOUND
    assert model.dropped == {DropReason.TEXT: 1, DropReason.LABEL: 1}


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-16"])
def test_other_encodings_are_read(server: Server, encoding: str) -> None:
    body = json.dumps({"choices": [{"message": {"content": ANSWER}}]}, ensure_ascii=False).encode(encoding)
    server.reply(body, Content_Type=f"application/json; charset={encoding}")
    assert chat(server).suggest(TEXT) == FOUND


@pytest.mark.parametrize(
    ("body", "encoding"), [(completion(ANSWER), "klingon"), ("餓".encode("big5"), "utf-8"), (b"\xff", "big5")]
)
def test_an_encoding_that_is_not_what_it_says_is_told(server: Server, body: bytes, encoding: str) -> None:
    server.reply(body, Content_Type=f"application/json; charset={encoding}")
    with pytest.raises(SourceError, match="not a chat completion"):
        chat(server).suggest(TEXT)


def test_compressed_answers_are_read_and_endless_ones_are_not(server: Server) -> None:
    server.reply(gzip.compress(completion(ANSWER)), Content_Encoding="gzip")
    server.reply(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")
    server.reply(b"no gzip", Content_Encoding="gzip")
    model = chat(server)
    assert model.suggest(TEXT) == FOUND
    with pytest.raises(SourceError, match="the answer is too long"):
        model.suggest(TEXT)
    with pytest.raises(SourceError, match="cannot be asked"):
        model.suggest(TEXT)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", r":1: “url” is missing"),
        ('url = "http://localhost/v1"', r":1: “model” is missing"),
        ('url = "localhost:8000"\nmodel = "m"', r":2: “localhost:8000” is not the address"),
        ('url = "ftp://localhost"\nmodel = "m"', r":2: .* is not the address"),
        ('url = "http://localhost:99999"\nmodel = "m"', r":2: .* is not the address"),
        ('url = "http://[::1/v1"\nmodel = "m"', r":2: .* is not the address"),
        ('url = "http://me:secret@localhost"\nmodel = "m"', r":2: the address holds a name or a password"),
        ('url = "http://good.test\\\\@127.0.0.1/"\nmodel = "m"', r":2: the address holds"),
        ('url = "http://good.test\\\\.evil.test/"\nmodel = "m"', r":2: .* is not the address"),
        ('url = "http://a b/"\nmodel = "m"', r":2: .* is not the address"),
        ('url = "http://localhost"\nmodel = "m"\nkey = "sk"', r":4: there is no setting “key”"),
        ('url = "http://localhost"\nmodel = "m"\ntimeout = 0', r":4: “timeout” has to be a number"),
        ('url = "http://localhost"\nmodel = "m"\nretries = 99', r":4: “retries” has to be a whole number"),
    ],
)
def test_mistakes_in_the_settings_are_told_with_their_line(content: str, told: str) -> None:
    with pytest.raises(SourceError, match=rf"zhupi\.toml{told}"):
        ChatSuggester(table(content), Path(), default_schema())


@pytest.mark.parametrize("end", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_address_may_be_that_of_the_server_or_of_the_completions(server: Server, end: str) -> None:
    server.reply(completion(ANSWER))
    server.url += end
    assert chat(server).suggest(TEXT) == FOUND
    assert server.paths == ["/v1/chat/completions"]


def test_another_model_is_another_version_and_another_key_is_not(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = chat(server).version
    own_key(server, monkeypatch)
    assert version == chat(server, "retries = 0").version
    server.url += "/other"
    assert len({chat(server).version, chat(server, 'script = "simplified"').version}) == 2


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Endpoint("http://localhost", "m", key="secret"))
    assert Endpoint("http://localhost/v1?token=secret", "m").place == "http://localhost/v1"
