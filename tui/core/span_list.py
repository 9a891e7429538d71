"""List an article's spans for the panel beside the page: by label or by place, filtered, orphans apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from annotations.model.layer import Layer
from annotations.model.rules import Range, is_labelled
from annotations.model.schema import Schema
from annotations.model.span import Relation, Span
from annotations.storage.anchors import candidate
from seeds.i18n import _
from seeds.script.fold import fold
from tui.core.reading.remarks import own_remarks

if TYPE_CHECKING:
    from annotations.suggest.suggestion import Suggestion


_AROUND = 5
"""Code points that are shown on either side of a place where an orphan may belong."""


class Order(StrEnum):
    """Say how the spans are listed."""

    LABEL = "label"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class PanelRow:
    """Represent a row of the panel: a heading, which has no span, or the text of a span.

    ``times`` is how many spans of the label say the same; ``span`` is the first of them, or where a relation begins.
    ``candidate`` is the one place at which the words of an orphan stand. A ``remark`` was made on the span above it.
    """

    text: str
    label: str = ""
    span: str = ""
    times: int = 1
    orphan: bool = False
    candidate: Range | None = None
    relation: Relation | None = None
    remark: bool = False
    suggestion: "Suggestion | None" = None

    @property
    def chosen(self) -> bool:
        """Return whether the row is about something that can be gone to."""
        return bool(self.span) or self.suggestion is not None


def panel_rows(layer: Layer, schema: Schema, text: str, order: Order, query: str = "") -> list[PanelRow]:
    """Return the rows of the panel for an article's text: those whose text or label has every word of ``query``."""
    words = fold(query).split()
    spans = [
        span
        for span in layer.ordered
        if _matches(" ".join((span.label, text[span.start : span.end], *own_remarks(span))), words)
    ]
    rows = _by_label(spans, schema, text) if order is Order.LABEL else _by_place(spans, text)
    return [*rows, *_relations(layer, text), *_orphans(layer, text, words)] or [PanelRow(_("no spans"), times=0)]


def suggestion_rows(waiting: "Sequence[Suggestion]", text: str, query: str = "") -> list[PanelRow]:
    """Return the rows of what is suggested: what is said most often first, with the first and its score."""
    words = fold(query).split()
    by_words: dict[tuple[str, str], list[Suggestion]] = {}
    for item in waiting:
        by_words.setdefault((text[item.start : item.end], item.label), []).append(item)
    groups = sorted(by_words.items(), key=lambda pair: (-len(pair[1]), pair[1][0].start))
    rows = [
        PanelRow(shown, label, times=len(same), suggestion=same[0])
        for (shown, label), same in groups
        if _matches(f"{label} {shown}", words)
    ]
    return [PanelRow(_("suggested"), times=sum(row.times for row in rows)), *rows] if rows else []


def _by_label(spans: Sequence[Span], schema: Schema, text: str) -> Iterator[PanelRow]:
    names = dict.fromkeys([label.name for label in schema.labels] + [span.label for span in spans])
    for name in names:
        labelled = [span for span in spans if span.label == name]
        if labelled:
            label = schema.find_label(name)
            yield PanelRow(f"{name} {label.title if label else _('not in the schema')}", name, times=len(labelled))
            by_text: dict[str, list[Span]] = {}
            for span in labelled:
                by_text.setdefault(text[span.start : span.end], []).append(span)
            for words, same in by_text.items():
                yield PanelRow(words, name, same[0].id, len(same))
                yield from _remarks(same)


def _by_place(spans: Sequence[Span], text: str) -> Iterator[PanelRow]:
    if spans:
        yield PanelRow(_("in the text"), times=len(spans))
    for span in spans:
        yield PanelRow(text[span.start : span.end], span.label, span.id)
        yield from _remarks([span])


def _remarks(spans: Iterable[Span]) -> Iterator[PanelRow]:
    """Yield the attributes and the note of spans, each once."""
    remarks = dict.fromkeys(" · ".join(own_remarks(span)) for span in spans)
    yield from (PanelRow(remark, times=0, remark=True) for remark in remarks if remark)


def _relations(layer: Layer, text: str) -> Iterator[PanelRow]:
    relations = sorted(layer.relations, key=lambda relation: (relation.type, relation.head, relation.tail))
    if relations:
        yield PanelRow(_("relations"), times=len(relations))
    for relation in relations:
        ends = (layer.spans.get(name) for name in (relation.head, relation.tail))
        head, tail = (text[span.start : span.end] if span else "?" for span in ends)
        yield PanelRow(f"{head} → {tail}", relation.type, relation.head, relation=relation)


def _orphans(layer: Layer, text: str, words: Sequence[str]) -> Iterator[PanelRow]:
    orphans = [item for item in layer.orphans.values() if _matches(f"{item.span.label} {item.quote.text}", words)]
    if orphans:
        yield PanelRow(_("orphans: not found in the text"), times=len(orphans), orphan=True)
    for orphan in orphans:
        yield PanelRow(orphan.quote.text, orphan.span.label, orphan.span.id, orphan=True)
        place = candidate(text, orphan.quote)
        if place and not is_labelled(layer, *place, orphan.span.label):
            start, end = max(0, place[0] - _AROUND), place[1] + _AROUND
            shown = " ".join(f"…{text[start:end]}…".split())
            yield PanelRow(shown, _("r: here"), orphan.span.id, orphan=True, candidate=place)


def _matches(text: str, words: Sequence[str]) -> bool:
    return all(word in fold(text) for word in words)
