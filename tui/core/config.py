"""Read the user's settings, one TOML file, and rewrite it, comments kept, when a key changes a setting."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from annotations.storage.disk import content_of, replace_file
from annotations.user_settings import config_path as config_path  # noqa: PLC0414 - where it was in 0.1.0
from seeds.errors import NotFoundError, Problem
from seeds.i18n import _
from seeds.system.descriptors import real_path
from seeds.system.files import SETTINGS, read_regular
from seeds.system.locking import wait_for
from seeds.toml.nesting import load_toml

MEASURE_MIN, MEASURE_MAX = 12, 80
SPACING_MAX = 2
BURST_MAX = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what the user can set; the field ``a_b`` is the key ``a-b`` of the table that ``TABLES`` names.

    ``measure`` counts Han characters a line, the spacings rows. ``ambiguous`` is how many cells the terminal gives to
    characters such as ``“`` and ``…``. ``to_simplified`` and ``to_traditional`` are the conversions behind the script
    key for a traditional and a simplified text; ``dataset`` names the conversion data, empty for what does best.
    ``keep_names`` keeps ambiguous surnames of persons that are marked, ``keep_suggested_names`` of suggested ones too.
    ``look_up`` is a command, its program first, that answers to a word on its standard input; empty for none.
    ``keep_recent`` remembers which articles were read, ``keep_words`` which words were looked up, ``keep_statistics``
    counts how much was read and how long.
    ``tags`` shows labels below the lines; ``annotator`` is whose annotations are read and written, empty for the
    user's name. ``suggestions`` shows what is suggested; ``tagger_offered`` says that the user knows how to get a
    better tagger, ``tutorial_offered`` that the tutorial need not be offered. ``follow_links`` lets links lead out of
    a project.
    ``endpoints`` leads from the origin of an endpoint to the environment variable that holds the key for it.
    ``kitty_keys`` asks the terminal for the kitty keyboard protocol; ``burst`` is how many different keys at once are
    no typing, so that they change no annotations, and 0 where any number is.
    """

    measure: int = 40
    paragraph_spacing: int = 1
    line_spacing: int = 0
    indent: bool = False
    tags: bool = False
    look_up: tuple[str, ...] = ()
    keep_recent: bool = True
    keep_statistics: bool = True
    keep_words: bool = True
    ambiguous: int = 1
    theme: str = "zhupi-ink"
    kitty_keys: bool = False
    burst: int = 4
    to_simplified: str = "t2s"
    to_traditional: str = "s2tw"
    dataset: str = ""
    keep_names: bool = True
    keep_suggested_names: bool = False
    annotator: str = ""
    suggestions: bool = True
    tagger_offered: bool = False
    tutorial_offered: bool = False
    follow_links: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    endpoints: Mapping[str, str] = field(default_factory=dict)


TABLES = {
    "reader": (
        "measure",
        "paragraph_spacing",
        "line_spacing",
        "indent",
        "tags",
        "look_up",
        "keep_recent",
        "keep_statistics",
        "keep_words",
    ),
    "terminal": ("ambiguous", "theme", "kitty_keys", "burst"),
    "script": ("to_simplified", "to_traditional", "dataset", "keep_names", "keep_suggested_names"),
    "annotate": ("annotator", "suggestions", "tagger_offered", "tutorial_offered"),
    "sources": ("follow_links",),
}
_OWN_TABLES = ("keys", "endpoints")
_TABLE_OF = {name: table for table, names in TABLES.items() for name in names}
_RANGES = {
    "measure": range(MEASURE_MIN, MEASURE_MAX + 1),
    "paragraph_spacing": range(SPACING_MAX + 1),
    "line_spacing": range(SPACING_MAX + 1),
    "ambiguous": range(1, 3),
    "burst": range(BURST_MAX + 1),
}


def key_of(name: str) -> tuple[str, str]:
    """Return the table and the key of a setting in the file."""
    return _TABLE_OF[name], name.replace("_", "-")


