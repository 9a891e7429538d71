"""Prepare a text for a model: in the script that it was trained on, and in chunks of a length that it can take."""

import re
from dataclasses import dataclass
from enum import StrEnum

from annotations.suggest.adapters.chunks import model_chunks
from annotations.suggest.taggers.simplified import simplify
from seeds.script.offsets import OffsetMap

_SURROGATE = re.compile("[\ud800-\udfff]")


class ModelScript(StrEnum):
    """Name the script in which a model is given a text: simplified whatever it was, or as it is."""

    SIMPLIFIED = "simplified"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class PreparedText:
    """Hold the ``text`` for a model, the ``ranges`` of its chunks, and the ``map`` that leads back to the source."""

    text: str
    ranges: tuple[tuple[int, int], ...]
    map: OffsetMap

    @classmethod
    def of(cls, text: str, script: ModelScript, longest: int) -> "PreparedText":
        """Prepare a text in chunks of at most ``longest`` code points.

        Half a surrogate pair, which no encoder takes, becomes U+FFFD, so that no offset moves. Raises what ``simplify``
        raises.
        """
        offsets = OffsetMap.identity
        if script is ModelScript.SIMPLIFIED:
            converted = simplify(text)
            text, offsets = converted.text, converted.map
        text = _SURROGATE.sub("\ufffd", text)
        return cls(text, tuple(model_chunks(text, longest)), offsets)

    @property
    def chunks(self) -> list[str]:
        """Return the texts of the chunks."""
        return [self.text[start:end] for start, end in self.ranges]

    def source_range(self, chunk: int, start: int, end: int) -> tuple[int, int] | None:
        """Return the range in the source of a range of a chunk, without space around it; None where nothing is left."""
        first, last = self.ranges[chunk]
        start, end = first + max(start, 0), min(first + end, last)
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return self.map.source_range(start, end) if start < end else None
