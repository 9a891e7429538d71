"""Find where a text can be cut so that its chunks, converted one by one, are the conversion of the whole.

A stage can be cut where no key of its dictionaries could match across, whatever is to the left and right: what it does
on one side then depends on nothing on the other. A conversion can be cut where all its stages can.
"""

from collections.abc import Iterator, Sequence

from seeds.script.description import LONGEST, operators
from seeds.script.offsets import OffsetMap
from seeds.script.stage import Chunk, Stage

_WINDOW = 32
_FURTHEST = 1 << 10


def cut_after(stages: Sequence[Stage], text: str, position: int) -> int | None:
    """Return the first place to cut at or after ``position``; None where none is near. Reads only what is near."""
    if position <= 0 or position >= len(text):
        return min(max(position, 0), len(text))
    margin = sum(stage.reach for stage in stages)
    width = _WINDOW
    while width <= _FURTHEST:
        start, end = max(0, position - margin), min(len(text), position + width + margin)
        for cut in _cuts(stages, text, start, end):
            if cut >= position:
                return cut
        if end == len(text):
            return end
        width *= 4
    return None


def chunks(stages: Sequence[Stage], text: str, size: int) -> Iterator[tuple[int, int]]:
    """Cut a text into ranges of about ``size`` code points, longer only where nothing near can be cut."""
    start = 0
    for position in range(size, len(text), size):
        cut = cut_after(stages, text, position)
        if cut is not None and cut > start:
            yield start, cut
            start = cut
    if start < len(text):
        yield start, len(text)


def _cuts(stages: Sequence[Stage], text: str, start: int, end: int) -> list[int]:
    """Return the places in ``text[start:end]`` where every stage can be cut, as far as that range alone tells."""
    cuts = {position - start: position for position in range(start, end + 1)}
    for operator in operators(text, max(0, start - LONGEST), end):
        for position in range(operator + 1, operator + LONGEST):
            cuts.pop(position - start, None)
    chunk = Chunk(text[start:end])
    for stage in stages:
        for first, last in stage.spans(chunk.text):
            for position in range(first + 1, last):
                cuts.pop(position, None)
        low = stage.reach - 1 if start > 0 else 0
        high = len(chunk.text) - (stage.reach - 1 if end < len(text) else 0)
        decided = [position for position in cuts if low <= position <= high]
        if len(decided) < 2:
            return []
        low, high = decided[0], decided[-1]
        start, end = cuts[low], cuts[high]
        chunk, edits = stage.run(_part(chunk, low, high))
        if edits:
            offsets = OffsetMap(tuple(edits))
            cuts = {offsets.to_target(position - low): cuts[position] for position in decided}
        else:
            cuts = {position - low: cuts[position] for position in decided}
    return list(cuts.values())


def _part(chunk: Chunk, start: int, end: int) -> Chunk:
    inside = [position - start for position in chunk.breaks if start < position < end]
    return Chunk(chunk.text[start:end], inside)
