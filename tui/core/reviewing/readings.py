"""Say which of several readings of a place is shown in a review."""

from collections.abc import Callable

from seeds.i18n import _
from tui.core.reviewing.reviewer import Item


def reading_words(item: Item, shown: Callable[[str], str]) -> str:
    """Return which of the readings is shown, and in place of what, to follow the question; empty where there is one.

    ``shown`` gives words of the article as they are on the screen.
    """
    if item.readings == 1:
        return ""
    number = _("{n} of {total}").format(n=item.reading + 1, total=item.readings)
    if not item.reading:
        return f"  {number}"
    first = item.first_reading
    words, now = shown(item.article.text[first.start : first.end]), shown(item.words)
    change = f"{first.label} {words} → {item.suggestion.label} {now}"
    return f"  {number}: {change}"
