"""Write agreement as plain values, for JSON; what is not defined is null, with the reason beside it."""

from typing import Any

from annotations.comparison.agreement import Agreement, PairAgreement
from annotations.comparison.figure import Figure
from annotations.comparison.intervals import RESAMPLES


def agreement_table(result: Agreement) -> dict[str, Any]:
    """Return all of an agreement as dictionaries, lists, texts and numbers."""
    return {
        "annotators": list(result.annotators),
        "articles": result.articles,
        "left-out": list(result.alone),
        "resamples": RESAMPLES,
        "f1": {sense.value: _figure(figure) for sense, figure in result.f1.items()},
        "u-alpha": _figure(result.alpha),
        "u-alpha-without-labels": _figure(result.alpha_without_labels),
        "fleiss-kappa": _figure(result.fleiss),
        "alpha-of-categories": _figure(result.categories),
        "labels": {
            label: {"spans": each.spans, "f1": _figure(each.f1), "u-alpha": _figure(each.alpha)}
            for label, each in result.by_label.items()
        },
        "overlapping-spans-dropped": result.dropped,
        "orphans": dict(result.orphans),
        "pairs": [_pair(pair) for pair in result.pairs],
    }


def _pair(pair: PairAgreement) -> dict[str, Any]:
    return {
        "annotators": [pair.first, pair.second],
        "articles": pair.articles,
        "spans": list(pair.spans),
        "f1": {sense.value: _figure(figure) for sense, figure in pair.f1.items()},
        "labels": {label: _figure(figure) for label, figure in pair.by_label.items()},
        "cohen-kappa": _figure(pair.kappa),
        "confusion": [[one or None, other or None, count] for (one, other), count in sorted(pair.confusion.items())],
        "by-article": {
            name: {"both": both, "first": first, "second": second}
            for name, (both, first, second) in pair.by_article.items()
        },
        "by-origin": [
            {"annotator": name, "origin": origin, "shared": shared.shared, "spans": shared.total}
            for (name, origin), shared in pair.by_origin.items()
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    if figure.value is None:
        return {"value": None, "reason": figure.reason}
    return {"value": figure.value, "interval": list(figure.interval) if figure.interval else None}
