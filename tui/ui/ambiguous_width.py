"""Tell Rich, which measures all strips, that a terminal draws characters such as ``“`` and ``…`` two cells wide."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

import rich.cells
import rich.segment
from rich._unicode_data import load
from rich.cells import CellTable
from wcwidth.table_ambiguous import AMBIGUOUS_EASTASIAN

_AMBIGUOUS: Sequence[tuple[int, int]] = list(AMBIGUOUS_EASTASIAN.values())[-1]
_WIDE = 2


def draw_ambiguous_wide() -> None:
    """Make Rich, and with it Textual, count ambiguous characters as two cells, for the rest of the process.

    Rich has no setting for it, so its table of widths is replaced, and its shortcut for text of narrow characters
    narrowed to ASCII.
    """
    narrow = load("auto")
    wide = narrow._replace(widths=sorted([*narrow.widths, *_ranges_missing(narrow.widths)]))

    def load_cell_table(unicode_version: str = "auto") -> CellTable:  # noqa: ARG001 - the shape that Rich calls
        return wide

    for module, name, value in (
        (rich.cells, "load_cell_table", load_cell_table),
        (rich.cells, "_is_single_cell_widths", str.isascii),
        (rich.segment, "_is_single_cell_widths", str.isascii),
    ):
        setattr(module, name, value)
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()


def _ranges_missing(widths: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the ambiguous ranges, without the code points whose width the table already knows."""
    for start, end in _AMBIGUOUS:
        position = start
        for low, high, _width in widths[bisect_left(widths, start, key=itemgetter(1)) :]:
            if low > end:
                break
            if position < low:
                yield position, low - 1, _WIDE
            position = max(position, high + 1)
        if position <= end:
            yield position, end, _WIDE
