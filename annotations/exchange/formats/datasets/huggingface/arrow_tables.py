"""Read the rows of tables in Parquet and Arrow, and find the tables of a folder."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotations.exchange.formats.datasets.huggingface.features import EXTRA
from annotations.extras import Foreign, require
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, WHOLE, open_stream, read_regular, require_regular
from seeds.toml.nesting import load_json

_STATE = "state.json"
_PARTS = "dataset_dict.json"
_ROWS_AT_ONCE = 500
_MAGIC = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")
"""What files begin with: Parquet, files of Arrow, and its streams, which ``save_to_disk`` writes."""


class Table(NamedTuple):
    """Hold the rows of a table, and the features that it describes: anything in JSON."""

    rows: Iterator[dict[str, Any]]
    features: object


def is_saved(path: Path) -> bool:
    """Return whether a folder is one of ``save_to_disk``, or has a table in Parquet."""
    return (path / _PARTS).is_file() or (path / _STATE).is_file() or next(path.rglob("*.parquet"), None) is not None


def find_tables(path: Path) -> list[Path]:
    """Return the tables of a folder: lines of JSON if it has such, else Parquet, else what ``save_to_disk`` lists."""
    lines = sorted(path.rglob("*.jsonl")) or sorted(path.rglob("*.parquet"))
    return lines or [file for state in sorted(path.rglob(_STATE)) for file in _listed(state)]


def is_binary(path: Path) -> bool:
    """Return whether a file begins as a table of Parquet or Arrow does; false where it cannot be read."""
    try:
        with open_stream(path) as file:
            return file.read(8).startswith(_MAGIC)
    except OSError:
        return False


def read_binary(path: Path) -> Table:
    """Return a table in Parquet or Arrow; raises ``SourceError`` where it is neither."""
    pa, parquet = (require(module, "huggingface", EXTRA) for module in ("pyarrow", "pyarrow.parquet"))
    try:
        require_regular(path, WHOLE)
        with open_stream(path) as file:
            start = file.read(8)
        if start.startswith(_MAGIC[0]):
            whole = parquet.ParquetFile(path)
            return Table(_rows(whole.iter_batches(_ROWS_AT_ONCE)), _features(whole.schema_arrow))
        opened = (pa.ipc.open_file if start.startswith(_MAGIC[1]) else pa.ipc.open_stream)(pa.memory_map(str(path)))
        batches = map(opened.get_batch, range(opened.num_record_batches)) if start.startswith(_MAGIC[1]) else opened
        return Table(_rows(batches), _features(opened.schema))
    except (OSError, ValueError) as error:
        message = _("is neither Parquet nor Arrow that can be read: {reason}").format(reason=error)
        raise SourceError(Problem(str(path), message)) from error


def _rows(batches: Foreign) -> Iterator[dict[str, Any]]:
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS_AT_ONCE):
            yield from batch.slice(start, _ROWS_AT_ONCE).to_pylist()


def _features(schema: Foreign) -> object:
    """Return the features that ``datasets`` describes in a table; None where it does not."""
    try:
        return json.loads((schema.metadata or {})[b"huggingface"])["info"]["features"]
    except (KeyError, TypeError, ValueError):
        return None


def _listed(state: Path) -> list[Path]:
    try:
        value = load_json(read_regular(state, SETTINGS))
    except (OSError, ValueError):
        return []
    items = value.get("_data_files") if isinstance(value, dict) else None
    names = [item.get("filename") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [state.parent / name for name in names if isinstance(name, str) and Path(name).name == name]
