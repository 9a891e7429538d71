"""Find the words of a long list in a text, all in one pass."""

import re
from collections.abc import Sequence
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from seeds.script.forward import searchable

Match = tuple[int, int, int]
"""Which word was found, by its index, and where: start, end."""

_SPELLED = re.compile(r"[0-9a-zß-ɏͰ-ӿ]")


class Automaton:
    """Find words in texts in time that grows with the text and with the matches, not with the number of words.

    ``words`` are distinct, not empty, and folded as the texts are (``seeds.script.fold``). A word that begins or ends
    with a letter of an alphabet or a digit is found only where no other such character stands on that side.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._automaton = AhoCorasick([searchable(word) for word in words], store_patterns=False)
        self._spelled = {
            index: (bool(_SPELLED.match(word[0])), bool(_SPELLED.match(word[-1])))
            for index, word in enumerate(words)
            if _SPELLED.match(word[0]) or _SPELLED.match(word[-1])
        }

    def find(self, folded: str) -> list[Match]:
        """Return every word at every place, by start, the longest first; matches may overlap."""
        matches = self._automaton.find_matches_as_indexes(searchable(folded), overlapping=True)
        matches.sort(key=itemgetter(2), reverse=True)
        matches.sort(key=itemgetter(1))
        if self._spelled:
            return [match for match in matches if match[0] not in self._spelled or self._stands_alone(folded, match)]
        return matches

    def _stands_alone(self, folded: str, match: Match) -> bool:
        index, start, end = match
        left, right = self._spelled[index]
        return not (left and start and _SPELLED.match(folded[start - 1])) and not (
            right and end < len(folded) and _SPELLED.match(folded[end])
        )


def leftmost_longest(matches: Sequence[Match]) -> list[Match]:
    """Return matches that do not overlap, of those in the order of ``Automaton.find``: the first, then the longest."""
    chosen: list[Match] = []
    reached = 0
    for match in matches:
        if match[1] >= reached:
            chosen.append(match)
            reached = match[2]
    return chosen
