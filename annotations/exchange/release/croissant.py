"""Describe a release as Croissant 1.1 does, with the fields of its extension for responsible AI.

Specifications: http://mlcommons.org/croissant/1.1 and http://mlcommons.org/croissant/RAI/1.0.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from annotations.exchange.release.columns import Column, Kind
from annotations.exchange.release.description import Description
from annotations.exchange.release.files import ReleasedFile
from annotations.exchange.release.licences import licence_address
from annotations.exchange.release.request import Facts
from annotations.exchange.release.tables import PARQUET, Table
from annotations.model.schema import Schema

CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")

_OF_CROISSANT = (
    "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field fileObject fileProperty "
    "fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path readLines recordSet references "
    "regex repeated replace samplingRate sdVersion separator source subField transform unArchive"
)
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "description": {"@container": "@language"},
    "name": {"@container": "@language"},
    **{name: f"cr:{name}" for name in _OF_CROISSANT.split()},
}

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonlines",
    ".md": "text/markdown",
    PARQUET: "application/x-parquet",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_TEXT = "text/plain"
_BYTES = "application/octet-stream"
_BINARY = (".spacy",)

_DATA_TYPES = {
    Kind.NOTHING: "sc:Text",
    Kind.TEXT: "sc:Text",
    Kind.INTEGER: "sc:Integer",
    Kind.NUMBER: "sc:Float",
    Kind.FLAG: "sc:Boolean",
}
_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_SPLITS = {
    "train": "cr:TrainingSplit",
    "dev": "cr:ValidationSplit",
    "validation": "cr:ValidationSplit",
    "test": "cr:TestSplit",
}


def croissant(
    description: Description, facts: Facts, schema: Schema, files: Sequence[ReleasedFile], tables: Sequence[Table]
) -> dict[str, Any]:
    """Return the JSON-LD of a release whose files are already written."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": list(CONFORMS_TO),
        "name": facts.title,
        "description": description.summary,
        "version": facts.version,
        "inLanguage": description.languages,
        "keywords": ["Chinese", "named entity recognition", "token classification"],
        **_known(facts),
        "isLiveDataset": False,
        **{f"rai:{name}": value for name, value in description.responsible_ai.items()},
        "distribution": [*map(_file, files), *map(_file_set, tables)],
        "recordSet": [*_vocabularies(schema, tables), *map(_record_set, tables)],
    }


def _known(facts: Facts) -> dict[str, Any]:
    """Return what the publisher has said; what nobody has is not invented."""
    values: dict[str, Any] = {"license": licence_address(facts.license), "url": facts.url, "datePublished": facts.date}
    if facts.creator:
        values["creator"] = {"@type": "sc:Organization", "name": facts.creator}
    return {name: value for name, value in values.items() if value}


def _file(file: ReleasedFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": media_type(file.name),
        "sha256": file.sha256,
    }


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    suffix = PurePosixPath(name).suffix
    return _MEDIA_TYPES.get(suffix, _BYTES if suffix in _BINARY else _TEXT)


def _file_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-files",
        "name": f"{table.name}-files",
        "encodingFormat": media_type(f"{table.name}{table.suffix}"),
        "includes": list(table.files.values()),
    }


def _vocabularies(schema: Schema, tables: Sequence[Table]) -> Iterator[dict[str, Any]]:
    """Yield the labels, and the parts that tables have, as sets of records that stand in the description itself."""
    labels = [
        {"labels/name": label.name, "labels/title": label.title, "labels/description": label.description}
        for label in schema.labels
    ]
    fields = [_field(f"labels/{name}", "sc:Text") for name in ("name", "title", "description")]
    yield _enumeration("labels", "sc:Enumeration", fields, labels)
    parts = {part for table in tables for part in _parts(table)}
    rows = [{"splits/name": part, "splits/url": address} for part, address in _SPLITS.items() if part in parts]
    if rows:
        fields = [_field("splits/name", "sc:Text"), _field("splits/url", "sc:URL")]
        yield _enumeration("splits", "cr:Split", fields, rows)


def _enumeration(
    name: str, kind: str, fields: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    record_set = {"@type": "cr:RecordSet", "@id": name, "name": name, "dataType": kind, "key": {"@id": f"{name}/name"}}
    return record_set | {"field": list(fields), "data": list(rows)}


def _record_set(table: Table) -> dict[str, Any]:
    fields = [_column(table, (name,), column) for name, column in table.columns.items()]
    parts = "|".join(_parts(table))
    part = _field(f"{table.name}/split", "sc:Text") | {
        "source": {
            "fileSet": {"@id": f"{table.name}-files"},
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": rf"(?:.*/)?({parts})(?:\{table.suffix})?$"},  # mlcroissant does it twice
        },
        "references": {"field": {"@id": "splits/name"}},
    }
    return {"@type": "cr:RecordSet", "@id": table.name, "name": table.name, "field": [part, *fields]}


def _parts(table: Table) -> list[str]:
    """Return the names of a table's parts as its files have them."""
    return [PurePosixPath(file).stem for file in table.files.values()]


def _field(identifier: str, data_type: str) -> dict[str, Any]:
    name = identifier.rpartition("/")[2]
    return {"@type": "cr:Field", "@id": identifier, "name": name, "dataType": data_type}


def _column(table: Table, names: tuple[str, ...], column: Column) -> dict[str, Any]:
    """Return the field for a column: one of an object has a field for each of its keys."""
    identifier = "/".join((table.name, *names))
    is_list = column.kind is Kind.LIST
    inner = column.item or Column() if is_list else column
    many: dict[str, Any] = {"isArray": True, "arrayShape": "-1"} if is_list else {}
    if inner.kind is Kind.OBJECT:
        fields = [_column(table, (*names, name), each) for name, each in inner.fields.items()]
        return {"@type": "cr:Field", "@id": identifier, "name": names[-1], **many, "subField": fields}
    source: dict[str, Any] = {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": names[0]}}
    if names[1:]:
        steps = [{"jsonPath": _step(name)} for name in names[1:]]
        source["transform"] = steps if len(steps) > 1 else steps[0]
    return _field(identifier, _DATA_TYPES.get(inner.kind, "sc:Text")) | many | {"source": source}


def _step(name: str) -> str:
    """Return the step of a JSONPath to a key, in quotes where it is more than a word."""
    return name if _WORD.fullmatch(name) else f"['{name}']"
