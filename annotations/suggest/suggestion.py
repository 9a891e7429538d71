"""Define a suggestion, and the protocols of suggesters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from seeds.segmentation.reflow import ReadText

LabelledRange = tuple[int, int, str]
"""A half-open range of code points, and its label."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold a label for the code points ``start`` to ``end`` of a text, which nobody has accepted yet.

    ``score`` is from 0 to 1: how often a suggestion with this score is right, as far as its suggester can tell.
    ``origin`` names the suggester.
    """

    start: int
    end: int
    label: str
    score: float
    origin: str


class Suggester(Protocol):
    """Find spans in a text; plug-ins are found by the entry-point group ``zhupi.suggesters``.

    ``name`` is the origin of its suggestions. ``version`` is another whenever the same text may get others.
    """

    @property
    def name(self) -> str:
        """Return the suggester's name, which is the origin of its suggestions."""
        ...

    @property
    def version(self) -> str:
        """Return what it was made from: results of one version may be kept for the next time."""
        ...

    def suggest(self, text: str) -> Iterable[Suggestion]:
        """Return the suggestions for a text, in any order; they may overlap."""
        ...


@runtime_checkable
class BatchSuggester(Suggester, Protocol):
    """Suggest faster for many texts at once."""

    def suggest_all(self, texts: Sequence[str]) -> Iterable[list[Suggestion]]:
        """Return the suggestions for each of the texts, in their order."""
        ...


def suggest_all(suggester: Suggester, texts: Sequence[str]) -> Iterable[list[Suggestion]]:
    """Return the suggestions for each of the texts, all at once where the suggester can do that."""
    if isinstance(suggester, BatchSuggester):
        return suggester.suggest_all(texts)
    return (list(suggester.suggest(text)) for text in texts)


def in_written(suggestions: Iterable[Suggestion], read: ReadText) -> list[Suggestion]:
    """Return suggestions for what is read of a text, in offsets of the text as it is written."""
    if read.is_aligned:
        return list(suggestions)
    return [_moved(item, read.to_written(item.start, item.end)) for item in suggestions]


def in_read(suggestions: Iterable[Suggestion], read: ReadText) -> list[Suggestion]:
    """Return suggestions for a text, in offsets of what is read of it, as far as any of their words is."""
    if read.is_aligned:
        return list(suggestions)
    moved = (_moved(item, read.to_read(item.start, item.end)) for item in suggestions)
    return [item for item in moved if item.start < item.end]


def _moved(item: Suggestion, place: tuple[int, int]) -> Suggestion:
    return replace(item, start=place[0], end=place[1])


def from_suggestions(suggestions: Iterable[Suggestion], offset: int = 0) -> list[list[Any]]:
    """Return rows for suggestions, in a text that begins ``offset`` further on."""
    return [[item.start + offset, item.end + offset, item.label, item.score, item.origin] for item in suggestions]


def to_suggestions(rows: Iterable[object]) -> list[Suggestion]:
    """Return the suggestions of rows; raises ``TypeError`` where a row is none."""
    return [_to_suggestion(row) for row in rows]


def _to_suggestion(row: object) -> Suggestion:
    if isinstance(row, list) and len(row) == 5:
        start, end, label, score, origin = row
        texts = isinstance(label, str) and isinstance(origin, str)
        if texts and isinstance(start, int) and isinstance(end, int) and isinstance(score, int | float):
            return Suggestion(start, end, label, score, origin)
    raise TypeError(repr(row)[:80])
