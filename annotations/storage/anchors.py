"""Anchor spans: quote their words, and find the quotes in a text that has been edited since."""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from ahocorasick_rs import AhoCorasick

from annotations.model.span import Quote

Key = TypeVar("Key", bound=Hashable)

Range = tuple[int, int]

CONTEXT = 16
"""How many code points of context a quote has on either side, where the text has as many."""

_FEW = 50
"""Up to how many needles are looked for one by one, which is quicker for a few and hopeless for thousands."""

_HEAD = 64
"""How much of a long needle the search for many looks at; the rest is compared where that much is found."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal, by which an edited text is told from the same one."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def storable(text: str) -> str:
    """Replace lone surrogates, which no file in UTF-8 can hold, by U+FFFD; no offset moves."""
    return _SURROGATES.sub("\ufffd", text)


def locate(text: str, quote: Quote, start: int, end: int, *, unchanged: bool) -> Range | None:
    """Find where a quote from ``start`` to ``end`` stands now; None where it does not, or where it is not certain.

    In an unchanged text that is at the offsets or nowhere; in an edited one, where ``locate_all`` finds it.
    """
    text = storable(text)
    if unchanged:
        return (start, end) if 0 <= start < end <= len(text) and text[start:end] == quote.text else None
    return locate_all(text, {"": quote})[""]


def locate_all(text: str, quotes: Mapping[Key, Quote]) -> dict[Key, Range | None]:
    """Find where each of the quotes stands in an edited text, linear for thousands of them.

    That is where the words with all their context stand exactly once, or else the words with all of it on one side, if
    they had no twin there before. Of quotes that were of different places none is found where another is: only one
    with all of its context keeps such a place.
    """
    text = storable(text)
    sought = {quote for quote in quotes.values() if quote.text and not quote.repeated}
    whole = _only_places(text, {_needle(quote) for quote in sought})
    exact = {quote: _range(text, quote, whole.get(_needle(quote))) for quote in sought}
    doubtful = [quote for quote in sought if not exact[quote] and _is_distinctive(quote)]
    sides = _only_places(text, {side for quote in doubtful for side, _offset in _sides(quote)})
    aside = {quote: _range_by_side(quote, sides) for quote in doubtful}
    owners = _owners({quote: place for quote, place in exact.items() if place})
    claimed = _owners({quote: place for quote, place in aside.items() if place})
    certain = {quote: place for quote, place in exact.items() if place and len(owners[place]) == 1}
    certain |= {
        quote: place for quote, place in aside.items() if place and place not in owners and len(claimed[place]) == 1
    }
    return {name: certain.get(quote) for name, quote in quotes.items()}


def candidate(text: str, quote: Quote) -> Range | None:
    """Return the one place at which the words of a quote stand, whatever is around them; None where there is no one."""
    place = _only_places(storable(text), {quote.text}).get(quote.text) if quote.text else None
    return None if place is None else (place, place + len(quote.text))


def _owners(places: Mapping[Quote, Range]) -> Mapping[Range, set[tuple[str, str, str]]]:
    """Tell which different quotes have each of the places."""
    owners: dict[Range, set[tuple[str, str, str]]] = {}
    for quote, place in places.items():
        owners.setdefault(place, set()).add((quote.before, quote.text, quote.after))
    return owners


def _is_distinctive(quote: Quote) -> bool:
    """Return whether a quote has more context than a tiny text has, which any other text may happen to hold."""
    return len(quote.before) + len(quote.after) >= CONTEXT


def _sides(quote: Quote) -> Iterator[tuple[str, int]]:
    """Give the words with their context on one side, and where the words begin in that."""
    if quote.before and not quote.repeated_before:
        yield quote.before + quote.text, len(quote.before)
    if quote.after and not quote.repeated_after:
        yield quote.text + quote.after, 0


def _range_by_side(quote: Quote, places: Mapping[str, int]) -> Range | None:
    starts = {places[side] + offset for side, offset in _sides(quote) if side in places}
    if len(starts) != 1:
        return None
    (start,) = starts
    return start, start + len(quote.text)


class Quotes:
    """Quote ranges of one text, each only once."""

    def __init__(self, text: str) -> None:
        self._text = storable(text)
        self._made: dict[tuple[int, int], Quote] = {}

    def of(self, start: int, end: int) -> Quote:
        """Quote a range of the text, with its context."""
        if (start, end) not in self._made:
            self.prepare([(start, end)])
        return self._made[start, end]

    def prepare(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Make the quotes of many ranges together, which is quicker than one by one."""
        fresh = {place: self._quote(*place) for place in ranges if place not in self._made}
        needles = {needle for quote in fresh.values() for needle in (_needle(quote), *_one_sided(quote))}
        places = _only_places(self._text, needles)
        self._made |= {place: _with_repetition(quote, places) for place, quote in fresh.items()}

    def _quote(self, start: int, end: int) -> Quote:
        text = self._text
        return Quote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def _needle(quote: Quote) -> str:
    return quote.before + quote.text + quote.after


def _with_repetition(quote: Quote, places: Mapping[str, int]) -> Quote:
    """Return the quote with a note of what of it stands elsewhere too: it is not among the places of what does not."""
    if _needle(quote) not in places:
        return replace(quote, repeated=True)
    before, after = (needle not in places for needle in _one_sided(quote))
    return replace(quote, repeated_before=before, repeated_after=after) if before or after else quote


def _one_sided(quote: Quote) -> tuple[str, str]:
    return quote.before + quote.text, quote.text + quote.after


def _range(text: str, quote: Quote, place: int | None) -> Range | None:
    if place is None:
        return None
    if not _is_distinctive(quote) and (place, place + len(_needle(quote))) != (0, len(text)):
        return None
    start = place + len(quote.before)
    return start, start + len(quote.text)


def _only_places(text: str, needles: Collection[str]) -> dict[str, int]:
    """Find the place of each needle that stands in the text exactly once."""
    places = _places_of_few(text, needles) if len(needles) <= _FEW else _places_of_many(text, needles)
    return {needle: places[0] for needle, places in places.items() if len(places) == 1}


def _places_of_few(text: str, needles: Collection[str]) -> dict[str, list[int]]:
    """Find up to two places of each needle."""
    places: dict[str, list[int]] = {}
    for needle in needles:
        first = text.find(needle)
        second = text.find(needle, first + 1) if first >= 0 else -1
        places[needle] = [place for place in (first, second) if place >= 0]
    return places


def _places_of_many(text: str, needles: Collection[str]) -> dict[str, list[int]]:
    """Find up to two places of each needle, in one pass over the text."""
    places: dict[str, list[int]] = {needle: [] for needle in needles}
    by_head: dict[str, list[str]] = {}
    for needle in needles:
        by_head.setdefault(needle[:_HEAD], []).append(needle)
    heads = list(by_head)
    for index, place, _end in AhoCorasick(heads).find_matches_as_indexes(text, overlapping=True):
        for needle in by_head[heads[index]]:
            if len(places[needle]) < 2 and text.startswith(needle, place):
                places[needle].append(place)
    return places
