"""Tell where a name of a list is cut out of ordinary words: 參觀|港口 has no 觀港, and 大安溪 no 安溪.

Around a name the most probable words are looked for, by how frequent they are in Chinese texts, as jieba does for whole
sentences. Where their edges are not those of the name, it takes another witness.
"""

from functools import cache

from annotations.suggest.gazetteer.bundled import read_rows
from seeds.script.fold import fold

LONGEST = 4
"""The longest of the words that are known; a name that is longer is not cut out of others by chance."""

_REACH = 4
_NAME = 7.0
"""The bits of frequency that a name of a list has at least, as it is more frequent in news than in other texts."""

_TOTAL = 26.0  # the bits of the number of words that the frequencies were counted in
_UNKNOWN = 2.0


def is_cut_out(folded: str, start: int, end: int) -> bool:
    """Return whether the words around a range of a folded text have edges within it, or none where it begins and ends.

    Ranges of more than ``LONGEST`` characters are never.
    """
    if end - start > LONGEST:
        return False
    first, last = max(0, start - _REACH), min(len(folded), end + _REACH)
    frequencies = _frequencies()
    best = [0.0]
    came_from = [first]
    for at in range(first + 1, last + 1):
        score, begin = best[-1] + frequencies.get(folded[at - 1], _UNKNOWN) - _TOTAL, at - 1
        for earlier in range(max(first, at - LONGEST), at - 1):
            bits = frequencies.get(folded[earlier:at], _NAME if (earlier, at) == (start, end) else 0.0)
            if bits and best[earlier - first] + bits - _TOTAL > score:
                score, begin = best[earlier - first] + bits - _TOTAL, earlier
        best.append(score)
        came_from.append(begin)
    edges = {last}
    at = last
    while at > first:
        at = came_from[at - first]
        edges.add(at)
    return not (start in edges and end in edges)


def is_word(folded: str) -> bool:
    """Return whether a folded word is an ordinary one, which nothing is named by."""
    return len(folded) > 1 and folded in _frequencies()


@cache
def _frequencies() -> dict[str, float]:
    """Return the bits of how often each word of up to four characters occurs, by its folded form."""
    return {fold(word): float(bits) for bits, words in read_rows("words") for word in words.split(" ")}
