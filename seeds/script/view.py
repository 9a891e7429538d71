"""Show a text in another script, converted where it is looked at."""

from collections import OrderedDict
from collections.abc import Iterator

from seeds.script.converter import Converted, Converter
from seeds.script.cuts import cut_after
from seeds.script.offsets import Edit, OffsetMap
from seeds.script.stage import run_all

_BLOCK = 1 << 11
_KEPT = 64


class ScriptView:
    """Convert one text on demand, only in the blocks that are asked for.

    Not for several threads at once. It keeps the blocks that were used last, at most 64 of about 2,048 code points.
    """

    def __init__(self, text: str, converter: Converter) -> None:
        self._text = text
        self._stages = converter.stages
        self._cuts: dict[int, int | None] = {}
        self._blocks: OrderedDict[tuple[int, int], Converted] = OrderedDict()

    def piece(self, start: int, end: int) -> Converted:
        """Return ``text[start:end]`` as in the conversion of the whole text; the map counts from 0 on both sides.

        Pieces that lie side by side in the text do so in the conversion. A replacement of another length that ``end``
        or ``start`` cuts in two is not cut: it belongs wholly to the piece that holds its end.
        """
        pieces: list[str] = []
        edits: list[Edit] = []
        source = target = 0
        for low, high in self._ranges(start, end):
            block = self._block(low, high)
            first, last = max(start, low) - low, min(end, high) - low
            pieces.append(block.text[block.map.to_target(first) : block.map.to_target(last)])
            edits += block.map.cropped(first, last).moved(source, target).edits
            source += last - first
            target += len(pieces[-1])
        return Converted("".join(pieces), OffsetMap(tuple(edits)))

    def _ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Return the blocks that ``text[start:end]`` touches."""
        if start >= end:
            return
        number = start // _BLOCK
        while (low := self._cut(number)) is None or low > start:
            number -= 1
        while low < end:
            number += 1
            high = self._cut(number)
            if high is not None and high > low:
                if high > start:
                    yield low, high
                low = high

    def _cut(self, number: int) -> int | None:
        """Return where the block of a number begins; None where it is not cut from the one before."""
        if number not in self._cuts:
            self._cuts[number] = cut_after(self._stages, self._text, number * _BLOCK)
        return self._cuts[number]

    def _block(self, low: int, high: int) -> Converted:
        block = self._blocks.pop((low, high), None)
        if block is None:
            block = Converted(*run_all(self._stages, self._text[low:high]))
            if len(self._blocks) >= _KEPT:
                self._blocks.popitem(last=False)
        self._blocks[low, high] = block
        return block
