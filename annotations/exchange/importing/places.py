"""Find where texts stand in articles, white space and script aside, and which of them stand there one after another."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from seeds.article import Article
from seeds.script.fold import fold
from seeds.segmentation.sentences import sentences

_MOST = 1_000
"""In how many places a text is looked at; what stands in more is no sentence that could be told apart."""


class Place(NamedTuple):
    """Name an article by its key, and a range in its text without white space."""

    article: tuple[str, str]
    start: int
    end: int


class Chain(NamedTuple):
    """Count the records of a run that stands one after another in an article, and those of them that are no article."""

    records: int
    loose: int


class Stretch(NamedTuple):
    """Hold the numbers of records that stand nowhere, their length, and the places of their neighbours."""

    numbers: Sequence[int]
    length: int
    before: Place | None
    after: Place | None


def squeezed(text: str) -> str:
    """Return a text without its white space, folded as for search: a code point for each that is left."""
    return fold("".join(text.split()))


def find_places(
    texts: Sequence[str], articles: Iterable[Article]
) -> tuple[dict[int, list[Place]], dict[tuple[str, str], int]]:
    """Find where squeezed texts stand: by their numbers; and the squeezed lengths of the articles that have any."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        if text:
            numbers[text].append(number)
    patterns = list(numbers)
    automaton = AhoCorasick(patterns)
    by_pattern: dict[int, list[Place]] = defaultdict(list)
    lengths: dict[tuple[str, str], int] = {}
    for article in articles:
        text = squeezed(article.text)
        for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            lengths[article.info.key] = len(text)
            if len(by_pattern[pattern]) <= _MOST:
                by_pattern[pattern].append(Place(article.info.key, start, end))
    places = {
        number: standing
        for pattern, standing in by_pattern.items()
        if len(standing) <= _MOST
        for number in numbers[patterns[pattern]]
    }
    return places, lengths


def chain_lengths(places: Mapping[int, Sequence[Place]], loose: set[int]) -> dict[tuple[int, Place], Chain]:
    """Return for each record and place the run that it is in, of records that follow each other in file and article."""
    before: dict[tuple[int, Place], Chain] = {}
    after: dict[tuple[int, Place], Chain] = {}
    for number in sorted(places):
        ends = {(place.article, place.end): place for place in places.get(number - 1, ())}
        for place in places[number]:
            previous = ends.get((place.article, place.start))
            before[number, place] = _longer(before.get((number - 1, previous)) if previous else None, number in loose)
    for number in sorted(places, reverse=True):
        starts = {(place.article, place.start): place for place in places.get(number + 1, ())}
        for place in places[number]:
            following = starts.get((place.article, place.end))
            after[number, place] = _longer(after.get((number + 1, following)) if following else None, number in loose)
    return {
        key: Chain(chain.records + after[key].records - 1, chain.loose + after[key].loose - (key[0] in loose))
        for key, chain in before.items()
    }


def stands_apart(text: str, place: Place) -> bool:
    """Return whether a place in a text without its white space begins and ends where sentences of the text do."""
    offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
    edges = {bisect_left(offsets, edge) for start, end in sentences(text, 0, len(text)) for edge in (start, end)}
    return {place.start, place.end} <= edges | {0, len(offsets)}


def _longer(chain: Chain | None, is_loose: bool) -> Chain:
    records, loose = chain or Chain(0, 0)
    return Chain(records + 1, loose + is_loose)
