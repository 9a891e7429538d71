"""Count how many spans two annotators have in common, in four senses of having it in common."""

from collections import Counter
from collections.abc import Collection
from enum import StrEnum

from annotations.comparison.marked_article import Mark
from annotations.suggest.evaluation import count_overlapping


class Sense(StrEnum):
    """Name what two spans must share to be the same one."""

    EXACT = "exact"
    """Range and label."""
    OVERLAPPING = "overlapping"
    """The label, and a character."""
    BORDERS = "borders"
    """The range, whatever the labels."""
    PLACES = "places"
    """A character, whatever the labels."""


Counted = tuple[int, int, int]
"""How many spans both have, how many the first one has alone, and how many the other."""


def f1(both: float, first: float, second: float) -> float | None:
    """Return the harmonic mean of precision and recall, whoever is taken for right; None where nobody has marked."""
    total = 2 * both + first + second
    return 2 * both / total if total else None


def count_by_label(one: Collection[Mark], other: Collection[Mark], sense: Sense) -> dict[str, Counted]:
    """Count the spans of two annotators by label; in a sense that looks at no labels, all under the empty one.

    A span is matched with one other at most.
    """
    first, second = set(one), set(other)
    if sense in (Sense.BORDERS, Sense.PLACES):
        first, second = ({(start, end, "") for start, end, _label in marks} for marks in (first, second))
    sizes = [_sizes(first), _sizes(second)]
    if first == second:
        both = sizes[0]
    elif sense in (Sense.EXACT, Sense.BORDERS):
        both = _sizes(first & second)
    else:
        both = dict(count_overlapping(sorted(first), sorted(second)))
    return {
        label: (
            both.get(label, 0),
            sizes[0].get(label, 0) - both.get(label, 0),
            sizes[1].get(label, 0) - both.get(label, 0),
        )
        for label in sizes[0].keys() | sizes[1].keys()
    }


def _sizes(marks: Collection[Mark]) -> dict[str, int]:
    """Count marks by label; without ``Counter``, since most articles have few and there are many articles."""
    sizes: dict[str, int] = {}
    for _start, _end, label in marks:
        sizes[label] = sizes.get(label, 0) + 1
    return sizes


def confused(one: Collection[Mark], other: Collection[Mark]) -> Counter[tuple[str, str]]:
    """Count the labels that two annotators give to one range: first's and second's, empty where one has nothing there.

    Where they agree on a label over a range it is counted with itself. Of what is left, ranges that are the same are
    paired first; a range that merely overlaps another's counts for both as having nothing.
    """
    first, second = set(one), set(other)
    counts = Counter({(label, label): size for label, size in _sizes(first & second).items()})
    rest = [_by_range(first - second), _by_range(second - first)]
    for place in rest[0].keys() | rest[1].keys():
        firsts, seconds = (sorted(labels.get(place, ())) for labels in rest)
        pairs = min(len(firsts), len(seconds))
        counts.update(zip(firsts, seconds, strict=False))
        counts.update((label, "") for label in firsts[pairs:])
        counts.update(("", label) for label in seconds[pairs:])
    return counts


def _by_range(marks: Collection[Mark]) -> dict[tuple[int, int], list[str]]:
    labels: dict[tuple[int, int], list[str]] = {}
    for start, end, label in marks:
        labels.setdefault((start, end), []).append(label)
    return labels
