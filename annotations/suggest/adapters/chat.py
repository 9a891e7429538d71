"""A chat model behind an endpoint like OpenAI's, such as a server of local models has."""

import os
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from annotations.schema import Schema
from annotations.suggest.adapters.chat_answer import Doubt, NonsenseError, spans_of
from annotations.suggest.adapters.chat_client import ChatClient, Endpoint
from annotations.suggest.adapters.chat_prompt import instructions
from annotations.suggest.adapters.options import fingerprint, form_of, required_text
from annotations.suggest.adapters.prepared import Form, Prepared
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.toml_table import TomlTable

SCORE = 0.6
"""The score of everything that a model names: it says nothing of how sure it is that could be relied on."""

_KEYS = ("url", "model", "key-from", "script", "timeout", "patience", "retries")
_PATH = "/chat/completions"
_LONGEST_PIECE = 2000
_LONGEST_WAIT = 3600.0
_MOST_RETRIES = 10


class ChatSuggester:
    """The model of ``[suggest.chat]``, which gets every text that it is asked about; there is no endpoint by default.

    The settings are ``url``, ``model``, ``key-from`` (the environment variable that holds the key), ``script``
    (``original`` or ``simplified``), and ``timeout``, ``patience`` and ``retries``, as ``Endpoint`` has them. Texts go
    out in pieces of up to 2,000 characters, which end with a line or a sentence. ``dropped`` counts what the model
    named that is not true of the text. Raises ``SourceError`` with the line of what is wrong in the settings.
    """

    name = "chat"

    def __init__(self, table: TomlTable, project: Path, schema: Schema) -> None:  # noqa: ARG002 - as of all adapters
        table.check_keys(_KEYS)
        self._form = form_of(table, Form.ORIGINAL)
        self._endpoint = _endpoint(table)
        self._instructions = instructions(schema)
        titles = {label.title.casefold(): label.name for label in schema.labels if label.title}
        self._labels = titles | {label.name.casefold(): label.name for label in schema.labels}
        self.dropped: Counter[Doubt] = Counter()

    @property
    def patience(self) -> float:
        """How many seconds a text may take."""
        return self._endpoint.patience

    @cached_property
    def version(self) -> str:
        """What stands for the endpoint, the model and what it is asked."""
        return fingerprint(repr((self._endpoint.place, self._endpoint.model, self._form, self._instructions)))

    def suggest(self, text: str) -> list[Suggestion]:
        """The suggestions for a text, all with the same score.

        Raises ``SourceError`` that names the endpoint where it does not answer, or answers what is no list of spans.
        """
        item = Prepared.of(text, self._form, _LONGEST_PIECE)
        return [Suggestion(start, end, label, SCORE, self.name) for start, end, label in sorted(set(self._spans(item)))]

    def _spans(self, item: Prepared) -> Iterator[tuple[int, int, str]]:
        pieces = {number: piece for number, piece in enumerate(item.pieces) if piece.strip()}
        if not pieces:
            return
        with ChatClient(self._endpoint) as client:
            for number, piece in pieces.items():
                for start, end, label in self._asked(client, piece):
                    place = item.source_range(number, start, end)
                    if place:
                        yield (*place, label)

    def _asked(self, client: ChatClient, piece: str) -> list[tuple[int, int, str]]:
        answer = client.ask([{"role": "system", "content": self._instructions}, {"role": "user", "content": piece}])
        try:
            return spans_of(answer, piece, self._labels, self.dropped)
        except NonsenseError as error:
            message = _("what the model answers is no list of spans")
            advice = _("a larger model may follow the instructions better")
            raise SourceError(Problem(self._endpoint.place, message, advice=advice)) from error


def _endpoint(table: TomlTable) -> Endpoint:
    defaults = Endpoint("", "")
    return Endpoint(
        url=_url(table),
        model=required_text(table, "model", _("the name by which the server knows it")),
        key=_key(table),
        timeout=table.number("timeout", defaults.timeout, 0.1, _LONGEST_WAIT),
        patience=table.number("patience", defaults.patience, 0.1, _LONGEST_WAIT),
        retries=table.count("retries", defaults.retries, 0, _MOST_RETRIES),
    )


def _url(table: TomlTable) -> str:
    """The address of the chat completions, of which the settings may also have the part before ``/chat``."""
    said = required_text(table, "url", 'such as url = "http://localhost:8000/v1"')
    try:
        url = urlsplit(said)
        wrong = url.scheme not in {"http", "https"} or not url.hostname or url.port == 0
    except ValueError:
        wrong = True
    if wrong:
        table.fail(
            "url", _("“{url}” is no address of a server").format(url=said), _("it begins with http:// or https://")
        )
    if "@" in url.netloc:
        table.fail(
            "url",
            _("the address holds a name or a password"),
            _("name an environment variable with “key-from” instead"),
        )
    path = url.path.rstrip("/")
    return url._replace(path=path if path.endswith(_PATH) else path + _PATH, fragment="").geturl()


def _key(table: TomlTable) -> str:
    variable = table.text("key-from")
    key = os.environ.get(variable, "").strip() if variable else ""
    if variable and not key:
        table.fail("key-from", _("the environment variable “{name}” is not set").format(name=variable))
    if not key.isascii() or not key.isprintable():
        table.fail("key-from", _("the environment variable “{name}” holds no key").format(name=variable))
    return key
