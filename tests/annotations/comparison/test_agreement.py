"""Agreement of annotators: counts that are known by construction, and other implementations of the same measures."""

import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from seqeval.metrics import f1_score
from sklearn.metrics import cohen_kappa_score

from annotations.comparison.agreement import Shared, agreement
from annotations.comparison.as_json import agreement_table
from annotations.comparison.intervals import weights_of
from annotations.comparison.marked_article import MarkedArticle
from annotations.comparison.nominal import nominal_alpha
from annotations.comparison.span_counts import Sense
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Orphan, Quote, Span

Marks = Sequence[tuple[int, int, str]]


def spans(marks: Marks, origin: str = "manual") -> tuple[Span, ...]:
    """Spans over these marks, in order."""
    return tuple(Span(f"s{n}", *mark, origin=origin) for n, mark in enumerate(sorted(marks), 1))


def article(name: str = "a", length: int = 20, **by_annotator: Marks) -> MarkedArticle:
    """An article as its annotators marked it."""
    return MarkedArticle(name, length, {who: spans(marks) for who, marks in by_annotator.items()})


LABELS = ("ORG", "PER", "LOC")


@st.composite
def marked(draw: st.DrawFn, names: Sequence[str] = ("a", "b")) -> MarkedArticle:
    """An article whose annotators marked parts of it that do not overlap."""
    length = draw(st.integers(1, 15))
    layers = {}
    for name in names:
        borders = sorted(draw(st.sets(st.integers(0, length), max_size=7)))
        ranges = zip(borders[::2], borders[1::2], strict=False)
        layers[name] = spans([(start, end, draw(st.sampled_from(LABELS))) for start, end in ranges])
    return MarkedArticle("x", length, layers)


def characters(marked: MarkedArticle, name: str, *, bio: bool = False) -> list[str]:
    """What an annotator says of each character."""
    tags = ["O"] * marked.length
    for span in marked.spans[name]:
        tags[span.start : span.end] = [f"I-{span.label}"] * (span.end - span.start)
        if bio:
            tags[span.start] = f"B-{span.label}"
    return tags


@given(st.lists(marked(), min_size=1, max_size=4))
def test_f1_is_that_of_seqeval(articles: list[MarkedArticle]) -> None:
    result = agreement(_named(articles), ["a", "b"]).f1[Sense.EXACT].value
    tags = [[characters(each, name, bio=True) for each in articles] for name in ("a", "b")]
    if result is None:
        assert not any(each.spans[name] for each in articles for name in ("a", "b"))
    else:
        assert result == pytest.approx(f1_score(*tags, zero_division=0))


@given(st.lists(marked(), min_size=1, max_size=4))
def test_kappa_is_that_of_scikit_learn(articles: list[MarkedArticle]) -> None:
    result = agreement(_named(articles), ["a", "b"]).pairs[0].kappa.value
    first, second = ([tag for each in articles for tag in characters(each, name)] for name in ("a", "b"))
    if len({*first, *second}) == 1:
        assert result is None
    else:
        assert result == pytest.approx(cohen_kappa_score(first, second))


@given(st.lists(marked(("a", "b", "c")), min_size=1, max_size=3))
def test_kappa_of_three_is_that_of_nltk(articles: list[MarkedArticle]) -> None:
    result = agreement(_named(articles), ["a", "b", "c"]).fleiss.value
    rows = [
        (name, f"{number}-{at}", tag)
        for number, each in enumerate(articles)
        for name in ("a", "b", "c")
        for at, tag in enumerate(characters(each, name))
    ]
    if len({tag for _name, _item, tag in rows}) == 1:
        assert result is None
    else:  # nltk's multi_kappa is Davies and Fleiss'; its pi over several annotators is Fleiss' kappa of 1971
        assert result == pytest.approx(AnnotationTask(rows).pi())


@given(st.lists(st.lists(st.sampled_from("xyz"), min_size=0, max_size=4), min_size=1, max_size=6))
def test_alpha_of_values_is_that_of_krippendorff(values: list[list[str]]) -> None:
    result = nominal_alpha(values)
    table = [[each[row] if row < len(each) else np.nan for each in values] for row in range(4)]
    if len({value for each in values if len(each) > 1 for value in each}) < 2:
        assert result is None
    else:
        codes = [[np.nan if isinstance(cell, float) else float("xyz".index(cell)) for cell in row] for row in table]
        assert result == pytest.approx(krippendorff.alpha(codes, level_of_measurement="nominal"))


def test_alpha_of_values_as_published() -> None:
    """K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), sections A to C: 0.095, 0.692, 0.743."""
    a = ["01", "11", "01", "00", "00", "01", "00", "00", "10", "00"]
    b = ["ab", "aa", "bb", "bb", "db", "cc", "cc", "cc", "ee", "dd", "dd", "ad"]
    c = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"]
    assert nominal_alpha(a) == pytest.approx(0.095, abs=0.0005)
    assert nominal_alpha(b) == pytest.approx(0.692, abs=0.0005)
    assert nominal_alpha(c) == pytest.approx(0.743, abs=0.0005)


