"""Choose the keys that are of most use at the moment, in their order, for the line that shows keys."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.core.keymap import ACTIONS

LONGEST = 6
"""The characters of an article's words that stand in the line of keys."""

Hint = tuple[str, str]
"""The id of an action, and what it does here."""


class Moment(NamedTuple):
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


_LABELS = {action.id: action.label for action in ACTIONS}


def reader_hints(moment: Moment) -> list[Hint]:
    """Return the actions of the reader that are of most use, the first first."""
    undo = "mark.undo" if moment.can_undo else ""
    if moment.suggested:
        first = ["suggest.accept", "suggest.reject", "suggest.accept-same", undo]
    elif moment.selected:
        first = ["mark.pick", "mark.grow", "reader.clear", undo]
    elif moment.marked:
        first = ["mark.occurrences", undo, "mark.delete", "mark.note"]
    elif moment.has_cursor:
        first = ["mark.pick", "mark.extend-right", "mark.grow", undo]
    else:
        first = ["reader.page-down", "mark.right", undo]
    review = "mark.review" if moment.waiting else ""
    rest = ["mark.next-span", "reader.back", "reader.search", "mark.panel", "reader.next-article"]
    more = {
        "suggest.accept-same": shortened(moment.suggested),
        "mark.occurrences": shortened(moment.marked),
        "mark.review": f"{moment.waiting:,}",
    }
    return _hints([*first, review, "app.toggle-script", *rest], more)


def library_hints(*, filtered: bool) -> list[Hint]:
    """Return the actions of the list that are of most use, the first first; ``filtered`` says that not all is shown."""
    clear = "library.clear" if filtered else ""
    first = [f"library.{name}" for name in ("open", "filter", "review", "export", "sort", "quit")]
    more = [
        name for name, label in _LABELS.items() if label and name.startswith("library.") and name != "library.clear"
    ]
    return _hints([clear, *first, "app.toggle-script", "app.command_palette", *more], {})


def _hints(names: Iterable[str], more: Mapping[str, str]) -> list[Hint]:
    """Return actions with what the table calls them, each once; ``more`` is what is said besides of some."""
    return [(name, f"{_LABELS[name]} {more.get(name, '')}".strip()) for name in dict.fromkeys(names) if name]


def shortened(words: str) -> str:
    """Return words in one line, at most six characters of them."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
