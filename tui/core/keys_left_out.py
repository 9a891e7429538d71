"""Keys that came faster than a person types, and therefore changed no annotations: which these are, and making up."""

from collections.abc import Callable
from dataclasses import dataclass

from tui.core.keymap import ACTIONS, CURSOR_GROUPS

CHANGING = frozenset(
    f"{scope}.{name}"
    for scope, names in {
        "mark": "delete redo start-out start-in end-in end-out start-word-out start-word-in end-word-in end-word-out "
        "reshape merge split status pick occurrences note attribute relate categories article-note accept-above",
        "suggest": "accept reject accept-same reject-same",
        "review": "accept reject accept-same reject-same pick",
        "panel": "drop reattach",
        "offer": "all yes no project",
    }.items()
    for name in names.split()
)
"""The actions that change annotations, or that ask what to change, by their ids; never undo, a repeat, a movement."""

_ASKING = frozenset(
    {"pick", "occurrences", "note", "attribute", "relate", "categories", "article_note", "accept_above"}
)
"""The methods of those that ask something first, so that they are not made up for."""

_ELSEWHERE = frozenset({"panel", "offer"})
"""The scopes whose actions depend on more than where the cursor is, so that they are not made up for either."""

_PREFIX = {"suggest": "suggest_", "panel": "panel_", "offer": "offer_"}
"""What stands before the names of the methods of a scope that is only live in a part of a screen."""

MOVEMENTS = frozenset(
    action.method
    for action in ACTIONS
    if action.scope in {"reader", "mark"} and action.id not in CHANGING and action.group in CURSOR_GROUPS
) | {"next_span", "previous_span", "next_alike", "next_suggestion", "previous_suggestion"}
"""The methods that move the cursor, or select: made at once, and again on the way of what is made up for."""

SHOWN = 8
"""Keys that are named; of more, the first."""


@dataclass(frozen=True, slots=True)
class KeyLeftOut:
    """A key that was left out, or a movement that came with it and was made.

    ``key`` is shown, and empty for a movement; ``deed`` makes up for it, where that can be done. ``place`` is where the
    cursor was before, ``after`` where it was then.
    """

    key: str
    deed: Callable[[], object] | None = None
    place: object = None
    after: object = None


def changing_actions(*scopes: str) -> dict[str, bool]:
    """The names of the methods that change annotations in some scopes, and whether they can be made up for."""
    return {
        _PREFIX.get(action.scope, "") + action.method: action.method not in _ASKING and action.scope not in _ELSEWHERE
        for action in ACTIONS
        if action.scope in scopes and action.id in CHANGING
    }


def named(left: list[KeyLeftOut]) -> str:
    """The keys that were left out, for the status line."""
    keys = [item.key for item in left if item.key]
    shown = " ".join(keys[:SHOWN])
    return f"{shown} … ({len(keys):,})" if len(keys) > SHOWN else shown
