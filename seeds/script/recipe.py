"""Read what a conversion is made of, as OpenCC's JSON configurations state it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_json


class DictionaryFile(NamedTuple):
    """Name a dictionary, without folder or suffix."""

    name: str


class Inline(NamedTuple):
    """Hold a dictionary written out in the configuration: pairs of key and value."""

    entries: tuple[tuple[str, str], ...]


class Group(NamedTuple):
    """Group several dictionaries.

    The first that matches at a place counts, or with ``union`` the longest match of any.
    """

    members: tuple["Source", ...]
    union: bool = False


Source = DictionaryFile | Inline | Group


class Recipe(NamedTuple):
    """Describe a conversion: ``normalization``, then segmentation, if any, then each segment through ``chain``."""

    description: str
    chain: tuple[Source, ...]
    segmentation: Source | None = None
    normalization: tuple[Source, ...] = ()


def read_recipe(path: Path) -> Recipe:
    """Read a configuration of OpenCC; raises ``SourceError`` where it is none, or asks for what we lack."""
    try:
        return _recipe(load_json(read_regular(path, SETTINGS).decode("utf-8-sig")))
    except json.JSONDecodeError as error:
        raise SourceError(Problem(str(path), error.msg, error.lineno)) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        message = _("cannot be read as a configuration: {why}").format(why=error)
        raise SourceError(Problem(str(path), message)) from error
    except (KeyError, TypeError, AttributeError) as error:
        message = _("is not a valid configuration of OpenCC: {why}").format(why=error)
        raise SourceError(Problem(str(path), message)) from error


def _recipe(data: Mapping[str, Any]) -> Recipe:
    segmentation = data.get("segmentation")
    if segmentation and segmentation["type"] != "mmseg":
        raise ValueError(_("there is no segmentation “{name}” here").format(name=segmentation["type"]))
    return Recipe(
        description=str(data.get("name", "")),
        chain=tuple(_source(step["dict"]) for step in data["conversion_chain"]),
        segmentation=_source(segmentation["dict"]) if segmentation else None,
        normalization=tuple(_source(step["dict"]) for step in data.get("normalization", ())),
    )


def _source(data: Mapping[str, Any]) -> Source:
    match data["type"]:
        case "group":
            policy = data.get("match_policy", "short_circuit")
            if policy not in {"short_circuit", "union"}:
                raise ValueError(_("there is no match policy “{name}”").format(name=policy))
            return Group(tuple(_source(member) for member in data["dicts"]), union=policy == "union")
        case "inline":
            return Inline(tuple((str(key), str(value)) for key, value in data["entries"].items()))
        case "txt" | "text" | "ocd" | "ocd2":
            return DictionaryFile(Path(data["file"]).stem)
        case other:
            raise ValueError(_("there is no dictionary type “{name}”").format(name=other))
