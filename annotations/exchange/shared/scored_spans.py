"""Read pre-annotations: what a model claims of a text, taken as suggestions where it is true."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.model.span import Span
from annotations.suggest.suggestion import Suggestion
from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Hold a claim with its score, which may be anything that JSON can say, and the name of what made it."""

    claim: SpanCandidate
    score: object = None
    origin: str = ""


def true_suggestions(text: str, scored: Iterable[ScoredSpan], article: str, report: Report) -> tuple[Suggestion, ...]:
    """Return the suggestions that fit a text; the others are losses, as ``validate_spans`` has it.

    What has no score gets 1, as it claims to be right; so does one that is no number from 0 to 1, which is a loss.
    """
    by_id = {f"p{number}": item for number, item in enumerate(scored)}
    claims = (replace(item.claim, id=name) for name, item in by_id.items())
    return tuple(_suggestions(by_id, validate_spans(text, claims, article, report), article, report))


def _suggestions(
    by_id: dict[str, ScoredSpan], spans: Iterable[Span], article: str, report: Report
) -> Iterator[Suggestion]:
    for span in spans:
        item = by_id[span.id]
        score = _score(item.score)
        if score is None and item.score is not None:
            reason = _("is no score from 0 to 1; 1 is taken")
            report.add(DroppedItem(article, str(item.score), reason, span.label, span.start, span.end), "score")
        yield Suggestion(span.start, span.end, span.label, 1.0 if score is None else score, item.origin)


def _score(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None


# What plug-ins of version 0.1.0 import.
Scored = ScoredSpan
