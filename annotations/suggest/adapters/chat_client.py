"""Send messages to a chat endpoint: with retries, and within a time that is announced beforehand."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from annotations.extras import require
from annotations.suggest.adapters.chat_answer import ChatAnswer
from seeds.errors import Problem, SourceError
from seeds.i18n import _

if TYPE_CHECKING:
    from types import TracebackType

    import httpx2

_LARGEST_ANSWER = 1 << 20
_BUSY = 429
_SERVER_ERROR = 500
_UNKNOWN = frozenset((400, 404, 415, 422, 501))
"""The statuses by which servers refuse what they do not know in a request."""

_LONGEST_QUOTE = 200
_LARGEST_BYTE = 255
_LEAST = -1e4
"""The logarithm that stands for whatever is less likely still."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Describe an endpoint, its model, and how long and how often it is asked.

    ``url`` is that of the chat completions. ``key`` goes out as a bearer token, and is shown nowhere. An answer may
    take ``timeout`` seconds, all answers about one text together ``patience`` seconds. After a status of 429 or 5xx or
    a broken connection, it is asked again up to ``retries`` times: after ``pause`` seconds, then twice as many, or
    after as many as the server asks for. An answer that takes too long is not asked for again.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0
    patience: float = 300.0
    retries: int = 3
    pause: float = 0.5

    @property
    def place(self) -> str:
        """Return the address for messages to the user: without a query, which may hold a secret."""
        return self.url.partition("?")[0]


def _on_this_computer(url: str) -> bool:
    """Return whether an address is that of the computer itself, which is not reached by a proxy of the environment."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(\.\d+){3}", host))


class UnknownRequestError(SourceError):
    """Signal that the server refuses a request as it is, which it may accept with less in it."""


class _TryAgainError(Exception):
    """Signal a failure that a later attempt may not have: the message if all fail, and the seconds to wait before."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class ChatClient:
    """Ask an endpoint about one text, as a context; nothing goes anywhere else, also where the endpoint redirects.

    Making one raises ``SourceError`` where the extra is not installed.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._library = require("httpx2", "chat", "chat")
        self._endpoint = endpoint
        self._deadline = monotonic() + endpoint.patience
        headers = {"Content-Type": "application/json"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        self._http: httpx2.Client = self._library.Client(
            headers=headers, follow_redirects=False, trust_env=not _on_this_computer(endpoint.url)
        )

    def __enter__(self) -> "ChatClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: "TracebackType | None"
    ) -> None:
        self._http.close()

    def ask(self, messages: Sequence[Mapping[str, str]], **options: object) -> ChatAnswer:
        """Return the model's answer to messages of ``role`` and ``content``; ``options`` go into the request too.

        Raises ``UnknownRequestError`` where the server refuses the request as it is, and ``SourceError`` that names the
        endpoint where it does not answer in time, refuses, or answers something else than a chat completion.
        """
        request = {"model": self._endpoint.model, "messages": messages, "temperature": 0, "stream": False, **options}
        content = json.dumps(request).encode()
        pause = self._endpoint.pause
        left = self._endpoint.retries
        while True:
            try:
                return self._content(*self._post(content))
            except _TryAgainError as error:
                wait = max(pause, error.wait)
                if not left or monotonic() + wait >= self._deadline:
                    self._fail(str(error))
            sleep(wait)
            left -= 1
            pause *= 2

    def _post(self, content: bytes) -> tuple[bytes, str | None]:
        """Return the body of a successful answer, and the encoding that its header names."""
        now = monotonic()
        until = min(self._deadline, now + self._endpoint.timeout)
        if now >= until:
            self._fail(_("the text takes more than {count:g} seconds").format(count=self._endpoint.patience))
        try:
            with self._http.stream("POST", self._endpoint.url, content=content, timeout=until - now) as response:
                body = self._read(response, until)
        except (TimeoutError, self._library.ReadTimeout, self._library.WriteTimeout):
            self._fail(_("no answer in {count:.3g} seconds").format(count=until - now))
        except self._library.TransportError as error:
            raise _TryAgainError(_("cannot be reached: {reason}").format(reason=error)) from error
        except (self._library.HTTPError, self._library.InvalidURL) as error:
            self._fail(_("cannot be asked: {reason}").format(reason=error))
        self._check(response, body)
        return body, response.charset_encoding

    def _read(self, response: "httpx2.Response", until: float) -> bytes:
        """Return the whole body, also of a server that sends it so slowly that no single read takes long."""
        body = bytearray()
        for block in response.iter_bytes():
            body += block
            if len(body) > _LARGEST_ANSWER:
                self._fail(_("the answer is too long"))
            if monotonic() > until:
                raise TimeoutError
        return bytes(body)

    def _check(self, response: "httpx2.Response", body: bytes) -> None:
        if response.is_success:
            return
        quote = " ".join(body.decode(errors="replace").split())
        if self._endpoint.key:
            quote = quote.replace(self._endpoint.key, "…")
        quote = quote[:_LONGEST_QUOTE]
        message = _("answers with status {status}: {body}").format(status=response.status_code, body=quote)
        if response.status_code in _UNKNOWN:
            raise UnknownRequestError(Problem(self._endpoint.place, message))
        if response.status_code != _BUSY and response.status_code < _SERVER_ERROR:
            self._fail(message)
        seconds = response.headers.get("Retry-After", "")
        raise _TryAgainError(message, float(seconds) if seconds.isascii() and seconds.isdigit() else 0.0)

    def _content(self, body: bytes, encoding: str | None) -> ChatAnswer:
        """Return the model's words in a chat completion."""
        try:
            answer = json.loads(body.decode(encoding or json.detect_encoding(body)))
            choice = answer["choices"][0]
            content = choice["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            self._fail(_("its answer is not a chat completion"), _("is it the address of an OpenAI-compatible server?"))
        if not isinstance(content, str):
            self._fail(_("the model says nothing"))
        return ChatAnswer(content, _tokens(choice.get("logprobs")))

    def _fail(self, message: str, advice: str = "") -> NoReturn:
        raise SourceError(Problem(self._endpoint.place, message, advice=advice))


def _tokens(value: object) -> list[tuple[bytes, float]]:
    """Return the tokens of an answer, each with the logarithm of its probability; none where they are not there."""
    tokens: list[tuple[bytes, float]] = []
    match value:
        case {"content": [*rows]}:
            for row in rows:
                match row:
                    case {"bytes": [*numbers], "logprob": float() | 0 as logarithm} if all(
                        isinstance(number, int) and 0 <= number <= _LARGEST_BYTE for number in numbers
                    ):
                        tokens.append((bytes(numbers), max(float(logarithm), _LEAST)))
                    case {"token": str(token), "logprob": float() | 0 as logarithm}:
                        tokens.append((token.encode("utf-8", "surrogatepass"), max(float(logarithm), _LEAST)))
                    case _:
                        return []
    return tokens
