"""Write the card of a Hugging Face data set, for ``datasets``, the hub and people."""

from collections.abc import Iterator, Mapping, Sequence

from annotations.exchange.formats.datasets.huggingface.features import card_features
from annotations.model.schema import Schema
from seeds.script.detect import Script

_LANGUAGES = {Script.TRADITIONAL: "zh-Hant", Script.SIMPLIFIED: "zh-Hans", Script.UNKNOWN: "zh"}
_TEXT = """
# Title of the data set

Chinese texts with labelled spans. Replace the licence above, and say here where the texts come from.

```python
from datasets import load_dataset

data = load_dataset("path/to/this/folder")
names = data["train"].features["ner_tags"].feature.names
```

- `tokens` and `ner_tags`: the tokens without white space, and a BIO tag for each. Of spans that overlap, only the
  longest has tags. `labels.json` has the tags by number, as a model's configuration wants them.
- `text`, `spans` and `relations`: all that was annotated. Offsets are Unicode code points of `text`, and ends are
  exclusive; `attributes` and `meta` are JSON objects. A text that was cut begins at `offset` of the article `id`.
- The files `*.jsonl` have the same rows.

| label | name | meaning |
|---|---|---|
"""


def card(splits: Sequence[str], names: Sequence[str], scripts: Mapping[Script, int], schema: Schema) -> str:
    """Return the text of ``README.md``: YAML and Markdown.

    ``names`` are the tags in the order of their numbers, ``scripts`` says how many texts are in which script.
    """
    return "\n".join(["---", *_front_matter(splits, names, scripts), "---"]) + _TEXT + "".join(_rows(schema))


def _front_matter(splits: Sequence[str], names: Sequence[str], scripts: Mapping[Script, int]) -> Iterator[str]:
    yield from ("pretty_name: Title of the data set", "license: other # replace it", "language:", "- zh")
    yield from ("language_bcp47:", *(f"- {_LANGUAGES[script]}" for script in sorted(scripts, key=str)))
    yield from ("task_categories:", "- token-classification", "task_ids:", "- named-entity-recognition")
    yield from ("configs:", "- config_name: default", "  data_files:")
    for split in splits:
        yield from (f"  - split: {split}", f"    path: {split}.parquet")
    yield from ("dataset_info:", "  features:")
    yield from (f"  {line}" for line in card_features(names))


def _rows(schema: Schema) -> Iterator[str]:
    for label in schema.labels:
        cells = (label.name, label.title, label.description)
        yield "| {} | {} | {} |\n".format(*(cell.replace("|", "\\|").replace("\n", " ") for cell in cells))
