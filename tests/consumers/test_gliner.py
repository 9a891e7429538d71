"""GLiNER's own processor makes of our export the spans that were marked."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.options import Tokens
from tests.annotations.exchange.records import OPTIONS
from tests.consumers.exports import RECORDS, TITLES, consumer, exported, tokenizers, words_of

pytestmark = [pytest.mark.consumers, pytest.mark.filterwarnings("ignore")]


def processor(tokenizer: str) -> Any:
    """Make the processor of models that score spans, with a tokenizer in memory."""
    gliner, data = consumer("gliner"), consumer("gliner.data_processing.processor")
    config = gliner.GLiNERConfig(max_width=12, max_len=384)
    made = tokenizers()[tokenizer]
    made.add_tokens([config.ent_token, config.sep_token])
    return data.UniEncoderSpanProcessor(config, made, None)


@pytest.mark.parametrize("tokens", Tokens)
def test_gliner_labels_the_spans_that_were_marked(tmp_path: Path, tokens: Tokens) -> None:
    work = processor("bert")
    items = json.loads(exported("gliner", tmp_path, options=replace(OPTIONS, tokens=tokens)).read_text("utf-8"))
    batch = work.collate_raw_batch(items)
    labels = work.create_labels(batch)
    for number, (item, record) in enumerate(zip(items, RECORDS, strict=True)):
        found = []
        names = batch["id_to_classes"][number]
        for place, label in labels[number].nonzero().tolist():
            first, last = batch["span_idx"][number][place].tolist()
            found.append(("".join(item["tokenized_text"][first : last + 1]), names[label + 1]))
        assert sorted(found) == sorted(("".join(words.split()), TITLES[label]) for words, label in words_of(record))


@pytest.mark.parametrize("tokenizer", ["bert", "bytes"])
def test_gliner_finds_each_token_where_the_text_has_it(tmp_path: Path, tokenizer: str) -> None:
    work = processor(tokenizer)
    items = json.loads(exported("gliner", tmp_path).read_text("utf-8"))
    batch = work.collate_raw_batch(items)
    inputs = work.tokenize_and_prepare_labels(batch, prepare_labels=True)
    for number, item in enumerate(items):
        mask = inputs["words_mask"][number].tolist()
        assert sorted(word for word in mask if word) == list(range(1, len(item["tokenized_text"]) + 1))
