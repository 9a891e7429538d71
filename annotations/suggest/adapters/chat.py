"""Ask a chat model behind an endpoint like OpenAI's, such as a server of local models has."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from annotations.model.schema import Schema
from annotations.suggest.adapters.chat_answer import DropReason, NotAnAnswerError, spans_of
from annotations.suggest.adapters.chat_client import ChatClient, Endpoint
from annotations.suggest.adapters.chat_prompt import instructions
from annotations.suggest.adapters.endpoint import endpoint_url, key_for, moved_key, origin_of
from annotations.suggest.adapters.options import fingerprint, required_text, script_of
from annotations.suggest.adapters.prepared import ModelScript, PreparedText
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.toml.table import TomlTable

SCORE = 0.6
"""The score of everything that a model names: it says nothing of how sure it is that could be relied on."""

_KEYS = ("url", "model", "key-from", "script", "timeout", "patience", "retries")
_LONGEST_CHUNK = 2000
_LONGEST_WAIT = 3600.0
_MOST_RETRIES = 10


class ChatSuggester:
    """Suggest by the model of ``[suggest.chat]``, which gets every text that it is asked about; there is no default.

    The settings are ``url``, ``model``, ``script`` (``original`` or ``simplified``), and ``timeout``, ``patience`` and
    ``retries``, as ``Endpoint`` has them; a key is named by the user's own settings, whose file is ``config``. Texts go
    out in chunks of up to 2,000 characters, which end with a line or a sentence. ``dropped`` counts what the model
    named that is not true of the text; ``sends_to`` is where texts go. Raises ``SourceError`` with the line of what is
    wrong in the settings.
    """

    name = "chat"

    def __init__(
        self,
        table: TomlTable,
        _project: Path,
        schema: Schema,
        config: Path | None = None,
    ) -> None:
        table.check_keys(_KEYS)
        self._script = script_of(table, ModelScript.ORIGINAL)
        url = endpoint_url(table)
        self.sends_to = origin_of(url)
        self.problems = moved_key(table, self.sends_to, config)
        self._endpoint = _endpoint(table, url, key_for(self.sends_to, config))
        self._instructions = instructions(schema)
        titles = {label.title.casefold(): label.name for label in schema.labels if label.title}
        self._labels = titles | {label.name.casefold(): label.name for label in schema.labels}
        self.dropped: Counter[DropReason] = Counter()

    @property
    def patience(self) -> float:
        """Return how many seconds a text may take."""
        return self._endpoint.patience

    @cached_property
    def version(self) -> str:
        """Return a digest of the endpoint, the model and the instructions that it gets."""
        return fingerprint(repr((self._endpoint.place, self._endpoint.model, str(self._script), self._instructions)))

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the suggestions for a text, all with the same score.

        Raises ``SourceError`` that names the endpoint where it does not answer, or answers what is no list of spans.
        """
        item = PreparedText.of(text, self._script, _LONGEST_CHUNK)
        return [Suggestion(start, end, label, SCORE, self.name) for start, end, label in sorted(set(self._spans(item)))]

    def _spans(self, item: PreparedText) -> Iterator[tuple[int, int, str]]:
        chunks = {number: chunk for number, chunk in enumerate(item.chunks) if chunk.strip()}
        if not chunks:
            return
        with ChatClient(self._endpoint) as client:
            for number, chunk in chunks.items():
                for start, end, label in self._spans_of_chunk(client, chunk):
                    place = item.source_range(number, start, end)
                    if place:
                        yield (*place, label)

    def _spans_of_chunk(self, client: ChatClient, chunk: str) -> list[tuple[int, int, str]]:
        answer = client.ask([{"role": "system", "content": self._instructions}, {"role": "user", "content": chunk}])
        try:
            return spans_of(answer, chunk, self._labels, self.dropped)
        except NotAnAnswerError as error:
            message = _("the model does not answer with a list of spans")
            advice = _("a larger model may follow the instructions better")
            raise SourceError(Problem(self._endpoint.place, message, advice=advice)) from error


def _endpoint(table: TomlTable, url: str, key: str) -> Endpoint:
    defaults = Endpoint("", "")
    return Endpoint(
        url=url,
        model=required_text(table, "model", _("the name by which the server knows it")),
        key=key,
        timeout=table.number("timeout", defaults.timeout, 0.1, _LONGEST_WAIT),
        patience=table.number("patience", defaults.patience, 0.1, _LONGEST_WAIT),
        retries=table.count("retries", defaults.retries, 0, _MOST_RETRIES),
    )
