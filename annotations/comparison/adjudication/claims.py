"""Represent what somebody says of a place in a text, apart from who says it."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotations.comparison.marked_article import Mark
from annotations.model.span import Span


class Claim(NamedTuple):
    """Say that the code points ``start`` to ``end`` have a label, with attributes; these are JSON, empty for none."""

    start: int
    end: int
    label: str
    attributes: str = ""

    @property
    def mark(self) -> Mark:
        """Return the range and the label."""
        return self.start, self.end, self.label

    @property
    def attribute_values(self) -> Mapping[str, str | bool]:
        """Return the attributes by name."""
        values: Mapping[str, str | bool] = json.loads(self.attributes) if self.attributes else {}
        return values


Claims = frozenset[Claim]


def claim_of(span: Span) -> Claim:
    """Return what a span says."""
    return Claim(span.start, span.end, span.label, written(span.attributes))


def claims_of(spans: Iterable[Span]) -> Claims:
    """Return what spans say; the same thing twice counts once."""
    return frozenset(map(claim_of, spans))


def written(attributes: Mapping[str, str | bool]) -> str:
    """Write attributes so that the same ones are always the same text."""
    return json.dumps(dict(attributes), ensure_ascii=False, sort_keys=True) if attributes else ""
