"""Spans as ``[start, end, label]``, as several formats have them."""

import json
from collections.abc import Iterable, Iterator

from annotations.exchange.report import Loss, Report
from annotations.exchange.shared.span_validation import Claim
from seeds.i18n import _


def claims_of(triples: Iterable[object], article: str, report: Report) -> Iterator[Claim]:
    """What triples claim; anything else is a loss of ``article``."""
    for item in triples:
        match item:
            case [start, end, label]:
                yield Claim(start, end, label)
            case _:
                said = json.dumps(item, ensure_ascii=False)
                report.add(Loss(article, said, _("is no [start, end, label]")))
