"""Tell which keys are left out where they come faster than a person types, and which can be made up for."""

from collections.abc import Callable
from typing import NamedTuple

from tui.core.keymap import ACTIONS, CURSOR_GROUPS

CHANGING = frozenset(
    f"{scope}.{name}"
    for scope, names in {
        "mark": "delete redo start-out start-in end-in end-out start-word-out start-word-in end-word-in end-word-out "
        "reshape merge split status pick occurrences note attribute relate categories article-note accept-above",
        "suggest": "accept reject accept-same reject-same",
        "review": "accept reject accept-same reject-same reject-below accept-agreed pick",
        "adjudicate": "take none both join redo pick slip gap ambiguous other note start-out start-in end-in end-out",
        "panel": "drop drop-all relabel reattach",
        "offer": "all yes no project",
    }.items()
    for name in names.split()
)
"""The actions that change annotations, or that ask what to change, by their ids; never undo, a repeat, a movement."""

_ASKING = frozenset(
    f"{scope}.{name}"
    for scope, names in {
        "mark": "pick occurrences note attribute relate categories article-note accept-above",
        "review": "reject-below accept-agreed pick",
        "adjudicate": "pick other note",
    }.items()
    for name in names.split()
)
"""Those that ask something first, so that they are not made up for."""

_ELSEWHERE = frozenset({"panel", "offer"})
"""The scopes whose actions depend on more than where the cursor is, so that they are not made up for either."""

MAKES_UP = frozenset({"mark.left-out", "review.left-out", "adjudicate.left-out"})
"""The actions that make up for keys that were left out."""

MOVEMENTS = frozenset(
    action.id
    for action in ACTIONS
    if action.scope in {"reader", "mark"} and action.id not in CHANGING and action.group in CURSOR_GROUPS
) | {
    "mark.next-span",
    "mark.previous-span",
    "mark.next-alike",
    "mark.next-suggestion",
    "mark.previous-suggestion",
    "mark.next-unmarked",
}
"""The actions that move the cursor, or select: done at once, and again on the way of what is made up for."""

SHOWN = 8
"""Keys that are key_names; of more, the first."""


class KeyLeftOut(NamedTuple):
    """Represent a key that was left out, or a movement that came with it and was made.

    ``key`` is shown, and empty for a movement; ``command`` makes up for it, where that can be done. ``place`` is where
    the cursor was before, ``after`` where it was then.
    """

    key: str
    command: Callable[[], object] | None = None
    place: object = None
    after: object = None


def can_be_made_up(action: str) -> bool:
    """Return whether an action that changes annotations can be done later, from the place where it was asked for."""
    return action in CHANGING - _ASKING and action.partition(".")[0] not in _ELSEWHERE


def key_names(keys: list[KeyLeftOut]) -> str:
    """Return the keys that were left out, for the status line."""
    names = [item.key for item in keys if item.key]
    shown = " ".join(names[:SHOWN])
    return f"{shown} … ({len(names):,})" if len(names) > SHOWN else shown
