"""Describe the columns of a Hugging Face data set as the card, Parquet and ``datasets`` want them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotations.extras import Foreign, require

EXTRA = "datasets"
"""The extra that brings pyarrow."""

TAGS = "ner_tags"

_Kind = Any
"""A type of ``Value``, a list with the type of its items, or a list with the columns of its items."""

_SPAN = {
    "id": "string",
    "start": "int64",
    "end": "int64",
    "label": "string",
    "text": "string",
    "note": "string",
    "attributes": "string",
}
_COLUMNS: Mapping[str, _Kind] = {
    "id": "string",
    "document": "string",
    "title": "string",
    "annotator": "string",
    "status": "string",
    "note": "string",
    "categories": ["string"],
    "meta": "string",
    "offset": "int64",
    "text": "string",
    "tokens": ["string"],
    TAGS: ["int64"],
    "spans": [_SPAN],
    "relations": [{"type": "string", "head": "string", "tail": "string"}],
}


def card_features(names: Sequence[str]) -> Iterator[str]:
    """Yield the YAML lines after ``features:`` in a card; ``names`` are the tags in the order of their numbers."""
    for column, kind in _COLUMNS.items():
        yield f"- name: {column}"
        if column == TAGS:
            yield from ("  sequence:", "    class_label:", "      names:")
            yield from (
                f"        '{number}': {json.dumps(name, ensure_ascii=False)}" for number, name in enumerate(names)
            )
        elif isinstance(kind, str):
            yield f"  dtype: {kind}"
        elif isinstance(kind[0], str):
            yield f"  sequence: {kind[0]}"
        else:
            yield "  list:"
            for name, type_ in kind[0].items():
                yield from (f"  - name: {name}", f"    dtype: {type_}")


def arrow_schema(names: Sequence[str]) -> Foreign:
    """Return the schema of the Parquet files, which says the names of the tags to ``datasets`` as well."""
    pa = require("pyarrow", "huggingface", EXTRA)

    def type_of(kind: _Kind) -> Foreign:
        if isinstance(kind, str):
            return pa.string() if kind == "string" else pa.int64()
        if isinstance(kind, list):
            return pa.list_(type_of(kind[0]))
        return pa.struct([(name, type_of(inner)) for name, inner in kind.items()])

    fields = [(column, type_of(kind)) for column, kind in _COLUMNS.items()]
    return pa.schema(fields, metadata={"huggingface": json.dumps({"info": {"features": _features(names)}})})


def names_in_features(features: Foreign, column: str) -> list[str]:
    """Return the names of the tags of a column by the features of ``datasets``; none where they do not say it."""
    try:
        kind = features[column]
        names = (kind[0] if isinstance(kind, list) else kind["feature"])["names"]
    except (KeyError, TypeError, IndexError):
        return []
    return [str(name) for name in names] if isinstance(names, list) else []


def _features(names: Sequence[str]) -> dict[str, Any]:
    """Return the columns as ``Features.to_dict`` has them, in the form that all versions of ``datasets`` read."""

    def feature(kind: _Kind) -> _Kind:
        if isinstance(kind, str):
            return {"dtype": kind, "_type": "Value"}
        if isinstance(kind, list) and isinstance(kind[0], str):
            return {"feature": feature(kind[0]), "_type": "Sequence"}
        if isinstance(kind, list):
            return [feature(kind[0])]
        return {name: feature(inner) for name, inner in kind.items()}

    tags = {"feature": {"names": list(names), "_type": "ClassLabel"}, "_type": "Sequence"}
    return {column: tags if column == TAGS else feature(kind) for column, kind in _COLUMNS.items()}
