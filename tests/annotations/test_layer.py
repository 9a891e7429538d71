"""Test layers: which spans are where, against a search through all of them."""

from contextlib import suppress
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.model.schema import Overlap
from annotations.model.span import Orphan, Quote, Span
from seeds.errors import NotFoundError
from tests.annotations.generated import SCHEMA, operations
from tests.annotations.generated import layers as generated_layers


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    """Draw a layer of up to twelve spans, many of them nested or over the same range."""
    ranges = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9)), max_size=12))
    ids = draw(st.permutations([f"s{number + 1}" for number in range(len(ranges))]))
    return Layer.of(
        Span(name, start, start + length, draw(st.sampled_from("AB")))
        for name, (start, length) in zip(ids, ranges, strict=True)
    )


@given(layers())
def test_spans_are_ordered_as_they_stand_and_outer_before_inner(layer: Layer) -> None:
    assert sorted(layer.ordered, key=lambda span: span.id) == sorted(layer.spans.values(), key=lambda span: span.id)
    for number, span in enumerate(layer.ordered):
        for later in layer.ordered[number + 1 :]:
            assert span.start < later.start or (span.start == later.start and span.end >= later.end)


@given(layers(), st.integers(0, 22), st.integers(1, 10))
def test_within_finds_what_has_a_code_point_in_common(layer: Layer, start: int, length: int) -> None:
    end = start + length
    expected = [span for span in layer.ordered if set(range(span.start, span.end)) & set(range(start, end))]
    assert list(layer.within(start, end)) == expected


@given(layers(), st.integers(0, 22))
def test_at_finds_what_is_over_a_code_point_the_innermost_first(layer: Layer, offset: int) -> None:
    spans = layer.at(offset)
    assert {span.id for span in spans} == {
        name for name, span in layer.spans.items() if span.start <= offset < span.end
    }
    lengths = [span.end - span.start for span in spans]
    assert lengths == sorted(lengths)


@given(layers(), st.integers(0, 14), st.integers(1, 9))
def test_exactly_finds_what_has_these_edges(layer: Layer, start: int, length: int) -> None:
    expected = {name for name, span in layer.spans.items() if (span.start, span.end) == (start, start + length)}
    assert {span.id for span in layer.exactly(start, start + length)} == expected


@given(st.sets(st.sampled_from(["s1", "s2", "s10", "s٣", "t5", "s", "s-1"])), st.booleans())
def test_new_ids_are_nobodys(names: set[str], orphaned: bool) -> None:
    spans = [Span(name, 0, 1, "A") for name in names]
    layer = Layer(orphans={span.id: Orphan(span, Quote("x")) for span in spans}) if orphaned else Layer.of(spans)
    ids = layer.next_ids()
    fresh = {next(ids) for _ in range(20)}
    assert len(fresh) == 20
    assert not fresh & names


@given(st.data())
def test_what_a_layer_takes_over_from_a_former_one_is_what_it_would_work_out(data: st.DataObject) -> None:
    layer = data.draw(generated_layers(Overlap.ALLOW))
    for _turn in range(4):
        _derived(layer)
        with suppress(RefusedError, NotFoundError):
            layer = data.draw(operations(layer, SCHEMA))(layer).apply(layer)
        assert _derived(layer) == _derived(replace(layer))


def _derived(layer: Layer) -> tuple[object, ...]:
    places = [(each.start, each.end, each.label) for each in layer.rejections]
    return list(layer.ordered), layer.rejected, [set(layer.rejecting(*place)) for place in places]
