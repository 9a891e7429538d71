"""Keys that came faster than a person types, and therefore changed no annotations: which these are, and making up."""

from collections.abc import Callable
from dataclasses import dataclass

from tui.keymap import ACTIONS

CHANGING = frozenset(
    f"{scope}.{name}"
    for scope, names in {
        "mark": "delete redo start-out start-in end-in end-out start-word-out start-word-in end-word-in end-word-out "
        "reshape merge split status pick occurrences note attribute relate categories article-note accept-above",
        "suggest": "accept reject accept-same reject-same",
        "review": "accept reject accept-same reject-same pick",
        "panel": "drop",
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

SHOWN = 8
"""Keys that are named; of more, the first."""


@dataclass(frozen=True, slots=True)
class KeyLeftOut:
    """A key, as it is shown; ``deed`` makes up for it, where that can be done, ``place`` is where that would be."""

    key: str
    deed: Callable[[], object] | None = None
    place: object = None


def changing_actions(*scopes: str) -> dict[str, bool]:
    """The names of the methods that change annotations in some scopes, and whether they can be made up for."""
    return {
        _PREFIX.get(action.scope, "") + action.method: action.method not in _ASKING and action.scope not in _ELSEWHERE
        for action in ACTIONS
        if action.scope in scopes and action.id in CHANGING
    }


def named(keys: list[KeyLeftOut]) -> str:
    """The keys for the status line."""
    shown = " ".join(left.key for left in keys[:SHOWN])
    return f"{shown} … ({len(keys):,})" if len(keys) > SHOWN else shown
