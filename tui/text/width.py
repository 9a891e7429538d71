"""Measure text as a terminal draws it: its cells, the clusters that stay together, and what may be drawn at all.

The numbers are those of Rich, which measures every strip that is put on the screen. ``wcwidth`` takes 20 ms to import
and is asked only about characters that Chinese text seldom holds.
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from itertools import accumulate
from types import ModuleType
from typing import NamedTuple

from seeds.system.printable import COMMON, INVISIBLE, JOINER, REPLACED, SIGNS, is_plain, pictographic, printable

_EMOJI_STYLE = "\ufe0f"

# The widths of what is common follow from the high byte of UTF-16: several times faster.
_WIDTH_OF_HIGH_BYTE = {
    ambiguous: bytes({0x00: 1, 0x20: ambiguous}.get(high, 2) for high in range(256)) for ambiguous in (1, 2)
}

_REGIONAL = range(0x1F1E6, 0x1F200)
_HALF_FLAG = re.compile("[\U0001f1e6-\U0001f1ff](?![\U0001f1e6-\U0001f1ff])")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_WIDE = (range(0x4E00, 0xA000), range(0x3000, 0x302A), range(0xFF01, 0xFF61), range(0x3041, 0x3097))
_COMMON_AMBIGUOUS = frozenset("“”‘’—…·×°±–①②③④⑤⑥⑦⑧⑨⑩●○◐◎■◆→←↑↓│─")
_COMMON_NARROW = frozenset("⏎⇥⌫✓")


class Cluster(NamedTuple):
    """Hold code points that a terminal draws as one: half-open offsets, and the cells they take."""

    start: int
    end: int
    cells: int


class _Widths(dict[str, int]):
    """Remember the cells of single code points, for the characters of a few articles."""

    _LIMIT = 16_384

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        if len(self) >= self._LIMIT:
            self.clear()
        self[char] = width = _width(char, self._ambiguous)
        return width


_WIDTHS = {ambiguous: _Widths(ambiguous) for ambiguous in (1, 2)}


@cache
def _wcwidth() -> ModuleType:
    """Return the library, imported when a character first needs it."""
    import wcwidth  # noqa: PLC0415 - slow to import, seldom needed

    return wcwidth


def prepare() -> None:
    """Load what rare characters want, so that no key has to wait for it; for a worker."""
    _wcwidth()
    printable("\xad")


def cells(text: str, ambiguous: int = 1) -> int:
    """Return the cells that drawable ``text`` takes.

    ``ambiguous`` (1 or 2) is the width of characters such as ``“`` and ``…``; for 1 this is Rich's ``cell_len``.
    """
    return sum(_advances(text, ambiguous))


def edges(text: str, ambiguous: int = 1) -> list[int]:
    """Return the cell at which each code point of drawable ``text`` begins, and at last the cells of the whole."""
    return list(accumulate(_advances(text, ambiguous), initial=0))


def clusters(text: str, ambiguous: int = 1) -> Iterator[Cluster]:
    """Yield the clusters of drawable ``text`` in order; together they are the whole, and none takes no cell."""
    borders = edges(text, ambiguous)
    inside = inner_offsets(text)
    start = 0
    for end in range(1, len(text) + 1):
        if end not in inside:
            yield Cluster(start, end, borders[end] - borders[start])
            start = end


def inner_offsets(text: str) -> Set[int]:
    """Return the offsets within clusters, at which ``text`` must not be cut."""
    if is_plain(text):
        return frozenset()
    inside: set[int] = set()
    start = 0
    for cluster in _wcwidth().iter_graphemes(text):
        end = start + len(cluster)
        inside.update(range(start + 1, end))
        start = end
    return inside


def drawable(text: str) -> str:
    """Return ``text`` as it may be put on the screen, one code point for one.

    This is ``printable`` text in which whatever has no certain width (marks with nothing to stand on, halves of flags)
    is ``U+FFFD`` too, so that no text can move the cursor or shift a cell.
    """
    if is_plain(text):
        return text
    text = printable(text)
    if is_plain(text):
        return text
    return "".join(map(_tidy, _wcwidth().iter_graphemes(text)))


def _advances(text: str, ambiguous: int) -> Iterable[int]:
    """Return the cells that each code point adds."""
    if COMMON.fullmatch(text):
        return text.encode("utf-16-le")[1::2].translate(_WIDTH_OF_HIGH_BYTE[ambiguous])
    widths = _WIDTHS[ambiguous]
    if JOINER in text or _EMOJI_STYLE in text:
        return _joined_advances(text, widths)
    return map(widths.__getitem__, text)


def _joined_advances(text: str, widths: _Widths) -> Iterator[int]:
    """Yield the cells that each code point adds where emoji are joined or restyled."""
    base = ""
    joined = False
    for char in text:
        if joined or char == JOINER:
            joined = not joined
            yield 0
        elif char == _EMOJI_STYLE:
            yield int(bool(base) and widths[base] == 1 and _widens(base))
            base = ""
        else:
            width = widths[char]
            if width:
                base = char
            yield width


def _width(char: str, ambiguous: int) -> int:
    code = ord(char)
    if 0x20 <= code < 0x7F:
        return 1
    if any(code in block for block in _WIDE):
        return 2
    if char in _COMMON_AMBIGUOUS:
        return ambiguous
    if code in _REGIONAL or char in _COMMON_NARROW:
        return 1
    if code in _SKIN_TONES:
        return 0
    return max(0, int(_wcwidth().wcwidth(char, "auto", ambiguous)))


@lru_cache(maxsize=512)
def _widens(char: str) -> bool:
    """Return whether a narrow character becomes a wide emoji before variation selector 16."""
    return bool(_wcwidth().wcswidth(char) < _wcwidth().wcswidth(char + _EMOJI_STYLE))


def _tidy(cluster: str) -> str:
    """Return a cluster without what is drawn in its place by some terminals and beside it by others."""
    base = next((place for place, char in enumerate(cluster) if cells(char)), len(cluster))
    drawn = REPLACED * base
    if base == len(cluster):
        return drawn
    drawn += REPLACED if _HALF_FLAG.match(cluster, base) else cluster[base]
    for char in cluster[base + 1 :]:
        if char == JOINER and drawn[-1] in SIGNS:
            drawn += INVISIBLE
        elif ord(char) in _SKIN_TONES and not pictographic(drawn[-1]):
            drawn += REPLACED
        else:
            drawn += char
    return drawn
