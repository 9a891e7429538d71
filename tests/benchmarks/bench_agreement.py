"""Measure how long agreement takes: ``python tests/benchmarks/bench_agreement.py [ARTICLES …]``.

Three annotators are made by disturbing one layer at random, 30 spans an article of 3,000 characters for the three of
them together; seconds are those of one processor, for spans that are in memory, u-alpha and all intervals included.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from time import process_time

from annotations.comparison.agreement import agreement
from annotations.comparison.marked_article import MarkedArticle
from annotations.model.span import Span

LABELS = ("PER", "ORG", "PROD", "LOC", "TIME", "MONEY", "PCT", "NUM", "EVENT", "WORK")
LENGTH = 3_000
SPANS = 10
NAMES = ("a1", "a2", "a3")


def articles(count: int, seed: int = 1) -> Iterator[MarkedArticle]:
    """Yield articles that three annotators have marked, with a tenth of the marks moved, relabelled or left out."""
    random = Random(seed)
    for number in range(count):
        starts = sorted(random.sample(range(0, LENGTH - 20, 20), SPANS))
        truth = [
            Span(f"s{index}", start, start + random.randint(1, 8), random.choice(LABELS))
            for index, start in enumerate(starts)
        ]
        yield MarkedArticle(f"{number}", LENGTH, {name: tuple(_disturbed(truth, random)) for name in NAMES})


def _disturbed(truth: list[Span], random: Random) -> Iterator[Span]:
    for span in truth:
        chance = random.random()
        if chance < 0.03:
            yield replace(span, end=span.end + 1)
        elif chance < 0.06:
            yield replace(span, label=random.choice(LABELS))
        elif chance < 0.94:
            yield span


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=int, default=[1_250, 2_500, 5_000, 10_000])
    print(f"{'articles':>9}{'spans':>9}{'seconds':>9}{'F1':>7}{'u-alpha':>9}")
    for count in parser.parse_args().articles:
        made = list(articles(count))
        start = process_time()
        result = agreement(made, NAMES)
        seconds = process_time() - start
        spans = sum(len(spans) for article in made for spans in article.spans.values())
        f1, alpha = (figure.value or 0 for figure in (result.f1[next(iter(result.f1))], result.alpha))
        print(f"{count:9,}{spans:9,}{seconds:9.2f}{f1:7.3f}{alpha:9.3f}")


if __name__ == "__main__":
    main()
