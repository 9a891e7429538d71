"""Find passages that texts have in common, so that what is measured on is in nothing that is learned from."""

from collections.abc import Iterable, Sequence

from tests.gold.sets import Gold

LENGTH = 12
"""How many characters in a row make a passage."""

_NAMED = 6
"""How many of these may lie in a mark: names are the same in all texts, and say nothing of where a sentence is from."""


def passages_in_common(golds: Sequence[Gold], texts: Iterable[str], *, without: Iterable[str] = ()) -> set[str]:
    """Return the passages of the first texts that stand in the others too, but for what is mostly a name.

    ``without`` are phrases that everybody uses; a passage that lies within one of them is no finding.
    """
    others = {text[at : at + LENGTH] for text in texts for at in range(len(text) - LENGTH + 1)}
    common = {
        gold.text[at : at + LENGTH]
        for gold in golds
        for at in range(len(gold.text) - LENGTH + 1)
        if gold.text[at : at + LENGTH] in others and _marked(gold, at) < _NAMED
    }
    return {passage for passage in common if not any(passage in phrase for phrase in without)}


def _marked(gold: Gold, at: int) -> int:
    """Count the characters of a passage that lie in marks."""
    return sum(max(0, min(end, at + LENGTH) - max(start, at)) for start, end, _label in gold.spans)
