"""Write the help: the keys of the moment, what the signs mean, then all other keys; found by what is typed."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from seeds.i18n import _
from seeds.script.fold import fold
from tui.core.choosing import folded
from tui.core.guidance.action_list import NOW, ActionLine
from tui.text.clip import fit
from tui.text.width import cells, drawable

KEYS = 20
"""Cells for the keys of an action, beyond which they begin a line of their own."""

LEGEND = _("Signs")

SIGNS = (
    ("○ ◐ ● –", _("an article that is new, begun, done, skipped")),
    (_("fill"), _("marked: the colour is that of the label")),
    (_("underline"), _("only suggested: nothing is marked until it is accepted")),
    (_("double underline"), _("what was searched for, or what an offer is about")),
    (_("reversed"), _("the cursor, and what is selected")),
    ("└ORG┘", _("the label of a mark below its line, where labels are shown")),
    ("✓", _("what is so now, in lists to choose from")),
    ("*", _("label every occurrence of the mark, or accept every one of a suggestion")),
    ("^a", _("hold ctrl and press a")),
)
"""What the signs on the screen mean."""


CHANGED = _("The keys can be changed: “zhupi config” names the file and every action.")


class HelpLine(NamedTuple):
    """Hold a line of the help: a heading, or keys or signs and what they mean; both may be empty."""

    heading: str
    keys: str
    text: str


def help_lines(actions: Sequence[ActionLine], query: str, width: int, ambiguous: int = 1) -> list[HelpLine]:
    """Return the lines of the help in ``width`` cells; with a query, those in which every word occurs."""
    lines: list[HelpLine] = []
    words = fold(query).split()
    for heading, rows in _sections(actions):
        matching = [row for row in rows if all(word in fold(f"{heading} {row[0]} {row[1]}") for word in words)]
        if matching:
            lines += [HelpLine("", "", "")] if lines else []
            lines.append(HelpLine(heading, "", ""))
            for keys, text in matching:
                lines += _drawn(keys, text, width, ambiguous)
    if not words:
        lines.append(HelpLine("", "", ""))
        lines += [HelpLine("", "", row) for row in folded(CHANGED, width, ambiguous)]
    return lines


def _sections(actions: Sequence[ActionLine]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    groups = {name: list(rows) for name, rows in groupby(actions, key=attrgetter("group"))}
    if now := groups.pop(NOW, []):
        yield NOW, [_row(line) for line in now]
    yield LEGEND, list(SIGNS)
    for name, lines in groups.items():
        if rows := [_row(line) for line in lines if line.keys]:
            yield name, rows


def _row(line: ActionLine) -> tuple[str, str]:
    text = f"{line.label}: {line.text}" if line.label and fold(line.label) != fold(line.text) else line.text
    return "  ".join(line.keys), text


def _drawn(keys: str, text: str, width: int, ambiguous: int) -> Iterator[HelpLine]:
    """Yield the lines of a row; what it means hangs in a column of its own."""
    shown = drawable(keys)
    rows = folded(text, max(1, width - KEYS), ambiguous)
    if cells(shown, ambiguous) > KEYS - 2:
        yield HelpLine("", fit(shown, width, ambiguous), "")
        shown = ""
    for row in rows:
        yield HelpLine("", fit(shown, KEYS, ambiguous), row)
        shown = ""
