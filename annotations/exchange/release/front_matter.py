"""Write the front matter of a data card: the YAML that Hugging Face's hub and ``load_dataset`` read."""

import json
from collections.abc import Iterable, Iterator, Sequence

from annotations.exchange.release.columns import Column, Kind
from annotations.exchange.release.description import Description
from annotations.exchange.release.licences import licence_fields
from annotations.exchange.release.request import Facts
from annotations.exchange.release.tables import Table

_TYPES = {
    Kind.NOTHING: "string",
    Kind.TEXT: "string",
    Kind.INTEGER: "int64",
    Kind.NUMBER: "float64",
    Kind.FLAG: "bool",
}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LARGEST = "1M<n<10M"


def front_matter(facts: Facts, description: Description, rows: int, tables: Sequence[Table]) -> list[str]:
    """Return the lines, with those that open and close it; ``rows`` is the number of articles by annotator."""
    return ["---", *_facts(facts, description, rows), *_configs(tables), "---"]


def _facts(facts: Facts, description: Description, rows: int) -> Iterator[str]:
    yield f"pretty_name: {_text(facts.title)}"
    yield from (f"{name}: {_text(value)}" for name, value in licence_fields(facts.license).items())
    yield from ("language:", "- zh", "language_bcp47:", *(f"- {name}" for name in description.languages))
    yield from ("multilinguality:", "- monolingual")
    yield from ("task_categories:", "- token-classification", "task_ids:", "- named-entity-recognition")
    yield from ("size_categories:", f"- {next((name for most, name in _SIZES if rows < most), _LARGEST)}")
    yield from ("tags:", "- croissant", "- zhupi")


def _configs(tables: Sequence[Table]) -> Iterator[str]:
    if tables:
        yield "configs:"
    for number, table in enumerate(tables):
        yield f"- config_name: {_text(table.name)}"
        if not number:
            yield "  default: true"
        yield "  data_files:"
        for part, file in table.lines.items():  # of one kind in all tables, as the loader chooses one for all
            yield from (f"  - split: {part}", f"    path: {_text(file)}")
    if tables:
        yield "dataset_info:"
    for table in tables:
        yield from (f"- config_name: {_text(table.name)}", "  features:")
        yield from (f"  {line}" for line in table.features or _features(table.columns.items()))


def _features(columns: Iterable[tuple[str, Column]]) -> Iterator[str]:
    for name, column in columns:
        yield f"- name: {_text(name)}"
        yield from (f"  {line}" for line in _feature(column))


def _feature(column: Column) -> Iterator[str]:
    if column.kind is Kind.OBJECT:
        yield "struct:"
        yield from _features(column.fields.items())
    elif column.kind is Kind.LIST and column.item and column.item.kind is Kind.OBJECT:
        yield "list:"
        yield from _features(column.item.fields.items())
    elif column.kind is Kind.LIST and column.item and column.item.kind is Kind.LIST:
        yield "list:"
        yield from (f"  {line}" for line in _feature(column.item))
    elif column.kind is Kind.LIST:
        yield f"sequence: {_TYPES[column.item.kind if column.item else Kind.NOTHING]}"
    else:
        yield f"dtype: {_TYPES[column.kind]}"


def _text(text: str) -> str:
    """Return a text as YAML takes any: as JSON."""
    return json.dumps(text, ensure_ascii=False)
