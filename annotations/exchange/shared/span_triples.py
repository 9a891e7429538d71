"""Read spans as ``[start, end, label]``, as several formats have them."""

import json
from collections.abc import Iterable, Iterator

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate
from seeds.i18n import _


def candidates_from_triples(triples: Iterable[object], article: str, report: Report) -> Iterator[SpanCandidate]:
    """Yield what triples claim; anything else is a loss of ``article``."""
    for item in triples:
        match item:
            case [start, end, label]:
                yield SpanCandidate(start, end, label)
            case _:
                words = json.dumps(item, ensure_ascii=False)
                report.add(DroppedItem(article, words, _("is not of the form [start, end, label]")))


# What plug-ins of version 0.1.0 import.
claims_of = candidates_from_triples
