"""Tell which words the reader is at: what a copy or a bookmark is of."""

from annotations.model.rules import Range
from tui.ui.reader.marking import Marking
from tui.ui.widgets.reader_view import ReaderView


def range_in_focus(view: ReaderView, marking: Marking) -> Range | None:
    """Return the selection, the mark under the cursor, or the sentence that is looked at; None in an empty text.

    That is the sentence of the cursor, of the current hit, the one in focus, or else the first that begins on the page.
    Cursor and hit count only while they are on the screen.
    """
    page, annotator = view.page, marking.annotator
    if page is None or not page.layout.length:
        return None
    if annotator and annotator.caret.selected:
        return annotator.caret.selected
    head = annotator.caret.head if annotator else None
    if annotator and head is not None and page.row_of(head) is not None:
        return (annotator.span.start, annotator.span.end) if annotator.span else page.sentence_at(head)
    if view.hit and page.row_of(view.hit[0]) is not None:
        return page.sentence_at(view.hit[0])
    return view.focus_range or page.first_sentence()
