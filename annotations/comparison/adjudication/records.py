"""Keep decisions in the layer that they are about, beside its spans and rejections, and read them again.

A decision at a place leaves a span for everything that was chosen and a rejection for everything that was not, and each
of them has a table ``adjudication`` among its keys: ``by`` says which annotators had it so, ``among`` which annotators
there were, ``reason`` and ``note`` why it was decided so. So a decision moves with its words when the text is edited,
is undone, merged and written like any mark, and versions of the program that know nothing of it keep it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from annotations.comparison.adjudication.claims import Claim, Claims, written
from annotations.model.layer import Layer
from annotations.model.span import ADJUDICATED, ADJUDICATION, AGREED, NOTHING, Rejection, Span


class Reason(StrEnum):
    """Say why annotators differed."""

    SLIP = "slip"
    GAP = "guideline-gap"
    AMBIGUOUS = "ambiguous"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Why:
    """Hold why something was decided as it was: a reason, empty where none was given, and a note."""

    reason: str = ""
    note: str = ""


NO_REASON = Why()
"""Why something was decided of which nobody said why."""


class Recorded(NamedTuple):
    """Hold what a decision remembers: a claim, who made it, among whom, and why it was decided so."""

    claim: Claim
    by: tuple[str, ...]
    among: tuple[str, ...]
    why: Why


def record_table(
    by: Iterable[str], among: Iterable[str], why: Why, others: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """Write what is remembered of a claim; ``others`` are other attributes of the same mark, with who gave them."""
    table: dict[str, Any] = {"by": sorted(by), "among": sorted(among)}
    if why.reason:
        table["reason"] = str(why.reason)
    if why.note:
        table["note"] = why.note
    if others:
        table["others"] = [{"by": sorted(names), "attributes": text} for text, names in sorted(others.items())]
    return table


def with_record(extra: Mapping[str, Any], record: object) -> Mapping[str, Any]:
    """Return the keys of a span or rejection with a record in place of a former one; without any where it is None."""
    rest = {key: value for key, value in extra.items() if key != ADJUDICATION}
    if record is not None:
        rest[ADJUDICATION] = record
    return rest or NOTHING


def recorded_in(layer: Layer) -> list[Recorded]:
    """Return what the decisions in a layer remember, in the order of the text; what was edited to nonsense is none."""
    items: list[Span | Rejection] = [*layer.ordered, *(each for each in layer.rejected if each.origin == ADJUDICATED)]
    return sorted(each for item in items for each in _recorded(item))


def _recorded(item: Span | Rejection) -> Iterator[Recorded]:
    table = item.extra.get(ADJUDICATION)
    if not isinstance(table, Mapping):
        return
    among, why = _names(table.get("among")), Why(_text(table.get("reason")), _text(table.get("note")))
    attributes = written(item.attributes) if isinstance(item, Span) else _text(table.get("attributes"))
    yield Recorded(Claim(item.start, item.end, item.label, attributes), _names(table.get("by")), among, why)
    others = table.get("others")
    for other in others if isinstance(others, list) else ():
        if isinstance(other, Mapping):
            claim = Claim(item.start, item.end, item.label, _text(other.get("attributes")))
            yield Recorded(claim, _names(other.get("by")), among, why)


def _names(value: object) -> tuple[str, ...]:
    return tuple(sorted(filter(None, map(_text, value)))) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def versions_in(recorded: Iterable[Recorded]) -> dict[str, Claims]:
    """Return what each annotator had said where these decisions were made."""
    claims: dict[str, set[Claim]] = {}
    for item in recorded:
        for name in item.among:
            claims.setdefault(name, set()).update([item.claim] if name in item.by else [])
    return {name: frozenset(each) for name, each in claims.items()}


def by_rule(layer: Layer) -> frozenset[str]:
    """Return the ids of the spans that were taken over by rule and that nobody has touched since."""
    tied = {name for relation in layer.relations for name in (relation.head, relation.tail)}
    return frozenset(
        span.id for span in layer.spans.values() if span.origin == AGREED and span.time is None and span.id not in tied
    )
