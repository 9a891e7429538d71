"""Find sentences in which nothing is marked."""

from annotations.model.layer import Layer
from seeds.segmentation.paragraphs import Paragraphs


def next_unmarked(paragraphs: Paragraphs, text: str, layer: Layer, offset: int) -> tuple[int, int] | None:
    """Return the first sentence from an offset on that has no mark, around the end of the text; None where all have.

    A sentence without any letter, such as a line of stars, is passed over.
    """
    for first, last in ((offset, len(text)), (0, offset)):
        place = first
        while place < last:
            start, end = paragraphs.sentence_at(place)
            if start >= first and not is_marked(layer, start, end) and any(map(str.isalnum, text[start:end])):
                return start, end
            place = end
    return None


def is_marked(layer: Layer, start: int, end: int) -> bool:
    """Return whether a mark has a code point in common with a range."""
    return next(layer.within(start, end), None) is not None
