"""Ask any token classifier of Hugging Face's transformers, from a local folder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from annotations.extras import require
from annotations.suggest.adapters.local_model import LocalModel, ModelSpan
from annotations.suggest.adapters.token_tags import Token, spans_of_tokens
from seeds.i18n import _

_LONGEST_INPUT = 512
_ARCHITECTURE = "ForTokenClassification"


@dataclass(frozen=True, slots=True)
class _Loaded:
    tokenizer: Any
    model: Any
    longest: int


class HuggingFaceSuggester(LocalModel):
    """Suggest by the token classifier of ``[suggest.huggingface]``: a folder with a model and its fast tokenizer.

    Nothing is downloaded, no code of the folder is run, and weights are read as safetensors alone. The score is the
    mean probability of the tags of a span. Texts come in chunks that end with a sentence; what is still too long for
    the model goes on in another input.
    """

    name = "huggingface"
    package = "transformers"

    @property
    def longest_chunk(self) -> int:
        """Return as many code points as the model takes tokens beside its own: a character is mostly one token."""
        return self._loaded.longest - int(self._loaded.tokenizer.num_special_tokens_to_add())

    @cached_property
    def _loaded(self) -> _Loaded:
        require("torch", self.name, self.name)
        transformers = require("transformers", self.name, self.name)
        transformers.utils.logging.disable_progress_bar()
        folder = str(self._options.folder)
        self._check_weights("*.safetensors")
        own: dict[str, bool] = {"local_files_only": True, "trust_remote_code": False}
        with self._loading():
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **own)
            classifier = transformers.AutoModelForTokenClassification
            model = classifier.from_pretrained(folder, use_safetensors=True, **own)
        if not any(name.endswith(_ARCHITECTURE) for name in model.config.architectures or ()):
            raise self._broken(_("it was not trained to classify tokens"))
        if not tokenizer.is_fast:
            raise self._broken(_("it needs a fast tokenizer (tokenizer.json), which tells where tokens stand"))
        positions = getattr(model.config, "max_position_embeddings", _LONGEST_INPUT)
        longest = min(_LONGEST_INPUT, tokenizer.model_max_length, positions)
        return _Loaded(tokenizer, model.eval(), longest)

    def _find(self, chunks: Iterable[str]) -> Iterator[list[ModelSpan]]:
        remaining = iter(chunks)
        while batch := list(islice(remaining, self._options.batch_size)):
            for chunk, tokens in zip(batch, self._tokens(batch), strict=True):
                yield spans_of_tokens(chunk, tokens)

    def _tokens(self, batch: Sequence[str]) -> list[list[Token]]:
        """Return the tagged tokens of each text."""
        torch = require("torch", self.name, self.name)
        loaded = self._loaded
        encoded = loaded.tokenizer(
            list(batch),
            padding=True,
            truncation=True,
            max_length=loaded.longest,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").tolist()
        texts = encoded.pop("overflow_to_sample_mapping").tolist()
        with torch.inference_mode():
            scores, tags = loaded.model(**encoded).logits.softmax(-1).max(-1)
        names = loaded.model.config.id2label
        tokens: list[list[Token]] = [[] for _text in batch]
        for text, *row in zip(texts, offsets, tags.tolist(), scores.tolist(), strict=True):
            tokens[text] += [
                Token(start, end, names[tag], score)
                for (start, end), tag, score in zip(*row, strict=True)
                if end > start
            ]
        return tokens