def load_settings(path: Path) -> tuple[Settings, list[Problem]]:
    """Read the settings; what is wrong in the file is reported, and the default stands in its place."""
    if path == Path(os.devnull):
        return Settings(), []
    try:
        content = read_regular(path, SETTINGS).decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        return Settings(), [Problem(str(path), _("the settings cannot be read: {why}").format(why=why))]
    try:
        tables = load_toml(content)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [Problem(str(path), _("the settings are not valid TOML: {why}").format(why=error))]
    return _from_tables(tables, lambda key, problem: replace(problem, document=str(path), line=_line_of(content, key)))


def _from_tables(tables: dict[str, Any], place: Callable[[str, Problem], Problem]) -> tuple[Settings, list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for table, content in tables.items():
        if table not in TABLES and table not in _OWN_TABLES:
            problems.append(place(table, NotFoundError.nearest(_("table"), table, [*TABLES, *_OWN_TABLES]).problem))
        elif not isinstance(content, dict):
            problems.append(place(table, Problem("", _("“{table}” is a table").format(table=table))))
        elif table == "keys":
            values["keys"] = content
        elif table == "endpoints":
            from annotations.suggest.adapters.endpoint import read_endpoints

            values["endpoints"], wrong = read_endpoints(content)
            problems += [place(key, problem) for key, problem in wrong]
        else:
            problems += [place(key, problem) for key, problem in _read_table(table, content, values)]
    keys = values.get("keys", {})
    for name in [name for name, value in keys.items() if not isinstance(value, str)]:
        problems.append(place(name, Problem("", _("the keys of “{name}” are a string").format(name=name))))
    values["keys"] = {name: value for name, value in keys.items() if isinstance(value, str)}
    return Settings(**values), problems


def _read_table(table: str, content: dict[str, Any], values: dict[str, Any]) -> list[tuple[str, Problem]]:
    names = {key_of(name)[1]: name for name in TABLES[table]}
    types = {item.name: type(item.default) for item in fields(Settings)}
    problems = []
    for key, value in content.items():
        if key not in names:
            problems.append((key, NotFoundError.nearest(_("setting"), key, names).problem))
            continue
        name = names[key]
        allowed = _RANGES.get(name)
        if types[name] is tuple:
            if _is_command(value):
                values[name] = tuple(value)
            else:
                message = _("“{key}” wants a list of strings, the program first and then its arguments")
                problems.append((key, Problem("", message.format(key=key))))
        elif type(value) is not types[name]:
            message = _("“{key}” wants a value of type {type}").format(key=key, type=types[name].__name__)
            problems.append((key, Problem("", message)))
        elif allowed and value not in allowed:
            message = _("“{key}” lies between {low} and {high}")
            problems.append((key, Problem("", message.format(key=key, low=allowed[0], high=allowed[-1]))))
        else:
            values[name] = value
    return problems


def _is_command(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value) and (not value or bool(value[0]))


def _line_of(content: str, key: str) -> int | None:
    """Return the line on which a key or table stands; ``None`` where TOML spells it in another way."""
    for number, line in enumerate(content.splitlines(), 1):
        stripped = line.strip().lstrip("[").lstrip("\"'")
        if stripped.startswith(key) and stripped[len(key) :].lstrip("\"' ").startswith(("=", "]")):
            return number
    return None


def save_settings(path: Path, changes: Mapping[str, Any]) -> None:
    """Write changed settings into the file; everything else in it, comments too, stays as it is.

    Raises ``OSError`` where the file cannot be written, and ``ValueError`` where what stands in it is no TOML.
    """
    import tomlkit

    target = real_path(path)
    lock = wait_for(target.parent, f"{target.name}.lock", 5)
    try:
        content = (content_of(target, SETTINGS) or b"").decode("utf-8")
        load_toml(content)
        document = tomlkit.parse(content)
        for name, value in changes.items():
            table, key = key_of(name)
            document.setdefault(table, tomlkit.table())[key] = value
        replace_file(target, tomlkit.dumps(document).encode("utf-8"))
    finally:
        lock.release()
