"""Anchors: what a span quotes, and where the quote stands in a text that has been edited since."""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from hashlib import sha256
from typing import TypeVar

from annotations.span import Quote

Key = TypeVar("Key", bound=Hashable)

CONTEXT = 16
"""How many code points of context a quote has on either side, where the text has as many."""

_FEW = 50
"""Up to how many needles are looked for one by one, which is quicker for a few and hopeless for thousands."""

_HEAD = 64
"""How much of a long needle the search for many looks at; the rest is compared where that much is found."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def text_digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal, by which an edited text is told from the same one."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def storable(text: str) -> str:
    """The text with U+FFFD in place of lone surrogates, which no file in UTF-8 can hold; no offset moves."""
    return _SURROGATES.sub("\ufffd", text)


def quote_of(text: str, start: int, end: int) -> Quote:
    """What the code points ``start`` to ``end`` of a text say, and their context."""
    return Quotes(text).of(start, end)


def locate(text: str, quote: Quote, start: int, end: int, *, unchanged: bool) -> tuple[int, int] | None:
    """Where a quote from ``start`` to ``end`` stands now; None where it does not, or where it is not certain.

    In an unchanged text that is at the offsets or nowhere. In an edited one it is where the quote with its context is
    found exactly once, if it once was the only one of its kind.
    """
    text = storable(text)
    if unchanged:
        return (start, end) if 0 <= start < end <= len(text) and text[start:end] == quote.text else None
    return locate_all(text, {"": quote})[""]


def locate_all(text: str, quotes: Mapping[Key, Quote]) -> dict[Key, tuple[int, int] | None]:
    """Where each of the quotes stands in an edited text, as ``locate`` has it; linear for thousands of them."""
    text = storable(text)
    sought = {_needle(quote) for quote in quotes.values() if quote.text and not quote.repeated}
    places = _only_places(text, sought)
    return {name: _range(text, quote, places.get(_needle(quote))) for name, quote in quotes.items()}


class Quotes:
    """The quotes of ranges of one text; each is made once."""

    def __init__(self, text: str) -> None:
        self._text = storable(text)
        self._made: dict[tuple[int, int], Quote] = {}

    def of(self, start: int, end: int) -> Quote:
        """What a range of the text says, and its context."""
        if (start, end) not in self._made:
            self.prepare([(start, end)])
        return self._made[start, end]

    def prepare(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Make the quotes of many ranges together, which is quicker than one by one."""
        fresh = {place: self._quote(*place) for place in ranges if place not in self._made}
        places = _only_places(self._text, {_needle(quote) for quote in fresh.values()})
        for place, quote in fresh.items():
            repeated = _needle(quote) not in places
            self._made[place] = Quote(quote.text, quote.before, quote.after, repeated) if repeated else quote

    def _quote(self, start: int, end: int) -> Quote:
        text = self._text
        return Quote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def _needle(quote: Quote) -> str:
    return quote.before + quote.text + quote.after


def _range(text: str, quote: Quote, place: int | None) -> tuple[int, int] | None:
    if place is None or quote.repeated:
        return None
    end_of_needle = place + len(_needle(quote))
    # A context that is short on both sides is all of a tiny text, which any other text may happen to hold.
    if len(quote.before) + len(quote.after) < CONTEXT and (place, end_of_needle) != (0, len(text)):
        return None
    start = place + len(quote.before)
    return start, start + len(quote.text)


def _only_places(text: str, needles: Collection[str]) -> dict[str, int]:
    """Where each needle stands that stands in the text exactly once."""
    found = _places_of_few(text, needles) if len(needles) <= _FEW else _places_of_many(text, needles)
    return {needle: places[0] for needle, places in found.items() if len(places) == 1}


def _places_of_few(text: str, needles: Collection[str]) -> dict[str, list[int]]:
    """Up to two places of each needle."""
    found: dict[str, list[int]] = {}
    for needle in needles:
        first = text.find(needle)
        second = text.find(needle, first + 1) if first >= 0 else -1
        found[needle] = [place for place in (first, second) if place >= 0]
    return found


def _places_of_many(text: str, needles: Collection[str]) -> dict[str, list[int]]:
    """Up to two places of each needle, in one pass over the text."""
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - only for many spans

    found: dict[str, list[int]] = {needle: [] for needle in needles}
    by_head: dict[str, list[str]] = {}
    for needle in needles:
        by_head.setdefault(needle[:_HEAD], []).append(needle)
    heads = list(by_head)
    for index, place, _end in AhoCorasick(heads).find_matches_as_indexes(text, overlapping=True):
        for needle in by_head[heads[index]]:
            places = found[needle]
            if len(places) < 2 and text.startswith(needle, place):
                places.append(place)
    return found
