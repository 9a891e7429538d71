"""Transformers aligns the tags of our data set with the pieces of its tokenizers, as its own examples do."""

from pathlib import Path
from typing import Any

import pytest

from tests.consumers.exports import RECORDS, consumer, exported, tokenizers, words_of

pytestmark = [pytest.mark.consumers, pytest.mark.filterwarnings("ignore")]

IGNORED = -100


def aligned(rows: dict[str, list[Any]], tokenizer: Any) -> Any:
    """Give each first piece of a token the tag of the token, and all others none that counts."""
    encoded = tokenizer(rows["tokens"], truncation=True, is_split_into_words=True)
    encoded["labels"] = []
    for number, tags in enumerate(rows["ner_tags"]):
        ids = encoded.word_ids(batch_index=number)
        first = [word is not None and word != before for before, word in zip([None, *ids], ids, strict=False)]
        labels = [tags[word] if new else IGNORED for new, word in zip(first, ids, strict=True)]
        encoded["labels"].append(labels)
    return encoded


@pytest.mark.parametrize("name", ["bert", "bytes"])
def test_transformers_finds_the_words_that_were_marked(tmp_path: Path, name: str) -> None:
    tokenizer, load = tokenizers()[name], consumer("datasets").load_dataset
    path = exported("huggingface", tmp_path)
    rows = load(str(path), cache_dir=str(tmp_path / "cache"))["train"]
    names = rows.features["ner_tags"].feature.names
    encoded = aligned(rows[:], tokenizer)
    for number, record in enumerate(RECORDS):
        ids, labels, tokens = encoded.word_ids(number), encoded["labels"][number], rows[number]["tokens"]
        found: list[tuple[str, str]] = []
        for word, label in zip(ids, labels, strict=True):
            tag = "O" if label == IGNORED else names[label]
            if tag.startswith("B-"):
                found.append((tokens[word], tag[2:]))
            elif tag.startswith("I-"):
                found[-1] = (found[-1][0] + tokens[word], tag[2:])
        assert found == [("".join(words.split()), label) for words, label in words_of(record)]


def test_transformers_collates_the_rows(tmp_path: Path) -> None:
    tokenizer, load = tokenizers()["bert"], consumer("datasets").load_dataset
    path = exported("huggingface", tmp_path)
    rows = load(str(path), cache_dir=str(tmp_path / "cache"))["train"]
    encoded = rows.map(lambda batch: aligned(batch, tokenizer), batched=True, remove_columns=rows.column_names)
    collate = consumer("transformers").DataCollatorForTokenClassification(tokenizer, return_tensors="np")
    batch = collate([encoded[number] for number in range(len(encoded))])
    assert batch["labels"].shape == batch["input_ids"].shape
    counted = sum(label != IGNORED for labels in encoded["labels"] for label in labels)
    assert (batch["labels"] != IGNORED).sum() == counted
