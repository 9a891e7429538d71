"""Ask GLiNER, which finds spans for labels that it is given in words, from a local folder."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

from annotations.extras import require
from annotations.model.schema import Label
from annotations.suggest.adapters.local_model import LocalModel, ModelSpan
from annotations.suggest.taggers.simplified import simplify
from seeds.segmentation.segmenter import load_segmenter

GlinerModel = Any
"""A class of a library that need not be installed."""

_PART = re.compile(r"\S+")
_PLAIN_SPLITTER = "whitespace"


class GlinerSuggester(LocalModel):
    """Suggest by the model of ``[suggest.gliner]``: a folder with ``gliner_config.json`` and a tokenizer.

    Nothing is downloaded, no code of the folder is run, and weights are read as safetensors alone.

    It is asked for what the table ``labels`` of the settings names, of which several may lead to one label of the
    schema (``labels = { person = "PER", "公司" = "ORG", "学校" = "ORG" }``), and without that table for the titles of
    the schema's labels, in simplified script.
    """

    name = "gliner"
    package = "gliner"
    min_score = 0.5

    @property
    def longest_chunk(self) -> int:
        """Return as many code points as the model takes words beside its labels, so that nothing is cut off."""
        return int(self._model.config.max_len)

    @cached_property
    def _prompts(self) -> dict[str, str]:
        """Return the words that the model is asked for, each with the label that it stands for."""
        if self._options.labels:
            return {prompt: prompt for prompt, label in self._options.labels.items() if label}
        return {_prompt(label): label.name for label in self._schema.labels}

    @cached_property
    def _model(self) -> GlinerModel:
        gliner = require("gliner", self.name, self.name)
        self._check_weights("model.safetensors")
        with self._loading():
            model = gliner.GLiNER.from_pretrained(str(self._options.folder), local_files_only=True)
        model.eval()
        if model.config.words_splitter_type == _PLAIN_SPLITTER:
            model.data_processor.words_splitter = words  # the plain one takes a clause of Chinese for one word
        return model

    def _find(self, chunks: Iterable[str]) -> Iterator[list[ModelSpan]]:
        remaining = iter(chunks)
        while batch := list(islice(remaining, self._options.batch_size)):
            answers = self._model.inference(
                batch, list(self._prompts), threshold=self._options.min_score, batch_size=len(batch)
            )
            for spans in answers:
                yield [
                    ModelSpan(span["start"], span["end"], self._prompts[span["label"]], float(span["score"]))
                    for span in spans
                ]


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text in either script, each with its offsets, without the space between them."""
    edges = [0, *load_segmenter().edges(text), len(text)]
    for start, end in pairwise(edges):
        for part in _PART.finditer(text, start, end):
            yield part[0], part.start(), part.end()


def _prompt(label: Label) -> str:
    return simplify(label.title or label.name).text
