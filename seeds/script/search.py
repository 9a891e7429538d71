"""Search in a text: in either script, width and case, and whether or not Chinese and Latin are set apart by spaces."""

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from seeds.script.converter import Converted
from seeds.script.fold import fold
from seeds.system.late_pattern import late_pattern

_LATIN = "[0-9A-Za-z]"
_CHINESE = r"[^\W\x00-\x7f]"
_GAP = late_pattern(rf"(?P<seam>(?<={_LATIN})\s*(?={_CHINESE})|(?<={_CHINESE})\s*(?={_LATIN}))|\s+")


_UNSEEN = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
"""What is not seen in a text: selectors of variants, joiners and marks without a width."""

_ACCENTS = "\u0300-\u034e\u0350-\u036f\u3099\u309a"
_ODD = late_pattern(f"[{_UNSEEN}{_ACCENTS}]")


class Finder:
    """Find words in one text, which is folded once and kept so.

    ``folding`` must keep the length of a text, code point for code point, so that a hit's offsets are the text's own.
    """

    def __init__(self, text: str, folding: Callable[[str], str] = fold) -> None:
        self._fold = folding
        self._text = folding(text)
        self._is_odd = _ODD.search(self._text) is not None

    def find(self, query: str) -> list[tuple[int, int]]:
        """Return every occurrence of ``query``, in order and not overlapping, as half-open ranges of code points.

        Spaces around the query count for nothing. Within it they stand for any white space; between Chinese and a
        Latin letter or digit there may be some or none, so that ``11月28日`` finds ``11 月28 日``. What is not
        seen, such as the selector of a variant of a character, counts for nothing, nor whether an accent is apart.
        """
        folded = self._fold(re.sub(f"[{_UNSEEN}]", "", normalize("NFC", query))).strip()
        if not folded:
            return []
        pattern = _pattern(folded, _escaped_odd if self._is_odd else re.escape)
        if pattern is None and self._is_odd:
            pattern = _escaped_odd(folded)
        if pattern is None:
            return list(_plain_hits(self._text, folded))
        return [match.span() for match in re.finditer(pattern, self._text)]


class ConvertedFinder:
    """Find words in a text that is shown converted: as it was written, and as the conversion words it.

    ``written`` finds in the text itself.
    """

    def __init__(self, written: "Finder | ConvertedFinder", converted: Converted) -> None:
        self._written = written
        self._shown = Finder(converted.text)
        self._map = converted.map

    def find(self, query: str) -> list[tuple[int, int]]:
        """Return every occurrence in either, as ranges of the text as it was written, in order and not overlapping."""
        shown = (self._map.least_source_range(start, end) for start, end in self._shown.find(query))
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


def _escaped_odd(words: str) -> str:
    """Return the regular expression for words in a text with unseen characters, or accents apart from their letters."""
    return "".join(map(_escaped_letter, words)) + f"(?![{_ACCENTS}])" if words else ""


def _escaped_letter(letter: str) -> str:
    apart = normalize("NFD", letter)
    forms = re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})"
    return f"{forms}[{_UNSEEN}]*+"


def _pattern(folded: str, escape: Callable[[str], str]) -> str | None:
    """Return the regular expression for a folded query, or none where the query stands for nothing but itself."""
    pattern = ""
    at = 0
    for gap in _GAP.finditer(folded):
        pattern += escape(folded[at : gap.start()]) + (r"\s*" if gap["seam"] is not None else r"\s+")
        at = gap.end()
    return pattern + escape(folded[at:]) if at else None
