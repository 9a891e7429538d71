"""GLiNER's own processor makes of our export the spans that were marked."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.options import Tokens
from tests.annotations.exchange.records import OPTIONS
from tests.consumers.exports import RECORDS, TITLES, consumer, exported, related, tokenizers, words_of

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


def test_gliner_ties_the_spans_that_were_related(tmp_path: Path) -> None:
    data, configs = consumer("gliner.data_processing.processor"), consumer("gliner.config")
    record = related()
    (item,) = json.loads(exported("gliner", tmp_path, record).read_text("utf-8"))
    if "relations" not in item:
        pytest.skip("the format gliner has no relations")
    config = configs.UniEncoderSpanRelexConfig(max_width=12, max_len=384)
    batch = data.RelationExtractionSpanProcessor(config, tokenizers()["bert"], None).collate_raw_batch([item])
    entities = [
        ("".join(item["tokenized_text"][first : last + 1]), label) for first, last, label in batch["entities"][0]
    ]
    ((head, tail),) = batch["rel_idx"][0].tolist()
    (kind,) = batch["rel_label"][0].tolist()
    assert (entities[head][0], batch["rel_id_to_classes"][0][kind], entities[tail][0]) == ("王小明", "leads", "美團")


def test_gliner_asks_for_the_labels_that_were_rejected(tmp_path: Path) -> None:
    (item,) = json.loads(exported("gliner", tmp_path, RECORDS[0]).read_text("utf-8"))
    batch = processor("bert").collate_raw_batch([item | {"ner_negatives": ["人物", "LOC"]}])
    assert set(batch["classes_to_id"][0]) == {"機構", "人物", "LOC"}
