"""Walk a JSON value of any shape: every text and number in it is a leaf, whose path is its name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from seeds.toml.nesting import DEEPEST, too_deep

ROOT = "[]"
"""The name of a text that stands alone, as in a list of nothing but texts."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class Leaf(NamedTuple):
    """Hold a text of a record.

    ``path`` has the keys that lead to it, with ``[]`` for each list of objects on the way: ``data[].content``. A list
    of nothing but texts has the path of each of them; ``listed`` tells that this is one of them. ``block`` is another
    for each object of a list.
    """

    path: str
    text: str
    block: tuple[str | int, ...] = ()
    listed: bool = False


def leaves_of(value: object) -> list[Leaf]:
    """Give the leaves of a value in their order; raises ``ValueError`` where it is nested too deeply."""
    leaves: list[Leaf] = []
    _walk(value, Leaf("", ""), 0, leaves)
    return leaves


def _walk(value: object, place: Leaf, depth: int, leaves: list[Leaf]) -> None:
    if isinstance(value, str):
        leaves.append(place._replace(path=_name(place.path), text=value))
    elif isinstance(value, dict | list) and depth >= DEEPEST:
        raise ValueError(too_deep())
    elif isinstance(value, dict):
        for key, inner in value.items():
            path = f"{place.path}.{key}" if place.path else str(key)
            _walk(inner, Leaf(path, "", place.block), depth + 1, leaves)
    elif isinstance(value, list):
        path = f"{place.path}[]"
        for number, inner in enumerate(value):
            block = (*place.block, path, number) if isinstance(inner, dict) else place.block
            _walk(inner, Leaf(path, "", block, listed=True), depth + 1, leaves)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        leaves.append(place._replace(path=_name(place.path), text=str(value)))
    elif not place.listed:  # a key without a value is one of the names nevertheless
        leaves.append(place._replace(path=_name(place.path)))


def bare(path: str) -> str:
    """Give a path without the ``[]`` at its end, which makes no difference."""
    while path.endswith("[]"):
        path = path[:-2]
    return path


def _name(path: str) -> str:
    return bare(path) or ROOT


def han_count(text: str) -> int:
    """Count the Chinese characters of a text."""
    return sum(map(len, _HAN.findall(text)))


def han_total(leaves: Iterable[Leaf]) -> int:
    """Count the Chinese characters of leaves."""
    return sum(han_count(leaf.text) for leaf in leaves)
