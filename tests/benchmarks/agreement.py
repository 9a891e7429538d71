"""Say how far annotators of a project agree: ``python tests/benchmarks/agreement.py [FOLDER [ANNOTATOR ANNOTATOR]]``.

Without a folder it is the house corpus, and its two passes; ``bundled``, ``heldout`` and ``unseen`` are those sets of
``tests/gold`` and theirs. Only articles that both have annotated count. The figures
are F1 over spans, which is the same whoever of the two is taken for right: with the same range and label, and with the
same label over ranges that have a character in common.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from annotations.api import Layer, Project, Status, open_project
from annotations.suggest.evaluation import Evaluation, evaluate
from annotations.suggest.suggestion import LabelledRange, Suggestion
from tests.gold.sets import HOUSE, PASSES, Gold, bundled, heldout, unseen

SETS: Mapping[str, Callable[[str], list[Gold]]] = {"bundled": bundled, "heldout": heldout, "unseen": unseen}


def agreement(project: Project, one: str, other: str) -> tuple[int, Evaluation]:
    """Compare two annotators, and count the articles that both have annotated."""
    pairs = list(_pairs(project, one, other))
    return len(pairs), evaluate(
        (_ranges(first), [Suggestion(*item, 1.0, other) for item in _ranges(second)]) for first, second in pairs
    )


def agreement_of_gold(name: str) -> tuple[int, Evaluation]:
    """Compare the two passes over a set of ``tests/gold``, and count its texts."""
    first, second = (SETS[name](annotator) for annotator in PASSES)
    return len(first), evaluate(
        (one.spans, [Suggestion(*span, 1.0, PASSES[1]) for span in other.spans])
        for one, other in zip(first, second, strict=True)
    )


def _pairs(project: Project, one: str, other: str) -> Iterator[tuple[Layer, Layer]]:
    for article in project.articles():
        first, second = project.layer(article, one), project.layer(article, other)
        if Status.NEW not in (first.metadata.status, second.metadata.status):
            yield first, second


def _ranges(layer: Layer) -> list[LabelledRange]:
    return [(span.start, span.end, span.label) for span in layer.ordered]


def main() -> None:
    """Print a row for all labels and one for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HOUSE)
    parser.add_argument("annotators", nargs="*", default=["a1", "a2"])
    options = parser.parse_args()
    if (name := str(options.folder)) in SETS:
        (one, other), (articles, result) = PASSES, agreement_of_gold(name)
    else:
        one, other = options.annotators
        articles, result = agreement(open_project(options.folder), one, other)
    print(f"{one} and {other}, {articles} articles{'':6}F1  overlapping{'spans':>12}")
    rows = {"all": (result.micro, result.micro_overlapping)}
    rows |= {label: (counts, result.overlapping[label]) for label, counts in result.exact.items()}
    for label, (exact, overlapping) in rows.items():
        spans = f"{exact.right + exact.missed} and {exact.right + exact.spurious}"
        print(f"{label:24}{100 * exact.f1:8.1f}{100 * overlapping.f1:13.1f}{spans:>18}")


if __name__ == "__main__":
    main()
