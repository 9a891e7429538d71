"""Match as OpenCC does: maximum forward match, for the segmentation and for every replacement in its chain."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from seeds.script.description import sequences
from seeds.script.offsets import Edit
from seeds.script.stage import CharacterMap, Chunk, Patch, is_character_entry, rewrite

Match = tuple[int, int, int]
"""Which key was matched, by its index, and where: start, end."""

_SURROGATE = re.compile("[\ud800-\udfff]")
NO_KEY = "\ufdd0"
"""A noncharacter, in no dictionary, that stands where nothing is to be matched."""


def searchable(text: str) -> str:
    """Replace lone surrogates, which the automaton cannot be given, by a character of no dictionary."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(NO_KEY, text)
    return text


class ForwardMatcher:
    """Go through a text from the left and take the longest key at each place, else one character.

    A whole ideographic description sequence counts as one character that no key matches. ``keys`` gives the keys in the
    order of their indexes, ``reach`` the length of the longest.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(keys)
        self.reach = max(map(len, self.keys), default=1)
        self._automaton = AhoCorasick(self.keys, MatchKind.LeftmostLongest, store_patterns=False)
        self._described = tuple(key for key in self.keys if "⿰" <= key[0] <= "⿿")

    def find(self, chunk: Chunk) -> tuple[list[Match], list[tuple[int, int]]]:
        """Return the matches within the segments, and the description sequences that are to be left as they are."""
        if not self.keys:
            return [], sequences(chunk.text, chunk.breaks, ())
        text = searchable(chunk.text)
        described = sequences(text, chunk.breaks, self._described)
        if described:
            text = _hidden(text, described)
        matches = self._automaton.find_matches_as_indexes(text)
        return (self._within(text, chunk.breaks, matches) if chunk.breaks else matches), described

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Return every range of the text, of two characters or more, that is a key."""
        members, lengths = self._members, self._lengths
        for start, character in enumerate(text):
            longest = lengths.get(character)
            if longest is not None:
                for end in range(start + 2, min(start + longest, len(text)) + 1):
                    if text[start:end] in members:
                        yield start, end

    @cached_property
    def _members(self) -> frozenset[str]:
        return frozenset(self.keys)

    @cached_property
    def _lengths(self) -> dict[str, int]:
        """Return the length of the longest key by its first character."""
        lengths: dict[str, int] = {}
        for key in self.keys:
            if lengths.get(key[0], 1) < len(key):
                lengths[key[0]] = len(key)
        return lengths

    def _within(self, text: str, breaks: Sequence[int], matches: list[Match]) -> list[Match]:
        """Match anew those segments whose border a match spans; the others match as they do within the whole text."""
        stale: dict[int, None] = {}
        for _, start, end in matches:
            first, last = bisect_right(breaks, start), bisect_left(breaks, end)
            if first < last:
                stale |= dict.fromkeys(range(first, last + 1))
        if not stale:
            return matches
        borders = (0, *breaks, len(text))
        corrected: list[Match] = []
        done = 0
        for segment in stale:
            start, end = borders[segment], borders[segment + 1]
            corrected += matches[done : bisect_left(matches, start, done, key=_start)]
            within_segment = self._automaton.find_matches_as_indexes(text[start:end])
            corrected += [(key, a + start, b + start) for key, a, b in within_segment]
            done = bisect_left(matches, end, done, key=_start)
        return corrected + matches[done:]


def _hidden(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    last = 0
    for start, end in ranges:
        parts += (text[last:start], NO_KEY * (end - start))
        last = end
    return "".join((*parts, text[last:]))


def _start(match: Match) -> int:
    return match[1]


@lru_cache(maxsize=64)
def forward_matcher(keys: frozenset[str]) -> ForwardMatcher:
    """Return the matcher of those keys: one for all the stages that need it, since building it is slow."""
    return ForwardMatcher(keys)


class Segmentation:
    """Cut a text into the keys of a dictionary and what lies between them (OpenCC's ``mmseg``)."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._matcher = forward_matcher(frozenset(keys))
        self.reach = self._matcher.reach

    def run(self, chunk: Chunk) -> tuple[Chunk, Sequence[Edit]]:
        """Return the same text, with its breaks."""
        matches, _ = self._matcher.find(chunk)
        breaks: list[int] = []
        last = 0
        for _, start, end in matches:
            if start != last:
                breaks.append(start)
            breaks.append(end)
            last = end
        if breaks and breaks[-1] == len(chunk.text):
            breaks.pop()
        return Chunk(chunk.text, breaks), ()

    def spans(self, text: str) -> Iterable[tuple[int, int]]:
        """Return every range of the text, of two characters or more, that is a key."""
        return self._matcher.spans(text)


class ForwardReplacement:
    """Replace what is matched, segment by segment."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        characters = {key: value for key, value in entries.items() if is_character_entry(key, value)}
        self._characters = CharacterMap(characters)
        self._matcher = forward_matcher(frozenset(entries.keys() - characters.keys()))
        self.reach = self._matcher.reach
        self._values = self._phrases(entries)

    def run(self, chunk: Chunk) -> tuple[Chunk, Sequence[Edit]]:
        """Return the text with its matches replaced, and the edits that changed its length."""
        matches, described = self._matcher.find(chunk)
        values = self._values
        patches: list[Patch] = [(a, b, value) for key, a, b in matches if (value := values[key]) is not None]
        if described:
            patches = sorted(patches + [(a, b, chunk.text[a:b]) for a, b in described])
        return rewrite(chunk, self._characters, patches)

    def spans(self, text: str) -> Iterable[tuple[int, int]]:
        """Return every range of the text, of two characters or more, that is a key."""
        return self._matcher.spans(text)

    def _phrases(self, entries: Mapping[str, str]) -> list[str | None]:
        """Return what each key is replaced by; None where its characters, one by one, would become the same."""
        one_by_one = self._characters.apply("".join(self._matcher.keys))
        values: list[str | None] = []
        start = 0
        for key in self._matcher.keys:
            value, end = entries[key], start + len(key)
            values.append(None if value == one_by_one[start:end] else value)
            start = end
        return values
