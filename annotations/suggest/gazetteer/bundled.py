"""Read the lists that come with the program, in ``annotations/suggest/data``."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from annotations.suggest.gazetteer.entries import Entry, parse_tsv

NAMES = ("places", "organisations", "companies", "products", "people", "media", "events", "stops")
"""The lists of names; no two of them have the same word."""

PARTS = ("endings", "trades", "titles", "sounds", "storms", "words")
"""The lists of what names are made of."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Hold an ending of names of a label, and how likely a word with it is such a name.

    ``place`` is the score after the name of a place (法院), ``name`` that after another name or a word of trade (集團),
    ``unknown`` that after a few characters that nothing is known of, and ``between`` that after such characters that
    follow a place (路); 0 where it is none.
    """

    word: str
    label: str
    place: float
    name: float
    unknown: float
    between: float


def read(name: str) -> str:
    """Return the text of one list."""
    return files("annotations.suggest").joinpath("data", f"{name}.tsv").read_text("utf-8")


def bundled_entries() -> Iterator[Entry]:
    """Yield every name of the lists, and every stop; its source is the list that has it."""
    for name in NAMES:
        yield from (replace(entry, source=name) for entry in parse_tsv(read(name), name)[0])


@cache
def endings() -> tuple[Ending, ...]:
    """Return the endings of names of organisations and places."""
    return tuple(Ending(word, label, *map(float, scores)) for word, label, *scores in read_rows("endings"))


@cache
def trades() -> tuple[str, ...]:
    """Return the words that stand within the names of organisations: 科技, 電子, 人民."""
    return tuple(word for word, *_rest in read_rows("trades"))


@cache
def titles() -> tuple[str, ...]:
    """Return the words that stand before the name of a person: 總統, 教授."""
    return tuple(word for word, *_rest in read_rows("titles"))


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the lines of a list, cut into columns, without comments."""
    for line in read(name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
