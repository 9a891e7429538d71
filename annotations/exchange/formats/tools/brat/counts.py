"""Find out how the offsets of a file in standoff are counted, where it is not as brat itself counts them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from annotations.exchange.options import OffsetUnit
from annotations.exchange.report import Decision, Report
from annotations.exchange.shared.offset_units import UNITS
from annotations.exchange.shared.utf16 import utf16_offsets
from seeds.i18n import _

Bound = tuple[Sequence[tuple[int, int]], str]
"""The ranges of an annotation, and its quote."""


def fitting_places(text: str, bound: Iterable[Bound], report: Report) -> Callable[[int], int]:
    """Return what leads from an offset of the file to a place in its text, in the count that most quotes fit.

    brat's own count is taken unless another fits more; which it is then is reported. An offset that is none of the text
    in the count becomes what it would be in brat's, so that its quote does not fit.
    """
    annotations = list(bound)

    def same(offset: int) -> int:
        return offset

    def fits(places: Callable[[int], int]) -> int:
        return sum(
            is_quote_of(quote, [text[places(start) : places(end)] for start, end in ranges])
            for ranges, quote in annotations
        )

    best, most = same, fits(same)
    if most == len(annotations):
        return best
    chosen: Decision | None = None
    for decision, offsets in _other_counts(text):
        by_offset = {offset: place for place, offset in enumerate(offsets)}

        def places(offset: int, by_offset: dict[int, int] = by_offset) -> int:
            return by_offset.get(offset, offset)

        count = fits(places)
        if count > most:
            best, most, chosen = places, count, decision
    if chosen:
        report.decided[chosen] += 1
    return best


def is_quote_of(quote: str, parts: Sequence[str]) -> bool:
    """Return whether a quote is of these fragments: brat joins them with spaces, others do not."""
    return quote in (" ".join(parts), "".join(parts))


def _other_counts(text: str) -> Iterable[tuple[Decision, list[int]]]:
    """Yield the other counts, with the offset of each code point and of the end."""
    reason = _("as the quotes fit no other")
    lines = list(accumulate((2 if character == "\n" else 1 for character in text), initial=0))
    message = _("offsets are read as counting each line end as two characters (CR LF), {reason}").format(reason=reason)
    yield Decision("file", "crlf", message), lines
    message = _("offsets are read as {unit}, {reason}").format(unit=UNITS[OffsetUnit.UTF16], reason=reason)
    yield Decision("file", OffsetUnit.UTF16.value, message), utf16_offsets(text)
