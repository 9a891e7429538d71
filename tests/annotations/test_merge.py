"""Test that changes here and outside are merged where they do not contradict, whatever the order."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import RefusedError
from annotations.model.schema import Overlap
from annotations.model.span import Relation, Span
from annotations.storage.merge import MergeConflictError, difference, merged, net
from seeds.errors import NotFoundError
from tests.annotations.generated import SCHEMA, layers, operations

ANY = layers(Overlap.ALLOW)


def worked_on(data: st.DataObject, layer: Layer, count: int) -> tuple[Layer, list[Change]]:
    """Return the layer after some operations, and their changes."""
    changes = []
    for _turn in range(count):
        try:
            change = data.draw(operations(layer, SCHEMA))(layer)
        except (RefusedError, NotFoundError):
            continue
        layer = change.apply(layer)
        changes.append(change)
    return layer, changes


@given(ANY, ANY)
def test_a_difference_makes_one_of_the_other(old: Layer, new: Layer) -> None:
    assert difference(old, new).apply(old) == new
    assert difference(new, new) == Change("") or not difference(new, new)


@given(ANY, st.data())
def test_a_net_change_does_what_the_changes_did(layer: Layer, data: st.DataObject) -> None:
    after, changes = worked_on(data, layer, 5)
    assert net(changes).apply(layer) == after


@given(ANY, st.data())
def test_where_only_one_has_changed_anything_that_holds(base: Layer, data: st.DataObject) -> None:
    after, _changes = worked_on(data, base, 3)
    assert merged(base, difference(base, after)) == after
    assert merged(after, difference(base, base)) == after
    assert merged(after, difference(base, after)) == after


@given(ANY, st.data())
def test_nothing_that_either_made_is_lost(base: Layer, data: st.DataObject) -> None:
    ours, _ = worked_on(data, base, 3)
    theirs, _ = worked_on(data, base, 3)
    try:
        both = merged(theirs, difference(base, ours))
    except MergeConflictError:
        return
    for name, span in ours.spans.items():
        if base.spans.get(name) != span:
            assert both.spans[name] == span
    fresh_rejections = (ours.rejections | theirs.rejections) - base.rejections
    marked = {(span.start, span.end, span.label) for span in both.spans.values()}
    for each in fresh_rejections - both.rejections:
        assert not each.lost
        assert (each.start, each.end, each.label) in marked
    assert both.rejections - fresh_rejections <= ours.rejections & theirs.rejections
    assert not both.contradicted()
    contents = {_said(span) for span in both.spans.values()}
    for name, span in theirs.spans.items():
        if base.spans.get(name) != span:
            assert _said(span) in contents or (name in base.spans and name not in ours.spans)
    deleted = base.spans.keys() - (ours.spans.keys() & theirs.spans.keys())
    fresh = {name for name in ours.spans.keys() | theirs.spans.keys() if name not in base.spans}
    for name in deleted - fresh:
        assert name not in both.spans or base.spans[name] != both.spans[name]
    assert not both.spans.keys() & both.orphans.keys()
    names = both.spans.keys() | both.orphans.keys()
    assert all({tie.head, tie.tail} <= names for tie in both.relations)


def _said(span: Span) -> Span:
    return replace(span, id="", origin="", time=None)  # of two marks that say the same, one stays


def base() -> Layer:
    return Layer.of([Span("s1", 0, 2, "A"), Span("s2", 3, 5, "B")])


def with_span(layer: Layer, *spans: Span) -> Layer:
    return replace(layer, spans=MappingProxyType({**layer.spans, **{span.id: span for span in spans}}))


def without(layer: Layer, name: str) -> Layer:
    return replace(layer, spans=MappingProxyType({key: span for key, span in layer.spans.items() if key != name}))


def test_a_span_changed_in_two_ways_is_a_conflict() -> None:
    ours = with_span(base(), Span("s1", 0, 2, "C"))
    theirs = with_span(base(), Span("s1", 0, 2, "D"))
    with pytest.raises(MergeConflictError) as caught:
        merged(theirs, difference(base(), ours))
    assert caught.value.names == ("s1",)
    with pytest.raises(MergeConflictError):
        merged(without(base(), "s1"), difference(base(), ours))


def test_two_spans_with_one_id_are_both_kept_and_ours_keeps_it() -> None:
    ours = with_span(base(), Span("s3", 6, 7, "A"))
    tie = Relation("r", "s3", "s1")
    theirs = replace(with_span(base(), Span("s3", 8, 9, "A")), relations=frozenset([tie]))
    both = merged(theirs, difference(base(), ours))
    assert both.spans["s3"] == Span("s3", 6, 7, "A")
    assert both.spans["s4"] == Span("s4", 8, 9, "A")
    assert both.relations == {replace(tie, head="s4")}


def test_what_both_marked_is_there_once() -> None:
    ours = with_span(base(), Span("s3", 6, 7, "A"))
    tie = Relation("r", "s1", "s9")
    theirs = replace(with_span(base(), Span("s9", 6, 7, "A")), relations=frozenset([tie]))
    both = merged(theirs, difference(base(), ours))
    assert both.spans == ours.spans
    assert both.relations == {replace(tie, tail="s3")}


def test_a_relation_to_what_the_other_has_deleted_is_a_conflict() -> None:
    ours = replace(base(), relations=frozenset([Relation("r", "s1", "s2")]))
    with pytest.raises(MergeConflictError) as caught:
        merged(without(base(), "s2"), difference(base(), ours))
    assert caught.value.names == ("s2",)


def test_metadata_are_merged_one_by_one() -> None:
    ours = replace(base(), metadata=ArticleMetadata(Status.DONE))
    theirs = replace(base(), metadata=ArticleMetadata(note="看"))
    assert merged(theirs, difference(base(), ours)).metadata == ArticleMetadata(Status.DONE, (), "看")
    theirs = replace(base(), metadata=ArticleMetadata(Status.SKIPPED))
    with pytest.raises(MergeConflictError) as caught:
        merged(theirs, difference(base(), ours))
    assert caught.value.names == ("status",)
