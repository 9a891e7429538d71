"""Walk a JSON value of any shape: every text and number in it is a leaf, whose path is its name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from seeds.toml.nesting import DEEPEST, too_deep

ROOT = "[]"
"""The name of a text that stands alone, as in a list of nothing but texts."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


Block = tuple[str | int, ...]
"""The objects of lists that a text stands in, the outermost first: each is the path of its list and its number."""


class Leaf(NamedTuple):
    """Hold a text of a record.

    ``path`` has the keys that lead to it, with ``[]`` for each list of objects on the way: ``data[].content``. A list
    of nothing but texts has the path of each of them; ``listed`` tells that this is one of them. ``block`` is another
    for each object of a list.
    """

    path: str
    text: str
    block: Block = ()
    listed: bool = False


def leaves_of(value: object) -> list[Leaf]:
    """Give the leaves of a value in their order; raises ``ValueError`` where it is nested too deeply."""
    leaves: list[Leaf] = []
    _walk(value, "", (), 0, leaves, listed=False)
    return leaves


def _walk(value: object, path: str, block: Block, depth: int, leaves: list[Leaf], *, listed: bool) -> None:
    if isinstance(value, str):
        leaves.append(Leaf(bare(path) or ROOT, value, block, listed))
    elif isinstance(value, dict | list) and depth >= DEEPEST:
        raise ValueError(too_deep())
    elif isinstance(value, dict):
        for key, inner in value.items():
            _walk(inner, f"{path}.{key}" if path else key, block, depth + 1, leaves, listed=False)
    elif isinstance(value, list):
        path = f"{path}[]"
        for number, inner in enumerate(value):
            within = (*block, path, number) if isinstance(inner, dict) else block
            _walk(inner, path, within, depth + 1, leaves, listed=True)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        leaves.append(Leaf(bare(path) or ROOT, str(value), block, listed))
    elif not listed:  # a key without a value is one of the names nevertheless
        leaves.append(Leaf(bare(path) or ROOT, "", block))


def bare(path: str) -> str:
    """Give a path without the ``[]`` at its end, which makes no difference."""
    while path.endswith("[]"):
        path = path[:-2]
    return path


def han_count(text: str) -> int:
    """Count the Chinese characters of a text."""
    return 0 if text.isascii() else sum(map(len, _HAN.findall(text)))


def han_total(leaves: Iterable[Leaf]) -> int:
    """Count the Chinese characters of leaves."""
    return sum(han_count(leaf.text) for leaf in leaves)
