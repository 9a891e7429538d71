"""Finds the way to a range of the text that takes an annotator the fewest keys, on the real caret and its movements."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from keystrokes import Typist

from tui.core.keymap import ACTIONS
from tui.core.reviewing.unmarked import next_unmarked

Marked = tuple[int, int, str]

KEYS = {action.id: action.keys[0] for action in ACTIONS}
"""The first key of each action, which is pressed for it."""

FARTHEST = 60
"""Keys after which a way is given up."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the keys that lead to a range; those of a search end before the keys that go from hit to hit.

    ``cost`` counts them all, and those that select the range.
    """

    keys: tuple[str, ...]
    cost: int
    searched: bool = False


def cheapest(typist: Typist, mark: Marked, *, hop_unmarked: bool) -> Plan:
    """Return the way with the fewest keys; with ``hop_unmarked`` also by the sentences without a mark."""
    caret = typist.screen.marking.annotator.caret
    before = caret.cursor
    plans = [_search(typist, mark)]
    hops = {KEYS["mark.next-span"]: _marks(typist)}
    if hop_unmarked:
        hops[KEYS["mark.next-unmarked"]] = _unmarked(typist)
    plans += filter(None, [_walk(typist, mark, "", 0)])
    for key, places in hops.items():
        for number, cursor in enumerate(places, 1):
            caret.cursor = cursor
            if typist.head > mark[0] or number > FARTHEST:
                break
            plans += filter(None, [_walk(typist, mark, key, number)])
            caret.cursor = cursor
        caret.cursor = before
    return min(plans, key=lambda plan: plan.cost)


def _walk(typist: Typist, mark: Marked, key: str, times: int) -> Plan | None:
    """Return the way on by words and characters from where the caret is, which is put back."""
    caret = typist.screen.marking.annotator.caret
    before = caret.cursor
    keys = [key] * times
    try:
        if caret.cursor is None:
            caret.place(typist.screen.view.looked_at())
            keys.append(KEYS["mark.right"])
        if typist.head > mark[0]:
            return None
        while typist.head < mark[0]:
            here = caret.cursor
            caret.step("word", 1)
            keys.append(KEYS["mark.right"])
            if typist.head > mark[0]:
                caret.cursor = here
                caret.step("character", 1)
                keys[-1] = KEYS["mark.character-right"]
            if len(keys) > FARTHEST or typist.head == _head(typist, here):
                return None
        return Plan(tuple(keys), len(keys) + _selecting(typist, mark))
    finally:
        caret.cursor = before


def _selecting(typist: Typist, mark: Marked) -> int:
    """Return how many keys select the range from its start."""
    caret = typist.screen.marking.annotator.caret
    count = 0
    while caret.target != mark[:2] and count < FARTHEST:
        here = caret.cursor
        caret.step("word", 1, extend=True)
        if caret.selected and caret.selected[1] > mark[1]:
            caret.cursor = here
            caret.step("character", 1, extend=True)
        count += 1
    return count


def _search(typist: Typist, mark: Marked) -> Plan:
    """Return the way by a search for all of the words, from hit to hit as far as they stand before."""
    words = typist.text[mark[0] : mark[1]]
    page = typist.screen.view.page
    hits = typist.text.count(words, min(page.progress.position, mark[0]), mark[0])
    keys = (KEYS["reader.search"], *words, "enter")
    return Plan(keys, len(keys) + hits, searched=True)


def _marks(typist: Typist) -> Iterator[Any]:
    """Yield where the caret comes to with each key that goes to the next mark, or suggestion."""
    annotator, suggestions = typist.screen.marking.annotator, typist.screen.marking.suggestions
    while annotator.caret.cursor is not None and annotator.layer.spans:
        before = typist.head
        suggestions.step_any(1)
        if typist.head <= before:
            return
        yield annotator.caret.cursor


def _unmarked(typist: Typist) -> Iterator[Any]:
    """Yield where the caret comes to with each key that goes to the next sentence without a mark."""
    annotator, page = typist.screen.marking.annotator, typist.screen.view.page
    while annotator.caret.cursor is not None:
        before = typist.head
        paragraphs = page.layout.paragraphs
        end = paragraphs.sentence_at(before)[1]
        place = next_unmarked(paragraphs, typist.text, annotator.layer, end)
        if place is None or place[0] <= before:
            return
        annotator.caret.place(place[0])
        yield annotator.caret.cursor


def _head(typist: Typist, cursor: Any) -> int:
    """Return the code point under a cursor; the caret stays."""
    caret = typist.screen.marking.annotator.caret
    here, caret.cursor = caret.cursor, cursor
    head = typist.head
    caret.cursor = here
    return head
