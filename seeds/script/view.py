"""Show a text in another script, converted where it is looked at."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from operator import itemgetter

from seeds.script.converter import Converted, Converter
from seeds.script.cuts import cut_after
from seeds.script.keeping import Ranges, hidden, merged, restored
from seeds.script.offsets import Edit, OffsetMap
from seeds.script.stage import run_all

_CHUNK = 1 << 11
_MOST_CHUNKS = 64


class ScriptView:
    """Convert one text on demand, only in the chunks that are asked for.

    Not for several threads at once. It keeps the chunks that were used last, at most 64 of about 2,048 code points.
    The characters of the ranges ``keep`` stay as they are. ``size`` is that of a chunk where the text will be read from
    one end to the other.
    """

    def __init__(self, text: str, converter: Converter, keep: Ranges = (), size: int | None = None) -> None:
        self._size = size or _CHUNK
        self._keep = merged(keep, len(text))
        self._whole = text
        self._text = hidden(text, self._keep)
        self._stages = converter.stages
        self._cuts: dict[int, int | None] = {}
        self._chunks: OrderedDict[tuple[int, int], Converted] = OrderedDict()

    def convert(self, start: int, end: int) -> Converted:
        """Return ``text[start:end]`` as in the conversion of the whole text; the map counts from 0 on both sides.

        Chunks that lie side by side in the text do so in the conversion. A replacement of another length that ``end``
        or ``start`` cuts in two is not cut: it belongs wholly to the chunk that holds its end.
        """
        parts: list[str] = []
        edits: list[Edit] = []
        source = target = 0
        for low, high in self._ranges(start, end):
            chunk = self._chunk(low, high)
            first, last = max(start, low) - low, min(end, high) - low
            parts.append(chunk.text[chunk.map.to_target(first) : chunk.map.to_target(last)])
            edits += chunk.map.cropped(first, last).moved(source, target).edits
            source += last - first
            target += len(parts[-1])
        return Converted("".join(parts), OffsetMap(tuple(edits)))

    def _ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Return the chunks that ``text[start:end]`` touches."""
        if start >= end:
            return
        number = start // self._size
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
        """Return where the chunk of a number begins; None where it is not cut from the one before."""
        if number not in self._cuts:
            self._cuts[number] = cut_after(self._stages, self._text, number * self._size)
        return self._cuts[number]

    def _chunk(self, low: int, high: int) -> Converted:
        chunk = self._chunks.pop((low, high), None)
        if chunk is None:
            converted, offsets = run_all(self._stages, self._text[low:high])
            chunk = Converted(restored(converted, offsets, self._whole[low:high], self._kept(low, high)), offsets)
            if len(self._chunks) >= _MOST_CHUNKS:
                self._chunks.popitem(last=False)
        self._chunks[low, high] = chunk
        return chunk

    def _kept(self, low: int, high: int) -> Ranges:
        """Return what is kept of a chunk, in offsets of it."""
        first = bisect_right(self._keep, low, key=itemgetter(1))
        last = bisect_left(self._keep, high, key=itemgetter(0))
        return [(start - low, end - low) for start, end in self._keep[first:last]]
