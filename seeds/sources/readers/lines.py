"""Divide a text into lines as ranges of code points; only LF ends a line."""

from collections.abc import Iterator
from typing import NamedTuple


class TextLine(NamedTuple):
    """Hold the code points ``[start, end)`` of a line without its LF, and its number from 1."""

    start: int
    end: int
    number: int


def lines(text: str, start: int = 0, number: int = 1) -> Iterator[TextLine]:
    """Give the lines of ``text`` from the code point ``start``, which begins line ``number``."""
    size = len(text)
    while start < size:
        end = text.find("\n", start)
        if end < 0:
            end = size
        yield TextLine(start, end, number)
        start = end + 1
        number += 1


def filled_lines(text: str, start: int = 0, number: int = 1) -> Iterator[TextLine]:
    """Give the lines that hold more than white space."""
    for line in lines(text, start, number):
        if line.end > line.start and not text[line.start : line.end].isspace():
            yield line
