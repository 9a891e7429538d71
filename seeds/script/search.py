"""Search in a text: in either script, width and case, and whether or not Chinese and Latin are set apart by spaces."""

import re
from collections.abc import Callable, Iterator

from seeds.script.converter import Converted
from seeds.script.fold import fold

_LATIN = "[0-9A-Za-z]"
_CHINESE = r"[^\W\x00-\x7f]"
_GAP = re.compile(rf"(?P<seam>(?<={_LATIN})\s*(?={_CHINESE})|(?<={_CHINESE})\s*(?={_LATIN}))|\s+")


class Finder:
    """Find words in one text, which is folded once and kept so.

    ``folding`` must keep the length of a text, code point for code point, so that a hit's offsets are the text's own.
    """

    def __init__(self, text: str, folding: Callable[[str], str] = fold) -> None:
        self._fold = folding
        self._text = folding(text)

    def find(self, query: str) -> list[tuple[int, int]]:
        """Return every occurrence of ``query``, in order and not overlapping, as half-open ranges of code points.

        Spaces around the query count for nothing. Within it they stand for any white space; between Chinese and a
        Latin letter or digit there may be some or none, so that ``11月28日`` finds ``11 月28 日``.
        """
        folded = self._fold(query).strip()
        if not folded:
            return []
        pattern = _pattern(folded)
        if pattern is None:
            return list(_plain_hits(self._text, folded))
        return [match.span() for match in re.finditer(pattern, self._text)]


class ConvertedFinder:
    """Find words in a text that is shown converted: as it was written, and as the conversion words it.

    ``written`` finds in the text itself.
    """

    def __init__(self, written: Finder, converted: Converted) -> None:
        self._written = written
        self._shown = Finder(converted.text)
        self._map = converted.map

    def find(self, query: str) -> list[tuple[int, int]]:
        """Return every occurrence in either, as ranges of the text as it was written, in order and not overlapping."""
        shown = (self._map.source_range(start, end) for start, end in self._shown.find(query))
        hits: list[tuple[int, int]] = []
        for start, end in sorted({*self._written.find(query), *shown}):
            if start < end and (not hits or hits[-1][1] <= start):
                hits.append((start, end))
        return hits


def _plain_hits(text: str, folded: str) -> Iterator[tuple[int, int]]:
    start = text.find(folded)
    while start >= 0:
        end = start + len(folded)
        yield start, end
        start = text.find(folded, end)


def _pattern(folded: str) -> str | None:
    """Return the regular expression for a folded query, or none where the query stands for nothing but itself."""
    pattern = ""
    at = 0
    for gap in _GAP.finditer(folded):
        pattern += re.escape(folded[at : gap.start()]) + (r"\s*" if gap["seam"] is not None else r"\s+")
        at = gap.end()
    return pattern + re.escape(folded[at:]) if at else None
