"""Count offsets in UTF-16 units, as Java and JavaScript do."""

from itertools import accumulate


def utf16_offsets(text: str) -> list[int]:
    """Return the offset in UTF-16 units of each code point, and of the end."""
    return list(accumulate((2 if character > "\uffff" else 1 for character in text), initial=0))
