"""Represent a rule: a regular expression and the label of what it matches."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold a regular expression, in traditional script, with one group named ``span`` around what gets ``label``.

    What the expression matches outside of the group is used up as well: nothing else is found in it. A rule without
    the group finds nothing, it only uses up. ``score`` is an estimate of how often the rule is right.
    """

    label: str
    score: float
    pattern: str


def one_of(words: str) -> str:
    """Return an expression for any of the words, which have spaces between them; longer words are tried first."""
    longest_first = sorted(words.split(), key=len, reverse=True)
    singles = "".join(word for word in longest_first if len(word) == 1)
    longer = [re.escape(word) for word in longest_first if len(word) > 1]
    return f"(?:{'|'.join([*longer, f'[{singles}]'] if singles else longer)})"


def in_either_script(pattern: str, variants: Mapping[str, str]) -> str:
    """Return the expression with every character that has ``variants`` replaced by a class of it and them."""
    parts = []
    in_class = False
    for position, character in enumerate(pattern):
        escaped = position > 0 and pattern[position - 1] == "\\"
        if character in "[]" and not escaped:
            in_class = character == "["
        others = variants.get(character, "")
        parts.append(f"[{character}{others}]" if others and not in_class else character + others)
    return "".join(parts)
