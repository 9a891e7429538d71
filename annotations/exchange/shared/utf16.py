"""Offsets in UTF-16 units, as Java and JavaScript count them."""

from itertools import accumulate


def utf16_offsets(text: str) -> list[int]:
    """The offset in UTF-16 units of each code point, and of the end."""
    return list(accumulate((2 if character > "\uffff" else 1 for character in text), initial=0))
