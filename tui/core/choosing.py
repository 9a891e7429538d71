"""Draw choices in columns, and find them by what is typed; a screen shows them, and nothing of it is needed here."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from seeds.script.fold import fold
from tui.text.clip import clip, fit
from tui.text.width import cells, drawable
from tui.text.wrap import wrap

GAP = 2

CHOSEN, NOT_CHOSEN = "✓ ", "  "
"""What stands before what is so now, and before what is not."""

MOST_WORDS = 48
"""Cells for what choices are called, where there is more to know about them."""


class Choice(NamedTuple):
    """Represent something that can be chosen: ``name`` is what the program knows it by.

    ``words`` are what it is called, ``about`` what there is to know about it, in some lines; ``key`` does the same.
    """

    name: str
    words: str
    about: str = ""
    key: str = ""


class Row(NamedTuple):
    """Hold what is drawn of a choice, each part in its column: the mark, the key, its words, and what it is about."""

    mark: str
    key: str
    words: str
    about: str


Find = Callable[[str], Iterable[Choice]]
"""What gives the choices for what was typed."""


def choices_of(texts: Mapping[str, str]) -> list[Choice]:
    """Return choices that are called what a mapping says, by their names."""
    return [Choice(name, text) for name, text in texts.items()]


def finder(choices: Sequence[Choice]) -> Find:
    """Return what finds, among some choices, those with every word that was typed, as ``matching`` does in names."""
    texts = [(choice, fold(choice.words), fold(f"{choice.words} {choice.about}")) for choice in choices]

    def find(query: str) -> list[Choice]:
        typed = fold(query).strip()
        words = typed.split()
        fitting = [(choice, name) for choice, name, text in texts if all(word in text for word in words)]
        return [choice for choice, name in sorted(fitting, key=lambda pair: not pair[1].startswith(typed))]

    return find


def matching(choices: Mapping[str, str], query: str) -> list[str]:
    """Return the names of the choices in which, or in what there is to know about them, every word occurs.

    Either script and any case will do. Those whose names or words begin with what was typed come first.
    """
    typed = fold(query).strip()
    words = typed.split()
    folded = {name: fold(f"{name} {about}") for name, about in choices.items()}
    names = [name for name, text in folded.items() if all(word in text for word in words)]
    return sorted(names, key=lambda name: not (fold(name).startswith(typed) or fold(choices[name]).startswith(typed)))


class Columns(NamedTuple):
    """Hold the widths of the columns of a list of choices, in cells; 0 for a column that is not there."""

    mark: int
    key: int
    words: int
    about: int
    ambiguous: int = 1

    @classmethod
    def of(cls, choices: Sequence[Choice], width: int, *, marked: bool, ambiguous: int = 1) -> "Columns":
        """Share ``width`` cells among the columns; ``marked`` where there is one for marks."""
        mark = cells(CHOSEN) if marked else 0
        key = max((cells(drawable(item.key), ambiguous) for item in choices), default=0)
        key += GAP if key else 0
        room = max(1, width - mark - key)
        if not any(item.about for item in choices):
            return cls(mark, key, room, 0, ambiguous)
        longest = max(cells(drawable(item.words), ambiguous) for item in choices) + GAP
        words = min(longest, MOST_WORDS + GAP, room)
        return cls(mark, key, words, room - words, ambiguous)

    @staticmethod
    def needed(choices: Sequence[Choice], *, marked: bool, ambiguous: int = 1) -> int:
        """Return the cells in which everything about some choices can be seen."""

        def widest(texts: Iterable[str]) -> int:
            return max((cells(drawable(text), ambiguous) for text in texts), default=0)

        key, about = widest(item.key for item in choices), widest(_lines(item.about for item in choices))
        words = widest(item.words for item in choices)
        return (
            (cells(CHOSEN) if marked else 0)
            + (key + GAP if key else 0)
            + (min(words, MOST_WORDS) + GAP + about if about else words)
        )

    def row(self, choice: Choice, chosen: Collection[str]) -> Row:
        """Return what is drawn of a choice; each part is as wide as its column, or has lines that go on in it."""
        mark = (CHOSEN if choice.name in chosen else NOT_CHOSEN)[: self.mark]
        key = fit(drawable(choice.key), self.key, self.ambiguous) if self.key else ""
        if not self.about:
            indent = "\n" + " " * (self.mark + self.key)
            return Row(mark, key, indent.join(folded(choice.words, self.words, self.ambiguous)), "")
        words = fit(drawable(choice.words), self.words - GAP, self.ambiguous) + " " * GAP
        indent = "\n" + " " * (self.mark + self.key + self.words)
        about = (clip(drawable(line), self.about, self.ambiguous) for line in choice.about.split("\n"))
        return Row(mark, key, words, indent.join(about))

    def is_cut(self, choice: Choice) -> bool:
        """Return whether something that there is to know about a choice has no room in its row."""
        return bool(self.about) and any(
            cells(drawable(line), self.ambiguous) > self.about for line in choice.about.split("\n")
        )


def folded(text: str, width: int, ambiguous: int = 1) -> list[str]:
    """Return the rows of a text in ``width`` cells: its lines, each broken where it has no room."""
    rows = []
    for line in text.split("\n"):
        shown = drawable(line)
        broken = wrap(shown, width, ambiguous=ambiguous, hang=0)
        rows += [shown[row.start : row.end].rstrip() for row in broken] or [""]
    return rows


def _lines(texts: Iterable[str]) -> Iterable[str]:
    return (line for text in texts for line in text.split("\n"))
