"""Decisions about suggestions: one change each, in keeping with the schema, and nothing that is decided comes again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import times
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import RefusedError
from annotations.model.schema import Overlap
from annotations.model.span import Rejection, Span
from annotations.suggest.decisions import (
    above,
    accept,
    is_undecided,
    reject,
    same_string,
    uncertainty,
    undecided,
)
from annotations.suggest.suggestion import Suggestion
from seeds.errors import NotFoundError
from tests.annotations.generated import SCHEMA, SUGGESTIONS, allowed, layers
from tests.annotations.marked import NOW

TEXT = "淘寶說,淘寶和京東說。"
FORBID = replace(SCHEMA, overlap=Overlap.FORBID)
MANY = st.lists(SUGGESTIONS, max_size=8)
WORKED = ArticleMetadata(Status.IN_PROGRESS)


def suggestion(start: int, end: int, label: str = "A", score: float = 0.5, origin: str = "tagger") -> Suggestion:
    return Suggestion(start, end, label, score, origin)


def layer_of(*spans: Span) -> Layer:
    return replace(Layer.of(spans), metadata=WORKED)


def place(item: Suggestion | Span | Rejection) -> tuple[int, int, str]:
    return item.start, item.end, item.label


@given(layers(Overlap.ALLOW), MANY)
def test_what_is_rejected_or_accepted_is_decided_and_the_rest_is_as_before(
    layer: Layer, suggestions: list[Suggestion]
) -> None:
    open_before = undecided(suggestions, layer)
    refused = undecided(suggestions, reject(layer, open_before[:2]).apply(layer))
    assert refused == [each for each in open_before if place(each) not in set(map(place, open_before[:2]))]
    for chosen in (open_before[:2], open_before):
        accepted = undecided(suggestions, accept(layer, SCHEMA, chosen).apply(layer))
        assert accepted == [each for each in open_before if not any(_touch(each, other) for other in chosen)]


@given(layers(Overlap.ALLOW), MANY)
def test_undecided_is_what_no_span_touches_and_no_rejection_names(layer: Layer, suggestions: list[Suggestion]) -> None:
    rejected = {place(each) for each in layer.rejections if not each.lost}
    assert undecided(suggestions, layer) == [
        each
        for each in suggestions
        if place(each) not in rejected and not any(_touch(each, span) for span in layer.spans.values())
    ]


def _touch(one: Suggestion, other: Suggestion | Span) -> bool:
    return bool(set(range(one.start, one.end)) & set(range(other.start, other.end)))


@given(layers(Overlap.ALLOW), st.lists(SUGGESTIONS, min_size=2, max_size=8), st.sampled_from(Overlap))
def test_of_many_all_are_marked_that_the_schema_allows(
    layer: Layer, suggestions: list[Suggestion], overlap: Overlap
) -> None:
    schema = replace(SCHEMA, overlap=overlap)
    change = accept(layer, schema, suggestions)
    spans = change.apply(layer).spans.values()
    assert not change.removed
    for span in change.added:
        assert all(allowed([span, other], overlap) for other in spans if other is not span)
    said = {place(span) for span in spans}
    for each in suggestions:
        alone = Span("new", *place(each))
        assert place(each) in said or not all(allowed([alone, other], overlap) for other in spans)


def test_an_accepted_suggestion_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)
    change = accept(Layer(), SCHEMA, [suggestion(0, 2)])
    assert change.added == (Span("s1", 0, 2, "A", "accepted:tagger", time=NOW),)
    assert change.title == "accept A"
    assert change.apply(Layer()).metadata.status is Status.IN_PROGRESS
    assert accept(Layer(), SCHEMA, [suggestion(0, 2)], "B").added == (
        Span("s1", 0, 2, "B", "accepted:tagger", time=NOW),
    )


def test_of_two_that_say_the_same_the_surer_is_accepted() -> None:
    twice = [suggestion(0, 2, score=0.4, origin="x"), suggestion(0, 2, score=0.6, origin="y"), suggestion(3, 4)]
    change = accept(Layer(), SCHEMA, twice)
    assert [span.origin for span in change.added] == ["accepted:y", "accepted:tagger"]
    assert change.title == "accept 2 suggestions"
    assert reject(Layer(), twice).rejected == {Rejection(0, 2, "A", "y"), Rejection(3, 4, "A", "tagger")}


def test_what_is_marked_so_is_neither_accepted_nor_rejected() -> None:
    layer = layer_of(Span("s1", 0, 2, "A"))
    assert not accept(layer, SCHEMA, [suggestion(0, 2)])
    assert not accept(layer, SCHEMA, [suggestion(0, 2, "B")], "A")
    assert not reject(layer, [suggestion(0, 2)])
    assert reject(layer, [suggestion(0, 2, "B")])
    assert not accept(layer, SCHEMA, [])
    assert not reject(layer, [])


def test_one_that_the_schema_does_not_allow_is_refused_and_of_several_left_out() -> None:
    layer = layer_of(Span("s1", 0, 2, "A"))
    with pytest.raises(RefusedError):
        accept(layer, FORBID, [suggestion(1, 3)])
    assert [span.start for span in accept(layer, FORBID, [suggestion(1, 3), suggestion(4, 6)]).added] == [4]
    with pytest.raises(NotFoundError):
        accept(layer, SCHEMA, [suggestion(4, 6, "Z")])
    with pytest.raises(NotFoundError):
        accept(layer, SCHEMA, [suggestion(4, 6)], "Z")


def test_rejecting_is_remembered_once_and_accepting_takes_it_back() -> None:
    layer = layer_of()
    change = reject(layer, [suggestion(0, 2)])
    after = change.apply(layer)
    assert change.title == "reject A"
    assert after.rejected == [Rejection(0, 2, "A", "tagger")]
    assert not reject(after, [suggestion(0, 2, origin="gazetteer")])
    accepted = accept(after, SCHEMA, [suggestion(0, 2)])
    assert accepted.apply(after).rejections == frozenset()
    assert accepted.inverted().apply(accepted.apply(after)) == after


def test_the_same_words_are_found_with_any_label() -> None:
    found = [suggestion(0, 2), suggestion(4, 6, "B"), suggestion(4, 5), suggestion(7, 9)]
    assert same_string(found, found[0], TEXT) == found[:2]


def test_scores_tell_what_is_sure_enough_and_what_is_not() -> None:
    found = [suggestion(0, 1, score=score) for score in (0.0, 0.3, 0.5, 0.9, 1.0)]
    assert above(found, 0.5) == found[2:]
    assert [round(uncertainty(each), 6) for each in found] == [0, 0.6, 1, 0.2, 0]


@given(data=st.data())
def test_one_is_undecided_where_all_of_them_together_say_so(data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, 20), st.integers(1, 5), st.sampled_from(["ORG", "PER"]))
    ranges = data.draw(st.lists(places, max_size=8))
    layer = Layer.of(
        Span(f"s{number}", start, start + length, label) for number, (start, length, label) in enumerate(ranges)
    )
    found = [Suggestion(start, start + length, label, 0.5, "x") for start, length, label in data.draw(st.lists(places))]
    layer = reject(layer, found[:2]).apply(layer)
    assert [item for item in found if is_undecided(item, layer)] == undecided(found, layer)
