"""Ask a chat model behind an endpoint like OpenAI's, such as a server of local models has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from annotations.model.schema import Schema
from annotations.suggest.adapters.chat_answer import ChatAnswer, DropReason, NotAnAnswerError, ScoredSpans, spans_of
from annotations.suggest.adapters.chat_client import ChatClient, Endpoint, UnknownRequestError
from annotations.suggest.adapters.chat_cost import ChatCost, estimate, tokens_of
from annotations.suggest.adapters.chat_prompt import answer_form, instructions
from annotations.suggest.adapters.endpoint import endpoint_url, key_for, moved_key, origin_of
from annotations.suggest.adapters.options import fingerprint, required_text, script_of
from annotations.suggest.adapters.prepared import ModelScript, PreparedText
from annotations.suggest.cache import ResultCache, cache_key
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem, SourceError
from seeds.i18n import _, ngettext
from seeds.toml.table import TomlTable

SCORE = 0.6
"""The score where a model is asked once, and its server gives no probabilities of tokens."""

_KEYS = ("url", "model", "key-from", "script", "timeout", "patience", "retries", "samples", "temperature")
_PRICES = ("price-sent", "price-answered")
_LONGEST_CHUNK = 2000
_LONGEST_WAIT = 3600.0
_MOST_RETRIES = 10
_MOST_SAMPLES = 20
_HOTTEST = 2.0
_USUAL_TEMPERATURE = 0.7
_HIGHEST_PRICE = 1e6
_BAD_ANSWERS = 3
"""After how many useless answers in a row a model is not asked any more."""

_DROPPED: Mapping[DropReason, str] = {
    DropReason.LABEL: _("with a label that the schema does not have"),
    DropReason.TEXT: _("whose words are not in the text"),
    DropReason.PLACE: _("whose words stand in several places, of which it names none"),
    DropReason.FORM: _("without the form that was asked for"),
    DropReason.ANSWER: _("in answers that are no list of spans"),
}


class ChatSuggester:
    """Suggest by the model of ``[suggest.chat]``, which gets every text that it is asked about; there is no default.

    The settings are ``url``, ``model``, ``script`` (``original`` or ``simplified``), and ``timeout``, ``patience`` and
    ``retries``, as ``Endpoint`` has them; ``samples`` is how often it is asked about the same, with ``temperature``; a
    key is named by the user's own settings, whose file is ``config``. Texts go out in chunks of up to 2,000 characters,
    which end with a line or a sentence; each answer is kept in ``answers`` as soon as it is there. ``dropped`` counts
    what the model named that is not true of the text; ``sends_to`` is where texts go. Raises ``SourceError`` with the
    line of what is wrong in the settings.
    """

    name = "chat"

    def __init__(
        self,
        table: TomlTable,
        _project: Path,
        schema: Schema,
        config: Path | None = None,
        answers: ResultCache | None = None,
    ) -> None:
        table.check_keys((*_KEYS, *_PRICES))
        self._script = script_of(table, ModelScript.ORIGINAL)
        url = endpoint_url(table)
        self.sends_to = origin_of(url)
        self.problems = moved_key(table, self.sends_to, config)
        self._samples = table.count("samples", 1, 1, _MOST_SAMPLES)
        usual = _USUAL_TEMPERATURE if self._samples > 1 else 0.0
        self._temperature = table.number("temperature", usual, 0.0, _HOTTEST)
        self._endpoint = _endpoint(table, url, key_for(self.sends_to, config), self._samples)
        prices = [table.number(key, 0.0, 0.0, _HIGHEST_PRICE) for key in _PRICES]
        self._prices = (prices[0], prices[1]) if any(key in table for key in _PRICES) else None
        self._instructions = instructions(schema)
        titles = {label.title.casefold(): label.name for label in schema.labels if label.title}
        self._labels = titles | {label.name.casefold(): label.name for label in schema.labels}
        form = answer_form([label.name for label in schema.labels])
        self._options: list[dict[str, object]] = [
            {"response_format": form, "logprobs": True},
            {"response_format": form},
            {},
        ]
        self._answers = answers
        self._bad_answers = _BAD_ANSWERS - 1  # one is enough where there has been no good one
        self.dropped: Counter[DropReason] = Counter()

    @property
    def patience(self) -> float:
        """Return how many seconds a text may take."""
        return self._endpoint.patience

    @cached_property
    def version(self) -> str:
        """Return a digest of the endpoint, the model, what it is told, and how often and how freely it answers."""
        model = self._endpoint.place, self._endpoint.model, str(self._script)
        return fingerprint(repr((*model, self._instructions, self._samples, self._temperature)))

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the suggestions for a text, in order.

        The score is the share of the samples that name a span, each with the probability of the label where the server
        gives it; without both, it is ``SCORE``. Raises ``SourceError`` that names the endpoint where it does not
        answer, or answers what is no list of spans; what it has answered before is kept.
        """
        item = PreparedText.of(text, self._script, _LONGEST_CHUNK)
        best: dict[tuple[int, int, str], float] = {}
        for number, suggestions in self._suggestions(dict(enumerate(item.chunks))).items():
            for each in suggestions:
                place = item.source_range(number, each.start, each.end)
                if place:
                    key = (*place, each.label)
                    best[key] = max(each.score, best.get(key, 0.0))
        return [Suggestion(*key, score, self.name) for key, score in sorted(best.items())]

    def cost(self, texts: Iterable[str]) -> ChatCost:
        """Estimate what it costs to ask about texts, without what is answered already; nothing is sent."""
        chunks = [
            chunk
            for text in texts
            for chunk in PreparedText.of(text, self._script, _LONGEST_CHUNK).chunks
            if chunk.strip()
        ]
        unique = list(dict.fromkeys(chunks))
        cached = self._cached(unique)
        left = [chunk for chunk in unique if chunk not in cached]
        prompts = round(len(left) * tokens_of(self._instructions))
        return estimate(self.sends_to, prompts, left, len(cached), self._samples, self._prices)

    def _suggestions(self, chunks: Mapping[int, str]) -> dict[int, list[Suggestion]]:
        """Return the suggestions for each chunk, by its number, in offsets of the chunk."""
        some = {number: chunk for number, chunk in chunks.items() if chunk.strip()}
        cached = self._cached(some.values())
        results = {number: cached[chunk] for number, chunk in some.items() if chunk in cached}
        if len(results) < len(some):
            with ChatClient(self._endpoint) as client:
                for number, chunk in some.items():
                    if number not in results:
                        results[number] = self._ask(client, chunk)
        return results

    def _cached(self, chunks: Iterable[str]) -> dict[str, list[Suggestion]]:
        """Return what has been answered before about chunks, as the model is asked now."""
        if self._answers is None:
            return {}
        keys = {chunk: self._key(chunk) for chunk in chunks}
        cached = self._answers.load(keys.values())
        return {chunk: cached[key] for chunk, key in keys.items() if key in cached}

    def _key(self, chunk: str) -> bytes:
        return cache_key(chunk, self.name, "answer", self.version)

    def _ask(self, client: ChatClient, chunk: str) -> list[Suggestion]:
        """Ask for all samples about one chunk, and keep what is answered, unless an answer is useless."""
        sampled = [self._spans(client, chunk) for _sample in range(self._samples)]
        answers = [spans for spans in sampled if spans is not None]
        scores: dict[tuple[int, int, str], float] = {}
        certain = 1.0 if self._samples > 1 else SCORE
        for spans in answers:
            for place, probability in spans.items():
                score = certain if probability is None else probability
                scores[place] = scores.get(place, 0.0) + score / len(answers)
        suggestions = [Suggestion(*place, min(score, 1.0), self.name) for place, score in sorted(scores.items())]
        if self._answers and len(answers) == self._samples:
            self._answers.save({self._key(chunk): suggestions})
        return suggestions

    def _spans(self, client: ChatClient, chunk: str) -> ScoredSpans | None:
        """Return the spans of one sample; None where the answer is useless, which is counted."""
        messages = [{"role": "system", "content": self._instructions}, {"role": "user", "content": chunk}]
        before = self.dropped.copy()
        try:
            spans = spans_of(self._answer(client, messages), chunk, self._labels, self.dropped)
            self._bad_answers = 0
        except NotAnAnswerError as error:
            self._bad_answers += 1
            if self._bad_answers >= _BAD_ANSWERS:
                message = _("the model does not answer with a list of spans")
                advice = _("a larger model may follow the instructions better")
                raise SourceError(Problem(self._endpoint.place, message, advice=advice)) from error
            self.dropped[DropReason.ANSWER] += 1
            spans = None
        self._report_dropped(before)
        return spans

    def _answer(self, client: ChatClient, messages: Sequence[Mapping[str, str]]) -> ChatAnswer:
        """Return an answer; what the server refuses to know in a request is left out from then on, and reported."""
        options = self._options
        while True:
            try:
                answer = client.ask(messages, temperature=self._temperature, **options[0])
            except UnknownRequestError:
                if len(options) == 1:
                    raise
                options = options[1:]
                continue
            if len(options) < len(self._options):
                left_out = ", ".join(key for key in self._options[0] if key not in options[0])
                message = _("the server refuses requests with {names}: it is asked without").format(names=left_out)
                self.problems.append(Problem(self._endpoint.place, message))
                self._options = options
            return answer

    def _report_dropped(self, before: Counter[DropReason]) -> None:
        """Report what was dropped: the first of a kind, the tenth, the hundredth and so on."""
        for reason, count in self.dropped.items():
            tens = 10 ** (len(str(count)) - 1)
            if before[reason] < tens:
                message = ngettext(
                    "left out {count} of the model’s spans so far {why}",
                    "left out {count} of the model’s spans so far {why}",
                    tens,
                )
                self.problems.append(Problem(self.name, message.format(count=tens, why=_(_DROPPED[reason]))))


def _endpoint(table: TomlTable, url: str, key: str, samples: int) -> Endpoint:
    defaults = Endpoint("", "")
    patience = min(defaults.patience * samples, _LONGEST_WAIT)
    return Endpoint(
        url=url,
        model=required_text(table, "model", _("the name by which the server knows it")),
        key=key,
        timeout=table.number("timeout", defaults.timeout, 0.1, _LONGEST_WAIT),
        patience=table.number("patience", patience, 0.1, _LONGEST_WAIT),
        retries=table.count("retries", defaults.retries, 0, _MOST_RETRIES),
    )
