"""Divide annotations as spaCy does: entities that cannot overlap, groups of spans that can, and categories."""

from collections.abc import Iterable

from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.tokens import outermost
from annotations.model.schema import Schema
from annotations.model.span import Span
from seeds.i18n import _

GROUP = "sc"
"""The group of spans that spaCy's span categoriser is trained on unless it is told otherwise."""


def entities_of(spans: Iterable[Span], record: Record) -> list[Span]:
    """Return those spans that can be entities, the longest of those that overlap; all are in the group of spans."""
    return outermost(spans, record, Report())


def cats_of(record: Record, schema: Schema) -> dict[str, float]:
    """Return 1 for each category of a record and 0 for all others, since spaCy wants to know of all."""
    others = {category.name: 0.0 for category in schema.categories}
    return dict.fromkeys(record.categories, 1.0) | {
        name: score for name, score in others.items() if name not in record.categories
    }


def categories_in(cats: object, article: str, report: Report) -> tuple[str, ...]:
    """Return the certain categories; a score between 0 and 1 says nothing for sure, and is a loss of ``article``."""
    categories = []
    for name, score in cats.items() if isinstance(cats, dict) else ():
        if score == 1:
            categories.append(name)
        elif score != 0:
            report.add(DroppedItem(article, str(name), _("is a score, and not certain")), "category")
    return tuple(categories)
