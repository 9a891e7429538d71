"""Relabel or delete many spans at once, so that one undo brings all of them back, and put into words what was done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from annotations.editing import span_edits
from annotations.model.change import Change
from annotations.model.span import Span
from seeds.i18n import _, ngettext
from tui.core.annotator import Annotator


class Done(NamedTuple):
    """Hold a change of many spans, which is empty where nothing could be changed, and say what came of it."""

    change: Change
    message: str


def relabel_many(annotator: Annotator, spans: Sequence[Span], label: str) -> Done:
    """Give spans another label, with one change; raises ``RefusedError`` where a relation stands in the way."""
    change = span_edits.relabel_all(annotator.layer, annotator.schema, [span.id for span in spans], label)
    annotator.make(change)
    parts = [change.title] if change else []
    pairs = zip(change.removed, change.added, strict=True)
    dropped = dict.fromkeys(
        name for before, after in pairs for name in before.attributes if name not in after.attributes
    )
    if dropped:
        message = _("{label} has no {attributes}, which are dropped")
        parts.append(message.format(label=label, attributes=", ".join(dropped)))
    left = len(spans) - len(change.removed)
    if left:
        stays = ngettext("{n} stays, since it is {label} already", "{n} stay, since they are {label} already", left)
        parts.append(stays.format(n=f"{left:,}", label=label))
    return Done(change, " · ".join(parts))


def delete_many(annotator: Annotator, spans: Sequence[Span]) -> Done:
    """Take spans away with one change, and the relations that begin or end at them."""
    change = span_edits.delete(annotator.layer, [span.id for span in spans])
    title = _("{count} × {label} deleted").format(count=f"{len(spans):,}", label=span_edits.labels_of(spans))
    change = replace(change, title=title)
    annotator.make(change)
    ties = ngettext("with {n} relation", "with {n} relations", len(change.untied)).format(n=f"{len(change.untied):,}")
    return Done(change, f"{title} · {ties}" if change.untied else title)