def test_four_senses_of_agreeing() -> None:
    one = [(0, 2, "ORG"), (4, 6, "PER"), (8, 11, "LOC"), (13, 14, "ORG")]
    other = [(0, 2, "ORG"), (4, 6, "LOC"), (8, 10, "LOC"), (13, 15, "PER"), (18, 19, "PER")]
    result = agreement([article(a=one, b=other)], ["a", "b"])
    assert result.f1[Sense.EXACT].value == pytest.approx(2 / 9)
    assert result.f1[Sense.OVERLAPPING].value == pytest.approx(4 / 9)
    assert result.f1[Sense.BORDERS].value == pytest.approx(4 / 9)
    assert result.f1[Sense.PLACES].value == pytest.approx(8 / 9)
    assert result.by_label["PER"].f1.value == 0
    assert result.pairs[0].confusion == {
        ("ORG", "ORG"): 1,
        ("PER", "LOC"): 1,
        ("LOC", ""): 1,
        ("", "LOC"): 1,
        ("ORG", ""): 1,
        ("", "PER"): 2,
    }
    assert result.pairs[0].by_article == {"a": (1, 3, 4)}


def test_errors_that_are_known_are_what_is_measured() -> None:
    """Three layers made from one by errors whose number is known: F1 of each pair follows from it."""
    truth = [(start, start + 3, LABELS[start % 3]) for start in range(0, 400, 4)]
    without = truth[10:]  # 10 missed
    relabelled = [(start, end, "LOC" if label != "LOC" else "PER") for start, end, label in truth[:20]] + truth[20:]
    result = agreement([article(length=400, a=truth, b=without, c=relabelled)], ["a", "b", "c"])
    exact = {(pair.first, pair.second): pair.f1[Sense.EXACT].value for pair in result.pairs}
    assert exact["a", "b"] == pytest.approx(2 * 90 / 190)
    assert exact["a", "c"] == pytest.approx(2 * 80 / 200)
    assert exact["b", "c"] == pytest.approx(2 * 80 / 190)
    assert result.f1[Sense.EXACT].value == pytest.approx(2 * 250 / (190 + 200 + 190))
    assert result.pairs[1].f1[Sense.BORDERS].value == 1


def test_origins_are_counted_apart() -> None:
    mine = (Span("s1", 0, 2, "ORG"), Span("s2", 4, 6, "ORG", origin="accepted:lac"))
    result = agreement([MarkedArticle("x", 9, {"a": mine, "b": spans([(0, 2, "ORG")])})], ["a", "b"])
    assert result.pairs[0].by_origin == {
        ("a", "manual"): Shared(1, 1),
        ("a", "accepted:lac"): Shared(0, 1),
        ("b", "manual"): Shared(1, 1),
    }


def test_an_interval_holds_the_measure_and_one_article_has_none() -> None:
    articles = [article(f"{n}", a=[(0, 2, "ORG")], b=[(0, 2 + (n % 4 == 0), "ORG")]) for n in range(80)]
    figure = agreement(articles, ["a", "b"]).f1[Sense.EXACT]
    assert figure.value == pytest.approx(0.75)
    assert figure.interval
    low, high = figure.interval
    assert 0.6 < low < 0.75 < high < 0.9
    assert agreement(articles[:1], ["a", "b"]).f1[Sense.EXACT].interval is None


def test_resamples_depend_on_names_alone() -> None:
    whole = weights_of(["a", "b", "c"], 50)
    assert (whole[:, [2, 0]] == weights_of(["c", "a"], 50)).all()
    assert abs(weights_of([str(n) for n in range(200)], 100).mean() - 1) < 0.05


def test_everybody_skipped_or_nobody_finished_or_different_schemas() -> None:
    nobody = agreement([], ["a", "b"])
    assert nobody.articles == 0
    assert nobody.f1[Sense.EXACT].value is nobody.alpha.value is nobody.fleiss.value is None
    assert all(figure.reason for figure in (nobody.alpha, nobody.fleiss, nobody.categories, *nobody.f1.values()))
    other_labels = agreement([article(a=[(0, 2, "ORG")], b=[(0, 2, "公司")])], ["a", "b"])
    assert other_labels.f1[Sense.EXACT].value == 0
    assert other_labels.f1[Sense.BORDERS].value == 1
    assert set(other_labels.by_label) == {"ORG", "公司"}


def test_categories_and_orphans_of_layers() -> None:
    time = datetime(2026, 1, 1, tzinfo=UTC)
    orphan = Orphan(Span("s9", 3, 5, "ORG", time=time), Quote("美團"))
    layers = [
        {
            "a": Layer(orphans={"s9": orphan}, metadata=ArticleMetadata(Status.DONE, one)),
            "b": Layer(metadata=ArticleMetadata(Status.DONE, other)),
        }
        for one, other in ((("財經",), ("財經",)), (("體育",), ("體育",)), ((), ("財經",)))
    ]
    articles = [MarkedArticle.of(str(number), 9, each) for number, each in enumerate(layers)]
    result = agreement(articles, ["a", "b"])
    pairs: Iterable[Sequence[frozenset[str]]] = [
        [frozenset(each["a"].metadata.categories), frozenset(each["b"].metadata.categories)] for each in layers
    ]
    assert result.categories.value == pytest.approx(nominal_alpha(pairs))
    assert result.orphans == {"a": 3}


@given(st.lists(marked(("a", "b", "c")), max_size=3))
def test_nothing_is_not_a_number_in_json(articles: list[MarkedArticle]) -> None:
    table = json.loads(json.dumps(agreement_table(agreement(_named(articles), ["a", "b", "c"])), allow_nan=False))
    for figure in (table["u-alpha"], table["fleiss-kappa"], *table["f1"].values()):
        assert figure["reason"] if figure["value"] is None else math.isfinite(figure["value"])


def _named(articles: list[MarkedArticle]) -> list[MarkedArticle]:
    return [MarkedArticle(str(n), each.length, each.spans) for n, each in enumerate(articles)]
