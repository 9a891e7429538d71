"""Say what a change has done, in the text's own words, for the status line."""

from collections.abc import Callable

from annotations.model.change import Change
from annotations.model.span import Span
from seeds.i18n import _
from tui.text.clip import clip

WORDS_AT_MOST = 24
"""Cells for the words of a mark, so that what else the status line says has room beside them."""


def done_words(change: Change, words_of: Callable[[Span], str]) -> str:
    """Return what a change has done: the label and the words of the mark that is made, changed or deleted.

    ``words_of`` returns the words of a span as they are shown. What concerns no mark, or several with different words,
    is said by the title of the change.
    """
    spans = change.added or change.removed
    words = {clip(" ".join(words_of(span).split()), WORDS_AT_MOST) for span in spans}
    if len(words) != 1:
        return change.title
    first, (shown,) = spans[0], words
    if len(spans) > 1:
        return f"{change.title} {shown}"
    if not change.added:
        return _("deleted {label} {words}").format(label=first.label, words=shown)
    old = change.removed[0] if len(change.removed) == 1 else None
    if old and old.label != first.label:
        return f"{old.label} → {first.label} {shown}"
    if old and (old.start, old.end) == (first.start, first.end):
        return f"{change.title} {shown}"
    return f"{first.label} {shown}"
