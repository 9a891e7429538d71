"""Read a project's settings for suggestions: the table ``[suggest]`` of its ``zhupi.toml``."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotations.model.span import NOTHING
from annotations.schema_io.reader import SUGGEST as TABLE
from annotations.suggest.suggester_names import available
from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.sources.settings import settings_path
from seeds.system.descriptors import real_path
from seeds.toml.table import TomlTable

_KEYS = ("suggesters", "min-score", "gazetteers", "labels", "weights", "timeout")
_LONGEST_WAIT = 3600.0
_HIGHEST_WEIGHT = 10.0


def _no_tables() -> TomlTable:
    return TomlTable.parse(settings_path(Path()), b"")


@dataclass(frozen=True, slots=True)
class SuggestSettings:
    """Hold how suggestions are made for a project.

    ``names`` are the suggesters, empty for the default ones. What scores less than ``min_score`` is left out.
    ``gazetteers`` are the paths of the user's lists. ``labels`` leads from labels of suggesters to those of the schema;
    ``weights`` is how much a suggester is trusted, 1 where not said. ``timeout`` is in seconds: after that long without
    a sign of life, a suggester is given up. ``folder`` is where relative paths start; ``tables`` holds a table for each
    suggester that has settings of its own.
    """

    names: tuple[str, ...] = ()
    min_score: float = 0.3
    gazetteers: tuple[Path, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    weights: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    timeout: float = 30.0
    folder: Path = field(default_factory=Path)
    tables: TomlTable = field(default_factory=_no_tables)


def load_suggest_settings(project: Path, labels: Iterable[str], *, follow_links: bool = False) -> SuggestSettings:
    """Read the table ``[suggest]`` of a project, a folder or a single file, whose schema has ``labels``.

    Gives the defaults where there is no file or no table. Raises ``SourceError`` with file, line and nearest name.
    """
    path = settings_path(project)
    file = TomlTable.load(path, follow_links=follow_links)
    if file is None or TABLE not in file:
        return SuggestSettings(folder=path.parent)
    table = file.table(TABLE)
    _check_keys(table)
    defaults = SuggestSettings()
    return SuggestSettings(
        names=_names(table),
        min_score=table.number("min-score", defaults.min_score),
        gazetteers=tuple(list_path(path, name, follow_links=follow_links) for name in table.texts("gazetteers")),
        labels=_labels(table.table("labels"), list(labels)),
        weights=_weights(table.table("weights")),
        timeout=table.number("timeout", defaults.timeout, 0.1, _LONGEST_WAIT),
        folder=path.parent,
        tables=table,
    )


def list_path(settings: Path, name: str, *, follow_links: bool) -> Path:
    """Return the real path of a list of the user's; for a link out of the project, the link, which is not read."""
    folder = real_path(settings.parent)
    path = Path(os.path.normpath(folder / name))  # not resolve(), which follows links
    real = real_path(path)
    strays = path.is_relative_to(folder) and not real.is_relative_to(folder)
    return path if strays and not follow_links else real


def _check_keys(table: TomlTable) -> None:
    own = [key for key in table if key not in _KEYS]
    if own:
        table.check_keys([*_KEYS, *available()])
    for key in own:
        table.table(key)


def _names(table: TomlTable) -> tuple[str, ...]:
    names = table.texts("suggesters")
    _check_names(table, "suggesters", names)
    return tuple(dict.fromkeys(names))


def _weights(table: TomlTable) -> dict[str, float]:
    for name in table:
        _check_names(table, name, [name])
    return {name: table.number(name, 1.0, 0.0, _HIGHEST_WEIGHT) for name in table}


def _check_names(table: TomlTable, key: str, names: Iterable[str]) -> None:
    known_names = available()
    for name in names:
        if name not in known_names:
            nearest = NotFoundError.nearest(_("suggester"), name, known_names).problem
            table.fail(key, nearest.message, nearest.advice)


def _labels(table: TomlTable, label_names: list[str]) -> dict[str, str]:
    return {key: table.choice(key, label_names) for key in table}
