"""Counts against gold spans, by hand."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.model.span import Span
from annotations.suggest.evaluation import (
    Counts,
    Evaluation,
    Miss,
    MissKind,
    accepted_from,
    evaluate,
    evaluate_without,
)
from annotations.suggest.suggestion import LabelledRange, Suggestion

SPANS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from("AB")).map(
        lambda it: (it[0], it[0] + it[1], it[2])
    ),
    max_size=6,
)


def found(*spans: LabelledRange) -> list[Suggestion]:
    return [Suggestion(*span, 0.5, "x") for span in spans]


def compare(gold: list[LabelledRange], *spans: LabelledRange) -> Evaluation:
    return evaluate([(gold, found(*spans))])


def numbers(evaluation: Evaluation) -> dict[str, tuple[int, int, int]]:
    return {label: (item.right, item.spurious, item.missed) for label, item in evaluation.exact.items()}


def test_by_hand() -> None:
    gold = [(0, 2, "A"), (3, 5, "A"), (6, 9, "B"), (10, 12, "B")]
    result = compare(gold, (0, 2, "A"), (3, 5, "B"), (6, 8, "B"), (14, 15, "A"))
    assert numbers(result) == {"A": (1, 1, 1), "B": (0, 2, 2)}
    assert result.exact["A"].precision == 0.5
    assert result.exact["A"].recall == 0.5
    assert result.micro.f1 == 0.25
    assert (result.overlapping["B"].right, result.overlapping["A"].right) == (1, 1)
    assert result.misses == [
        Miss(MissKind.WRONG_LABEL, 0, (3, 5, "A"), (3, 5, "B")),
        Miss(MissKind.WRONG_BORDER, 0, (6, 9, "B"), (6, 8, "B")),
        Miss(MissKind.MISSED, 0, (10, 12, "B"), None),
        Miss(MissKind.SPURIOUS, 0, None, (14, 15, "A")),
    ]


def test_one_suggestion_is_not_right_about_two_spans_even_where_it_overlaps_both() -> None:
    result = compare([(0, 2, "A"), (2, 4, "A")], (0, 4, "A"))
    assert (result.micro_overlapping.right, result.micro_overlapping.missed) == (1, 1)
    assert [miss.kind for miss in result.misses] == [MissKind.WRONG_BORDER, MissKind.MISSED]


def test_counts_of_several_texts_are_added_and_doubles_count_once() -> None:
    result = evaluate([([(0, 1, "A"), (0, 1, "A")], found((0, 1, "A"), (0, 1, "A"))), ([(0, 1, "A")], [])])
    assert numbers(result) == {"A": (1, 0, 1)}
    assert [miss.text for miss in result.misses] == [1]


def test_nothing_at_all() -> None:
    result = evaluate([([], [])])
    assert (result.micro.precision, result.micro.recall, result.micro.f1) == (0.0, 0.0, 0.0)


@given(SPANS, SPANS)
def test_counts_add_up(gold: list[LabelledRange], given_: list[LabelledRange]) -> None:
    result = compare(gold, *given_)
    for counts in (result.micro, result.micro_overlapping):
        assert counts.right + counts.missed == len(set(gold))
        assert counts.right + counts.spurious == len(set(given_))
    assert result.micro.right == len(set(gold) & set(given_))
    assert result.micro_overlapping.right >= result.micro.right
    missed = {miss.right for miss in result.misses if miss.right}
    assert missed == set(gold) - set(given_)
    assert {miss.suggested for miss in result.misses if miss.suggested} == set(given_) - set(gold)


def test_what_was_accepted_from_a_suggester_is_no_evidence_for_it() -> None:
    spans = [
        Span("s1", 0, 2, "ORG", "accepted:lac"),
        Span("s2", 3, 5, "ORG", "manual"),
        Span("s3", 6, 8, "ORG", "accepted:patterns"),
        Span("s4", 9, 11, "ORG", "accepted:lac"),
    ]
    gold = [(span.start, span.end, span.label) for span in spans]
    suggestions = [Suggestion(start, start + 2, "ORG", 1.0, "lac") for start in (0, 6, 12)]
    accepted = accepted_from(spans, {"lac"})
    assert accepted == {(0, 2, "ORG"), (9, 11, "ORG")}
    assert evaluate([(gold, suggestions)]).micro == Counts(2, 1, 2)
    assert evaluate_without([(gold, suggestions, accepted)]).micro == Counts(1, 1, 1)
    assert evaluate_without([(gold, suggestions, set())]).micro == Counts(2, 1, 2)
