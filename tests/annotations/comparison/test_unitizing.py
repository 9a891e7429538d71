"""U-alpha, against published values, and against a slow computation straight from its definition."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.comparison.agreement import agreement
from annotations.comparison.continuum import GAP, continuum_of
from annotations.comparison.marked_article import MarkedArticle
from annotations.model.span import Span

Units = list[tuple[int, int, str]]

BOOK: dict[str, Units] = {
    "Alex": [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")],
    "Paul": [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
    "Suzan": [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")],
}
"""K. Krippendorff, Content Analysis, 4th edition, Sage 2019, figure 12.11 (page 340): a continuum of length 60."""


def article(units: dict[str, Units], length: int, name: str = "a") -> MarkedArticle:
    """An article with spans over these units."""
    return MarkedArticle(
        name,
        length,
        {who: tuple(Span(f"s{n}", *unit) for n, unit in enumerate(sorted(each), 1)) for who, each in units.items()},
    )


def test_values_of_the_book() -> None:
    result = agreement([article(BOOK, 60)], list(BOOK))
    assert result.alpha.value == pytest.approx(0.510, abs=0.0005)
    assert result.alpha_without_labels.value == pytest.approx(0.413, abs=0.001)


def slowly(texts: list[tuple[dict[str, Units], int]]) -> float | None:
    """Compute u-alpha character by character and unit by unit, as its definition reads."""
    coincidences: dict[tuple[str, str], float] = {}
    squares: dict[str, float] = {}
    for units, length in texts:
        said = {who: [""] * length for who in units}
        for who, each in units.items():
            for start, end, label in each:
                said[who][start:end] = [label] * (end - start)
                squares[label] = squares.get(label, 0) + (end - start) ** 2
            squares[""] = squares.get("", 0) + said[who].count("")
        for one, other in permutations(units, 2):
            for pair in zip(said[one], said[other], strict=True):
                coincidences[pair] = coincidences.get(pair, 0) + 1 / (len(units) - 1)
    total = sum(coincidences.values())
    sizes: dict[str, float] = {}
    for (one, _other), weight in coincidences.items():
        sizes[one] = sizes.get(one, 0) + weight
    observed = sum(weight for (one, other), weight in coincidences.items() if one != other)
    scale = total**2 - sum(squares.values())
    expected = sum(total * sizes[one] * sizes[other] / scale for one, other in permutations(sizes, 2)) if scale else 0
    diagonal = sum((sizes[each] ** 2 - squares[each]) for each in sizes)
    assert not scale or expected == pytest.approx(total - total * diagonal / scale)
    return 1 - observed / expected if expected else None


@st.composite
def texts(draw: st.DrawFn) -> list[tuple[dict[str, Units], int]]:
    """Some short texts, each divided by two or three annotators."""
    made = []
    for _text in range(draw(st.integers(1, 3))):
        length = draw(st.integers(1, 12))
        units: dict[str, Units] = {}
        for who in draw(st.sampled_from([("a", "b"), ("a", "b", "c"), ("b", "c")])):
            borders = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
            pairs = pairwise(borders)
            units[who] = [(start, end, draw(st.sampled_from("XYZ"))) for start, end in pairs if draw(st.booleans())]
        made.append((units, length))
    return made


@given(texts())
def test_as_the_definition_reads(made: list[tuple[dict[str, Units], int]]) -> None:
    result = agreement([article(units, length, str(n)) for n, (units, length) in enumerate(made)], ["a", "b", "c"])
    right = slowly(made)
    if right is None:
        assert result.alpha.value is None
        assert result.alpha.reason
    else:
        assert result.alpha.value == pytest.approx(right)


def test_the_same_marks_agree_wholly_and_none_are_not_defined() -> None:
    same = article({"a": [(0, 2, "X"), (4, 6, "Y")], "b": [(0, 2, "X"), (4, 6, "Y")]}, 9)
    assert agreement([same], ["a", "b"]).alpha.value == pytest.approx(1)
    nothing = agreement([article({"a": [], "b": []}, 9)], ["a", "b"])
    assert nothing.alpha.value is nothing.fleiss.value is None
    assert "certain" in nothing.alpha.reason


def test_of_two_spans_that_overlap_the_longer_one_counts() -> None:
    nested = article({"a": [(0, 4, "X"), (0, 2, "Y"), (6, 7, "Y")], "b": [(0, 4, "X"), (6, 7, "Y")]}, 8)
    result = agreement([nested], ["a", "b"])
    assert result.alpha.value == pytest.approx(1)
    assert result.dropped == 1
    sums = continuum_of(nested, ["a", "b"], {"X": 1, "Y": 2})
    assert sums.squares.tolist() == [6, 32, 2]
    assert np.trace(sums.pairs[0]) == 8
    assert sums.pairs[0, GAP, GAP] == 3


def test_an_article_that_only_one_has_finished_counts_for_nothing() -> None:
    both = article(BOOK, 60)
    alone = MarkedArticle("alone", 100, {"Alex": (Span("s1", 0, 50, "1"),)})
    result = agreement([both, alone], list(BOOK))
    assert result.alpha == agreement([both], list(BOOK)).alpha
    assert result.alone == ("alone",)
