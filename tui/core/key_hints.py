"""Choose the keys that are of most use at the moment, in their order, for the line that shows keys."""

from dataclasses import dataclass

from seeds.i18n import _

LONGEST = 6
"""The characters of an article's words that stand in the line of keys."""

Hint = tuple[str, str]
"""The id of an action, and what it does here."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Describe where the annotator is: the cursor, what is selected or marked under it, and what waits.

    ``marked`` are the words of the mark under the cursor, ``suggested`` those of the suggestion, empty where there is
    none; ``waiting`` counts the suggestions of the article; ``undone`` says that something can be undone.
    """

    has_cursor: bool = False
    selected: bool = False
    marked: str = ""
    suggested: str = ""
    waiting: int = 0
    can_undo: bool = False


def reader_hints(moment: Moment) -> list[Hint]:
    """Return the actions of the reader that are of most use, the first first."""
    review = _("review {n}").format(n=f"{moment.waiting:,}") if moment.waiting else ""
    undo = [("mark.undo", _("undo"))] if moment.can_undo else []
    if moment.suggested:
        same = _("all {words}").format(words=shortened(moment.suggested))
        hints = [("suggest.accept", _("accept")), ("suggest.reject", _("reject")), ("suggest.accept-same", same), *undo]
    elif moment.selected:
        hints = [("mark.pick", _("label")), ("mark.grow", _("wider")), ("reader.clear", _("let go")), *undo]
    elif moment.marked:
        every = _("every {words}").format(words=shortened(moment.marked))
        hints = [("mark.occurrences", every), *undo, ("mark.delete", _("delete")), ("mark.note", _("note"))]
    elif moment.has_cursor:
        hints = [("mark.pick", _("label")), ("mark.extend-right", _("select")), ("mark.grow", _("wider")), *undo]
    else:
        hints = [("reader.page-down", _("page")), ("mark.right", _("mark")), ("app.toggle-script", _("script"))]
    hints += [("mark.review", review)] if review else []
    hints += [
        ("mark.next-span", _("next mark")),
        ("reader.search", _("search")),
        ("app.toggle-script", _("script")),
        ("mark.panel", _("marks")),
        ("reader.next-article", _("next article")),
        ("reader.back", _("list")),
    ]
    first: dict[str, str] = {}
    for name, label in hints:
        first.setdefault(name, label)
    return list(first.items())


def shortened(words: str) -> str:
    """Return words in one line, at most six characters of them."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
