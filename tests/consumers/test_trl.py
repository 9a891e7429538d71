"""TRL formats our conversations, and trains on the answers alone."""

import json
from pathlib import Path

import pytest

from annotations.exchange.registry import names
from tests.consumers.exports import RECORDS, consumer, exported, tokenizers, words_of

pytestmark = [pytest.mark.consumers, pytest.mark.filterwarnings("ignore")]

TEMPLATE = (
    "{% for message in messages %}<{{ message.role }}>{{ '\\n' }}"
    "{% if message.role == 'assistant' %}{% generation %}{{ message.content }}{% endgeneration %}"
    "{% else %}{{ message.content }}{% endif %}{{ '\\n' }}{% endfor %}"
)


def test_trl_makes_a_text_of_each_conversation(tmp_path: Path) -> None:
    data = consumer("trl.data_utils")
    tokenizer, load = tokenizers()["bytes"], consumer("datasets").load_dataset
    tokenizer.chat_template = TEMPLATE
    path = exported("chat", tmp_path)
    rows = load("json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache"))
    assert len(rows) == len(RECORDS)
    for row, record in zip(rows, RECORDS, strict=True):
        assert data.is_conversational(row)
        assert data.maybe_convert_to_chatml(row) == row
        text = data.apply_chat_template({"messages": row["messages"]}, tokenizer)["text"]
        asked, _mark, answer = text.partition("<assistant>\n")
        assert asked.endswith(f"<user>\n{record.text}\n")
        found = [(span["text"], span["label"]) for span in json.loads(answer)["spans"]]
        assert found == words_of(record)


def test_trl_counts_the_loss_of_the_answer_alone(tmp_path: Path) -> None:
    consumer("trl.data_utils")
    tokenizer, load = tokenizers()["bytes"], consumer("datasets").load_dataset
    tokenizer.chat_template = TEMPLATE
    rows = load("json", data_files=str(exported("chat", tmp_path)), split="train", cache_dir=str(tmp_path / "cache"))
    for row in rows:
        encoded = tokenizer.apply_chat_template(
            row["messages"], return_dict=True, return_assistant_tokens_mask=True, tokenize=True
        )
        kept = [piece for piece, mask in zip(encoded["input_ids"], encoded["assistant_masks"], strict=True) if mask]
        assert tokenizer.decode(kept).strip() == row["messages"][-1]["content"]


def test_trl_completes_the_prompt_with_the_answer(tmp_path: Path) -> None:
    data = consumer("trl.data_utils")
    if "trl" not in names():
        pytest.skip("there is no format trl")
    tokenizer, load = tokenizers()["bytes"], consumer("datasets").load_dataset
    tokenizer.chat_template = TEMPLATE
    rows = load("json", data_files=str(exported("trl", tmp_path)), split="train", cache_dir=str(tmp_path / "cache"))
    for row, record in zip(rows, RECORDS, strict=True):
        example = {"prompt": row["prompt"], "completion": row["completion"]}
        assert data.is_conversational(example)
        made = data.apply_chat_template(example, tokenizer)
        assert made["prompt"].endswith(f"<user>\n{record.text}\n")
        assert row["completion"][-1]["content"] in made["completion"]
