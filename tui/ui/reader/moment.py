"""Tell what the moment is in the reader, so that the line of keys can follow it."""

from tui.core.key_hints import Hint, Moment, reader_hints
from tui.ui.reader.marking import Marking


def hints_of(marking: Marking) -> list[Hint]:
    """Return the actions that are of most use where the annotator is."""
    annotator, suggestions = marking.annotator, marking.suggestions
    if annotator is None:
        return []
    caret, text = annotator.caret, annotator.opened.article.text
    span = annotator.just_made or annotator.span
    current = suggestions.current if suggestions else None
    count = suggestions.count if suggestions else 0
    return reader_hints(
        Moment(
            has_cursor=caret.cursor is not None,
            selected=caret.selected is not None,
            marked=text[span.start : span.end] if span else "",
            suggested=text[current.start : current.end] if current and not annotator.just_made else "",
            waiting=count or 0,
            can_undo=bool(annotator.opened.history.done),
        )
    )
