"""Define a suggestion, and the protocols of suggesters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, runtime_checkable

from seeds.segmentation.reflow import ReadText

LabelledRange = tuple[int, int, str]
"""A half-open range of code points, and its label."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Hold what one suggester proposes at the place of a suggestion: this label, for these code points."""

    start: int
    end: int
    label: str
    origin: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold a label for the code points ``start`` to ``end`` of a text, which nobody has accepted yet.

    ``score`` is from 0 to 1: how often a suggestion with this score is right, as far as its suggester can tell.
    ``origin`` names the suggester. ``voices`` are what all suggesters propose that touches these code points, one of
    each, where several have been combined; suggesters leave it empty, and so it is where ``origin`` alone proposes it.
    ``alternatives`` are other readings of the same place, which lost when they were combined, the likeliest first: a
    name within a longer one, another label. They have neither voices nor alternatives themselves.
    """

    start: int
    end: int
    label: str
    score: float
    origin: str
    voices: tuple[Voice, ...] = field(default=(), compare=False)
    alternatives: "tuple[Suggestion, ...]" = field(default=(), compare=False)

    @property
    def agreeing(self) -> tuple[str, ...]:
        """Return the suggesters that propose exactly this."""
        place = self.start, self.end, self.label
        names = [voice.origin for voice in self.voices if (voice.start, voice.end, voice.label) == place]
        return tuple(dict.fromkeys([self.origin, *names]))

    @property
    def dissenting(self) -> tuple[Voice, ...]:
        """Return what others propose instead."""
        agreeing = self.agreeing
        return tuple(voice for voice in self.voices if voice.origin not in agreeing)

    def moved(self, by: int) -> "Suggestion":
        """Return the same suggestion in a text that begins ``by`` code points earlier."""
        if not by:
            return self
        voices = tuple(replace(voice, start=voice.start + by, end=voice.end + by) for voice in self.voices)
        others = tuple(item.moved(by) for item in self.alternatives)
        return Suggestion(self.start + by, self.end + by, self.label, self.score, self.origin, voices, others)

    def next_reading(self) -> "Suggestion":
        """Return the first of the alternatives, of which this is the last then; itself where there are none."""
        if not self.alternatives:
            return self
        first, *rest = self.alternatives
        return replace(first, voices=self.voices, alternatives=(*rest, replace(self, voices=(), alternatives=())))


def place_of(suggestion: Suggestion) -> LabelledRange:
    """Return where a suggestion is, and its label."""
    return suggestion.start, suggestion.end, suggestion.label


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
    return [_mapped(item, read.to_written) for item in suggestions]


def in_read(suggestions: Iterable[Suggestion], read: ReadText) -> list[Suggestion]:
    """Return suggestions for a text, in offsets of what is read of it, as far as any of their words is."""
    if read.is_aligned:
        return list(suggestions)
    mapped = (_mapped(item, read.to_read) for item in suggestions)
    return [item for item in mapped if item.start < item.end]


def _mapped(item: Suggestion, mapping: Callable[[int, int], tuple[int, int]]) -> Suggestion:
    start, end = mapping(item.start, item.end)
    places = [(voice, mapping(voice.start, voice.end)) for voice in item.voices]
    voices = tuple(replace(voice, start=place[0], end=place[1]) for voice, place in places)
    mapped = (_mapped(each, mapping) for each in item.alternatives)
    others = tuple(each for each in mapped if each.start < each.end)
    return replace(item, start=start, end=end, voices=voices, alternatives=others)


def from_suggestions(suggestions: Iterable[Suggestion], offset: int = 0) -> list[list[Any]]:
    """Return rows for suggestions, in a text that begins ``offset`` further on."""
    return [_row(item.moved(offset)) for item in suggestions]


def to_suggestions(rows: Iterable[object]) -> list[Suggestion]:
    """Return the suggestions of rows; raises ``TypeError`` where a row is none."""
    return [_to_suggestion(row) for row in rows]


def _row(item: Suggestion) -> list[Any]:
    row: list[Any] = [item.start, item.end, item.label, item.score, item.origin]
    if item.voices or item.alternatives:
        row.append([[voice.start, voice.end, voice.label, voice.origin] for voice in item.voices])
    if item.alternatives:
        row.append(list(map(_row, item.alternatives)))
    return row


def _to_suggestion(row: object) -> Suggestion:
    match row:
        case [int(start), int(end), str(label), int() | float() as score, str(origin)]:
            return Suggestion(start, end, label, score, origin)
        case [int(start), int(end), str(label), int() | float() as score, str(origin), [*voices]]:
            return Suggestion(start, end, label, score, origin, tuple(map(_to_voice, voices)))
        case [int(start), int(end), str(label), int() | float() as score, str(origin), [*voices], [*others]]:
            alternatives = tuple(to_suggestions(others))
            return Suggestion(start, end, label, score, origin, tuple(map(_to_voice, voices)), alternatives)
    raise TypeError(repr(row)[:80])


def _to_voice(row: object) -> Voice:
    match row:
        case [int(start), int(end), str(label), str(origin)]:
            return Voice(start, end, label, origin)
    raise TypeError(repr(row)[:80])
