"""Find the tables of a release: the JSON Lines and Parquet files of which table readers can make columns."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.exchange.formats.datasets.huggingface.features import card_features
from annotations.exchange.formats.datasets.huggingface.rows import LABELS
from annotations.exchange.release.columns import Column, columns_of
from annotations.exchange.release.files import ReleasedFile
from seeds.system.files import SETTINGS, read_regular

LINES = ".jsonl"
PARQUET = ".parquet"

_LOADED_AS = {"dev": "validation"}
"""The names that loaders of data sets have for parts which formats call otherwise."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the files of one format with the same columns.

    ``lines`` are those of JSON Lines by the names that loaders have for their parts, ``files`` the same in what ends in
    ``suffix``: Parquet, which says more of its types, where the format writes that too. ``features`` describe the
    columns in a card, where the format says how, as lines of YAML.
    """

    name: str
    lines: Mapping[str, str]
    suffix: str
    files: Mapping[str, str]
    columns: Mapping[str, Column]
    features: tuple[str, ...] = ()


def tables_of(folder: Path, files: Sequence[ReleasedFile], parts: Iterable[str]) -> Iterator[Table]:
    """Yield the tables of a release, by the names of the formats' folders; raises ``OSError``.

    ``parts`` are the names of the parts that have articles.
    """
    names = {file.name for file in files}
    filled_parts = [*parts]
    for name in dict.fromkeys(file.folder for file in files if file.folder):
        lines = _parts(name, LINES, names, filled_parts)
        columns = columns_of(folder / file for file in lines.values())
        if columns:
            parquet = _parts(name, PARQUET, names, filled_parts)
            is_parquet = parquet.keys() == lines.keys()
            best = (PARQUET, parquet) if is_parquet else (LINES, lines)
            yield Table(name, lines, *best, columns, _features(folder / name))


def loaded_as(part: str) -> str:
    """Return the name that loaders of data sets have for a part."""
    return _LOADED_AS.get(part, part)


def _features(folder: Path) -> tuple[str, ...]:
    """Return what Hugging Face's format says of its columns, whose tags are numbers; nothing for other formats."""
    path = folder / LABELS
    if not path.is_file():
        return ()
    labels = json.loads(read_regular(path, SETTINGS))
    return tuple(card_features(list(labels["id2label"].values())))


def _parts(folder: str, suffix: str, names: set[str], parts: Sequence[str]) -> dict[str, str]:
    """Return the files of the parts, which a format may call as loaders do."""
    files = {}
    for part in parts:
        for own in (part, loaded_as(part)):
            name = f"{folder}/{own}{suffix}"
            if name in names:
                files[loaded_as(part)] = name
    return files
