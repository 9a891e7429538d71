"""List an article's spans for the panel beside the page: by label or by place, filtered, orphans apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotations.model.layer import Layer
from annotations.model.rules import Range, is_labelled
from annotations.model.schema import Schema
from annotations.model.span import Relation, Span
from annotations.storage.anchors import candidate
from seeds.i18n import _, ngettext
from tui.core.reading.remarks import own_remarks
from tui.core.span_panel.span_filter import SpanFilter

if TYPE_CHECKING:
    from annotations.suggest.suggestion import Suggestion


ALL = SpanFilter()
"""The filter that lets every span through."""

_AROUND = 5
"""Code points that are shown on either side of a place where an orphan may belong."""


class Order(StrEnum):
    """Say how the spans are listed."""

    LABEL = "label"
    PLACE = "place"


class PanelRow(NamedTuple):
    """Represent a row of the panel: a heading, which has no span, or the text of a span.

    ``times`` is how many spans of the label say the same; ``span`` is the first of them, or where a relation begins.
    Of a heading, ``times`` is how many spans stand below it, and ``total`` how many would without a filter.
    ``candidate`` is the one place at which the words of an orphan stand. A ``remark`` was made on the span above it.
    """

    text: str
    label: str = ""
    span: str = ""
    times: int = 1
    total: int = 0
    orphan: bool = False
    candidate: Range | None = None
    relation: Relation | None = None
    remark: bool = False
    suggestion: "Suggestion | None" = None

    @property
    def chosen(self) -> bool:
        """Return whether the row is about something that can be gone to."""
        return bool(self.span) or self.suggestion is not None


def panel_rows(layer: Layer, schema: Schema, text: str, order: Order, spans: SpanFilter = ALL) -> list[PanelRow]:
    """Return the rows of the panel for an article's text: those of the spans that a filter lets through."""
    shown = spans.select(layer, text)
    listed = _by_label(shown, layer, schema, text) if order is Order.LABEL else _by_place(shown, layer, text)
    rows = [*listed, *_relations(layer, text, {span.id for span in shown}), *_orphans(layer, text, spans)]
    return rows or [PanelRow(_nothing(spans), times=0)]


def suggestion_rows(waiting: "Sequence[Suggestion]", text: str, spans: SpanFilter = ALL) -> list[PanelRow]:
    """Return the rows of what is suggested: what is said most often first, with the first and its score."""
    by_words: dict[tuple[str, str], list[Suggestion]] = {}
    for item in waiting:
        by_words.setdefault((text[item.start : item.end], item.label), []).append(item)
    groups = sorted(by_words.items(), key=lambda pair: (-len(pair[1]), pair[1][0].start))
    rows = [
        PanelRow(shown, label, times=len(same), suggestion=same[0])
        for (shown, label), same in groups
        if spans.lets(label, shown)
    ]
    return [PanelRow(_("suggested"), times=sum(row.times for row in rows)), *rows] if rows else []


def panel_heading(layer: Layer, text: str, spans: SpanFilter = ALL) -> str:
    """Return how many spans there are, or how many of how many are shown, and by which filter."""
    count = len(layer.spans)
    if not spans:
        return ngettext("{n} span", "{n} spans", count).format(n=f"{count:,}")
    shown = len(spans.select(layer, text))
    return _("{n} of {count}: {query}").format(n=f"{shown:,}", count=f"{count:,}", query=spans.query)


def _nothing(spans: SpanFilter) -> str:
    """Return why there are no rows."""
    return (spans.terms.unknown_label(spans.known) or _("no span matches")) if spans else _("no spans")


def _by_label(spans: Sequence[Span], layer: Layer, schema: Schema, text: str) -> Iterator[PanelRow]:
    totals = Counter(span.label for span in layer.spans.values())
    labelled: dict[str, list[Span]] = {label.name: [] for label in schema.labels}
    for span in spans:
        labelled.setdefault(span.label, []).append(span)
    for name, those in labelled.items():
        if those:
            label = schema.find_label(name)
            title = f"{name} {label.title if label else _('not in the schema')}"
            yield PanelRow(title, name, times=len(those), total=totals[name])
            by_text: dict[str, list[Span]] = {}
            for span in those:
                by_text.setdefault(text[span.start : span.end], []).append(span)
            for words, same in by_text.items():
                yield PanelRow(words, name, same[0].id, len(same))
                yield from _remarks(same)


def _by_place(spans: Sequence[Span], layer: Layer, text: str) -> Iterator[PanelRow]:
    if spans:
        yield PanelRow(_("in the text"), times=len(spans), total=len(layer.spans))
    for span in spans:
        yield PanelRow(text[span.start : span.end], span.label, span.id)
        yield from _remarks([span])


def _remarks(spans: Iterable[Span]) -> Iterator[PanelRow]:
    """Yield the attributes and the note of spans, each once."""
    remarks = dict.fromkeys(" · ".join(own_remarks(span)) for span in spans)
    yield from (PanelRow(remark, times=0, remark=True) for remark in remarks if remark)


def _relations(layer: Layer, text: str, shown: Collection[str]) -> Iterator[PanelRow]:
    """Yield the relations that begin or end at a span that is shown, or at no span that there is."""
    relations = [
        relation
        for relation in sorted(layer.relations, key=lambda relation: (relation.type, relation.head, relation.tail))
        if any(end in shown or end not in layer.spans for end in (relation.head, relation.tail))
    ]
    if relations:
        yield PanelRow(_("relations"), times=len(relations), total=len(layer.relations))
    for relation in relations:
        ends = (layer.spans.get(name) for name in (relation.head, relation.tail))
        head, tail = (text[span.start : span.end] if span else "?" for span in ends)
        yield PanelRow(f"{head} → {tail}", relation.type, relation.head, relation=relation)


def _orphans(layer: Layer, text: str, spans: SpanFilter) -> Iterator[PanelRow]:
    orphans = [item for item in layer.orphans.values() if spans.lets(item.span.label, item.quote.text)]
    if orphans:
        yield PanelRow(_("orphans: not found in the text"), times=len(orphans), orphan=True)
    for orphan in orphans:
        yield PanelRow(orphan.quote.text, orphan.span.label, orphan.span.id, orphan=True)
        place = candidate(text, orphan.quote)
        if place and not is_labelled(layer, *place, orphan.span.label):
            start, end = max(0, place[0] - _AROUND), place[1] + _AROUND
            shown = " ".join(f"…{text[start:end]}…".split())
            yield PanelRow(shown, _("r: here"), orphan.span.id, orphan=True, candidate=place)
