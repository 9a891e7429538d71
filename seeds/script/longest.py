"""Match as opencc-python-reimplemented does: the longest match anywhere in a run first, the leftmost among equals.

The library cuts a text into runs at separators. Since no key that holds one can match, runs need no handling of their
own: keys with a separator are left out, and matches that do not overlap do not influence each other.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from seeds.script.forward import Match, searchable
from seeds.script.offsets import Edit
from seeds.script.stage import CharacterMap, Chunk, Patch, is_character_entry, rewrite
from seeds.system.late_pattern import late_pattern

SEPARATOR = late_pattern(
    r"[\s\-,.?!*，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼︒︑︔︓︿﹀︹︺︙︐［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼]"
)


class _Dictionary:
    """Match one dictionary of a group in a text."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.keys = [key for key in entries if not SEPARATOR.search(key)]
        self._automaton = AhoCorasick(self.keys, store_patterns=False)

    def candidates(self, text: str) -> list[Match]:
        """Return every key at every place, by start."""
        return sorted(self._automaton.find_matches_as_indexes(text, overlapping=True), key=itemgetter(1))


class LongestReplacement:
    """Replace what a group of dictionaries matches; each dictionary takes what those before it left.

    ``dictionaries`` are in the order of the group.
    """

    def __init__(self, dictionaries: Sequence[Mapping[str, str]]) -> None:
        split = len(dictionaries)
        while split and all(is_character_entry(*entry) for entry in dictionaries[split - 1].items()):
            split -= 1
        characters: dict[str, str] = {}
        for entries in reversed(dictionaries[split:]):
            characters |= entries
        self._characters = CharacterMap(characters)
        self._dictionaries = [_Dictionary(entries) for entries in dictionaries[:split]]
        self._values = [
            [entries[key] for key in d.keys] for d, entries in zip(self._dictionaries, dictionaries, strict=False)
        ]
        self.reach = max((len(key) for dictionary in self._dictionaries for key in dictionary.keys), default=1)

    def run(self, chunk: Chunk) -> tuple[Chunk, Sequence[Edit]]:
        """Return the text with its matches replaced, and the edits that changed its length."""
        text = searchable(chunk.text)
        patches: list[Patch] = []
        for dictionary, values in zip(self._dictionaries, self._values, strict=True):
            candidates = dictionary.candidates(text)
            if patches:
                candidates = [match for match in candidates if not _overlaps(patches, match)]
            patches += [(start, end, values[key]) for key, start, end in _longest_first(candidates)]
            patches.sort(key=itemgetter(0))
        return rewrite(chunk, self._characters, patches)

    def spans(self, text: str) -> Iterable[tuple[int, int]]:
        """Return every range of the text, of two characters or more, that some dictionary could match."""
        text = searchable(text)
        return (
            (start, end)
            for dictionary in self._dictionaries
            for _, start, end in dictionary.candidates(text)
            if end - start > 1
        )


def _longest_first(candidates: Sequence[Match]) -> Iterator[Match]:
    """Select the candidates, by start, that remain when the longest, then leftmost, rule out in turn what overlaps."""
    cluster: list[Match] = []
    reached = 0
    for match in candidates:
        if match[1] >= reached and cluster:
            yield from _chosen(cluster)
            cluster = []
        cluster.append(match)
        reached = max(reached, match[2])
    yield from _chosen(cluster)


def _chosen(cluster: list[Match]) -> list[Match]:
    if len(cluster) < 2:
        return cluster
    chosen: list[Match] = []
    for match in sorted(cluster, key=lambda match: (match[1] - match[2], match[1])):
        _, start, end = match
        if all(end <= other[1] or start >= other[2] for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=itemgetter(1))


def _overlaps(patches: Sequence[Patch], match: Match) -> bool:
    _, start, end = match
    index = bisect_left(patches, end, key=itemgetter(0))
    return index > 0 and patches[index - 1][1] > start
