"""Consensus by Dawid and Skene: errors that are known are found again, and another implementation says the same."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.comparison.consensus import consensus, estimate
from annotations.comparison.marked_article import Mark, MarkedArticle
from annotations.model.span import Span

NAMES = ("good", "fair", "poor")
FOUND = {"good": 0.97, "fair": 0.85, "poor": 0.6}
WRONG = {"good": 0.02, "fair": 0.1, "poor": 0.3}


def articles(count: int, seed: int = 3) -> tuple[list[MarkedArticle], dict[str, set[Mark]]]:
    """Articles marked by three annotators with known shares of errors, and what is right in them."""
    random = Random(seed)
    made, truth = [], {}
    for number in range(count):
        marks: list[Mark] = [(start, start + 3, random.choice(["ORG", "PER"])) for start in range(0, 80, 4)]
        right = {mark for mark in marks if random.random() < 0.6}
        truth[str(number)] = right
        spans = {
            name: tuple(
                Span(f"s{n}", *mark)
                for n, mark in enumerate(marks)
                if random.random() < (FOUND[name] if mark in right else WRONG[name])
            )
            for name in NAMES
        }
        made.append(MarkedArticle(str(number), 80, spans))
    return made, truth


def test_skills_and_spans_are_found_again() -> None:
    made, truth = articles(200)
    result = consensus(made, NAMES)
    found = [result.skills[name].found for name in NAMES]
    assert found == sorted(found, reverse=True)
    assert found == pytest.approx(list(FOUND.values()), abs=0.1)  # what nobody marks is missing from the pool
    errors = by_majority = total = 0
    for article in made:
        pooled = set(result.probabilities[article.name])
        right = truth[article.name] & pooled
        errors += len(set(result.spans(article.name)) ^ right)
        votes = [article.marks(name) for name in NAMES]
        by_majority += len({mark for mark in pooled if sum(mark in marks for marks in votes) > 1} ^ right)
        total += len(pooled)
    assert errors / total < 0.08
    assert errors < by_majority
    by_probability = [
        (probability, mark in truth[name])
        for name, marks in result.probabilities.items()
        for mark, probability in marks.items()
    ]
    for low, high in ((0.0, 0.2), (0.8, 1.01)):
        band = [(probability, right) for probability, right in by_probability if low <= probability < high]
        said, was = np.mean(band, 0)
        assert was == pytest.approx(said, abs=0.1)


def test_it_depends_on_no_order() -> None:
    made, _truth = articles(20)
    one, other = consensus(made, NAMES), consensus(reversed(made), NAMES[::-1])
    assert one.skills["good"].found == pytest.approx(other.skills["good"].found)
    for name, marks in one.probabilities.items():
        assert marks == pytest.approx(other.probabilities[name])


def test_of_spans_that_overlap_one_stays() -> None:
    long, short = (Span("s1", 0, 4, "ORG"),), (Span("s1", 0, 2, "LOC"),)
    made = [MarkedArticle(f"{n}", 9, {"a": long, "b": long, "c": short}) for n in range(5)]
    assert consensus(made, ["a", "b", "c"]).spans("0", threshold=0) == [(0, 4, "ORG")]


def test_nobody_marked_anything_and_one_annotator_alone() -> None:
    nobody = consensus([MarkedArticle("x", 9, {"a": (), "b": ()})], ["a", "b"])
    assert not nobody.probabilities
    assert not nobody.skills
    alone = consensus([MarkedArticle("x", 9, {"a": (Span("s1", 0, 2, "ORG"),)})], ["a", "b"])
    assert alone.probabilities == {}


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0.0, 1.0, float("nan")]), min_size=width, max_size=width), max_size=12
        ).map(lambda rows: np.array(rows).reshape(len(rows), width))
    )
)
def test_probabilities_are_probabilities(votes: np.ndarray) -> None:
    right, found, avoided = estimate(votes)
    for values in (right, found, avoided):
        assert np.isfinite(values).all()
        assert ((values >= 0) & (values <= 1)).all()
