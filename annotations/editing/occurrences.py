"""Find further occurrences of what is marked, in either script: where else the same label may belong."""

from collections.abc import Iterator
from typing import NamedTuple

from annotations.model.layer import Layer
from annotations.model.rules import Range, find_excluding
from annotations.model.schema import Schema
from seeds.script.search import Finder
from seeds.segmentation.reflow import ReadText


class Phrase(NamedTuple):
    """Describe what to look for: words, and whether a word or number of letters or digits begins or ends with them.

    Chinese has no such edges; but ``AI`` is not to be found in ``OpenAI``, nor ``5`` in ``1.5``.
    """

    text: str
    begins: bool = False
    ends: bool = False

    @classmethod
    def of(cls, read: ReadText, start: int, end: int) -> "Phrase":
        """Make the phrase that a range of a text is, as it is read."""
        text = read.text
        start, end = read.to_read(start, end)
        return cls(text[start:end], not _is_inside_word(text, start), not _is_inside_word(text, end))

    def occurs(self, text: str, start: int, end: int) -> bool:
        """Return whether a range that reads as the phrase does has its edges where the phrase has them."""
        return not ((self.begins and _is_inside_word(text, start)) or (self.ends and _is_inside_word(text, end)))


def occurrences(phrase: Phrase, label: str, read: ReadText, layer: Layer, schema: Schema) -> list[Range]:
    """Return the places of a phrase, in either script, that could get the label, in order and not overlapping.

    They are those of the text as it is written; what is looked through is what is read of it.

    Left out is what overlaps a span of the label, or a span that the schema lets no other overlap so.
    """
    matches = []
    text = read.text
    for first, last in _gaps(layer, label, read):
        for start, end in Finder(text[first:last]).find(phrase.text):
            place = read.to_written(first + start, first + end)
            if phrase.occurs(text, first + start, first + end) and not find_excluding(layer, schema, *place):
                matches.append(place)
    return matches


def _gaps(layer: Layer, label: str, read: ReadText) -> Iterator[Range]:
    """Return the parts of what is read that no span of a label covers."""
    start = 0
    for span in layer.ordered:
        if span.label == label:
            first, last = read.to_read(span.start, span.end)
            if start < first:
                yield start, first
            start = max(start, last)
    if start < len(read.text):
        yield start, len(read.text)


def _is_inside_word(text: str, offset: int) -> bool:
    """Return whether a word of cased letters and digits, or a number with points and commas, goes on over an offset."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if _is_letter(before) and _is_letter(after):
        return True
    return (before in ".," and after.isdecimal() and text[offset - 2 : offset - 1].isdecimal()) or (
        after in ".," and before.isdecimal() and text[offset + 1 : offset + 2].isdecimal()
    )


def _is_letter(character: str) -> bool:
    return character.isdecimal() or character.lower() != character.upper()
