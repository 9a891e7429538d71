"""Merge a record into an article: its marks at their places in the text, and the change that adds them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotations.editing.span_edits import addable
from annotations.exchange.importing.text_alignment import Alignment, without_place
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import with_progress
from annotations.model.schema import Schema
from annotations.model.span import Relation, Span
from seeds.i18n import _

_KEPT = {"source", "date", "tag"}
_Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Hold the change that adds what a record says to a layer, and how many of its spans the layer has already."""

    change: Change
    repeated: int


def drop_invalid(record: Record, report: Report) -> Record:
    """Return the record without spans and suggestions whose offsets cannot be, which go to ``report``."""

    def within(start: int, end: int) -> bool:
        return 0 <= start < end and (end <= len(record.text) or not record.text)

    reason = _("is not within the text")
    for span in record.spans:
        if not within(span.start, span.end):
            report.drop(record, reason, span)
    spans = tuple(span for span in record.spans if within(span.start, span.end))
    suggestions = tuple(each for each in record.suggestions if within(each.start, each.end))
    for _each in range(len(record.suggestions) - len(suggestions)):
        report.drop(record, reason, what="suggestion")
    return replace(record, id=record.id.strip(), spans=spans, suggestions=suggestions)


def drop_facts(record: Record, report: Report, *, is_new: bool) -> None:
    """Report what a record says of its article that no project keeps, or not of an article that is new."""
    for name in record.meta.keys() - _KEPT:
        report.drop(record, _("a project keeps source, date and tag of an article alone"), what="metadata", words=name)
    title, text = ("".join(words.split()) for words in (record.title, record.text))
    if is_new and not text.startswith(title.removesuffix("…")):  # the list shows the first words of one without a title
        report.drop(record, _("the text does not begin with it"), what="title", words=record.title)


def drop_record(record: Record, reason: str, report: Report) -> None:
    """Report that nothing of a record could be imported, and why."""
    report.drop(record, reason, what="article")
    for span in record.spans:
        report.drop(record, reason, without_place(span))
    for each in record.suggestions:
        report.drop_suggestion(record, reason, each)


def align_spans(record: Record, text: str, fit: Alignment, report: Report) -> Record:
    """Move a record to the text of an article; spans and suggestions without a place there go to ``report``."""
    spans = []
    for span in record.spans:
        place = fit.place(span.start, span.end)
        if place:
            spans.append(replace(span, start=place[0], end=place[1]))
        else:
            report.drop(record, fit.reason, without_place(span))
    suggestions = []
    for each in record.suggestions:
        place = fit.place(each.start, each.end)
        if place:
            suggestions.append(replace(each, start=place[0], end=place[1]))
        else:
            report.drop_suggestion(record, fit.reason, each)
    return replace(record, text=text, spans=tuple(spans), suggestions=tuple(suggestions))


def merge_record(layer: Layer, schema: Schema, record: Record, title: str, report: Report) -> RecordChange:
    """Make the change that adds what a record says to what the layer has.

    The schema knows all its names. Its spans get new ids. What is marked already stays as it is, and
    what the schema lets not overlap is left out.
    """
    present = {_place(span): span for span in layer.spans.values()}
    fresh: dict[_Place, Span] = {}
    for span in record.spans:
        if _place(span) in fresh:
            report.drop(record, _("is a duplicate"), span)
        elif _place(span) not in present:
            fresh[_place(span)] = _fresh(span)
        elif _said(span) and _said(span) != _said(present[_place(span)]):
            report.drop(record, _("is marked already, and something else is said of it"), span, "note or attribute")
    added = addable(layer, schema, fresh.values())
    names = {_place(span): span.id for span in (*present.values(), *added)}
    for place, span in fresh.items():
        if place not in names:
            report.drop(record, _("the schema does not let it overlap another"), span)
    tied = frozenset(_ties(layer, record, names, report))
    change = with_progress(layer, Change(title, added=added, tied=tied))
    repeated = sum(_place(span) in present for span in record.spans)
    return RecordChange(_with_metadata(layer, change, schema, record, report), repeated)


def _place(span: Span) -> _Place:
    return span.start, span.end, span.label


def _said(span: Span) -> tuple[str, dict[str, str | bool]] | None:
    """Return what is said of a span beside its label; None where nothing is."""
    return (span.note, dict(span.attributes)) if span.note or span.attributes else None


def _fresh(span: Span) -> Span:
    return Span("", span.start, span.end, span.label, span.origin, span.attributes, span.note, time=span.time)


def _ties(layer: Layer, record: Record, names: dict[_Place, str], report: Report) -> Iterator[Relation]:
    """Yield the relations that the layer does not have, between spans by the ids that they have in the layer."""
    ids = {span.id: names.get(_place(span)) for span in record.spans}
    present = {(tie.type, tie.head, tie.tail) for tie in layer.relations}
    for tie in record.relations:
        head, tail = ids.get(tie.head), ids.get(tie.tail)
        if not head or not tail or head == tail:
            report.drop(record, _("one of its spans is lost"), what="relation")
        elif (tie.type, head, tail) not in present:
            yield Relation(tie.type, head, tail)


def _with_metadata(layer: Layer, change: Change, schema: Schema, record: Record, report: Report) -> Change:
    """Return the change with what the record says of the whole article, where nobody has said otherwise."""
    before = layer.metadata
    after = change.metadata[1] if change.metadata else before
    if record.status and record.status not in list(Status):
        report.drop(record, _("there is no such status"), what="status", words=record.status)
    elif record.status and before.status is Status.NEW and record.status != Status.NEW:
        after = replace(after, status=Status(record.status))
    after = replace(after, categories=_categories(before, schema, record, report))
    if record.note and before.note not in ("", record.note):
        report.drop(record, _("the article has another note already"), what="note")
    elif record.note:
        after = replace(after, note=record.note)
    return replace(change, metadata=(before, after)) if after != before else change


def _categories(metadata: ArticleMetadata, schema: Schema, record: Record, report: Report) -> tuple[str, ...]:
    fresh = [name for name in record.categories if name not in metadata.categories]
    if fresh and schema.single_category and metadata.categories:
        report.drop(record, _("the article has another category already"), what="category")
        return metadata.categories
    chosen = {*metadata.categories, *fresh}
    order = dict.fromkeys([*(category.name for category in schema.categories), *metadata.categories])
    return tuple(name for name in order if name in chosen)
